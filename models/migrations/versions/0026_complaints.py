"""Complaints of consumers, and the matters that handle them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.migrations.allowing import also

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

_OLD = 'of_a_check_or_an_assessment'
_NEW = 'of_a_check_an_assessment_or_a_complaint'


def upgrade() -> None:
    channel = sa.Enum(
        'platform', 'hotline', 'post', 'window', name='complaintchannel', native_enum=False, create_constraint=True,
        length=40,
    )  # fmt: skip
    op.create_table(
        'complaint',
        sa.Column('complaint_id', sa.String(), nullable=False),
        sa.Column('office_id', sa.String(), nullable=False),
        sa.Column('respondent_id', sa.String(), nullable=False),
        sa.Column('channel', channel, nullable=False),
        sa.Column('reference', sa.String(), nullable=True),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('complainant', sa.String(), nullable=False),
        sa.Column('goods', sa.String(), nullable=False),
        sa.Column('lot', sa.String(), nullable=True),
        sa.Column('certificate', sa.String(), nullable=True),
        sa.Column('traded_on', sa.Date(), nullable=False),
        sa.Column('known_on', sa.Date(), nullable=False),
        sa.Column('price_fen', sa.Integer(), nullable=False),
        sa.Column('content', postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column('rehearsal', sa.Boolean(), nullable=False),
        sa.CheckConstraint('price_fen >= 0', name=op.f('ck_complaint_price')),
        sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_complaint_office_id_office')),
        sa.ForeignKeyConstraint(
            ['respondent_id'], ['enterprise.enterprise_id'], name=op.f('fk_complaint_respondent_id_enterprise')
        ),
        sa.PrimaryKeyConstraint('complaint_id', name=op.f('pk_complaint')),
        sa.UniqueConstraint('reference', name=op.f('uq_complaint_reference')),
    )
    for column in ('office_id', 'respondent_id', 'lot', 'certificate'):
        op.create_index(op.f(f'ix_complaint_{column}'), 'complaint', [column])
    op.add_column('matter', sa.Column('complaint_id', sa.String(), nullable=True))
    op.create_unique_constraint(op.f('uq_matter_complaint_id'), 'matter', ['complaint_id'])
    op.create_foreign_key(
        op.f('fk_matter_complaint_id_complaint'), 'matter', 'complaint', ['complaint_id'], ['complaint_id']
    )
    op.drop_constraint(op.f(f'ck_matter_{_OLD}'), 'matter', type_='check')
    op.create_check_constraint(
        op.f(f'ck_matter_{_NEW}'),
        'matter',
        'num_nonnulls(party_id, bureau_id) = 1 and num_nulls(assessment_id, bureau_id) in (0, 2)'
        ' and num_nonnulls(check_id, assessment_id, complaint_id) = 1',
    )
    also('step', 'track', 'track', 'complaint')
    also('step', 'stepkind', 'kind', 'acceptance', 'mediation', 'termination', 'archiving')
    also('step', 'phase', 'phase', 'consenting')
    also(
        'step', 'result', 'result', 'complaint_accepted', 'complaint_refused', 'complaint_withdrawn', 'settled',
        'not_settled', 'consent_refused', 'terminated',
    )  # fmt: skip
