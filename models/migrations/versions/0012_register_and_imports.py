"""The register of who and what in full, recall notices, and imports of every kind"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

KINDS = ('spot_checks', 'enterprises', 'products', 'laboratories', 'checks', 'recalls')


def upgrade() -> None:
    _who_and_what()
    _imports()
    op.create_index('ix_circulation_check_origin', 'circulation_check', ['origin', 'check_id'])


def _who_and_what() -> None:
    op.drop_constraint(op.f('uq_enterprise_name_rehearsal'), 'enterprise', type_='unique')
    op.create_index('ix_enterprise_name', 'enterprise', ['name'])
    op.create_index(
        'uq_enterprise_name_without_code', 'enterprise', ['name', 'rehearsal'], unique=True,
        postgresql_where=sa.text('credit_code is null'),
    )
    op.add_column('enterprise', sa.Column('dissolved_on', sa.Date(), nullable=True))
    op.add_column('enterprise', sa.Column('successor_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_enterprise_successor_id_enterprise'), 'enterprise', 'enterprise', ['successor_id'], ['enterprise_id'])
    op.create_table('enterprise_renaming',
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('old_name', sa.String(), nullable=False),
    sa.Column('new_name', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_enterprise_renaming_enterprise_id_enterprise')),
    sa.PrimaryKeyConstraint('enterprise_id', 'on', name=op.f('pk_enterprise_renaming'))
    )
    op.create_index(op.f('ix_enterprise_renaming_old_name'), 'enterprise_renaming', ['old_name'])
    op.add_column('product', sa.Column('gtin', sa.String(length=14), nullable=True))
    op.create_index(op.f('ix_product_gtin'), 'product', ['gtin'])
    op.create_table('product_standard',
    sa.Column('product_id', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('applies_from', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['product_id'], ['product.product_id'], name=op.f('fk_product_standard_product_id_product')),
    sa.PrimaryKeyConstraint('product_id', 'number', name=op.f('pk_product_standard'))
    )
    op.add_column('laboratory', sa.Column('kind', sa.String(length=40), nullable=True))
    op.create_check_constraint(op.f('ck_laboratory_laboratorykind'), 'laboratory', "kind in ('self_inspection', 'institute')")
    op.create_table('recall_notice',
    sa.Column('notice_id', sa.String(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('producer_id', sa.String(), nullable=True),
    *(sa.Column(name, sa.String(), nullable=False) for name in ('producer', 'product', 'brand', 'model', 'lots')),
    sa.Column('days', sa.ARRAY(sa.Date()), nullable=False),
    sa.Column('quantity_stated', sa.String(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=True),
    *(sa.Column(name, sa.String(), nullable=False) for name in ('defect', 'consequence', 'remedy', 'source_url')),
    sa.ForeignKeyConstraint(['producer_id'], ['enterprise.enterprise_id'], name=op.f('fk_recall_notice_producer_id_enterprise')),
    sa.PrimaryKeyConstraint('notice_id', name=op.f('pk_recall_notice')),
    sa.UniqueConstraint('source_id', name=op.f('uq_recall_notice_source_id'))
    )
    op.create_index(op.f('ix_recall_notice_published_on'), 'recall_notice', ['published_on'])
    op.create_index(op.f('ix_recall_notice_producer_id'), 'recall_notice', ['producer_id'])


def _imports() -> None:
    op.add_column('import_run', sa.Column('kind', sa.String(length=40), nullable=False, server_default='spot_checks'))
    op.add_column('import_run', sa.Column('mapping', postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default='{}'))
    op.add_column('import_run', sa.Column('questions', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('import_run', sa.Column('judged_on', sa.Date(), nullable=True))
    op.add_column('import_run', sa.Column('judged', sa.Integer(), nullable=False, server_default='0'))
    for column in ('kind', 'mapping', 'questions', 'judged'):
        op.alter_column('import_run', column, server_default=None)
    allowed = ', '.join(repr(kind) for kind in KINDS)
    op.create_check_constraint(op.f('ck_import_run_importkind'), 'import_run', f'kind in ({allowed})')
    op.create_table('import_question',
    sa.Column('import_id', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('reason', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.import_id'], name=op.f('fk_import_question_import_id_import_run')),
    sa.PrimaryKeyConstraint('import_id', 'ordinal', 'number', name=op.f('pk_import_question'))
    )
    op.create_index(op.f('ix_import_question_subject'), 'import_question', ['subject'])
    op.create_table('imported_check',
    sa.Column('import_id', sa.String(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['import_run.import_id'], name=op.f('fk_imported_check_import_id_import_run')),
    sa.ForeignKeyConstraint(['check_id'], ['circulation_check.check_id'], name=op.f('fk_imported_check_check_id_circulation_check')),
    sa.PrimaryKeyConstraint('import_id', 'seen_on', 'ordinal', name=op.f('pk_imported_check'))
    )
