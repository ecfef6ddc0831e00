"""A phase in which a party is heard; steps whose paper is now made here begin with its draft"""

from alembic import op

from models.migrations.allowing import allow

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

PHASES = (
    'reporting', 'hearing', 'drafting', 'reviewing', 'approving', 'serving', 'awaiting', 'lapsed', 'done',
)


def upgrade() -> None:
    allow('step', 'phase', 'phase', *PHASES)
    op.execute("update step set phase = 'hearing' where kind = 'announcement' and phase = 'reporting'")
    op.execute(
        "update step set phase = 'drafting' where kind in ('bureau_reminder', 'bureau_interview')"
        " and phase = 'reporting'"
    )
    # a notice that was approved and not served is approved again: its paper is made in that transaction
    op.execute("update step set phase = 'approving' where kind = 'supervision_notice' and phase = 'serving'")
