"""What the court that is asked to enforce has done before it rules"""

from models.migrations.allowing import also

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    also('step', 'result', 'result', 'court_accepted', 'court_hears')
