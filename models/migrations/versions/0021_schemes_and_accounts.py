"""Schemes of compensation first: operators, agreements, accounts, and postings that nobody can change"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

ACCOUNTS = ('bank', 'pool', 'deposit', 'guarantee', 'unknown_in', 'unknown_out', 'reserved', 'recourse', 'advanced')
POSTINGS = (
    'contribution', 'reservation', 'release', 'payment', 'recovery', 'set_off', 'write_off', 'unknown', 'attribution',
)
# One statement may add several entries: each account is moved once, and locked in the order of ids, so that two
# postings never wait for each other in a circle. It runs as the owner: the program has no right to a balance.
MOVE = """
    create function move_balances() returns trigger language plpgsql security definer set search_path = public, pg_temp
    as $$
    declare
        moved int;
        wanted int;
    begin
        if exists (
            select from added join posting using (posting_id)
            join account on account_id in (debit, credit) where account.scheme_id <> posting.scheme_id
        ) then
            raise exception 'a posting moves money of its own scheme only' using errcode = 'integrity_constraint_violation';
        end if;
        perform from account where account_id in (select debit from added union select credit from added)
            order by account_id for no key update;
        with parts as (
            select account_id, sum(fen) as fen from (
                select debit as account_id, fen from added union all select credit, -fen from added
            ) as sides group by account_id
        ), updated as (
            update account set balance_fen = balance_fen + parts.fen from parts
            where account.account_id = parts.account_id returning 1
        )
        select (select count(*) from updated), (select count(*) from parts) into moved, wanted;
        if moved <> wanted then
            raise exception 'an entry names no account' using errcode = 'foreign_key_violation';
        end if;
        return null;
    end $$
"""
FOR_GOOD = """
    create function refuse_change() returns trigger language plpgsql as $$
    begin
        raise exception 'what is posted stays as it is' using errcode = 'insufficient_privilege';
    end $$
