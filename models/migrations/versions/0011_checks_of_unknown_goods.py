"""Checks of goods whose lot nobody knows, and from whom a seller has his goods"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

CHECK = 'circulation_check'


def upgrade() -> None:
    op.alter_column(CHECK, 'lot_id', nullable=True)
    op.add_column(CHECK, sa.Column('lot_by_certificate', sa.Boolean(), nullable=False, server_default='false'))
    op.create_check_constraint(
        op.f('ck_circulation_check_goods_named'), CHECK, 'num_nonnulls(lot_id, certificate_number) > 0'
    )
    op.add_column(CHECK, sa.Column('supplier_id', sa.String(), nullable=True))
    op.create_foreign_key(
        op.f('fk_circulation_check_supplier_id_enterprise'), CHECK, 'enterprise', ['supplier_id'], ['enterprise_id']
    )
    # the longer indexes that begin with them serve both
    op.drop_index(op.f('ix_circulation_check_lot_id'), CHECK)
    op.drop_index(op.f('ix_circulation_check_party_id'), CHECK)
    op.create_index('ix_circulation_check_clue', CHECK, ['clue'], postgresql_where=sa.text('clue is not null'))
    op.create_index(
        'ix_finding_waiting', 'finding', ['judgement_id'],
        postgresql_where=sa.text("matter_id is null and against = 'party' and kind in ('violation', 'clue')"),
    )
