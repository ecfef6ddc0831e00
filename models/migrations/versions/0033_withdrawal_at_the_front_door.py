"""Withdrawal at the front door, and who has had a complaint handed over once more"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

NAME = op.f('ck_submission_particulars_in_one_place')


def upgrade() -> None:
    json = postgresql.JSONB(none_as_null=True)
    op.add_column('submission', sa.Column('again', json, nullable=False, server_default='[]'))
    op.alter_column('submission', 'again', server_default=None)
    op.add_column('submission', sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
    op.alter_column('submission', 'content_sha256', nullable=True)
    op.drop_constraint(NAME, 'submission')
    op.create_check_constraint(NAME, 'submission', 'num_nonnulls(form, complaint_id, withdrawn_at) = 1')
    op.add_column('submission', sa.Column('failures', sa.Integer(), nullable=False, server_default='0'))
    op.alter_column('submission', 'failures', server_default=None)
