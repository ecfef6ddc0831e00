"""The register, matters, documents and the audit chain"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_chain',
    sa.Column('chain', sa.String(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('chain', name=op.f('pk_audit_chain'))
    )
    op.create_table('calendar_day',
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('is_workday', sa.Boolean(), nullable=False),
    sa.Column('name_zh', sa.String(), nullable=True),
    sa.Column('name_en', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('on', name=op.f('pk_calendar_day'))
    )
    op.create_table('import_run',
    sa.Column('import_id', sa.String(), nullable=False),
    sa.Column('paths', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read', sa.Integer(), nullable=False),
    sa.Column('accepted', sa.Integer(), nullable=False),
    sa.Column('duplicates', sa.Integer(), nullable=False),
    sa.Column('rejected', sa.Integer(), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('import_id', name=op.f('pk_import_run'))
    )
    op.create_table('laboratory',
    sa.Column('laboratory_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('registered_from', sa.Date(), nullable=True),
    sa.Column('registered_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('laboratory_id', name=op.f('pk_laboratory'))
    )
    op.create_table('region',
    sa.Column('code', sa.String(length=6), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('parent', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['parent'], ['region.code'], name=op.f('fk_region_parent_region')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_region'))
    )
    op.create_index(op.f('ix_region_parent'), 'region', ['parent'], unique=False)
    op.create_table('audit',
    sa.Column('chain', sa.String(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('event', sa.String(), nullable=False),
    sa.Column('detail', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['chain'], ['audit_chain.chain'], name=op.f('fk_audit_chain_audit_chain')),
    sa.PrimaryKeyConstraint('chain', 'sequence', name=op.f('pk_audit'))
    )
    op.create_table('enterprise',
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('credit_code', sa.String(length=18), nullable=True),
    sa.Column('verified', sa.Boolean(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('region', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['region'], ['region.code'], name=op.f('fk_enterprise_region_region')),
    sa.PrimaryKeyConstraint('enterprise_id', name=op.f('pk_enterprise')),
    sa.UniqueConstraint('credit_code', name=op.f('uq_enterprise_credit_code')),
    sa.UniqueConstraint('name', 'rehearsal', name=op.f('uq_enterprise_name_rehearsal'))
    )
    op.create_table('office',
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('short_name', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('government', sa.String(), nullable=False),
    sa.Column('court', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['region'], ['region.code'], name=op.f('fk_office_region_region')),
    sa.PrimaryKeyConstraint('office_id', name=op.f('pk_office'))
    )
    op.create_table('rejected_row',
    sa.Column('import_id', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('reason', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.import_id'], name=op.f('fk_rejected_row_import_id_import_run')),
    sa.PrimaryKeyConstraint('import_id', 'ordinal', name=op.f('pk_rejected_row'))
    )
    op.create_table('number_series',
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_number_series_office_id_office')),
    sa.PrimaryKeyConstraint('office_id', 'series', 'year', 'rehearsal', name=op.f('pk_number_series'))
    )
    op.create_table('officer',
    sa.Column('officer_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('roles', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('certificate', sa.String(), nullable=True),
    sa.Column('certificate_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_officer_office_id_office')),
    sa.PrimaryKeyConstraint('officer_id', name=op.f('pk_officer'))
    )
    op.create_index(op.f('ix_officer_office_id'), 'officer', ['office_id'], unique=False)
    op.create_table('product',
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('brand', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_product_enterprise_id_enterprise')),
    sa.PrimaryKeyConstraint('product_id', name=op.f('pk_product')),
    sa.UniqueConstraint('enterprise_id', 'name', 'model', name=op.f('uq_product_enterprise_id_name_model'))
    )
    op.create_table('lot',
    sa.Column('lot_id', sa.String(), nullable=False),
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('as_stated', sa.String(), nullable=False),
    sa.Column('lot_number', sa.String(), nullable=True),
    sa.Column('produced_on', sa.Date(), nullable=True),
    sa.Column('use_by', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['product_id'], ['product.product_id'], name=op.f('fk_lot_product_id_product')),
    sa.PrimaryKeyConstraint('lot_id', name=op.f('pk_lot')),
    sa.UniqueConstraint('product_id', 'as_stated', name=op.f('uq_lot_product_id_as_stated'))
    )
    op.create_table('circulation_check',
    sa.Column('check_id', sa.String(), nullable=False),
    sa.Column('origin', sa.Enum('published', 'own', 'rehearsal', name='origin', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('regime', sa.Enum('supervisory_sampling', 'enforcement_sampling', 'daily_inspection', 'risk_monitoring', name='checkregime', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('lot_id', sa.String(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=True),
    sa.Column('party_id', sa.String(), nullable=True),
    sa.Column('plan', sa.String(), nullable=True),
    sa.Column('inspection_code', sa.String(), nullable=True),
    sa.Column('proof_of_inspection', sa.Enum('digital', 'paper', 'label', 'stamp', 'none_in_any_form', name='proofofinspection', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('sold_bare', sa.Boolean(), nullable=True),
    sa.Column('sample_outcome', sa.Enum('conforming', 'nonconforming', name='sampleoutcome', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('nonconforming_items', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('laboratory_id', sa.String(), nullable=True),
    sa.Column('report_date', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('counterfeit_flag', sa.Enum('yes', 'no', 'not_stated', name='stated', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('content_key', sa.String(length=64), nullable=True),
    sa.Column('source', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.CheckConstraint("origin = 'published' or num_nulls(plan, inspection_code) = 0", name=op.f('ck_circulation_check_inspection_has_plan_and_code')),
    sa.ForeignKeyConstraint(['laboratory_id'], ['laboratory.laboratory_id'], name=op.f('fk_circulation_check_laboratory_id_laboratory')),
    sa.ForeignKeyConstraint(['lot_id'], ['lot.lot_id'], name=op.f('fk_circulation_check_lot_id_lot')),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_circulation_check_office_id_office')),
    sa.ForeignKeyConstraint(['party_id'], ['enterprise.enterprise_id'], name=op.f('fk_circulation_check_party_id_enterprise')),
    sa.PrimaryKeyConstraint('check_id', name=op.f('pk_circulation_check'))
    )
    op.create_index(op.f('ix_circulation_check_content_key'), 'circulation_check', ['content_key'], unique=False)
    op.create_index(op.f('ix_circulation_check_lot_id'), 'circulation_check', ['lot_id'], unique=False)
    op.create_index(op.f('ix_circulation_check_party_id'), 'circulation_check', ['party_id'], unique=False)
    op.create_table('judgement',
    sa.Column('judgement_id', sa.String(), nullable=False),
    sa.Column('family', sa.String(), nullable=False),
    sa.Column('check_id', sa.String(), nullable=False),
    sa.Column('judged_on', sa.Date(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('not_evaluated', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['circulation_check.check_id'], name=op.f('fk_judgement_check_id_circulation_check')),
    sa.PrimaryKeyConstraint('judgement_id', name=op.f('pk_judgement')),
    sa.UniqueConstraint('check_id', 'fingerprint', name=op.f('uq_judgement_check_id_fingerprint'))
    )
    op.create_table('matter',
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('check_id', sa.String(), nullable=False),
    sa.Column('party_id', sa.String(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clue_due_on', sa.Date(), nullable=False),
    sa.Column('clue_due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clue_due', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('started', sa.Boolean(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ending', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['check_id'], ['circulation_check.check_id'], name=op.f('fk_matter_check_id_circulation_check')),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_matter_office_id_office')),
    sa.ForeignKeyConstraint(['party_id'], ['enterprise.enterprise_id'], name=op.f('fk_matter_party_id_enterprise')),
    sa.PrimaryKeyConstraint('matter_id', name=op.f('pk_matter')),
    sa.UniqueConstraint('check_id', name=op.f('uq_matter_check_id'))
    )
    op.create_index(op.f('ix_matter_office_id'), 'matter', ['office_id'], unique=False)
    op.create_index(op.f('ix_matter_party_id'), 'matter', ['party_id'], unique=False)
    op.create_table('act',
    sa.Column('act_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('delivered', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.matter_id'], name=op.f('fk_act_matter_id_matter')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_act')),
    sa.UniqueConstraint('sequence', name=op.f('uq_act_sequence'))
    )
    op.create_index(op.f('ix_act_matter_id'), 'act', ['matter_id'], unique=False)
    op.create_index('ix_act_undelivered', 'act', ['matter_id'], unique=False, postgresql_where=sa.text('not delivered'))
    op.create_table('finding',
    sa.Column('judgement_id', sa.String(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('kind', sa.Enum('violation', 'clue', 'platform', 'data', 'step', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('finding', sa.String(), nullable=False),
    sa.Column('title', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('basis', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('matter_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['judgement_id'], ['judgement.judgement_id'], name=op.f('fk_finding_judgement_id_judgement')),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.matter_id'], name=op.f('fk_finding_matter_id_matter')),
    sa.PrimaryKeyConstraint('judgement_id', 'rule', name=op.f('pk_finding'))
    )
    op.create_index(op.f('ix_finding_matter_id'), 'finding', ['matter_id'], unique=False)
    op.create_table('step',
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('track', sa.Enum('clue', 'correction', name='track', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kind', sa.Enum('verification', 'order_to_correct', 'recheck', 'closing', name='stepkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('phase', sa.Enum('reporting', 'drafting', 'reviewing', 'approving', 'issuing', 'serving', 'awaiting', 'lapsed', 'done', name='phase', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('basis', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('chosen_by', sa.String(), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('lapsed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result', sa.Enum('confirmed', 'not_confirmed', 'in_time', 'posted_in_time', 'late', 'unanswered', 'passed', 'failed', 'closed', name='result', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['matter_id'], ['matter.matter_id'], name=op.f('fk_step_matter_id_matter')),
    sa.PrimaryKeyConstraint('matter_id', 'number', name=op.f('pk_step'))
    )
    op.create_table('document',
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('matter_id', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('office_id', sa.String(), nullable=False),
    sa.Column('series', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('context', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('seal', sa.String(), nullable=True),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['matter_id', 'step'], ['step.matter_id', 'step.number'], name=op.f('fk_document_matter_id_step_step')),
    sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_document_office_id_office')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_document')),
    sa.UniqueConstraint('matter_id', 'step', name=op.f('uq_document_matter_id_step')),
    sa.UniqueConstraint('office_id', 'series', 'year', 'rehearsal', 'ordinal', name=op.f('uq_document_office_id_series_year_rehearsal_ordinal'))
    )
    op.create_table('service',
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('served_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('proof', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_service_document_id_document')),
    sa.PrimaryKeyConstraint('document_id', 'method', name=op.f('pk_service'))
    )
