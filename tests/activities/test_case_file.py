"""What is recorded of a case, its range for the file, and the bar of penalties (行政处罚法 36, 处罚程序规定 19)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities import matter_queue
from activities.matter_story import story
from demo import cast
from domain.case_facts import Valued
from domain.circulation import PartyRole
from domain.marking import Marking, Provenance
from domain.results import Result
from domain.steps import StepKind
from models import matter
from servers import Addresses
from tests.registering import HANDLER, HEAD, SECOND, STRANGER, Registered, registered

FORGED: dict[str, Any] = {
    "party_role": PartyRole.SELLER, "name_verified": Provenance.FORGED, "verified_by": HANDLER,
    "dates_marking": Marking.MISSING,
}  # fmt: skip


def told(found: Registered) -> str:
    with found.session() as session:
        return "\n".join(line.zh for line in story(session, found.law, found.matter_id, datetime.now(UTC)).case)


def test_the_range_is_shown_for_the_file_and_decides_nothing(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        before = told(found)
        assert "货值金额的100%以下" in before
        assert "尚缺：货值金额（《中华人民共和国产品质量法》第七十二条）" in before
        found.find(StepKind.VERIFICATION, goods_value=12_345, valued_by=Valued.MARKED)
        found.find(StepKind.VERIFICATION, packaged=True)
        after = told(found)
        assert "第五十三条：罚款货值金额的100%以下，即0.00元至123.45元" in after
        assert "第五十四条：罚款货值金额的30%以下，即0.00元至37.03元；尚未认定：情节严重，未认定前不得罚款" in after
        assert "只罚款一次，按数额高的《中华人民共和国产品质量法》第五十三条" in after
        assert "由办案人员提出、负责人决定" in after
        assert [one.phase.value for one in found.steps() if one.kind is StepKind.VERIFICATION] == ["reporting"]


def test_a_missing_certificate_alone_has_no_range(addresses: Addresses) -> None:
    with registered(addresses) as found:
        found.find(StepKind.VERIFICATION, goods_value=100, valued_by=Valued.MARKET)
        assert told(found) == ""


def test_goods_that_fail_cost_what_people_find_breached(addresses: Addresses) -> None:
    with registered(addresses, sampled=True) as found:
        found.find(StepKind.VERIFICATION, breaches=("pql/49",), sales=5_000_000)
        assert "第四十九条：罚款货值金额的100%至300%" in told(found)
        assert "可以考虑移送公安机关：销售金额达到追诉参考数额" in told(found)
        step = found.step(StepKind.VERIFICATION).number
        said = {"statement": "示例", "proof": "示例", "second_officer": SECOND}
        wrong = {"found": {"breaches": ("pql/27",)}} | said
        assert found.refused("particulars", step, HANDLER, **wrong).code == "no_fine_for_article"


def test_particulars_that_say_nothing_or_cannot_be_are_refused(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        step = found.step(StepKind.VERIFICATION).number
        said: dict[str, Any] = {"statement": "示例", "proof": "示例", "second_officer": SECOND}

        def code(actor: str = HANDLER, **particulars: Any) -> str:
            return found.refused("particulars", step, actor, found=particulars, **said).code

        assert code() == "particulars_empty"
        assert code(goods_value=100) == "value_without_method"
        assert code(valued_by=Valued.MARKED) == "value_without_method"
        assert code(ended_on=date(2025, 2, 11)) == "day_in_the_future"
        assert code(STRANGER, harm=True) == "officer_of_another_region"
        assert code(HEAD, harm=True) == "not_a_handler"
        found.confirm()
        assert code(harm=True) == "answer_to_closed_step"


@pytest.mark.parametrize(
    ("seen", "ended", "last"),
    [
        (date(2025, 2, 10), None, date(2027, 2, 10)),  # when it ended nobody has recorded: not before the check
        (date(2025, 2, 10), date(2023, 2, 12), date(2025, 2, 12)),
    ],
)
def test_a_case_is_filed_on_the_last_day_and_not_on_the_day_after(
    addresses: Addresses, seen: date, ended: date | None, last: date
) -> None:
    with registered(addresses, begins=seen, **FORGED) as found:
        if ended:
            found.find(StepKind.VERIFICATION, ended_on=ended)
        found.confirm()
        step = found.step(StepKind.FILING).number
        found.reach(cast.morning(last))
        draft = {"proposes": Result.FILED, "statement": "立案", "second_officer": SECOND}
        found.act("draft", step, HANDLER, **draft)
        found.wait(1)
        refusal = found.refused("approval", step, HEAD, agreed=True, remarks="同意")
        assert refusal.code == "penalty_barred"
        assert "在时效内发现的日期" in refusal.zh
        assert ("行为终了日" in refusal.zh) is (ended is None)
        found.act("approval", step, HEAD, agreed=False, remarks="不同意")
        assert found.refused("draft", step, HANDLER, **draft).code == "penalty_barred"
        found.act("draft", step, HANDLER, **draft | {"proposes": Result.NOT_FILED, "ground": "pr/20.1.4"})


def test_a_breach_that_was_discovered_in_time_is_filed_later_on(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.find(StepKind.VERIFICATION, ended_on=date(2023, 2, 10))
        found.confirm()
        found.wait(3)
        step = found.step(StepKind.FILING).number
        draft = {"proposes": Result.FILED, "statement": "立案", "second_officer": SECOND}
        assert found.refused("draft", step, HANDLER, **draft).code == "penalty_barred"
        found.find(StepKind.FILING, discovered_on=date(2025, 2, 11))
        assert found.refused("draft", step, HANDLER, **draft).code == "penalty_barred"
        found.find(StepKind.FILING, discovered_on=date(2025, 2, 10))
        found.act("draft", step, HANDLER, **draft)


def test_where_life_or_health_is_harmed_the_bar_is_five_years(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.find(StepKind.VERIFICATION, ended_on=date(2020, 2, 12), harm=True)
        found.confirm()
        step = found.step(StepKind.FILING).number
        found.reach(cast.morning(date(2025, 2, 12)))
        draft = {"proposes": Result.FILED, "statement": "立案", "second_officer": SECOND}
        found.act("draft", step, HANDLER, **draft)
        found.wait(1)
        assert found.refused("approval", step, HEAD, agreed=True, remarks="同意").code == "penalty_barred"


def test_the_queue_warns_of_the_bar_ninety_days_before_it(addresses: Addresses) -> None:
    with registered(addresses, **FORGED) as found:
        found.find(StepKind.VERIFICATION, ended_on=date(2023, 5, 20))

        with found.session() as session:
            matter.known(session, found.matter_id).rehearsal = False

        def warned(day: date) -> set[date | None]:
            with found.session() as session:
                rows = matter_queue.of_matter(session, found.law, cast.morning(day), found.matter_id)
                return {one.barred_after for one in rows}

        last = date(2025, 5, 20)
        assert warned(date(2025, 2, 18)) == {None}
        assert warned(date(2025, 2, 19)) == {last}
        found.find(StepKind.VERIFICATION, discovered_on=date(2025, 2, 10))
        assert warned(date(2025, 2, 19)) == {None}
