"""Steps that follow an ignored order: withdrawal, proposal of sampling, urging, application to the court, its ruling"""

from models.migrations.allowing import allow

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

STEPS = (
    'verification', 'order_to_correct', 'recheck', 'closing', 'result_notice', 'objection', 'retest', 'report_up',
    'announcement', 'announced_recheck', 'filing', 'penalty_case', 'transfer', 'referral', 'reminder_letter', 'interview',
    'bureau_reminder', 'supervision_notice', 'review', 'bureau_interview', 'reassessment', 'lifting',
    'order_withdrawal', 'sampling_proposal', 'urging', 'court_application', 'court_ruling',
)
RESULTS = (
    'confirmed', 'not_confirmed', 'in_time', 'posted_in_time', 'late', 'unanswered', 'passed', 'failed', 'closed', 'served',
    'objected', 'unchallenged', 'below_province', 'province', 'announced', 'filed', 'not_filed', 'punished',
    'not_punished', 'discontinued', 'transferred', 'kept', 'referred', 'not_referred', 'sent', 'held', 'not_held',
    'upheld', 'revoked', 'improved', 'lagging', 'lifted', 'ended_with_matter',
    'withdrawn', 'proposed', 'not_proposed', 'performed', 'unperformed', 'defence_accepted', 'submitted', 'dropped',
    'court_granted', 'court_refused', 'court_not_accepted',
)


def upgrade() -> None:
    allow('step', 'stepkind', 'kind', *STEPS)
    allow('step', 'result', 'result', *RESULTS)
