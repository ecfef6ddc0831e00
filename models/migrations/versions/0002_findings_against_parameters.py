"""Whose conduct a finding is about, and the figures that no text lays down"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    against = sa.Enum('party', 'inspector', 'institute', name='against', native_enum=False, length=40)
    op.add_column('finding', sa.Column('against', against, nullable=False, server_default='party'))
    op.alter_column('finding', 'against', server_default=None)
    op.create_check_constraint(
        op.f('ck_finding_against'), 'finding', "against in ('party', 'inspector', 'institute')"
    )
    op.create_table('parameter',
    sa.Column('parameter_id', sa.String(), nullable=False),
    sa.Column('value', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('parameter_id', name=op.f('pk_parameter'))
    )
