"""A complaint that two officers decide at once, and one whose words would be a program somewhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from activities.reception import Reception
from domain.acts import ACT
from domain.errors import Refused
from domain.steps import StepKind
from notices.binding import text_of
from servers import Addresses
from tests.complaining import Complained, complained_of
from tests.registering import HANDLER, SECOND

PROGRAM = '<script>alert("1")</script> #eval("1+1") $x$ {{ 7*7 }} *退款* _199元_'


def test_of_two_officers_who_decide_at_once_one_has_decided(addresses: Addresses) -> None:
    with complained_of(addresses, 760) as complaint:
        number = complaint.step(StepKind.ACCEPTANCE).number
        refusal: dict[str, Any] = {"accepted": False, "ground": "order121/16.1.2", "statement": "法院已经受理。"}
        both = [(HANDLER, {"accepted": True, "statement": "材料齐全。"}), (SECOND, refusal)]
        with ThreadPoolExecutor(2) as officers:
            told = list(officers.map(lambda one: decide(complaint, number, *one), both))
        assert sorted(map(str, told)) == ["None", "act_not_awaited"]
        papers = [one.kind for one in complaint.unserved()]
        assert papers == (["complaint_acceptance"] if told[0] is None else ["complaint_refusal"])


def decide(complaint: Complained, step: int, officer: str, content: dict[str, Any]) -> str | None:
    """The code of the refusal, if the decision is refused."""
    common = {"act_id": f"{complaint.matter_id}/{officer}", "matter_id": complaint.matter_id, "step": step}
    common |= {"kind": "acceptance_decision", "actor": officer, "sent_at": complaint.now, "received_at": complaint.now}
    try:
        Reception(complaint.database, complaint.law).receive(ACT.validate_python(common | content))
    except Refused as refused:
        return refused.code
    return None


def test_proof_of_identity_is_never_demanded_by_a_day_that_is_over(addresses: Addresses) -> None:
    with complained_of(addresses, 862) as complaint:
        number = complaint.step(StepKind.ACCEPTANCE).number
        today = complaint.now.date()
        with pytest.raises(Refused, match="demanded_for_the_past"):
            complaint.act("identity_demand", number, HANDLER, wanted="身份证复印件", by=today - timedelta(days=1))
        complaint.act("identity_demand", number, HANDLER, wanted="身份证复印件", by=today)


def test_a_decision_is_told_whatever_characters_the_complaint_holds(addresses: Addresses) -> None:
    person = {"name": "示例\u202e投诉人😀", "phone": "00000000000", "address": "示例路"}
    wrong: dict[str, Any] = {"complainant": person, "request": "退款\x1b[2J\n199元😡", "goods": "电热水壶👍"}
    with complained_of(addresses, 867, **wrong) as complaint:
        complaint.accept()  # and served
        printed = text_of(complaint.paper("complaint_acceptance").pdf)
        for words in ("示例〔U+202E〕投诉人〔U+1F600〕", "退款〔U+001B〕[2J", "电热水壶〔U+1F44D〕"):
            assert words in "".join(printed.split())
        assert "示例〔U+202E〕" in "".join(text_of(complaint.paper("service_receipt").pdf).split())


def test_what_a_complainant_writes_is_printed_as_he_wrote_it(addresses: Addresses) -> None:
    with complained_of(addresses, 761, request=PROGRAM) as complaint:
        complaint.accept()
        printed = "".join(text_of(complaint.paper("complaint_acceptance").pdf).split())
        assert "".join(PROGRAM.split()) in printed
