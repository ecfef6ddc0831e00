"""Payments of schemes, the acts in them, judgements and messages about them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('compensation',
    sa.Column('compensation_id', sa.String(), nullable=False),
    sa.Column('claim_id', sa.String(), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('agreement_id', sa.String(), nullable=False),
    sa.Column('liable_id', sa.String(), nullable=False),
    sa.Column('consumer', sa.String(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('phase', _one_of('compensationphase', 'assessing', 'deciding', 'paying', 'unclear', 'assigning', 'recovering', 'closed'), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_refund_fen', sa.BigInteger(), nullable=False),
    sa.Column('asked_damage_fen', sa.BigInteger(), nullable=False),
    sa.Column('delay_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handler', sa.String(), nullable=True),
    sa.Column('assessed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('conduct', _one_of('conduct', 'refuses_without_reason', 'delays', 'disappeared', 'refuses_with_reason', 'negotiates'), nullable=True),
    sa.Column('consumer_at_fault', sa.Boolean(), nullable=True),
    sa.Column('facts_clear', sa.Boolean(), nullable=True),
    sa.Column('evidence_sufficient', sa.Boolean(), nullable=True),
    sa.Column('basis_clear', sa.Boolean(), nullable=True),
    sa.Column('refund_fen', sa.BigInteger(), nullable=True),
    sa.Column('damage_fen', sa.BigInteger(), nullable=True),
    sa.Column('payee_name', sa.String(), nullable=True),
    sa.Column('payee_account', sa.String(), nullable=True),
    sa.Column('payee_bank', sa.String(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_mediation', sa.Boolean(), nullable=True),
    sa.Column('pay_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('repay_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('top_up_by', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ending', _one_of('compensationending', 'declined', 'withdrawn', 'from_deposit', 'recovered', 'written_off'), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.agreement_id'], name=op.f('fk_compensation_agreement_id_agreement')),
    sa.ForeignKeyConstraint(['liable_id'], ['enterprise.enterprise_id'], name=op.f('fk_compensation_liable_id_enterprise')),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_compensation_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('compensation_id', name=op.f('pk_compensation'))
    )
    op.create_index(op.f('ix_compensation_agreement_id'), 'compensation', ['agreement_id'])
    op.create_index(op.f('ix_compensation_scheme_id'), 'compensation', ['scheme_id'])
    op.create_index('uq_compensation_of_a_claim', 'compensation', ['claim_id'], unique=True, postgresql_where=sa.text("ending is null or ending not in ('declined', 'withdrawn')"))
    op.create_table('compensation_act',
    sa.Column('act_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('compensation_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['compensation_id'], ['compensation.compensation_id'], name=op.f('fk_compensation_act_compensation_id_compensation')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_compensation_act')),
    sa.UniqueConstraint('sequence', name=op.f('uq_compensation_act_sequence'))
    )
    op.create_index(op.f('ix_compensation_act_compensation_id'), 'compensation_act', ['compensation_id'])
    op.add_column('judgement', sa.Column('compensation_act_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_judgement_compensation_act_id_compensation_act'), 'judgement', 'compensation_act', ['compensation_act_id'], ['act_id'])
    op.add_column('message', sa.Column('compensation_id', sa.String(), nullable=True))
    op.add_column('message', sa.Column('scheme_id', sa.String(), nullable=True))
    op.create_index(op.f('ix_message_compensation_id'), 'message', ['compensation_id'])
    op.create_index(op.f('ix_message_scheme_id'), 'message', ['scheme_id'])
    op.create_foreign_key(op.f('fk_message_compensation_id_compensation'), 'message', 'compensation', ['compensation_id'], ['compensation_id'])
    op.create_foreign_key(op.f('fk_message_scheme_id_scheme'), 'message', 'scheme', ['scheme_id'], ['scheme_id'])
    op.drop_constraint(op.f('ck_message_about_one_thing'), 'message', type_='check')
    op.create_check_constraint(
        op.f('ck_message_about_one_thing'), 'message',
        'num_nonnulls(matter_id, application_id, recall_id, compensation_id, scheme_id) = 1',
    )
