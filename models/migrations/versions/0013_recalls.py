"""Recalls: what they cover, the acts in them, and messages about them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('recall',
    sa.Column('recall_id', sa.String(), nullable=False),
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('producer_id', sa.String(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('by', _one_of('stateactor', 'producer', 'platform', 'authority'), nullable=False),
    sa.Column('basis', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('document_id', sa.String(), nullable=True),
    sa.Column('phase', _one_of('recallphase', 'planning', 'under_way', 'closed'), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('yardstick', _one_of('yardstick', 'sellers_reached', 'units_recovered'), nullable=True),
    sa.Column('per_mille', sa.Integer(), nullable=True),
    sa.Column('reached_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.CheckConstraint("(by = 'authority') = (document_id is not null)", name=op.f('ck_recall_order_has_a_document')),
    sa.ForeignKeyConstraint(['product_id'], ['product.product_id'], name=op.f('fk_recall_product_id_product')),
    sa.ForeignKeyConstraint(['producer_id'], ['enterprise.enterprise_id'], name=op.f('fk_recall_producer_id_enterprise')),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_recall_office_id_office')),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_recall_document_id_document')),
    sa.PrimaryKeyConstraint('recall_id', name=op.f('pk_recall'))
    )
    op.create_table('recall_lot',
    sa.Column('recall_id', sa.String(), nullable=False),
    sa.Column('lot_id', sa.String(), nullable=False),
    sa.Column('serial_prefix', sa.String(), nullable=False),
    sa.Column('serial_from', sa.BigInteger(), nullable=True),
    sa.Column('serial_until', sa.BigInteger(), nullable=True),
    sa.Column('unshipped', sa.Integer(), nullable=True),
    sa.CheckConstraint('num_nonnulls(serial_from, serial_until) <> 1', name=op.f('ck_recall_lot_whole_or_a_range')),
    sa.ForeignKeyConstraint(['recall_id'], ['recall.recall_id'], name=op.f('fk_recall_lot_recall_id_recall')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.lot_id'], name=op.f('fk_recall_lot_lot_id_lot')),
    sa.PrimaryKeyConstraint('recall_id', 'lot_id', name=op.f('pk_recall_lot'))
    )
    op.create_index(op.f('ix_recall_lot_lot_id'), 'recall_lot', ['lot_id'])
    op.create_table('recall_act',
    sa.Column('act_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('recall_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['recall_id'], ['recall.recall_id'], name=op.f('fk_recall_act_recall_id_recall')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_recall_act')),
    sa.UniqueConstraint('sequence', name=op.f('uq_recall_act_sequence'))
    )
    op.create_index(op.f('ix_recall_act_recall_id'), 'recall_act', ['recall_id'])
    op.add_column('message', sa.Column('recall_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_message_recall_id_recall'), 'message', 'recall', ['recall_id'], ['recall_id'])
    op.create_index(op.f('ix_message_recall_id'), 'message', ['recall_id'])
    op.drop_constraint(op.f('ck_message_about_one_thing'), 'message', type_='check')
    op.create_check_constraint(
        op.f('ck_message_about_one_thing'), 'message', 'num_nonnulls(matter_id, application_id, recall_id) = 1'
    )
