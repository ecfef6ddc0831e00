"""Service of papers: manners, attempts that failed, confirmed addresses, what is sent electronically"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

MANNERS = (
    'direct', 'left', 'electronic', 'post', 'entrusted', 'forwarded', 'left_at_address', 'returned_from_address',
    'announcement', 'informal',
)
FAILURES = ('refused', 'absent', 'returned', 'untraceable')
ADDRESSES = ('postal', 'email', 'sms', 'fax', 'messenger', 'portal')


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.add_column('office', sa.Column('internet_channel', sa.String(), nullable=True))
    op.alter_column('service', 'method', type_=sa.String(length=40))
    op.create_check_constraint(
        op.f('ck_service_manner'), 'service', f"method in ({', '.join(map(repr, MANNERS))})"
    )
    op.alter_column('service', 'signed_by', nullable=True)
    op.alter_column('service', 'proof', nullable=True)
    op.add_column('service', sa.Column('act_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_service_act_id_act'), 'service', 'act', ['act_id'], ['act_id'])
    op.create_table('service_attempt',
    sa.Column('attempt_id', sa.String(), nullable=False),
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('manner', _one_of('manner', *MANNERS), nullable=False),
    sa.Column('failure', _one_of('failure', *FAILURES), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proof', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_service_attempt_document_id_document')),
    sa.PrimaryKeyConstraint('attempt_id', name=op.f('pk_service_attempt'))
    )
    op.create_index(op.f('ix_service_attempt_document_id'), 'service_attempt', ['document_id'])
    _addresses()
    _sending()


def _addresses() -> None:
    op.create_table('address_confirmation',
    sa.Column('confirmation_id', sa.String(), nullable=False),
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('kind', _one_of('addresskind', *ADDRESSES), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('consents', sa.Boolean(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proof', sa.String(), nullable=False),
    sa.Column('officer', sa.String(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revocation_proof', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_address_confirmation_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['officer'], ['officer.officer_id'], name=op.f('fk_address_confirmation_officer_officer')),
    sa.PrimaryKeyConstraint('confirmation_id', name=op.f('pk_address_confirmation'))
    )
    op.create_index(op.f('ix_address_confirmation_enterprise_id'), 'address_confirmation', ['enterprise_id'])


def _sending() -> None:
    op.create_table('dispatch',
    sa.Column('dispatch_id', sa.String(), nullable=False),
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('confirmation_id', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('fate', _one_of('fate', 'waiting', 'sent', 'refused', 'cancelled'), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['dispatch_id'], ['act.act_id'], name=op.f('fk_dispatch_dispatch_id_act')),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_dispatch_document_id_document')),
    sa.ForeignKeyConstraint(['confirmation_id'], ['address_confirmation.confirmation_id'], name=op.f('fk_dispatch_confirmation_id_address_confirmation')),
    sa.PrimaryKeyConstraint('dispatch_id', name=op.f('pk_dispatch')),
    sa.UniqueConstraint('message_id', name=op.f('uq_dispatch_message_id'))
    )
    op.create_index(op.f('ix_dispatch_document_id'), 'dispatch', ['document_id'])
    op.create_index('ix_dispatch_waiting', 'dispatch', ['next_at'], postgresql_where=sa.text("fate = 'waiting'"))
    op.create_table('portal_paper',
    sa.Column('document_id', sa.String(), nullable=False),
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('confirmation_id', sa.String(), nullable=False),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.document_id'], name=op.f('fk_portal_paper_document_id_document')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_portal_paper_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['confirmation_id'], ['address_confirmation.confirmation_id'], name=op.f('fk_portal_paper_confirmation_id_address_confirmation')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_portal_paper'))
    )
    op.create_index(op.f('ix_portal_paper_enterprise_id'), 'portal_paper', ['enterprise_id'])
