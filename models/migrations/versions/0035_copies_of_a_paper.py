"""Copies of one paper, under its number: a decision or an agreement that goes to several"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

NUMBER = ['office_id', 'series', 'year', 'rehearsal', 'ordinal']


def upgrade() -> None:
    op.add_column('document', sa.Column('copy_of', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_document_copy_of_document'), 'document', 'document', ['copy_of'], ['document_id'])
    op.drop_constraint(op.f('uq_document_office_id_series_year_rehearsal_ordinal'), 'document', type_='unique')
    op.create_index('uq_document_number', 'document', NUMBER, unique=True, postgresql_where=sa.text('copy_of is null'))