"""


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table('scheme',
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('operator_name', sa.String(), nullable=False),
    sa.Column('operator_kind', _one_of('operatorkind', 'market', 'association', 'insurer', 'bank'), nullable=False),
    sa.Column('bank_account', sa.String(), nullable=False),
    sa.Column('reserve_fen', sa.BigInteger(), nullable=True),
    sa.Column('answer_minutes', sa.Integer(), nullable=False),
    sa.Column('sendings', sa.Integer(), nullable=False),
    sa.Column('rehearsal', sa.Boolean(), nullable=False),
    sa.Column('founded_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('scheme_id', name=op.f('pk_scheme')),
    sa.UniqueConstraint('bank_account', name=op.f('uq_scheme_bank_account'))
    )
    op.create_table('scheme_person',
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('person_id', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('roles', sa.ARRAY(sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_scheme_person_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('scheme_id', 'person_id', name=op.f('pk_scheme_person'))
    )
    _agreements()
    op.create_table('scheme_act',
    sa.Column('act_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_scheme_act_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_scheme_act')),
    sa.UniqueConstraint('sequence', name=op.f('uq_scheme_act_sequence'))
    )
    op.create_index(op.f('ix_scheme_act_scheme_id'), 'scheme_act', ['scheme_id'])
    _accounts()
    op.execute(MOVE)
    op.execute(
        "create trigger move_balances after insert on entry referencing new table as added"
        " for each statement execute function move_balances()"
    )
    op.execute(FOR_GOOD)
    for table in ('posting', 'entry'):
        op.execute(
            f"create trigger for_good before update or delete or truncate on {table}"
            " for each statement execute function refuse_change()"
        )


def _agreements() -> None:
    op.create_table('agreement',
    sa.Column('agreement_id', sa.String(), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('enterprise_id', sa.String(), nullable=False),
    sa.Column('guarantor_id', sa.String(), nullable=True),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('membership', _one_of('membership', 'active', 'suspended'), nullable=False),
    sa.Column('scope', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('deposit_fen', sa.BigInteger(), nullable=False),
    sa.Column('claim_cap_fen', sa.BigInteger(), nullable=True),
    sa.Column('year_cap_fen', sa.BigInteger(), nullable=True),
    sa.Column('pay_within_days', sa.Integer(), nullable=True),
    sa.Column('repay_within_days', sa.Integer(), nullable=False),
    sa.Column('top_up_within_days', sa.Integer(), nullable=False),
    sa.CheckConstraint('left_on is null or left_on >= joined_on', name=op.f('ck_agreement_left_after_joining')),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_agreement_scheme_id_scheme')),
    sa.ForeignKeyConstraint(['enterprise_id'], ['enterprise.enterprise_id'], name=op.f('fk_agreement_enterprise_id_enterprise')),
    sa.ForeignKeyConstraint(['guarantor_id'], ['enterprise.enterprise_id'], name=op.f('fk_agreement_guarantor_id_enterprise')),
    sa.PrimaryKeyConstraint('agreement_id', name=op.f('pk_agreement'))
    )
    op.create_index(op.f('ix_agreement_scheme_id'), 'agreement', ['scheme_id'])
    op.create_index(op.f('ix_agreement_enterprise_id'), 'agreement', ['enterprise_id'])


def _accounts() -> None:
    op.create_table('account',
    sa.Column('account_id', sa.String(), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('kind', _one_of('accountkind', *ACCOUNTS), nullable=False),
    sa.Column('holder_id', sa.String(), nullable=True),
    sa.Column('compensation_id', sa.String(), nullable=True),
    sa.Column('source', _one_of('source', 'deposit', 'pool', 'guarantee'), nullable=True),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('balance_fen', sa.BigInteger(), server_default='0', nullable=False),
    sa.CheckConstraint(
        "kind = 'bank' or case when kind in ('unknown_out', 'recourse') then balance_fen >= 0 else balance_fen <= 0 end",
        name=op.f('ck_account_on_its_side_of_zero'),
    ),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_account_scheme_id_scheme')),
    sa.ForeignKeyConstraint(['holder_id'], ['enterprise.enterprise_id'], name=op.f('fk_account_holder_id_enterprise')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_account')),
    sa.UniqueConstraint('reference', name=op.f('uq_account_reference'))
    )
    op.create_index(op.f('ix_account_scheme_id'), 'account', ['scheme_id'])
    op.create_index(op.f('ix_account_compensation_id'), 'account', ['compensation_id'])
    op.create_table('posting',
    sa.Column('posting_id', sa.String(), nullable=False),
    sa.Column('sequence', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('scheme_id', sa.String(), nullable=False),
    sa.Column('kind', _one_of('postingkind', *POSTINGS), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('compensation_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['scheme_id'], ['scheme.scheme_id'], name=op.f('fk_posting_scheme_id_scheme')),
    sa.PrimaryKeyConstraint('posting_id', name=op.f('pk_posting')),
    sa.UniqueConstraint('sequence', name=op.f('uq_posting_sequence'))
    )
    op.create_index(op.f('ix_posting_compensation_id'), 'posting', ['compensation_id'])
    op.create_table('entry',
    sa.Column('posting_id', sa.String(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('debit', sa.String(), nullable=False),
    sa.Column('credit', sa.String(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('fen > 0', name=op.f('ck_entry_some_money')),
    sa.CheckConstraint('debit <> credit', name=op.f('ck_entry_two_accounts')),
    sa.ForeignKeyConstraint(['posting_id'], ['posting.posting_id'], name=op.f('fk_entry_posting_id_posting')),
    sa.ForeignKeyConstraint(['debit'], ['account.account_id'], name=op.f('fk_entry_debit_account')),
    sa.ForeignKeyConstraint(['credit'], ['account.account_id'], name=op.f('fk_entry_credit_account')),
    sa.PrimaryKeyConstraint('posting_id', 'line', name=op.f('pk_entry'))
    )
    op.create_index('ix_entry_debit', 'entry', ['debit'])
    op.create_index('ix_entry_credit', 'entry', ['credit'])
