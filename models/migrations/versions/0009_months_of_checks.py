"""Statistics on the months of checks: a back-test groups by them, and without these is not planned in parallel"""

from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create statistics circulation_check_month on (date_trunc('month', seen_on::timestamp)) from circulation_check"
    )
