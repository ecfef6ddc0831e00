"""Steps that follow an ignored order: withdrawal, proposal of sampling, urging, application to the court, its ruling"""

from models.migrations.allowing import also

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

STEPS = 'order_withdrawal', 'sampling_proposal', 'urging', 'court_application', 'court_ruling'
RESULTS = (
    'withdrawn', 'proposed', 'not_proposed', 'performed', 'unperformed', 'defence_accepted', 'submitted', 'dropped',
    'court_granted', 'court_refused', 'court_not_accepted',
)


def upgrade() -> None:
    also('step', 'stepkind', 'kind', *STEPS)
    also('step', 'result', 'result', *RESULTS)
