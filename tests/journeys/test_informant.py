"""Who has reported is kept apart (令121号 37): told nowhere, read by who has the right, each time on the chain."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from typer.testing import CliRunner

from activities.informing import read_informant
from activities.matter_answers import answers
from activities.matter_file import file_of
from cli import app
from demo.rehearsal import Rehearsal
from domain.errors import Refused
from domain.names import matter_workflow
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import clue, document
from models.session import Database, engine_for
from models.tables import TABLES
from notices.binding import text_of
from servers import Addresses
from tests.registering import HANDLER, HEAD, REVIEWER, SECOND, STRANGER
from tests.rehearsing import refused
from tests.reporting import WHO, a_report, later, reported, reporting
from tests.test_cli import given

WHY = "核查需要与举报人核对购买地点"
COMMANDS = (["matter", "show"], ["matter", "list"], ["audit", "verify"], ["inbox"], ["matter", "answers"])


def everything_but_informants(addresses: Addresses) -> Iterator[tuple[str, str]]:
    """Every row of every table and view, as the role that owns them."""
    engine = engine_for(addresses.owner_url)
    with engine.connect() as connection:
        views = connection.execute(text("select viewname from pg_views where schemaname = 'public'")).scalars()
        for name in [*(str(table.__tablename__) for table in TABLES), *views]:
            if name != "informant":
                for row in connection.execute(text(f'select t::text from "{name}" as t')).scalars():
                    yield name, row
    engine.dispose()


def printed(addresses: Addresses, *arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments], env=given(addresses))
    return f"{done.stdout}{done.stderr}"


async def history(rehearsal: Rehearsal) -> str:
    handle = rehearsal.skipper.client.get_workflow_handle(matter_workflow(rehearsal.matter_id))
    return (await handle.fetch_history()).to_json()


def test_who_has_reported_is_found_nowhere(
    addresses: Addresses, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """From the file that brings it to the end of the case: tables, papers, histories, logs, what commands print."""
    caplog.set_level(logging.DEBUG)
    found: dict[str, str] = {}

    async def walk() -> None:
        async with reporting(addresses, 660) as report:
            step = await report.step(StepKind.VERIFICATION, Phase.REPORTING)
            for words in (f"{WHO['name']}称属实", f"电话{WHO['phone']}", f"住{WHO['address']}"):
                said = {"confirmed": True, "statement": words, "second_officer": SECOND}
                assert await refused(report, "verification", step.number, HANDLER, **said) == "informant_named"
            with report.desk.database.transaction() as session:
                read_informant(session, report.desk.law, report.matter_id, HANDLER, WHY)
            await report.wait(30)  # reminders are given, and the period runs out
            said = {"confirmed": True, "statement": "属实", "second_officer": SECOND}
            await report.act("verification", step.number, HANDLER, **said)
            filing = (await report.step(StepKind.FILING, Phase.DRAFTING)).number
            await report.act(
                "draft", filing, HANDLER, proposes=Result.NOT_FILED, statement="不予立案", ground="pr/20.1.4",
                second_officer=SECOND,
            )  # fmt: skip
            await report.act("approval", filing, HEAD, agreed=True, remarks="同意")
            with report.desk.database.transaction() as session:
                made = document.of_matter(session, report.matter_id)
                found["file"] = text_of(file_of(session, report.desk.law, report.matter_id).pdf)
                found["papers"] = "".join(text_of(one.pdf) for one in made)
                found["answers"] = answers(session, report.desk.law, report.matter_id).model_dump_json()
            found["history"] = await history(report)
            await report.end()

    asyncio.run(walk())
    name, office = a_report(660).report_id, a_report(660).office_id
    of = {"show": [name], "answers": [name], "inbox": [office]}
    for command in COMMANDS:
        for as_json in ([], ["--json"]):
            shown = printed(addresses, *command, *of.get(command[-1], []), *as_json)
            found[" ".join([*command, *as_json])] = shown
    (tmp_path / "report.json").write_text(json.dumps(a_report(660).model_dump(mode="json")), "utf-8")
    found["report file"] = printed(addresses, "report", "file", str(tmp_path / "report.json"))
    found["log"] = caplog.text
    assert "查看举报人信息" in found["matter show"]
    assert WHY in found["matter show"]
    leaks = [(where, one) for where, told in found.items() for one in WHO.values() if one in told]
    leaks += [(table, one) for table, row in everything_but_informants(addresses) for one in WHO.values() if one in row]
    assert leaks == []


def test_only_a_handler_of_the_office_reads_it_and_each_time_is_on_the_chain(addresses: Addresses) -> None:
    with reported(addresses, a_report(661), a_report(662, informant=None)) as (report, anonymous):
        for officer, code in (
            (REVIEWER, "not_a_handler"), (HEAD, "not_a_handler"), (STRANGER, "officer_of_another_region"),
        ):  # fmt: skip
            with report.session() as session, pytest.raises(Refused) as refusal:
                read_informant(session, report.law, report.matter_id, officer, WHY)
            assert refusal.value.code == code
        with anonymous.session() as session, pytest.raises(Refused, match="informant_unknown"):
            read_informant(session, anonymous.law, anonymous.matter_id, HANDLER, WHY)
        with report.session() as session, pytest.raises(Refused, match="informant_named"):
            read_informant(session, report.law, report.matter_id, HANDLER, f"给{WHO['name']}回电")
        for officer in (HANDLER, SECOND):
            with report.session() as session:
                known = read_informant(session, report.law, report.matter_id, officer, WHY)
            assert known.model_dump() == WHO
        with report.session() as session:
            looks = text("select actor, detail -> 'reason' ->> 'zh' from audit where event = 'informant_read'")
            assert [tuple(row) for row in session.execute(looks)] == [(HANDLER, WHY), (SECOND, WHY)]


def test_an_officer_who_is_recused_reads_it_no_more(addresses: Addresses) -> None:
    with reported(addresses, a_report(663)) as (report,):
        report.act("recusal_request", 0, HANDLER, officer=HANDLER, reason="与被举报人有利害关系")
        asked = f"{report.matter_id}/{report.acts}"
        report.act("recusal_decision", 0, HEAD, request=asked, agreed=True, reason="同意")
        with report.session() as session, pytest.raises(Refused, match="officer_recused"):
            read_informant(session, report.law, report.matter_id, HANDLER, WHY)


@pytest.mark.parametrize("tried", ["select * from", "delete from", "truncate"])
def test_the_program_has_no_right_to_the_table(addresses: Addresses, tried: str) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session, pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text(f"{tried} informant"))
    database.close()


def test_the_database_tells_nothing_without_an_entry_of_the_same_transaction(addresses: Addresses) -> None:
    with reported(addresses, a_report(664)) as (report,):
        with report.session() as session:
            assert clue.read_informant(session, report.matter_id, 1) is None
            known = read_informant(session, report.law, report.matter_id, HANDLER, WHY)
        assert known.model_dump() == WHO
        with report.session() as session:
            look = text("select max(sequence) from audit where event = 'informant_read'")
            assert clue.read_informant(session, report.matter_id, session.execute(look).scalar_one()) is None


def test_two_reports_of_one_informant_are_known_as_such_without_saying_whose(addresses: Addresses) -> None:
    same = a_report(665).reported.model_dump()
    spelt = WHO | {"phone": "139 0000 0660", "address": "另一住址"}
    again = a_report(666, reported=same, informant=spelt, received_at=later(0) + timedelta(hours=1))
    with reported(addresses, a_report(665), again) as (first, second), first.session() as session:
        row = session.get_one(clue.ClueRow, second.matter_id)
        assert [one.clue_id for one in clue.of_same_informant(session, row)] == [first.matter_id]
