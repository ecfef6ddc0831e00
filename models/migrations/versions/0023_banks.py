"""Orders to banks, their messages, bookings, and what they leave open"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('bank_order',
    sa.Column('order_id', sa.String(length=35), nullable=False),
    sa.Column('compensation_id', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('payee_name', sa.String(), nullable=False),
    sa.Column('payee_account', sa.String(), nullable=False),
    sa.Column('payee_bank', sa.String(), nullable=False),
    sa.Column('status', _one_of('orderstatus', 'ordered', 'accepted', 'rejected', 'booked', 'different'), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sendings', sa.Integer(), nullable=False),
    sa.Column('send_again_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['compensation_id'], ['compensation.compensation_id'], name=op.f('fk_bank_order_compensation_id_compensation')),
    sa.PrimaryKeyConstraint('order_id', name=op.f('pk_bank_order')),
    sa.UniqueConstraint('compensation_id', 'ordinal', name=op.f('uq_bank_order_compensation_id_ordinal'))
    )
    op.create_index('uq_bank_order_open', 'bank_order', ['compensation_id'], unique=True, postgresql_where=sa.text("status in ('ordered', 'accepted')"))
    op.create_table('bank_message',
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('message_id', 'sha256', name=op.f('pk_bank_message'))
    )
    op.create_table('bank_question',
    sa.Column('question_id', sa.String(), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=True),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_bank_question_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('question_id', name=op.f('pk_bank_question'))
    )
    op.create_index(op.f('ix_bank_question_scheme_id'), 'bank_question', ['scheme_id'])
    op.create_table('bank_booking',
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('direction', _one_of('direction', 'in', 'out'), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('booked_on', sa.Date(), nullable=False),
    sa.Column('order_id', sa.String(), nullable=False),
    sa.Column('posting_id', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['message_id', 'sha256'], ['bank_message.message_id', 'bank_message.sha256'], name=op.f('fk_bank_booking_message_id_sha256_bank_message')),
    sa.ForeignKeyConstraint(['posting_id'], ['posting.posting_id'], name=op.f('fk_bank_booking_posting_id_posting')),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_bank_booking_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('scheme_id', 'reference', 'direction', name=op.f('pk_bank_booking')),
    sa.UniqueConstraint('posting_id', name=op.f('uq_bank_booking_posting_id'))
    )
