"""One paper with a complaint and a report goes two ways (令121号 9, 27): neither waits for the other, or ends it."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path

from typer.testing import CliRunner

from activities.matter_file import file_of
from activities.matter_story import story
from cli import app
from demo import cast
from demo.rehearsal import Rehearsal
from domain.calendar import legal_day
from domain.complaint_acts import MediationManner
from domain.procedure import Phase
from domain.steps import StepKind
from domain.story import MatterStory
from models import audit, document, matter, message
from models.matter import MatterRow
from models.session import Database
from notices.binding import text_of
from servers import Addresses
from tests.complaining import a_complaint, complaining, decided, filed_away, in_mediation, terminated
from tests.registering import HANDLER, HEAD, SECOND
from tests.rehearsing import numbered, refused
from tests.reporting import LAST_DAY, reporting
from tests.test_cli import given

PART = {"as_informant": True, "place": "示例市示例路2号", "facts": "同款电热水壶均没有检验合格证明。"}
NO = {"accepted": False, "statement": "法院已经受理。", "ground": "order121/16.1.2"}


def told(rehearsal: Rehearsal, matter_id: str) -> MatterStory:
    with rehearsal.desk.database.transaction() as session:
        return story(session, rehearsal.desk.law, matter_id, rehearsal.now)


def beside(rehearsal: Rehearsal, matter_id: str) -> Rehearsal:
    """Another matter at the same moment."""
    other = Rehearsal(rehearsal.desk, rehearsal.skipper, rehearsal.watch, rehearsal.check, rehearsal.began_at)
    other.matter_id, other.now = matter_id, rehearsal.now
    return other


async def verified(rehearsal: Rehearsal, matter_id: str) -> str | None:
    """The clue beside the complaint is verified, not confirmed, and closed. Returns how it ended."""
    clue = beside(rehearsal, matter_id)
    number = (await clue.step(StepKind.VERIFICATION, Phase.REPORTING)).number
    said = {"confirmed": False, "statement": "现场已无此种商品。", "second_officer": SECOND}
    await clue.act("verification", number, HANDLER, **said)
    number = (await clue.step(StepKind.CLOSING, Phase.DRAFTING)).number
    await clue.act("closing_draft", number, HANDLER, statement="拟办结")
    await clue.act("approval", number, HEAD, agreed=True, remarks="同意")
    await clue.over()
    with rehearsal.desk.database.transaction() as session:
        return session.get_one(MatterRow, matter_id).ending


def test_a_paper_with_both_is_two_matters_and_a_refused_complaint_ends_no_report(addresses: Addresses) -> None:
    async def walk() -> None:
        async with complaining(addresses, 667, report=PART | {"report_id": "report-667"}) as complaint:
            await decided(complaint, **NO)
            assert await filed_away(complaint) == "complaint_refused"
            report = told(complaint, "report-667")
            assert report.ending is None
            assert [one.due_on for one in report.awaited] == [LAST_DAY]
            assert "投诉 complaint-667：不予受理投诉" in [one.zh for one in report.linked]
            assert "举报 report-667：办理中" in [one.zh for one in told(complaint, complaint.matter_id).linked]
            assert await verified(complaint, "report-667") == "not_confirmed"

    asyncio.run(walk())


def test_the_end_of_a_report_ends_no_complaint_and_the_respondent_hears_nothing_of_it(addresses: Addresses) -> None:
    """O121 37: he is told what mediation needs. The file of the complaint, too, is silent."""

    async def walk() -> None:
        async with complaining(addresses, 668, report=PART | {"report_id": "report-668"}) as complaint:
            assert await verified(complaint, "report-668") == "not_confirmed"
            number = await in_mediation(complaint)
            at = complaint.now + timedelta(days=9)
            await complaint.act("mediation_notice", number, HANDLER, held_at=at, place="调解室", mediators=("示例甲",))
            await complaint.reach(at + timedelta(hours=2))
            await complaint.act(
                "mediation_record", number, HANDLER, settled=False, manner=MediationManner.ON_SITE,
                statement="未达成。", ground="order121/23.1.3",
            )  # fmt: skip
            await terminated(complaint, "order121/23.1.3")
            assert await filed_away(complaint) == "complaint_accepted/not_settled/terminated"
            with complaint.desk.database.transaction() as session:
                papers = document.of_matter(session, complaint.matter_id)
                shown = [text_of(one.pdf) for one in papers]
                shown += [text_of(file_of(session, complaint.desk.law, complaint.matter_id).pdf)]
                shown += [str(one.detail) for one in audit.entries(session, audit.of_matter(complaint.matter_id))]
            cited = "投诉举报处理办法"  # the name of the rules on both
            assert {"mediation_notice", "mediation_termination"} <= {one.kind for one in papers}
            assert [one for one in shown if "举报" in one.replace("\n", "").replace(cited, "")] == []
            assert not any("report-668" in one or str(PART["facts"]) in one for one in shown)

    asyncio.run(walk())


def test_a_clue_found_in_a_mediation_is_verified_within_fifteen_working_days_of_its_discovery(
    addresses: Addresses,
) -> None:
    """O121 27: linked to the complaint, and in a matter of its own; the mediation goes on."""

    async def walk() -> None:
        async with complaining(addresses, 669) as complaint:
            number = await in_mediation(complaint)
            await complaint.wait(5)
            found = {"place": "示例市示例路2号", "facts": "商店出示的检验报告系伪造。"}
            early = found | {"found_at": complaint.began_at - timedelta(days=1)}
            assert await refused(complaint, "clue_found", number, HANDLER, **early) == "found_outside_the_complaint"
            await complaint.act("clue_found", number, HANDLER, found_at=complaint.now - timedelta(days=1), **found)
            with complaint.desk.database.transaction() as session:
                (opened,) = matter.not_started(session)
            assert opened.party_id is not None
            await complaint.desk.start_matter(opened.matter_id, opened.began_at)
            clue = beside(complaint, opened.matter_id)
            step = await clue.step(StepKind.VERIFICATION, Phase.REPORTING)
            assert legal_day(opened.began_at) == date(2026, 5, 11)
            assert step.due is not None
            assert step.due["on"] == "2026-06-01"
            tale = told(complaint, complaint.matter_id)
            assert f"投诉调解中发现 {opened.matter_id}：办理中" in [one.zh for one in tale.linked]
            assert "调解中发现违法线索，另行核查" in [event.what.zh for event in tale.events]
            assert f"投诉 {complaint.matter_id}：办理中" in [one.zh for one in told(complaint, clue.matter_id).linked]
            assert [one.kind for one in complaint.steps()] == [StepKind.ACCEPTANCE, StepKind.MEDIATION]
            said = {"earlier": complaint.matter_id, "statement": "示例"}
            assert await refused(clue, "repetition", step.number, HANDLER, **said) == "not_a_report"
            assert await verified(complaint, opened.matter_id) == "not_confirmed"
            await complaint.end()

    asyncio.run(walk())


def test_both_commands_tell_by_when_each_is_to_be_answered(addresses: Addresses, tmp_path: Path) -> None:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        cast.enter_cast(session)
    database.close()
    paper = a_complaint(670, report=PART | {"report_id": "report-670"}).model_dump(mode="json")
    file = tmp_path / "paper.json"
    file.write_text(json.dumps(paper), "utf-8")
    for _ in range(2):  # the same twice is one
        done = CliRunner().invoke(app, ["claim", "file", str(file), "--json"], env=given(addresses))
        assert json.loads(done.stdout) == {
            "complaint_id": "complaint-670", "answer_by": "2026-05-14", "report_id": "report-670",
            "verify_by": LAST_DAY.isoformat(),
        }  # fmt: skip


def test_on_the_last_day_of_the_fifteen_nothing_is_late_and_after_it_the_office_alone_is_told(
    addresses: Addresses,
) -> None:
    """PR 18. Whom the report is about hears neither of it nor of its clock (O121 37)."""

    async def walk() -> None:
        async with reporting(addresses, 671) as report:
            step = await report.step(StepKind.VERIFICATION, Phase.REPORTING)
            assert step.due_at is not None
            await report.reach(step.due_at - timedelta(hours=1))
            assert numbered(report, step.number).lapsed_at is None
            await report.reach(step.due_at + timedelta(hours=1))
            assert numbered(report, step.number).lapsed_at is not None
            with report.desk.database.transaction() as session:
                told = {one.recipient for one in message.of_matter(session, report.matter_id)}
            assert told == {cast.OFFICE.office_id}
            assert await verified(report, report.matter_id) == "not_confirmed"

    asyncio.run(walk())
