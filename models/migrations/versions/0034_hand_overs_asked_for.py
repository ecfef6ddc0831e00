"""Who has had a complaint of the front door handed over once more, and when"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0034'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = postgresql.JSONB(none_as_null=True)
    op.add_column('submission', sa.Column('again', json, nullable=False, server_default='[]'))
    op.alter_column('submission', 'again', server_default=None)
