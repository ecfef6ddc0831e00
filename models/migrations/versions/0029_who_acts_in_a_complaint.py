"""Agents of complainants by the particulars of their papers; which office handles a complaint"""

from alembic import op

from models.migrations.allowing import also

revision = '0029'
down_revision = '0028'
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
    also('step', 'stepkind', 'kind', 'power_dispute')
    also('step', 'result', 'result', 'complaint_passed_on', 'power_here', 'power_elsewhere')
