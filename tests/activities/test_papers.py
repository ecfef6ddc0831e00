"""What people write and a paper states later: an officer is refused what cannot be printed, a party never is."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from activities import papers
from domain.acts import Outcome, Verification
from domain.errors import Refused
from domain.results import Result
from models import document
from servers import Addresses
from tests.serving import HANDLER, HEAD, ISSUED, SECOND, Serving, on, serving

UNPRINTABLE = "示例经过\N{GRINNING FACE}"


@pytest.fixture
def order(addresses: Addresses) -> Iterator[Serving]:
    with serving(addresses, 711) as waiting:
        yield waiting


def test_what_officers_report_is_refused_before_a_later_paper_fails_on_it() -> None:
    moments = {"sent_at": on(ISSUED), "received_at": on(ISSUED)}
    who = {"act_id": "示例", "matter_id": "示例", "step": 1, "actor": HANDLER, "second_officer": SECOND} | moments
    reports = (
        Verification.model_validate(who | {"confirmed": True, "statement": UNPRINTABLE}),
        Outcome.model_validate(who | {"result": Result.UNPERFORMED, "statement": "示例", "examined": UNPRINTABLE}),
    )
    for report in reports:
        with pytest.raises(Refused, match="missing_glyph"):
            papers.refuse_unprintable(report)


def test_a_request_is_answered_whatever_the_characters_of_the_party(order: Serving) -> None:
    day = ISSUED + timedelta(days=1)
    order.serve(day, signed_by="示例收件人", proof="送达回证")
    order.act("extension_request", order.party, day, count=5, reason=f"一、设备待修。\r\n二、{UNPRINTABLE}")
    order.act("extension_refusal", HEAD, day, reason="理由不足。")
    with order.database.transaction() as session:
        answer = document.newest_of(session, order.matter_id, "extension_answer")
    assert answer is not None
    assert answer.context["requested_because"] == "一、设备待修。\n二、示例经过〔U+1F600〕"
