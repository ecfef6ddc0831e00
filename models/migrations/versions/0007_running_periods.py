"""Periods that move while they run, and what people are told of them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ('clue_due_on', 'clue_due_at', 'clue_due'):
        op.drop_column('matter', column)
    op.add_column('step', sa.Column('period', sa.String(), nullable=True))
    op.add_column('step', sa.Column('period_from', sa.DateTime(timezone=True), nullable=True))
    op.add_column('step', sa.Column('period_count', sa.Integer(), nullable=True))
    op.add_column('step', sa.Column('counted_by', sa.Integer(), nullable=False, server_default='0'))
    op.alter_column('step', 'counted_by', server_default=None)
    op.execute("""
        update step set period = 'clue_verification', period_from = matter.began_at
        from matter where matter.matter_id = step.matter_id and step.kind = 'verification'
    """)
    op.execute("update step set period = 'correction_label' where kind = 'order_to_correct'")
    op.execute("""
        update step set period_from = service.served_at, period_count = (
            select (act.content ->> 'period_days')::int from act
            where act.matter_id = step.matter_id and act.step = step.number and act.kind = 'order_draft'
            order by act.sequence desc limit 1
        )
        from document join service using (document_id)
        where document.matter_id = step.matter_id and document.step = step.number
    """)
    op.create_table('clock_entry',
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['matter_id', 'step'], ['step.matter_id', 'step.number'], name=op.f('fk_clock_entry_matter_id_step_step')),
    sa.PrimaryKeyConstraint('matter_id', 'step', 'sequence', name=op.f('pk_clock_entry'))
    )
    op.create_table('message',
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('recipient', sa.String(), nullable=False),
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.matter_id'], name=op.f('fk_message_matter_id_matter')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_message'))
    )
    op.create_index('ix_message_recipient_at', 'message', ['recipient', 'at'])
    op.create_index(op.f('ix_message_matter_id'), 'message', ['matter_id'])
