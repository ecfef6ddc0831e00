"""Passing a case on: to the police (移送规定 5, 8, 9, 11), and to the office in charge (处罚程序规定 13 to 18)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from activities import matter_queue
from activities.matter_story import story
from demo import cast
from domain.calendar import SHANGHAI
from domain.circulation import PartyRole
from domain.departure import Deed
from domain.errors import Refused
from domain.marking import Provenance
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import audit, departure, matter, office
from models.matter import MatterRow, StepRow
from models.session import Database
from servers import Addresses
from tests.registering import HANDLER, HEAD, PRINCIPAL, SECOND, Registered, registered

FORGED: dict[str, Any] = {
    "party_role": PartyRole.SELLER, "name_verified": Provenance.FORGED, "verified_by": HANDLER
}  # fmt: skip
NEIGHBOUR, PROVINCE = cast.NEIGHBOUR.office_id, cast.PROVINCE.office_id
STRANGER, PROVINCIAL = cast.STRANGER.officer_id, cast.PROVINCIAL_HEAD.officer_id
REFERRAL = StepKind.REFERRAL
TO_POLICE: dict[str, Any] = {"to_office": "示例市公安局", "materials": ("调查报告", "检验报告")}


def referred(found: Registered) -> StepRow:
    """The head approves the referral three days after the report of the two officers: on the last day."""
    found.confirm()
    number = found.choose(REFERRAL).number
    said = {"proposes": Result.REFERRED, "statement": "涉嫌犯罪", "second_officer": SECOND}
    found.act("draft", number, HANDLER, **said | TO_POLICE)
    assert last_day(found) == date(2025, 2, 13)
    found.wait(3)
    assert found.refused("approval", number, HEAD, agreed=True, remarks="同意").code == "not_a_principal"
    found.act("approval", number, PRINCIPAL, agreed=True, remarks="同意")
    return found.step(REFERRAL)


def last_day(found: Registered, kind: StepKind = REFERRAL) -> date:
    due = found.step(kind).due
    assert due is not None
    return date.fromisoformat(due["on"])


def code(found: Registered, result: Result, proof: str | None = "示例通知书", at: datetime | None = None) -> str:
    said = {"result": result, "statement": "示例", "proof": proof, "happened_at": at, "second_officer": SECOND}
    return found.refused("outcome", found.step(REFERRAL).number, HANDLER, **said).code


def test_an_approved_referral_goes_to_the_police_within_twenty_four_hours(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        step = referred(found)
        assert (step.phase, step.period) == (Phase.SERVING, "referral_to_police")
        assert step.due_at == datetime(2025, 2, 14, 9, tzinfo=SHANGHAI)
        assert code(found, Result.POLICE_FILED) == "result_not_possible"
        assert code(found, Result.SENT, proof=None) == "proof_missing"


def test_the_police_answer_within_three_days_and_have_it_when_they_have_filed(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        referred(found)
        found.wait(0.5)
        found.report(REFERRAL, Result.SENT, proof="示例回执")
        assert last_day(found) == date(2025, 2, 16)
        with found.session() as session:
            queue = matter_queue.of_matter(session, found.law, found.now, found.matter_id)
            whom = {one.kind: one.whom.zh for one in queue if one.phase is not Phase.SERVING}
        assert whom[REFERRAL] == "公安机关"
        found.wait(2)
        assert code(found, Result.SENT) == "result_not_possible"
        assert facts(found)["referral"] == "open"
        done = found.report(REFERRAL, Result.POLICE_FILED, proof="示例立案通知书")
        assert (done.phase, done.result) == (Phase.DONE, Result.POLICE_FILED)
        assert facts(found)["referral"] == "referred"


@pytest.mark.parametrize(("late", "taken"), [(False, True), (True, False)])
def test_a_review_is_asked_of_the_police_within_three_days_and_not_on_the_fourth(
    addresses: Addresses, late: bool, taken: bool
) -> None:
    with registered(addresses, **FORGED) as found:
        referred(found)
        found.report(REFERRAL, Result.SENT, proof="示例回执")
        found.wait(1)
        found.report(REFERRAL, Result.POLICE_REFUSED, proof="示例不予立案通知书")
        assert last_day(found) == date(2025, 2, 17)
        found.reach(datetime(2025, 2, 18, 0, tzinfo=SHANGHAI) - timedelta(seconds=0 if late else 1))
        if not taken:
            assert code(found, Result.REVIEW_ASKED) == "review_request_too_late"
            over = found.report(REFERRAL, Result.ACCEPTED)
            assert (over.phase, over.result) == (Phase.DONE, Result.POLICE_REFUSED)
            return
        found.report(REFERRAL, Result.REVIEW_ASKED, proof="示例提请复议书")
        assert last_day(found) == date(2025, 2, 20)
        found.report(REFERRAL, Result.POLICE_REFUSED, proof="示例复议决定")
        assert code(found, Result.REVIEW_ASKED) == "result_not_possible"  # once: then only the procuratorate is left
        over = found.report(REFERRAL, Result.SUGGESTED, proof="示例建议书")
        assert over.result is Result.SUGGESTED
        assert facts(found)["referral"] == "not_referred"


def test_no_penalty_takes_the_place_of_a_referral_and_what_the_police_refuse_is_punished(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.confirm()
        found.decide(StepKind.FILING, Result.FILED)
        case = found.step(StepKind.PENALTY_CASE).number
        found.choose(REFERRAL)
        said = {"result": Result.PUNISHED, "statement": "处罚", "second_officer": SECOND}
        assert found.refused("outcome", case, HANDLER, **said).code == "no_penalty_instead_of_referral"
        found.decide(REFERRAL, Result.REFERRED, **TO_POLICE)
        found.report(REFERRAL, Result.SENT, proof="示例回执")
        assert found.refused("outcome", case, HANDLER, **said).code == "no_penalty_instead_of_referral"
        found.report(REFERRAL, Result.POLICE_REFUSED, proof="示例不予立案通知书")
        found.report(REFERRAL, Result.ACCEPTED)
        found.act("outcome", case, HANDLER, **said)


def test_a_referral_that_the_head_does_not_approve_is_over(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.confirm()
        found.choose(REFERRAL)
        done = found.decide(REFERRAL, Result.NOT_REFERRED)
        assert (done.phase, done.result) == (Phase.DONE, Result.NOT_REFERRED)


def facts(found: Registered, matter_id: str | None = None) -> dict[str, Any]:
    with found.session() as session:
        return matter.facts(session, matter_id or found.matter_id)


def received(found: Registered, sender: str | None = None) -> MatterRow:
    with found.session() as session:
        query = select(MatterRow).where(MatterRow.transferred_from == (sender or found.matter_id))
        row = session.exec(query).one()
        session.expunge(row)
        return row


def test_the_receiving_office_has_the_case_as_a_clue_of_its_own(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.steps()
        found.wait(5)
        found.choose(StepKind.TRANSFER)
        assert found.step(StepKind.TRANSFER).due is None  # nobody disputes anything yet
        found.decide(StepKind.TRANSFER, Result.TRANSFERRED, to_office=NEIGHBOUR)
        theirs = received(found)
        assert (theirs.office_id, theirs.check_id, theirs.began_at) == (NEIGHBOUR, found.matter_id, found.now)
        verification = found.step(StepKind.VERIFICATION, theirs.matter_id)
        assert verification.due is not None
        assert verification.due["on"] == "2025-03-07"  # fifteen working days from the receipt of the material (PR 18)
        assert facts(found, theirs.matter_id)["punishable_breach"] is True
        with found.session() as session:
            events = story(session, found.law, theirs.matter_id, found.now).events
            assert any("伪造" in one.what.zh for one in events)
            assert list(audit.breaks(session)) == []
        shown = {"confirmed": True, "statement": "属实", "second_officer": other_handler(found.database)}
        found.act("verification", verification.number, STRANGER, matter_id=theirs.matter_id, **shown)
        with found.session() as session:
            assert set(departure.of_matter(session, theirs.matter_id).values()) == {Deed.CONFIRMED}


def test_what_came_by_transfer_is_not_transferred_on_but_put_to_the_common_superior(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.confirm()
        found.choose(StepKind.TRANSFER)
        found.decide(StepKind.TRANSFER, Result.TRANSFERRED, to_office=NEIGHBOUR)
        theirs = received(found).matter_id
        found.steps(theirs)
        said: dict[str, Any] = {"matter_id": theirs}
        second = other_handler(found.database)
        found.act("choice", 0, STRANGER, begins=StepKind.TRANSFER, reason="不属于本部门管辖", **said)
        step = found.step(StepKind.TRANSFER, theirs)
        assert (step.period, step.due and step.due["on"]) == ("jurisdiction_talks", "2025-02-19")

        def refused(**content: Any) -> str:
            with pytest.raises(Refused) as refusal:
                found.act("draft", step.number, STRANGER, statement="示例", **said, **content)
            return refusal.value.code

        assert refused(proposes=Result.TRANSFERRED, to_office=cast.OFFICE.office_id) == "transferred_once"
        assert refused(proposes=Result.ASKED_SUPERIOR) == "draft_incomplete"
        assert refused(proposes=Result.ASKED_SUPERIOR, to_office=cast.OFFICE.office_id) == "no_common_superior"
        draft = {"proposes": Result.ASKED_SUPERIOR, "statement": "报请指定", "to_office": PROVINCE}
        found.act("draft", step.number, STRANGER, **draft, **said)
        found.act("approval", step.number, second, agreed=True, remarks="同意", **said)
        asked = found.step(StepKind.TRANSFER, theirs)
        assert (asked.phase, asked.period) == (Phase.AWAITING, "jurisdiction_designation")
        assert asked.due is not None
        assert asked.due["on"] == "2025-02-19"  # seven working days from the receipt of the submission (PR 16)
        decided = {"result": Result.TRANSFERRED, "statement": "指定管辖", "to_office": cast.OFFICE.office_id}
        with pytest.raises(Refused) as refusal:
            found.act("outcome", step.number, second, **decided, **said)
        assert refusal.value.code == "officer_of_another_region"
        found.act("outcome", step.number, PROVINCIAL, **decided, **said)
        back = received(found, theirs)
        assert (back.office_id, back.findings_of) == (cast.OFFICE.office_id, found.matter_id)


def other_handler(database: Database) -> str:
    """A second officer of the neighbouring office, who is its head, too."""
    other = cast.STRANGER.model_copy(update={"officer_id": "officer-720", "name": "示例辛"})
    with database.transaction() as session:
        office.register_office(session, cast.NEIGHBOUR, (other,))
    return other.officer_id


@pytest.mark.parametrize("to_office", [cast.OFFICE.office_id, None])
def test_a_transfer_names_another_office(addresses: Addresses, to_office: str | None) -> None:
    with registered(addresses, **FORGED) as found:
        found.confirm()
        number = found.choose(StepKind.TRANSFER).number
        draft = {"proposes": Result.TRANSFERRED, "statement": "移送", "to_office": to_office}
        expected = "transferred_to_itself" if to_office else "draft_incomplete"
        assert found.refused("draft", number, HANDLER, **draft).code == expected


def test_what_belongs_to_an_authority_of_another_kind_leaves_the_register(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.confirm()
        found.choose(StepKind.TRANSFER)
        done = found.decide(StepKind.TRANSFER, Result.TRANSFERRED, to_office="示例农业农村局")
        assert done.result is Result.TRANSFERRED
        with found.session() as session:
            assert len(session.exec(select(MatterRow)).all()) == 1


def test_a_failed_sample_is_told_to_the_bureau_of_the_same_level_where_the_producer_is(addresses: Addresses) -> None:
    told = {"statement": "不合格产品由贵辖区生产者生产", "proof": "示例通报函"}
    with registered(addresses, sampled=True) as found:
        step = found.step(StepKind.RESULT_NOTICE).number
        for other in (PROVINCE,):
            refusal = found.refused("notification", step, HANDLER, to_office=other, **told)
            assert refusal.code == "not_of_the_same_level"
        assert found.refused("notification", step, STRANGER, to_office=NEIGHBOUR, **told).code == (
            "officer_of_another_region"
        )
        found.act("notification", step, HANDLER, to_office=NEIGHBOUR, **told)
        assert found.step(StepKind.RESULT_NOTICE).phase is Phase.DRAFTING
    with registered(addresses, 721) as found:
        step = found.step(StepKind.VERIFICATION).number
        assert found.refused("notification", step, HANDLER, to_office=NEIGHBOUR, **told).code == "no_failed_sample"
