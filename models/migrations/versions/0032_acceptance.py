"""Judgements of complaints: the grounds of refusal that the rules found when acceptance was decided"""

import sqlalchemy as sa
from alembic import op

from models.migrations.allowing import also

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('judgement', sa.Column('complaint_id', sa.String(), nullable=True))
    op.create_index(op.f('ix_judgement_complaint_id'), 'judgement', ['complaint_id'])
    op.create_foreign_key(
        op.f('fk_judgement_complaint_id_complaint'), 'judgement', 'complaint', ['complaint_id'], ['complaint_id']
    )
    also('finding', 'kind', 'kind', 'ground')
