"""What a finding leads to, by its articles"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

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


def upgrade() -> None:
    op.add_column('finding', sa.Column('leads_to', postgresql.ARRAY(sa.Text()), nullable=False, server_default='{}'))
    op.alter_column('finding', 'leads_to', server_default=None)
    for consequence, articles in LED_TO.items():
        named = ', '.join(repr(one) for one in articles)
        op.execute(
            f"update finding set leads_to = leads_to || array['{consequence}']"
            f" where kind = 'violation' and basis && array[{named}]"
        )
