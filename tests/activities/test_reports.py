"""Reports of breaches (举报): registered once, verified as clues, filed or not by the head, kept from the reported."""

import asyncio
import re
from typing import Any

import pytest

from activities.file_inspection import inspect_file
from activities.matter_file import file_of
from activities.matter_story import story
from activities.reporting import open_report
from demo import cast
from demo.stories_of_reports import STORIES_OF_REPORTS
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.report import Informant
from domain.results import Result
from domain.steps import StepKind, Track
from models import matter
from models.matter import MatterRow
from notices.binding import text_of
from servers import Addresses
from tests.registering import HANDLER, HEAD, SECOND, registered
from tests.reporting import LAST_DAY, WHO, a_report, closed, papers, reported, reporting


def test_a_report_is_verified_within_fifteen_working_days_of_its_receipt_and_once_fifteen_more(
    addresses: Addresses,
) -> None:
    """PR 18, O121 35. The head of department extends; the handler may not."""
    with reported(addresses, a_report(660)) as (report,):
        step = report.step(StepKind.VERIFICATION)
        assert (step.track, step.period, step.rule) == (Track.CLUE, "clue_verification", "matter.verify_clue")
        assert step.due is not None
        assert step.due["on"] == LAST_DAY.isoformat()
        longer: dict[str, Any] = {"count": 15, "reason": "需要检验"}
        assert report.refused("extension", step.number, HANDLER, **longer).code == "not_a_head_of_department"
        report.act("extension", step.number, HEAD, **longer)
        again = report.refused("extension", step.number, HEAD, **longer)
        assert again.code == "extensions_used_up"
        register = papers(report)["case_source_register"]
        assert "举报" in register
        assert "查无此厂" in register


def test_nothing_adverse_follows_from_a_report_by_itself(addresses: Addresses) -> None:
    """No order, no penalty, no guidance: only its verification is begun, and nothing else may be."""
    with reported(addresses, a_report(661)) as (report,):
        assert [one.kind for one in report.steps()] == [StepKind.VERIFICATION]
        assert report.possible() == ()
        report.confirm()
        assert [one.kind for one in report.steps()] == [StepKind.VERIFICATION, StepKind.FILING]
        assert {one.kind for one in report.possible()} == {StepKind.REFERRAL}


def test_what_is_not_confirmed_is_closed_by_the_head(addresses: Addresses) -> None:
    with reported(addresses, a_report(662)) as (report,):
        number = report.step(StepKind.VERIFICATION).number
        no: dict[str, Any] = {"confirmed": False, "statement": "现场没有此种台灯。", "second_officer": SECOND}
        report.act("verification", number, HANDLER, **no)
        assert closed(report) == "not_confirmed"


def test_a_case_is_filed_on_a_breach_that_officers_have_named_and_else_it_is_not_filed(addresses: Addresses) -> None:
    """PR 18-20: the head decides, on a ground. A missing certificate has no fine (PQL 54): nothing to file."""
    with reported(addresses, a_report(663), a_report(664)) as (filed, unfiled):
        for one in (filed, unfiled):
            one.confirm()
        number, proposed = filed.step(StepKind.FILING).number, {"statement": "拟立案", "second_officer": SECOND}
        refusal = filed.refused("draft", number, HANDLER, proposes=Result.FILED, **proposed)
        assert refusal.code == "breach_not_recorded"
        filed.find(StepKind.FILING, breaches=("pql/53",))
        assert filed.decide(StepKind.FILING, Result.FILED).result is Result.FILED
        form = papers(filed)["filing_approval"]
        assert "第五十三条" in form
        assert "举报" not in form  # the party may read it (O121 37)
        assert filed.step(StepKind.PENALTY_CASE).period == "penalty_decision"
        unfiled.decide(StepKind.FILING, Result.NOT_FILED, ground="pr/20.1.4")
        unfiled.choose(StepKind.CLOSING)
        assert closed(unfiled) == "not_filed"


