"""The facts views: the same columns as the fact models, and the same answers in one judgement as in a scan of all."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import get_args

import pytest
from sqlalchemy import text

from activities.import_desk import import_spot_checks
from activities.scanning import scan
from demo import cast
from demo.run import inspection_files
from domain.circulation import CirculationFacts
from domain.cluster import ClusterFacts
from domain.compensation_facts import CompensationFacts
from domain.facts import FactModel
from domain.matter_facts import MatterFacts
from models import circulation, judgement
from models.circulation import Origin
from models.session import Database
from rules import catalog, sql
from servers import Addresses
from settings import read_settings
from worker import at_work


@pytest.mark.parametrize(
    ("view", "key", "model"),
    [
        ("circulation_facts", "check_id", CirculationFacts),
        ("matter_facts", "matter_id", MatterFacts),
        ("compensation_facts", "compensation_id", CompensationFacts),
        ("cluster_facts", "cluster_id", ClusterFacts),
    ],
)
def test_a_view_has_the_columns_of_its_fact_model(
    addresses: Addresses, view: str, key: str, model: type[FactModel]
) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        columns = session.execute(text(f"select * from {view} where false")).keys()
    assert list(columns) == [key, *model.model_fields]
    database.close()


def test_a_column_of_the_view_of_circulation_has_the_type_that_its_fact_has_in_json(addresses: Addresses) -> None:
    """So that a row of the view is judged as it is read, with no validation in between."""
    database = Database(addresses.database_url)
    with database.transaction() as session:
        described = session.connection().exec_driver_sql("select * from circulation_facts where false").cursor
        assert described is not None
        types = {column[0]: column[1] for column in described.description}
    database.close()
    text_like, whole, truth = {25, 1043}, {23}, {16}  # text and varchar, int4, bool
    for name, field in CirculationFacts.model_fields.items():
        (kind,) = set(get_args(field.annotation)) - {type(None)}
        assert types[name] in (truth if kind is bool else whole if kind is int else text_like), name


def test_scanning_the_whole_view_finds_what_judging_one_by_one_found(addresses: Addresses) -> None:
    async def fill() -> None:
        async with at_work(addresses) as desk:
            files = inspection_files(read_settings().data)
            await import_spot_checks(desk, files[:2], datetime(2025, 2, 10, tzinfo=UTC), lambda _: None)
            with desk.database.transaction() as session:
                cast.enter_cast(session)
                for number in range(20, 31):
                    circulation.record(session, cast.enter_copy(session, number, "润滑油", sampled=number % 2 == 0))

    asyncio.run(fill())
    rules = catalog.rule_set("circulation", datetime(2025, 2, 10, tzinfo=UTC).date())
    database = Database(addresses.database_url)
    with database.transaction() as session:
        ids = list(session.execute(text("select check_id from circulation_facts order by 1")).scalars())
        facts = judgement.facts_of_checks(session, ids)
        judged = {one: rules.judge(CirculationFacts.model_validate(facts[one], strict=False)) for one in ids}
        connection = session.connection().connection.driver_connection
        assert connection is not None
        for rule in rules.rules:
            condition, values = sql.where(rule)
            query = f"select check_id, ({condition}) is true, ({condition}) is null from circulation_facts"
            for check_id, found, unknown in connection.execute(query, values):
                assert found is any(one.rule == rule.id for one in judged[check_id].findings)
                assert unknown is any(one.rule == rule.id for one in judged[check_id].not_evaluated)
        scanned = Counter(scan(session, rules, Origin.PUBLISHED)) + Counter(scan(session, rules, Origin.REHEARSAL))
    assert scanned == Counter(found.rule for one in judged.values() for found in one.findings)
    assert len(ids) > 300
    assert {found.rule for one in judged.values() for found in one.findings} >= {
        "circulation.no_proof_of_inspection",
        "circulation.supervisory_sample_failed",
        "circulation.laboratory_not_registered",
    }
    database.close()
