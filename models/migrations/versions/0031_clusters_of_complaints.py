"""Looks at clusters of complaints, and judgements of them"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

_SUBJECTS = ('lot_id', 'lot', 'enterprise_id')
_SAMPLED = sa.text("regime = 'supervisory_sampling'")


def upgrade() -> None:
    op.create_table(
        'complaint_cluster',
        sa.Column('cluster_id', sa.String(), nullable=False),
        sa.Column('office_id', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('rehearsal', sa.Boolean(), nullable=False),
        sa.Column('lot_id', sa.String(), nullable=True),
        sa.Column('goods', sa.String(), nullable=True),
        sa.Column('lot', sa.String(), nullable=True),
        sa.Column('enterprise_id', sa.String(), nullable=True),
        sa.CheckConstraint(
            f'num_nonnulls({", ".join(_SUBJECTS)}) = 1 and num_nulls(goods, lot) in (0, 2)',
            name=op.f('ck_complaint_cluster_one_subject'),
        ),
        sa.ForeignKeyConstraint(
            ['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_complaint_cluster_enterprise_id_enterprise')
        ),
        sa.ForeignKeyConstraint(['lot_id'], ['lot.lot_id'], name=op.f('fk_complaint_cluster_lot_id_lot')),
        sa.ForeignKeyConstraint(
            ['office_id'], ['office.office_id'], name=op.f('fk_complaint_cluster_office_id_office')
        ),
        sa.PrimaryKeyConstraint('cluster_id', name=op.f('pk_complaint_cluster')),
    )
    for column in _SUBJECTS:
        op.create_index(op.f(f'ix_complaint_cluster_{column}'), 'complaint_cluster', [column])
    op.add_column('judgement', sa.Column('cluster_id', sa.String(), nullable=True))
    op.create_index(op.f('ix_judgement_cluster_id'), 'judgement', ['cluster_id'])
    op.create_foreign_key(
        op.f('fk_judgement_cluster_id_complaint_cluster'), 'judgement', 'complaint_cluster', ['cluster_id'],
        ['cluster_id'],
    )  # fmt: skip
    for of, column in (('lot', 'lot_id'), ('party', 'party_id')):
        op.create_index(
            f'ix_circulation_check_sampled_{of}', 'circulation_check', [column], postgresql_where=_SAMPLED
        )