def test_how_a_report_is_handled_is_shown_to_nobody_outside_before_a_case_is_filed(addresses: Addresses) -> None:
    with reported(addresses, a_report(665)) as (report,):
        report.confirm()
        with report.session() as session:
            party = session.get_one(MatterRow, report.matter_id).party_id
        asked = FileInspection(
            inspection_id="i-665", matter_id=report.matter_id, inspector=party or "", officer=HANDLER, at=report.now
        )
        with report.session() as session, pytest.raises(Refused, match="clue_confidential"):
            inspect_file(session, report.law, asked)
        report.find(StepKind.FILING, breaches=("pql/53",))
        report.decide(StepKind.FILING, Result.FILED)
        with report.session() as session:
            shown = text_of(inspect_file(session, report.law, asked).pdf)
        assert [shown[one.start() - 60 : one.end() + 60] for one in re.finditer("举报", shown)] == []


def test_the_same_report_twice_is_one_and_another_informant_under_its_id_is_refused(addresses: Addresses) -> None:
    with reported(addresses, a_report(666)) as (report,), report.session() as session:
        assert open_report(session, a_report(666)).matter_id == report.matter_id
        another = Informant.model_validate(WHO | {"name": "示例举报乙"})
        for wrong in ({"facts": "另一事实"}, {"informant": None}, {"informant": another}):
            with pytest.raises(Refused, match="act_id_taken"):
                open_report(session, a_report(666).model_copy(update=wrong))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"received_at": "2026-04-14T09:00:00+08:00"}, "before_these_rules"),
        ({"channel": "platform"}, "reference_missing"),
        ({"facts": "示例举报甲看到货架上没有合格证。"}, "informant_named"),
        ({"office_id": "no-such-office"}, "unknown_office"),
        ({"rehearsal": False, "received_at": "2036-05-06T09:00:00+08:00"}, "received_in_the_future"),
    ],
)
def test_a_report_that_cannot_be_is_refused(addresses: Addresses, wrong: dict[str, Any], code: str) -> None:
    with reported(addresses, a_report(667)) as (one,), one.session() as session, pytest.raises(Refused) as refusal:
        open_report(session, a_report(668, **wrong))
    assert refusal.value.code == code


def test_officers_who_look_for_themselves_name_the_report_as_their_clue(addresses: Addresses) -> None:
    """Their findings are a matter of their own; the report's story links it."""
    with reported(addresses, a_report(660)) as (report,), registered(addresses, 661, clue=report.matter_id) as looked:
        with report.session() as session:
            told = story(session, report.law, report.matter_id, report.now)
        assert f"核查本线索的检查 {looked.matter_id}：办理中" in [one.zh for one in told.linked]
        number = looked.step(StepKind.VERIFICATION).number
        said = {"statement": f"{WHO['name']}指认", "second_officer": SECOND}
        assert looked.refused("verification", number, HANDLER, confirmed=True, **said).code == "informant_named"


def test_a_filed_case_that_belongs_to_another_office_goes_there_as_a_clue(addresses: Addresses) -> None:
    """PR 14, 18: verified there, and the informant is known there to whoever handles it. Whoever does not agree asks
    the superior, for what came by transfer is no report that was received."""
    with reported(addresses, a_report(662)) as (report,):
        report.confirm()
        assert StepKind.TRANSFER not in {one.kind for one in report.possible()}
        report.find(StepKind.FILING, breaches=("pql/53",))
        report.decide(StepKind.FILING, Result.FILED)
        report.choose(StepKind.TRANSFER)
        to = {"to_office": cast.NEIGHBOUR.office_id}
        report.decide(StepKind.TRANSFER, Result.TRANSFERRED, **to)
        with report.session() as session:
            (there,) = [one for one in matter.not_started(session) if one.transferred_from == report.matter_id]
        assert (there.clue_id, there.office_id) == (report.matter_id, cast.NEIGHBOUR.office_id)
        assert report.step(StepKind.VERIFICATION, there.matter_id).period_from == report.now
        assert StepKind.TRANSFER in {one.kind for one in report.possible(there.matter_id)}
        assert "transfer_letter" in papers(report)


@pytest.mark.parametrize("number", range(len(STORIES_OF_REPORTS)))
def test_a_story_of_a_report_ends_as_it_is_told(addresses: Addresses, number: int) -> None:
    _, play, ending = STORIES_OF_REPORTS[number]

    async def walk() -> None:
        async with reporting(addresses, 676 + number) as report:
            await play(report)
            with report.desk.database.transaction() as session:
                row = session.get_one(MatterRow, report.matter_id)
                file = file_of(session, report.desk.law, report.matter_id)
            assert (row.ending, file.altered) == (ending, ())

    asyncio.run(walk())
