"""Circulation in full: certificates and their history, abilities of laboratories, what a check observed"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import allow

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

CHECK = 'circulation_check'
ENUMS = {
    'party_role': ('partyrole', ('producer', 'seller')),
    'goods_class': ('goodsclass', ('general', 'food', 'drug', 'medical_device', 'special_equipment')),
    'product_name_marking': (None, ('stated', 'missing', 'not_needed')),
    'maker_marking': (None, ('stated', 'missing', 'not_needed')),
    'specification_marking': (None, ('stated', 'missing', 'not_needed')),
    'grade_marking': (None, ('stated', 'missing', 'not_needed')),
    'ingredients_marking': (None, ('stated', 'missing', 'not_needed')),
    'dates_marking': (None, ('stated', 'missing', 'not_needed')),
    'warning_marking': (None, ('stated', 'missing', 'not_needed')),
    'marking_verified': ('verification', ('not_verified', 'true', 'untrue')),
    'name_verified': (None, ('not_verified', 'rightful', 'forged')),
    'quality_mark_verified': (None, ('not_verified', 'rightful', 'forged')),
    'goods_in_check': ('goodsincheck', ('not_looked_into', 'made', 'none')),
}
STATES = ('withdrawn', 'superseded', 'frozen', 'stop_sale', 'recalled')
ACTORS = ('producer', 'platform', 'authority')


def upgrade() -> None:
    op.add_column('lot', sa.Column('quantity', sa.Integer(), nullable=True))
    _certificates()
    _checks()


def _certificates() -> None:
    op.create_table('laboratory_ability',
    sa.Column('laboratory_id', sa.String(), nullable=False),
    sa.Column('product_kind', sa.String(), nullable=False),
    sa.Column('able_from', sa.Date(), nullable=False),
    sa.Column('able_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['laboratory_id'], ['laboratory.laboratory_id'], name=op.f('fk_laboratory_ability_laboratory_id_laboratory')),
    sa.PrimaryKeyConstraint('laboratory_id', 'product_kind', 'able_from', name=op.f('pk_laboratory_ability'))
    )
    op.create_table('certificate',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('lot_id', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('inspected_on', sa.Date(), nullable=True),
    sa.Column('laboratory_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.lot_id'], name=op.f('fk_certificate_lot_id_lot')),
    sa.ForeignKeyConstraint(['laboratory_id'], ['laboratory.laboratory_id'], name=op.f('fk_certificate_laboratory_id_laboratory')),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_certificate'))
    )
    op.create_index(op.f('ix_certificate_lot_id'), 'certificate', ['lot_id'], unique=False)
    op.create_table('certificate_state',
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('certificate_number', sa.String(), nullable=False),
    sa.Column('state', _enum('certificatestate', STATES), nullable=False),
    sa.Column('ends', sa.Boolean(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', _enum('stateactor', ACTORS), nullable=False),
    sa.Column('basis', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('document', sa.String(), nullable=True),
    sa.Column('addressee_id', sa.String(), nullable=True),
    sa.CheckConstraint(_one_of('state', STATES), name=op.f('ck_certificate_state_certificatestate')),
    sa.CheckConstraint(_one_of('by', ACTORS), name=op.f('ck_certificate_state_stateactor')),
    sa.CheckConstraint(
        "case state when 'withdrawn' then by = 'producer' when 'superseded' then by = 'producer'"
        " when 'frozen' then by = 'platform' when 'stop_sale' then by = 'authority' else by <> 'platform' end",
        name=op.f('ck_certificate_state_whose_say'),
    ),
    sa.CheckConstraint(
        "state <> 'stop_sale' or num_nulls(document, addressee_id) = 0",
        name=op.f('ck_certificate_state_order_names_its_addressee'),
    ),
    sa.CheckConstraint('cardinality(basis) > 0', name=op.f('ck_certificate_state_has_a_basis')),
    sa.ForeignKeyConstraint(['certificate_number'], ['certificate.number'], name=op.f('fk_certificate_state_certificate_number_certificate')),
    sa.ForeignKeyConstraint(['addressee_id'], ['enterprise.enterprise_id'], name=op.f('fk_certificate_state_addressee_id_enterprise')),
    sa.PrimaryKeyConstraint('sequence', name=op.f('pk_certificate_state'))
    )
    op.create_index('ix_certificate_state_certificate_number', 'certificate_state', ['certificate_number', 'state', 'from_at'], unique=False)


def _checks() -> None:
    op.drop_constraint(op.f('ck_circulation_check_inspection_has_plan_and_code'), CHECK, type_='check')
    allow(
        CHECK, 'checkregime', 'regime', 'supervisory_sampling', 'enforcement_sampling', 'daily_inspection',
        'risk_monitoring', 'recheck', 'goods_in_check', 'consumer_scan',
    )
    for column in (
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('region', sa.String(), nullable=True),
        sa.Column('clue', sa.String(), nullable=True),
        sa.Column('inspection_notice', sa.String(), nullable=True),
        sa.Column('certificate_number', sa.String(), nullable=True),
        sa.Column('serial', sa.String(), nullable=True),
        sa.Column('units_seen', sa.Integer(), nullable=True),
        sa.Column('on_sale', sa.Boolean(), nullable=True),
        sa.Column('verified_by', sa.String(), nullable=True),
    ):
        op.add_column(CHECK, column)
    for name, (enum, values) in ENUMS.items():
        op.add_column(CHECK, sa.Column(name, _enum(enum or name, values), nullable=True))
        op.create_check_constraint(op.f(f'ck_{CHECK}_{enum or name}'), CHECK, _one_of(name, values))
    op.create_foreign_key(op.f('fk_circulation_check_region_region'), CHECK, 'region', ['region'], ['code'])
    op.create_foreign_key(op.f('fk_circulation_check_verified_by_officer'), CHECK, 'officer', ['verified_by'], ['officer_id'])
    op.create_check_constraint(
        op.f('ck_circulation_check_moment_on_its_day'), CHECK, "(seen_at at time zone 'Asia/Shanghai')::date = seen_on"
    )
    op.create_check_constraint(
        op.f('ck_circulation_check_verified_by_an_officer'), CHECK,
        'verified_by is not null or num_nonnulls(marking_verified, name_verified, quality_mark_verified) = 0',
    )
    op.create_check_constraint(op.f('ck_circulation_check_units_seen'), CHECK, 'units_seen >= 0')
    op.create_index('ix_circulation_check_certificate_number', CHECK, ['certificate_number', 'serial', 'seen_at'], unique=False)
    op.create_index('ix_circulation_check_lot_id_serial', CHECK, ['lot_id', 'serial', 'seen_on', 'origin'], unique=False)
    op.create_index('ix_circulation_check_party_id_seen_on', CHECK, ['party_id', 'seen_on'], unique=False)


def _enum(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f'{column} in ({", ".join(repr(value) for value in values)})'
