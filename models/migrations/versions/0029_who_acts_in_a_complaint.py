"""Agents of complainants by the particulars of their papers"""

from alembic import op

revision = '0029'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        update complaint set content = jsonb_set(
            content #- '{complainant,agent_authority}', '{complainant,agent}',
            jsonb_build_object(
                'name', content #> '{complainant,agent}', 'authority',
                jsonb_build_object('document', content #> '{complainant,agent_authority}', 'original', true)))
        where jsonb_typeof(content #> '{complainant,agent}') = 'string'
    """)
