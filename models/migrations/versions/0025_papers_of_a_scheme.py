"""Papers of a scheme's operator; where it can be asked, and how its agreements settle disputes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('scheme', sa.Column('contact', sa.String(), nullable=True))
    op.add_column('agreement', sa.Column('dispute_route', sa.String(), nullable=True))
    recipient = sa.Enum('consumer', 'liable', 'file', name='recipient', native_enum=False, create_constraint=True, length=40)
    op.create_table('scheme_paper',
    sa.Column('paper_id', sa.String(), nullable=False),
    sa.Column('compensation_id', sa.String(), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('event_id', sa.String(), nullable=False),
    sa.Column('recipient', recipient, nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('context', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('pdf', sa.LargeBinary(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['compensation_id'], ['compensation.compensation_id'], name=op.f('fk_scheme_paper_compensation_id_compensation')),
    sa.PrimaryKeyConstraint('paper_id', name=op.f('pk_scheme_paper')),
    sa.UniqueConstraint('compensation_id', 'ordinal', name=op.f('uq_scheme_paper_compensation_id_ordinal')),
    sa.UniqueConstraint('event_id', 'kind', name=op.f('uq_scheme_paper_event_id_kind'))
    )
