"""Complaints at the front door, on their way to the national platform, and what it is told and asked about"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'submission',
        sa.Column('number', sa.String(), nullable=False),
        sa.Column('office_id', sa.String(), nullable=False),
        sa.Column('token_sha256', sa.String(length=64), nullable=False),
        sa.Column('content_sha256', sa.String(length=64), nullable=False),
        sa.Column('form', postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column('evidence', postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column('rehearsal', sa.Boolean(), nullable=False),
        sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('next_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('failure', sa.String(), nullable=True),
        sa.Column('handed_over_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('complaint_id', sa.String(), nullable=True),
        sa.CheckConstraint(
            'num_nonnulls(form, complaint_id) = 1', name=op.f('ck_submission_particulars_in_one_place')
        ),
        sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_submission_office_id_office')),
        sa.ForeignKeyConstraint(
            ['complaint_id'], ['complaint.complaint_id'], name=op.f('fk_submission_complaint_id_complaint')
        ),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_submission')),
        sa.UniqueConstraint('token_sha256', name=op.f('uq_submission_token_sha256')),
        sa.UniqueConstraint('content_sha256', name=op.f('uq_submission_content_sha256')),
        sa.UniqueConstraint('complaint_id', name=op.f('uq_submission_complaint_id')),
    )
    op.create_index(op.f('ix_submission_office_id'), 'submission', ['office_id'])
    op.create_index(
        'ix_submission_waiting', 'submission', ['next_at'], postgresql_where=sa.text('handed_over_at is null')
    )
    op.create_table(
        'platform_question',
        sa.Column('question_id', sa.String(), nullable=False),
        sa.Column('number', sa.String(), nullable=True),
        sa.Column('code', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('text', postgresql.JSONB(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['number'], ['submission.number'], name=op.f('fk_platform_question_number_submission')
        ),
        sa.PrimaryKeyConstraint('question_id', name=op.f('pk_platform_question')),
    )
    op.create_index(op.f('ix_platform_question_number'), 'platform_question', ['number'])
    op.create_table(
        'platform_outcome',
        sa.Column('matter_id', sa.String(), nullable=False),
        sa.Column('step', sa.Integer(), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['matter_id', 'step'], ['step.matter_id', 'step.number'], name=op.f('fk_platform_outcome_matter_id_step_step')
        ),
        sa.PrimaryKeyConstraint('matter_id', 'step', name=op.f('pk_platform_outcome')),
    )
