"""Clues without a check: reports, whose informants are kept apart, and what a mediation has brought to light"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.migrations.allowing import also

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

_OLD, _NEW = 'of_a_check_an_assessment_or_a_complaint', 'of_one_thing'
_KEEP = """
    create function keep_informant(clue text, named text, phoned text, lives text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        insert into informant (clue_id, name, phone, address) values (clue, named, phoned, lives)
        on conflict on constraint pk_informant do nothing;
        return exists (
            select from informant as i where i.clue_id = clue and (i.name, i.phone, i.address) = (named, phoned, lives)
        );
    end $$;
"""
# One entry of the chain lets read once: it is written by the transaction that reads.
_READ = """
    create function read_informant(matter text, entry integer) returns table (name text, phone text, address text)
    language sql security definer set search_path = public, pg_temp as $$
        select i.name, i.phone, i.address
        from informant as i
        join matter as m on m.clue_id = i.clue_id and m.matter_id = read_informant.matter
        join audit as a on a.chain = 'matter/' || m.matter_id and a.sequence = entry
        where a.event = 'informant_read' and a.xmin = pg_current_xact_id()::xid
    $$;
"""
_SAYS = """
    create function says_informant(clue text, words text) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
        select exists (
            select from informant as i
            join clue as c on c.clue_id = i.clue_id
            where i.clue_id = says_informant.clue and (
                (length(i.name) > 1 and position(i.name in words) > 0)
                or position(regexp_replace(i.phone, '[- +]', '', 'g') in regexp_replace(words, '[- +]', '', 'g')) > 0
                or (position(i.address in words) > 0 and position(i.address in c.content::text) = 0)
            )
        )
    $$;
"""
_SAME = """
    create function reports_of_same_informant(clue text) returns setof text
    language sql security definer set search_path = public, pg_temp as $$
        select other.clue_id
        from informant as i
        join informant as other on other.clue_id <> i.clue_id and other.name = i.name
            and regexp_replace(other.phone, '[- +]', '', 'g') = regexp_replace(i.phone, '[- +]', '', 'g')
        where i.clue_id = reports_of_same_informant.clue
    $$;
"""


def upgrade() -> None:
    source = sa.Enum(
        'report', 'mediation', name='cluesource', native_enum=False, create_constraint=True, length=40
    )
    channel = sa.Enum(
        'platform', 'hotline', 'post', 'window', name='complaintchannel', native_enum=False, create_constraint=True,
        length=40,
    )  # fmt: skip
    op.create_table(
        'clue',
        sa.Column('clue_id', sa.String(), nullable=False),
        sa.Column('source', source, nullable=False),
        sa.Column('office_id', sa.String(), nullable=False),
        sa.Column('party_id', sa.String(), nullable=False),
        sa.Column('complaint_id', sa.String(), nullable=True),
        sa.Column('channel', channel, nullable=True),
        sa.Column('reference', sa.String(), nullable=True),
        sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('named', sa.Boolean(), nullable=False),
        sa.Column('place', sa.String(), nullable=False),
        sa.Column('facts', sa.String(), nullable=False),
        sa.Column('content', postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column('rehearsal', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['office_id'], ['office.office_id'], name=op.f('fk_clue_office_id_office')),
        sa.ForeignKeyConstraint(
            ['party_id'], ['enterprise.enterprise_id'], name=op.f('fk_clue_party_id_enterprise')
        ),
        sa.ForeignKeyConstraint(
            ['complaint_id'], ['complaint.complaint_id'], name=op.f('fk_clue_complaint_id_complaint')
        ),
        sa.PrimaryKeyConstraint('clue_id', name=op.f('pk_clue')),
        sa.UniqueConstraint('reference', name=op.f('uq_clue_reference')),
    )
    for column in ('office_id', 'party_id', 'complaint_id'):
        op.create_index(op.f(f'ix_clue_{column}'), 'clue', [column])
    op.create_table(
        'informant',
        sa.Column('clue_id', sa.String(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('phone', sa.String(), nullable=False),
        sa.Column('address', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(['clue_id'], ['clue.clue_id'], name=op.f('fk_informant_clue_id_clue')),
        sa.PrimaryKeyConstraint('clue_id', name=op.f('pk_informant')),
    )
    op.add_column('matter', sa.Column('clue_id', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_matter_clue_id_clue'), 'matter', 'clue', ['clue_id'], ['clue_id'])
    op.create_index(
        'uq_matter_clue_id', 'matter', ['clue_id'], unique=True, postgresql_where=sa.text('transferred_from is null')
    )
    op.drop_constraint(op.f(f'ck_matter_{_OLD}'), 'matter', type_='check')
    op.create_check_constraint(
        op.f(f'ck_matter_{_NEW}'),
        'matter',
        'num_nonnulls(party_id, bureau_id) = 1 and num_nulls(assessment_id, bureau_id) in (0, 2)'
        ' and num_nonnulls(check_id, assessment_id, complaint_id, clue_id) = 1',
    )
    also('step', 'result', 'result', 'repeated', 'merged', 'without_power')
    for function in (_KEEP, _READ, _SAYS, _SAME):
        op.execute(function)
