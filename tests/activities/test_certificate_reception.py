"""Acts about certificates at the register's door: one after another, at a moment that can have been, vouched for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from activities.auditing import verify
from domain.certificate_act import CertificateAct
from domain.errors import Refused
from models import audit
from tests.certifying import (
    INSTITUTE,
    Make,
    refusal,
)

DAY = timedelta(days=1)


def test_two_acts_at_once_are_taken_one_after_another_and_the_second_sees_the_first(make: Make) -> None:
    one = make()
    one.issued()
    acts = [one.made("withdrawal", one.maker, reason=f"理由{number}") for number in range(4)]

    def receive(act: CertificateAct) -> str:
        try:
            one.receive(act)
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(receive, acts)) == ["certificate_act_not_awaited"] * 3 + ["taken"]
    assert one.row.version == 3
    assert len(one.states()) == 1


def test_who_acts_on_an_old_view_is_refused(make: Make) -> None:
    one = make()
    one.receive(one.application(route="institute", laboratory_id=INSTITUTE))
    one.receive(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10), seen=1))
    stale = refusal(one, one.made("declining", INSTITUTE, reason="来不及。", seen=1))
    assert (stale.code, stale.value) == ("stale_state", 1)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"received_at": datetime(2025, 3, 3, tzinfo=UTC).replace(tzinfo=None)}, "moment_without_zone"),
        ({"received_at": datetime(2025, 3, 2, tzinfo=UTC)}, "before_the_application"),
    ],
)
def test_an_act_comes_at_a_moment_that_can_have_been(make: Make, given: dict[str, Any], code: str) -> None:
    one = make()
    one.receive(one.application())
    assert refusal(one, one.made("withdrawal", one.maker, reason="撤回。", **given)).code == code


def test_outside_a_rehearsal_nothing_is_received_later_than_now(make: Make) -> None:
    one = make(rehearsal=False, firm="示例真实计时厂")
    one.now = datetime.now(UTC) + DAY
    assert refusal(one, one.application()).code == "received_in_the_future"
    one.now = datetime.now(UTC)
    one.receive(one.application())
    one.now += DAY
    assert refusal(one, one.inspection()).code == "received_in_the_future"


def test_the_chain_vouches_for_each_act_with_whose_it_was_and_for_each_judgement_with_its_facts(make: Make) -> None:
    one = make()
    one.issued()
    one.receive(one.made("withdrawal", one.maker, reason="标签有误。"))
    with one.database.transaction() as session:
        entries = audit.entries(session, audit.of_application("one"))
        judged = [entry.detail for entry in entries if entry.event == "judged"]
        assert [entry.event for entry in entries] == [
            "judged", "application", "judged", "certificate_issued", "inspection", "withdrawal",
        ]  # fmt: skip
        assert [entry.detail["by"] for entry in entries if "by" in entry.detail] == ["producer"] * 3
        assert (judged[1]["facts"]["inspection_failed"], judged[1]["not_evaluated"]) == (False, [])
        verdict = verify(session)
        assert (verdict.chains, verdict.breaks) == (1, ())
