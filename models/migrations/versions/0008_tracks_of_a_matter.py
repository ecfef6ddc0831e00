"""Steps of every track, matters about a lower bureau, judgements of assessments"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import allow

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

TRACKS = ('clue', 'after_care', 'penalty', 'correction', 'supervision', 'guidance')
STEPS = (
    'verification', 'order_to_correct', 'recheck', 'closing', 'result_notice', 'objection', 'retest', 'report_up',
    'announcement', 'announced_recheck', 'filing', 'penalty_case', 'transfer', 'referral', 'reminder_letter', 'interview',
    'bureau_reminder', 'supervision_notice', 'review', 'bureau_interview', 'reassessment', 'lifting',
)
RESULTS = (
    'confirmed', 'not_confirmed', 'in_time', 'posted_in_time', 'late', 'unanswered', 'passed', 'failed', 'closed', 'served',
    'objected', 'unchallenged', 'below_province', 'province', 'announced', 'filed', 'not_filed', 'punished',
    'not_punished', 'discontinued', 'transferred', 'kept', 'referred', 'not_referred', 'sent', 'held', 'not_held',
    'upheld', 'revoked', 'improved', 'lagging', 'lifted', 'ended_with_matter',
)


def upgrade() -> None:
    allow('step', 'track', 'track', *TRACKS)
    allow('step', 'stepkind', 'kind', *STEPS)
    allow('step', 'result', 'result', *RESULTS)
    op.add_column('step', sa.Column('happened_at', sa.DateTime(timezone=True), nullable=True))
    for column in ('check_id', 'party_id'):
        op.alter_column('matter', column, nullable=True)
    op.add_column('matter', sa.Column('assessment_id', sa.String(), nullable=True))
    op.add_column('matter', sa.Column('bureau_id', sa.String(), nullable=True))
    op.create_unique_constraint(op.f('uq_matter_assessment_id'), 'matter', ['assessment_id'])
    op.create_index(op.f('ix_matter_bureau_id'), 'matter', ['bureau_id'])
    op.create_foreign_key(op.f('fk_matter_assessment_id_region_assessment'), 'matter', 'region_assessment', ['assessment_id'], ['assessment_id'])
    op.create_foreign_key(op.f('fk_matter_bureau_id_office'), 'matter', 'office', ['bureau_id'], ['office_id'])
    op.create_check_constraint(
        op.f('ck_matter_of_a_check_or_an_assessment'), 'matter',
        'num_nulls(check_id, party_id) in (0, 2) and num_nulls(assessment_id, bureau_id) in (0, 2)'
        ' and num_nonnulls(check_id, assessment_id) = 1',
    )
    op.alter_column('judgement', 'check_id', nullable=True)
    op.add_column('judgement', sa.Column('assessment_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_judgement_assessment_id_region_assessment'), 'judgement', 'region_assessment', ['assessment_id'], ['assessment_id'])
