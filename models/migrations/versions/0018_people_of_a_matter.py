"""Absences of officers and who left; recusals; a party that is no more"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import also

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('officer', sa.Column('left_on', sa.Date(), nullable=True))
    op.create_table('officer_absence',
    sa.Column('officer_id', sa.String(), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('last', sa.Date(), nullable=False),
    sa.Column('deputy', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.officer_id'], name=op.f('fk_officer_absence_officer_id_officer')),
    sa.ForeignKeyConstraint(['deputy'], ['officer.officer_id'], name=op.f('fk_officer_absence_deputy_officer')),
    sa.PrimaryKeyConstraint('officer_id', 'first', name=op.f('pk_officer_absence'))
    )
    op.create_index(
        'ix_act_people', 'act', ['matter_id'],
        postgresql_where=sa.text("kind in ('recusal_request', 'recusal_decision', 'succession')"),
    )
    also('import_run', 'importkind', 'kind', 'absences')
    also('step', 'result', 'result', 'party_ended')
