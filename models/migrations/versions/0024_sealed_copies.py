"""Copies of documents that bear the seal of their office"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    manner = sa.Enum('scan', 'electronic', name='sealmanner', native_enum=False, create_constraint=True, length=40)
    op.create_table('sealed_copy',
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('manner', manner, nullable=False),
    sa.Column('officer_id', sa.String(), nullable=False),
    sa.Column('sealed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_sealed_copy_document_id_document')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.officer_id'], name=op.f('fk_sealed_copy_officer_id_officer')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_sealed_copy'))
    )
