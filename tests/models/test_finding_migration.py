"""Findings from before they carried what they lead to, carry it by their articles."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from models.migrate import HERE
from models.session import engine_for
from servers import Servers
from worker import bring_up_to_date

FOUND = (
    ("mark", "violation", "{pql/27.1.4,pql/54}"),
    ("name", "violation", "{pql/36,pql/53}"),
    ("lead", "clue", "{pql/50}"),
    ("none", "violation", "{pql/33}"),
)


def test_a_finding_of_before_leads_to_what_its_articles_lead_to(servers: Servers) -> None:
    name = "filled_before_findings_led_anywhere"
    owner_url = servers.create_database(name).owner_url
    engine = engine_for(owner_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(HERE / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "0014")
        connection.execute(
            text(
                "insert into judgement (judgement_id, family, judged_on, fingerprint, facts, not_evaluated)"
                " values ('one', 'circulation', '2025-03-03', '', '{}', '[]')"
            )
        )
        for rule, kind, basis in FOUND:
            connection.execute(
                text(
                    "insert into finding (judgement_id, rule, kind, finding, title, basis, against)"
                    " values ('one', :rule, :kind, 'example', '{}', :basis, 'party')"
                ),
                {"rule": rule, "kind": kind, "basis": basis},
            )
    bring_up_to_date(owner_url)
    with engine.connect() as connection:
        found = {row.rule: row.leads_to for row in connection.execute(text("select rule, leads_to from finding"))}
    assert found == {"mark": ["marking", "serious_marking"], "name": ["penalty"], "lead": [], "none": []}
    engine.dispose()
    servers.drop_database(name)
