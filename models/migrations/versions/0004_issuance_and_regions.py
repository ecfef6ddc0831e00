"""Applications for certificates, factory inspections, the history of regions and their assessments"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

# Codes of the statistics bureau for development and management zones, seeded before; none is of GB/T 2260.
NO_REGIONS = (
    '430371', '430372', '430373', '430473', '430476', '430671', '430771', '430971', '430972', '431171', '431173', '431271'
)


def upgrade() -> None:
    op.add_column('region', sa.Column('valid_from', sa.Date(), nullable=True))
    op.add_column('region', sa.Column('valid_until', sa.Date(), nullable=True))
    codes = ', '.join(repr(code) for code in NO_REGIONS)
    for table in ('enterprise', 'office'):  # a zone is of the city that it lies in
        op.execute(
            f'update {table} set region = region.parent from region'
            f' where region.code = {table}.region and region.code in ({codes})'
        )
    op.execute(f'delete from region where code in ({codes})')
    op.create_table('region_change',
    sa.Column('old_code', sa.String(), nullable=False),
    sa.Column('new_code', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('old_name', sa.String(), nullable=False),
    sa.Column('new_name', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('renamed', 'upgraded', 'merged', 'abolished', name='regionchange', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('document', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['new_code'], ['region.code'], name=op.f('fk_region_change_new_code_region')),
    sa.ForeignKeyConstraint(['old_code'], ['region.code'], name=op.f('fk_region_change_old_code_region')),
    sa.PrimaryKeyConstraint('old_code', 'new_code', 'on', name=op.f('pk_region_change'))
    )
    op.create_index(op.f('ix_region_change_new_code'), 'region_change', ['new_code'], unique=False)
    op.create_table('region_assessment',
    sa.Column('assessment_id', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('rechecks_due_for_orders_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_region_assessment_office_id_office')),
    sa.ForeignKeyConstraint(['region'], ['region.code'], name=op.f('fk_region_assessment_region_region')),
    sa.PrimaryKeyConstraint('assessment_id', name=op.f('pk_region_assessment'))
    )
    op.create_index(op.f('ix_region_assessment_region'), 'region_assessment', ['region'], unique=False)
    op.create_table('lot_application',
    sa.Column('application_id', sa.String(), nullable=False),
    sa.Column('lot_id', sa.String(), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('scope', sa.Enum('covered', 'food', 'drug', 'medical_device', 'special_equipment', name='productscope', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('serial_prefix', sa.String(), nullable=False),
    sa.Column('serial_from', sa.BigInteger(), nullable=True),
    sa.Column('serial_until', sa.BigInteger(), nullable=True),
    sa.Column('contents', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_because', sa.String(), nullable=True),
    sa.CheckConstraint('num_nonnulls(issued_at, refused_at) <= 1', name=op.f('ck_lot_application_issued_or_refused')),
    sa.CheckConstraint('num_nonnulls(refused_at, refused_because) <> 1', name=op.f('ck_lot_application_refused_with_reason')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.lot_id'], name=op.f('fk_lot_application_lot_id_lot')),
    sa.PrimaryKeyConstraint('application_id', name=op.f('pk_lot_application'))
    )
    op.create_index(op.f('ix_lot_application_lot_id'), 'lot_application', ['lot_id'], unique=False)
    op.create_table('factory_inspection',
    sa.Column('inspection_id', sa.String(), nullable=False),
    sa.Column('application_id', sa.String(), nullable=False),
    sa.Column('laboratory_id', sa.String(), nullable=True),
    sa.Column('laboratory_able', sa.Boolean(), nullable=True),
    sa.Column('inspected_on', sa.Date(), nullable=False),
    sa.Column('stated_outcome', sa.Enum('conforming', 'nonconforming', name='sampleoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('measured_values_conform', sa.Boolean(), nullable=True),
    sa.Column('failed_item_protects', sa.Boolean(), nullable=True),
    sa.Column('inspector_code', sa.String(), nullable=True),
    sa.Column('items', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['lot_application.application_id'], name=op.f('fk_factory_inspection_application_id_lot_application')),
    sa.ForeignKeyConstraint(['laboratory_id'], ['laboratory.laboratory_id'], name=op.f('fk_factory_inspection_laboratory_id_laboratory')),
    sa.PrimaryKeyConstraint('inspection_id', name=op.f('pk_factory_inspection'))
    )
    op.create_index(op.f('ix_factory_inspection_application_id'), 'factory_inspection', ['application_id'], unique=False)
