"""What a finding leads to, by its articles; the answers of the police; a case in the hands of another office"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.migrations.allowing import allow

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

# As the articles stood in rules/statutes.yaml when the column came; later findings carry what the file says.
LED_TO = {
    'penalty': ('pql/49', 'pql/50', 'pql/51', 'pql/52', 'pql/53', 'pql/56'),
    'marking': ('pql/54',),
    'serious_marking': ('pql/27.1.4', 'pql/27.1.5'),
}

RESULTS = (
    'confirmed', 'not_confirmed', 'in_time', 'posted_in_time', 'late', 'unanswered', 'passed', 'failed', 'closed', 'served',
    'objected', 'unchallenged', 'below_province', 'province', 'announced', 'filed', 'not_filed', 'punished',
    'not_punished', 'discontinued', 'transferred', 'kept', 'referred', 'not_referred', 'sent', 'held', 'not_held',
    'upheld', 'revoked', 'improved', 'lagging', 'lifted', 'ended_with_matter',
    'asked_superior', 'police_filed', 'police_refused', 'review_asked', 'suggested', 'accepted',
)


def upgrade() -> None:
    allow('step', 'result', 'result', *RESULTS)
    op.add_column('matter', sa.Column('transferred_from', sa.String(), nullable=True))
    op.add_column('matter', sa.Column('findings_of', sa.String(), nullable=True))
    for column in ('transferred_from', 'findings_of'):
        op.create_foreign_key(op.f(f'fk_matter_{column}_matter'), 'matter', 'matter', [column], ['matter_id'])
    op.create_index(op.f('ix_matter_transferred_from'), 'matter', ['transferred_from'])
    op.create_check_constraint(
        op.f('ck_matter_transferred_with_its_findings'), 'matter', 'num_nulls(transferred_from, findings_of) in (0, 2)'
    )
    op.drop_constraint(op.f('uq_matter_check_id'), 'matter', type_='unique')
    op.create_index(
        'uq_matter_check_id', 'matter', ['check_id'], unique=True,
        postgresql_where=sa.text('transferred_from is null'),
    )
    op.add_column('finding', sa.Column('leads_to', postgresql.ARRAY(sa.Text()), nullable=False, server_default='{}'))
    op.alter_column('finding', 'leads_to', server_default=None)
    for consequence, articles in LED_TO.items():
        named = ', '.join(repr(one) for one in articles)
        op.execute(
            f"update finding set leads_to = leads_to || array['{consequence}']"
            f" where kind = 'violation' and basis && array[{named}]"
        )
