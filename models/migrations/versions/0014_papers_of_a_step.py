"""Several documents of a step, with their addressees; forms without a number; no phase of issuing"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import allow

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

PHASES = ('reporting', 'drafting', 'reviewing', 'approving', 'serving', 'awaiting', 'lapsed', 'done')


def upgrade() -> None:
    # what was approved and not yet printed is approved again: its paper is made in that transaction
    op.execute("update step set phase = 'approving' where phase = 'issuing'")
    allow('step', 'phase', 'phase', *PHASES)
    op.drop_constraint(op.f('uq_document_matter_id_step'), 'document', type_='unique')
    op.create_index(op.f('ix_document_matter_id_step'), 'document', ['matter_id', 'step'])
    op.add_column('document', sa.Column('act_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_document_act_id_act'), 'document', 'act', ['act_id'], ['act_id'])
    op.add_column('document', sa.Column('addressee', sa.String(), nullable=True))
    op.create_index(op.f('ix_document_addressee'), 'document', ['addressee'])
    op.execute(
        'update document as d set addressee = coalesce(m.party_id, m.bureau_id) from matter as m'
        ' where m.matter_id = d.matter_id'
    )
    for column in ('series', 'ordinal', 'number'):
        op.alter_column('document', column, nullable=True)
    op.create_check_constraint(
        op.f('ck_document_numbered_in_a_series'), 'document', 'num_nulls(series, ordinal, number) in (0, 3)'
    )
