"""Findings from before they carried what they lead to, carry it by their articles."""

from sqlalchemy import text

from servers import Servers
from tests.migrating import brought_up_to_date

JUDGED = (
    "insert into judgement (judgement_id, family, judged_on, fingerprint, facts, not_evaluated)"
    " values ('one', 'circulation', '2025-03-03', '', '{}', '[]')"
)
FOUND = (
    "insert into finding (judgement_id, rule, kind, finding, title, basis, against) values"
    " ('one', 'mark', 'violation', 'example', '{}', '{pql/27.1.4,pql/54}', 'party'),"
    " ('one', 'name', 'violation', 'example', '{}', '{pql/36,pql/53}', 'party'),"
    " ('one', 'lead', 'clue', 'example', '{}', '{pql/50}', 'party'),"
    " ('one', 'none', 'violation', 'example', '{}', '{pql/33}', 'party')"
)


def test_a_finding_of_before_leads_to_what_its_articles_lead_to(servers: Servers) -> None:
    with brought_up_to_date(servers, "0014", JUDGED, FOUND) as connection:
        found = {row.rule: row.leads_to for row in connection.execute(text("select rule, leads_to from finding"))}
    assert found == {"mark": ["marking", "serious_marking"], "name": ["penalty"], "lead": [], "none": []}
