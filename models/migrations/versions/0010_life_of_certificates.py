"""The life of a certificate: phases and versions of applications, acts about them, operators of the platform"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

PHASES = (
    'ordering', 'accepting', 'inspecting', 'in_circulation', 'disputed', 'withdrawn', 'superseded', 'not_issued',
    'objected', 'refused', 'taken_back',
)
ROUTES = ('own_laboratory', 'institute')


def upgrade() -> None:
    op.create_table('platform_operator',
    sa.Column('operator_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('appointed_from', sa.Date(), nullable=False),
    sa.Column('appointed_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('operator_id', name=op.f('pk_platform_operator'))
    )
    _applications()
    op.add_column('laboratory', sa.Column('enterprise_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_laboratory_enterprise_id_enterprise'), 'laboratory', 'enterprise', ['enterprise_id'], ['enterprise_id'])
    op.add_column('factory_inspection', sa.Column('reported_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('factory_inspection', sa.Column('sampling', postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column('certificate', sa.Column('application_id', sa.String(), nullable=True))
    op.create_unique_constraint(op.f('uq_certificate_application_id'), 'certificate', ['application_id'])
    op.create_foreign_key(op.f('fk_certificate_application_id_lot_application'), 'certificate', 'lot_application', ['application_id'], ['application_id'])
    op.create_table('certificate_act',
    sa.Column('act_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('application_id', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('delivered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['lot_application.application_id'], name=op.f('fk_certificate_act_application_id_lot_application')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_certificate_act')),
    sa.UniqueConstraint('application_id', 'version', name=op.f('uq_certificate_act_application_id_version')),
    sa.UniqueConstraint('sequence', name=op.f('uq_certificate_act_sequence'))
    )
    op.create_index('ix_certificate_act_undelivered', 'certificate_act', ['application_id'], unique=False, postgresql_where=sa.text('not delivered'))
    _messages()


def _applications() -> None:
    table = 'lot_application'
    op.add_column(table, sa.Column('phase', sa.Enum(*PHASES, name='lifephase', native_enum=False, length=40), nullable=False, server_default='ordering'))
    op.create_check_constraint(op.f('ck_lot_application_lifephase'), table, _one_of('phase', PHASES))
    op.execute(
        "update lot_application set phase = case when issued_at is not null then 'in_circulation' else 'not_issued' end"
        " where num_nonnulls(issued_at, refused_at) > 0"
    )
    op.alter_column(table, 'phase', server_default=None)
    op.add_column(table, sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    op.alter_column(table, 'version', server_default=None)
    op.add_column(table, sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    for name in ('plan', 'reminders'):
        op.add_column(table, sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='[]'))
        op.alter_column(table, name, server_default=None)
    op.add_column(table, sa.Column('route', sa.Enum(*ROUTES, name='inspectionroute', native_enum=False, length=40), nullable=True))
    op.create_check_constraint(op.f('ck_lot_application_inspectionroute'), table, _one_of('route', ROUTES))
    op.add_column(table, sa.Column('laboratory_id', sa.String(), nullable=True))
    op.add_column(table, sa.Column('due_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column(table, sa.Column('supersedes', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_lot_application_laboratory_id_laboratory'), table, 'laboratory', ['laboratory_id'], ['laboratory_id'])
    op.create_foreign_key(op.f('fk_lot_application_supersedes_lot_application'), table, table, ['supersedes'], ['application_id'])
    op.create_check_constraint(
        op.f('ck_lot_application_phase_as_issued_or_refused'), table,
        "(issued_at is not null) = (phase in ('in_circulation', 'disputed', 'withdrawn', 'superseded'))"
        " and (refused_at is not null) = (phase in ('not_issued', 'objected', 'refused', 'taken_back'))",
    )
    op.create_index('uq_lot_application_under_way', table, ['lot_id'], unique=True, postgresql_where=sa.text("phase in ('ordering', 'accepting', 'inspecting')"))
    op.create_index('ix_lot_application_queue', table, ['laboratory_id', 'due_at'], unique=False, postgresql_where=sa.text("phase in ('accepting', 'inspecting')"))
    op.create_index('ix_lot_application_applied_at', table, ['applied_at'], unique=False)


def _messages() -> None:
    op.alter_column('message', 'matter_id', nullable=True)
    op.add_column('message', sa.Column('application_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_message_application_id_lot_application'), 'message', 'lot_application', ['application_id'], ['application_id'])
    op.create_index(op.f('ix_message_application_id'), 'message', ['application_id'], unique=False)
    op.create_check_constraint(op.f('ck_message_about_one_thing'), 'message', 'num_nonnulls(matter_id, application_id) = 1')


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"
