"""Steps of the maker that goods name; result notices, letters and interviews begin with a draft; commitments"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import also

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    also('step', 'stepkind', 'kind', 'maker_objection', 'denial')
    op.execute(
        "update step set phase = 'drafting'"
        " where kind in ('result_notice', 'reminder_letter', 'interview') and phase = 'reporting'"
    )
    op.create_table(
        'commitment',
        sa.Column('matter_id', sa.String(), nullable=False),
        sa.Column('step', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(), nullable=False),
        sa.Column('by', sa.Date(), nullable=False),
        sa.Column('kept', sa.String(length=40), nullable=True),
        sa.Column('followed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['matter_id', 'step'], ['step.matter_id', 'step.number'], name=op.f('fk_commitment_matter_id_step_step')
        ),
        sa.PrimaryKeyConstraint('matter_id', 'step', 'number', name=op.f('pk_commitment')),
        sa.CheckConstraint("kept in ('kept', 'not_kept', 'not_known')", name=op.f('ck_commitment_kept')),
    )
