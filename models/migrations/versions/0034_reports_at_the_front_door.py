"""Reports at the front door: on their way to the national platform their informants are kept apart already"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

# As `read_informant`: one entry of the chain lets read once, and only what no matter has taken up yet.
_HAND_OVER = """
    create function hand_over_informant(submitted text, entry integer)
    returns table (name text, phone text, address text)
    language sql security definer set search_path = public, pg_temp as $$
        select i.name, i.phone, i.address
        from informant as i
        join submission as s on s.number = i.clue_id and s.kind = 'report' and s.form is not null
        join audit as a on a.chain = 'submission/' || s.number and a.sequence = entry
        where s.number = hand_over_informant.submitted and a.event = 'informant_handed_over'
          and a.xmin = pg_current_xact_id()::xid
          and not exists (select from clue as c where c.clue_id = s.number)
    $$;
"""

# In place of the foreign key: of a report that is on record, or on its way.
_KEEP = """
    create or replace function keep_informant(clue text, named text, phoned text, lives text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
        insert into informant (clue_id, name, phone, address)
        select keep_informant.clue, named, phoned, lives
        where exists (select from clue as c where c.clue_id = keep_informant.clue)
           or exists (select from submission as s where s.number = keep_informant.clue and s.kind = 'report')
        on conflict on constraint pk_informant do nothing;
        return exists (
            select from informant as i
            where i.clue_id = keep_informant.clue and (i.name, i.phone, i.address) = (named, phoned, lives)
        );
    end $$;
"""


def upgrade() -> None:
    # the informant of a report that is on its way stands under its number, which the clue has later
    op.drop_constraint(op.f('fk_informant_clue_id_clue'), 'informant', type_='foreignkey')
    kind = sa.Enum(
        'complaint', 'report', name='submissionkind', native_enum=False, create_constraint=True, length=40
    )
    op.add_column('submission', sa.Column('kind', kind, nullable=False, server_default='complaint'))
    op.alter_column('submission', 'kind', server_default=None)
    op.add_column('submission', sa.Column('clue_id', sa.String(), nullable=True))
    op.add_column('submission', sa.Column('beside', sa.String(), nullable=True))
    op.create_foreign_key(op.f('fk_submission_clue_id_clue'), 'submission', 'clue', ['clue_id'], ['clue_id'])
    op.create_foreign_key(op.f('fk_submission_beside_submission'), 'submission', 'submission', ['beside'], ['number'])
    op.create_unique_constraint(op.f('uq_submission_clue_id'), 'submission', ['clue_id'])
    op.create_index(op.f('ix_submission_beside'), 'submission', ['beside'])
    op.drop_constraint(op.f('ck_submission_particulars_in_one_place'), 'submission', type_='check')
    op.create_check_constraint(
        op.f('ck_submission_particulars_in_one_place'), 'submission',
        'num_nonnulls(form, complaint_id, clue_id, withdrawn_at) = 1',
    )
    op.create_table(
        'informant_reply',
        sa.Column('document_id', sa.String(), nullable=False),
        sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['document_id'], ['document.document_id'], name=op.f('fk_informant_reply_document_id_document')
        ),
        sa.PrimaryKeyConstraint('document_id', name=op.f('pk_informant_reply')),
    )
    op.execute(_HAND_OVER)
    op.execute(_KEEP)
