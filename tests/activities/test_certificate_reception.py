"""Acts about certificates at the register's door: what is taken, what is refused and why, and that nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from activities.auditing import verify
from domain.certificate import LifePhase
from domain.certificate_act import CertificateAct
from domain.errors import Refused
from domain.inspection_plan import Measurement, Sampling
from domain.issuance import Limit
from models import audit, certificate, inspection_order, issuance
from models.circulation import LaboratoryAbilityRow
from models.enterprise import LotRow
from models.session import Database
from servers import Addresses
from tests.certifying import (
    FAILING,
    FORMER,
    INSTITUTE,
    KIND,
    LAWFUL,
    LOSSES,
    OPERATOR,
    OTHER,
    STRENGTH,
    Certifying,
    enter_laboratory,
)

DAY = timedelta(days=1)
Make = Callable[..., Certifying]


@pytest.fixture
def make(addresses: Addresses) -> Iterator[Make]:
    database = Database(addresses.database_url)
    yield lambda name="one", **given: Certifying(database, name, **given)
    database.close()


def refusal(one: Certifying, act: CertificateAct) -> Refused:
    """The refusal of an act; nothing of it is on record."""
    before = one.recorded()
    with pytest.raises(Refused) as refused:
        one.receive(act)
    assert one.recorded() == before
    return refused.value


def test_a_passed_inspection_on_record_leads_to_a_certificate_and_wakes_nobody_any_more(make: Make) -> None:
    one = make()
    assert one.receive(one.application())
    assert (one.row.phase, one.row.version) == (LifePhase.INSPECTING, 1)
    assert one.receive(one.inspection())
    assert (one.row.phase, one.row.version, one.row.issued_at) == (LifePhase.IN_CIRCULATION, 2, one.now)
    with one.database.transaction() as session:
        held = certificate.of_application(session, "one")
        assert held is not None
        assert (held.number, held.issued_on, held.inspected_on) == (
            certificate.number_of("one"), date(2025, 3, 3), date(2025, 3, 3),
        )  # fmt: skip
        assert session.get_one(LotRow, held.lot_id).quantity == 100
        facts = issuance.facts(session, "one")
        assert (facts.issued, facts.inspected, facts.inspection_contents_missing) == (True, True, 0)
    assert one.told() == [(one.maker, "issued")]


@pytest.mark.parametrize("scope", ["food", "drug", "medical_device", "special_equipment"])
def test_what_the_recommended_standard_leaves_out_is_not_taken_in_and_the_message_cites_it(
    make: Make, scope: str
) -> None:
    one = make()
    assert not one.receive(one.application(scope=scope))
    assert one.row.phase is LifePhase.NOT_ISSUED
    why = one.row.refused_because
    assert why is not None
    assert "DB43/T 2203-2021" in why
    assert "平台服务条款" in why
    assert one.told() == [(one.maker, "not_issued")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"quantity": -100}, "quantity_not_positive"),
        ({"quantity": 0, "serial_until": 0}, "quantity_not_positive"),
        ({"quantity": 99}, "serials_against_quantity"),
        ({"serial_from": 100, "serial_until": 1}, "serials_against_quantity"),
        ({"quantity": 10**30, "serial_until": 10**30}, "quantity_out_of_range"),
        ({"serial_until": 10**30}, "serial_out_of_range"),
        ({"serial_from": -1}, "serial_out_of_range"),
        ({"produced_on": date(2025, 3, 4)}, "produced_after_application"),
        ({"laboratory_id": "nowhere"}, "unknown_laboratory"),
        ({"product_id": "nothing"}, "unknown_product"),
        ({"actor": "someone"}, "not_the_producer"),
        ({"plan": (LOSSES, LOSSES)}, "item_planned_twice"),
        ({"plan": (LOSSES.model_copy(update={"limit": Limit()}),)}, "item_without_limit"),
        (
            {"plan": (LOSSES.model_copy(update={"limit": Limit(at_least=Decimal(2), at_most=Decimal(1))}),)},
            "limit_upside_down",
        ),
        ({"supersedes": "HZ-NONE"}, "unknown_certificate"),
    ],
)
def test_an_application_that_cannot_be_right_is_sent_back_and_leaves_nothing(
    make: Make, given: dict[str, Any], code: str
) -> None:
    one = make()
    assert refusal(one, one.application(**given)).code == code
    with pytest.raises(Refused, match="unknown_application"):
        _ = one.row
    assert one.receive(one.application())


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "一\n二", "x" * 201])
def test_a_name_that_is_no_line_of_text_is_no_act(make: Make, name: str) -> None:
    one = make()
    with pytest.raises(ValidationError):
        one.application(lot_number=name)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"measurements": FAILING}, "verdict_against_values"),
        ({"stated_outcome": "nonconforming"}, "verdict_against_values"),
        ({"measurements": (LAWFUL[0], LAWFUL[1].model_copy(update={"unit": "kPa"}))}, "wrong_unit"),
        ({"measurements": LAWFUL[:1]}, "item_not_measured"),
        ({"measurements": (*LAWFUL, LAWFUL[0])}, "item_measured_twice"),
        ({"measurements": (*LAWFUL, Measurement(name="别的", value=Decimal(1)))}, "item_not_planned"),
        ({"inspected_on": date(2025, 2, 28), "sampling": Sampling(size=1, taken_on=date(2025, 2, 28))},
         "inspection_before_production"),
        ({"inspected_on": date(2025, 3, 4)}, "inspected_after_report"),
        ({"sampling": Sampling(size=101, taken_on=date(2025, 3, 3))}, "sample_not_of_the_lot"),
        ({"sampling": Sampling(size=0, taken_on=date(2025, 3, 3))}, "sample_not_of_the_lot"),
        ({"sampling": Sampling(size=1, taken_on=date(2025, 3, 4))}, "sampled_after_inspection"),
        ({"actor": INSTITUTE}, "not_the_producer"),
    ],
)  # fmt: skip
def test_a_report_that_cannot_found_a_certificate_is_sent_back(make: Make, given: dict[str, Any], code: str) -> None:
    one = make()
    one.receive(one.application())
    assert refusal(one, one.inspection(**given)).code == code
    assert one.receive(one.inspection())


def test_a_report_without_the_inspector_s_code_is_sent_back(make: Make) -> None:
    one = make()
    one.receive(one.application())
    refused = refusal(one, one.inspection(inspector_code=None))
    assert "检验员代号" in refused.zh


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"able_to_test": "别的产品"}, "laboratory_not_able"),
        ({"able_to_test": KIND, "registered_from": None}, "laboratory_not_registered"),
        ({"able_to_test": KIND, "registered_until": date(2025, 3, 2)}, "laboratory_not_registered"),
        ({"able_to_test": None}, "not_evaluated"),
    ],
)
def test_a_laboratory_that_is_not_able_or_not_registered_cannot_report(
    make: Make, known: dict[str, Any], code: str
) -> None:
    one = make()
    with one.database.transaction() as session:
        enter_laboratory(session, "another", enterprise_id=one.maker, **known)
    one.receive(one.application(laboratory_id="another"))
    assert refusal(one, one.inspection()).code == code
    one.receive(one.made("declining", one.maker, reason="改由检验机构检验。"))
    one.receive(one.made("order", one.maker, route="institute", laboratory_id=INSTITUTE))
    one.receive(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)))
    assert one.receive(one.inspection(actor=INSTITUTE))


def test_an_ability_counts_from_its_first_day_to_its_last(make: Make) -> None:
    one = make()
    with one.database.transaction() as session:
        enter_laboratory(session, "another", able_to_test=None, enterprise_id=one.maker)
        ability = {"laboratory_id": "another", "product_kind": KIND, "able_from": date(2025, 3, 2)}
        session.add(LaboratoryAbilityRow.model_validate(ability | {"able_until": date(2025, 3, 2)}))
    one.receive(one.application(laboratory_id="another"))
    assert refusal(one, one.inspection()).code == "laboratory_not_able"
    within = {"inspected_on": date(2025, 3, 2), "sampling": Sampling(size=1, taken_on=date(2025, 3, 2))}
    assert one.receive(one.inspection(**within))


def test_nobody_reports_under_the_name_of_an_institute_as_of_a_laboratory_of_his_own(make: Make) -> None:
    one, other = make(), make("two", firm="示例另一灯厂")
    for stranger in (INSTITUTE, other.own):
        assert refusal(one, one.application(laboratory_id=stranger)).code == "not_the_producers_laboratory"
    assert refusal(one, one.application(route="institute")).code == "the_producers_own_laboratory"


def test_a_lot_that_is_on_record_otherwise_is_asked_about(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application(use_by=date(2026, 3, 1)))
    same = {"lot_number": "批one", "use_by": date(2027, 3, 1)}
    assert refusal(two, two.application(**same)).code == "lot_on_record_otherwise"


def test_an_inspection_reported_twice_is_one_and_with_other_values_is_refused(make: Make) -> None:
    one = make()
    one.receive(one.application())
    report = one.inspection()
    one.receive(report)
    one.receive(report)
    assert one.recorded() == ["application", "inspection"]
    again = report.model_copy(update={"act_id": "another"})
    assert refusal(one, again).code == "inspection_reported_already"
    otherwise = report.model_copy(update={"act_id": "another", "inspector_code": "示例02"})
    assert refusal(one, otherwise).code == "inspection_reported_otherwise"
    rewritten = report.model_copy(update={"inspector_code": "示例02"})
    assert refusal(one, rewritten).code == "act_id_taken"
    other = make("two")
    other.receive(other.application())
    stolen = other.inspection(inspection_id=f"{report.model_dump()['inspection_id']}")
    assert refusal(other, stolen).code == "inspection_reported_otherwise"


def test_serial_numbers_are_given_out_once_and_a_lot_is_applied_for_once(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application())
    overlapping = {"serial_prefix": "one", "serial_from": 100, "serial_until": 199}
    assert refusal(two, two.application(**overlapping)).code == "serials_of_another_application"
    same_lot = two.application(lot_number="批one")
    assert refusal(two, same_lot).code == "lot_already_applied_for"
    one.receive(one.made("withdrawal", one.maker, reason="填写有误。"))
    assert one.row.phase is LifePhase.TAKEN_BACK
    assert two.receive(same_lot)


def test_of_two_applications_for_one_lot_at_once_one_is_taken(make: Make) -> None:
    both = [make("one"), make("two")]
    applied = [one.application(lot_number="同一批", serial_prefix="") for one in both]

    def receive(number: int) -> str:
        try:
            both[number].receive(applied[number])
        except Refused as refused:
            return refused.code
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(receive, range(2))) == ["lot_already_applied_for", "taken"]


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


def test_an_institute_undertakes_a_day_for_no_law_gives_one(make: Make) -> None:
    one = make()
    one.receive(one.application(route="institute", laboratory_id=INSTITUTE))
    assert refusal(one, one.inspection(actor=INSTITUTE)).code == "certificate_act_not_awaited"
    assert refusal(one, one.made("acceptance", OTHER, due_on=date(2025, 3, 10))).code == "not_the_laboratory"
    assert refusal(one, one.made("acceptance", INSTITUTE)).code == "due_date_missing"
    for day in (date(2025, 3, 2), date(9999, 12, 31)):
        assert refusal(one, one.made("acceptance", INSTITUTE, due_on=day)).code == "due_date_out_of_range"
    one.receive(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10), remind_days_before=(1, 0, 300)))
    assert one.row.due_at == datetime(2025, 3, 10, 16, tzinfo=UTC)
    assert [rung["name"] for rung in one.row.reminders] == ["1_day_before", "last_day"]
    with one.database.transaction() as session:
        assert [row.application_id for row in inspection_order.queue(session, INSTITUTE, 10)] == ["one"]
    one.receive(one.made("declining", INSTITUTE, reason="设备故障。"))
    with one.database.transaction() as session:
        assert inspection_order.queue(session, INSTITUTE, 10) == []
    assert one.told() == [(one.maker, "declined")]


def test_a_failed_lot_gets_no_certificate_the_reason_and_an_answer_to_its_objection(make: Make) -> None:
    one = make()
    one.receive(one.application())
    assert one.receive(one.failing())
    assert (one.row.phase, one.row.refused_because) == (LifePhase.NOT_ISSUED, f"出厂检验不合格：{LOSSES.name}")
    one.now += DAY
    assert one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    assert refusal(one, one.made("objection_answer", FORMER, reason="不成立。")).code == "not_a_platform_operator"
    assert one.receive(one.made("objection_answer", OPERATOR, reason="样品保存无异常。"))
    assert one.row.phase is LifePhase.REFUSED
    assert refusal(one, one.made("objection", one.maker, reason="再次。")).code == "certificate_act_not_awaited"
    assert one.told() == [(one.maker, "not_issued"), ("platform", "objected"), (one.maker, "answered")]


def test_another_inspection_is_made_by_another_laboratory_and_may_pass(make: Make) -> None:
    one = make()
    one.receive(one.application(route="institute", laboratory_id=INSTITUTE))
    one.receive(one.made("acceptance", INSTITUTE, due_on=date(2025, 3, 10)))
    one.receive(one.failing(actor=INSTITUTE))
    one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    again = {"reason": "重新检验。", "inspected_again_by": INSTITUTE}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "same_laboratory_again"
    one.receive(one.made("objection_answer", OPERATOR, **again | {"inspected_again_by": OTHER}))
    assert (one.row.phase, one.row.refused_because) == (LifePhase.ACCEPTING, None)
    one.receive(one.made("acceptance", OTHER, due_on=date(2025, 3, 10)))
    yesterday = {"inspected_on": date(2025, 3, 2), "sampling": Sampling(size=1, taken_on=date(2025, 3, 2))}
    assert refusal(one, one.inspection(actor=OTHER, **yesterday)).code == "inspected_before_the_last"
    one.receive(one.inspection(actor=OTHER))
    assert one.row.phase is LifePhase.IN_CIRCULATION


def test_what_was_never_inspected_is_not_inspected_again(make: Make) -> None:
    one = make()
    one.receive(one.application(scope="food"))
    one.receive(one.made("objection", one.maker, reason="不是食品。"))
    again = {"reason": "重新检验。", "inspected_again_by": OTHER}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "nothing_to_inspect_again"


def test_a_lot_that_was_applied_for_anew_meanwhile_is_not_inspected_again(make: Make) -> None:
    one, two = make("one"), make("two")
    one.receive(one.application())
    one.receive(one.failing())
    one.receive(one.made("objection", one.maker, reason="样品受潮。"))
    two.receive(two.application(lot_number="批one"))
    again = {"reason": "重新检验。", "inspected_again_by": OTHER}
    assert refusal(one, one.made("objection_answer", OPERATOR, **again)).code == "lot_already_applied_for"


def test_only_the_producer_withdraws_and_what_is_withdrawn_stays_so(make: Make) -> None:
    one = make()
    one.issued()
    for other in (OPERATOR, "officer-01", INSTITUTE):
        assert refusal(one, one.made("withdrawal", other, reason="撤回。")).code == "not_the_producer"
    assert not one.receive(one.made("withdrawal", one.maker, reason="标签有误。"))
    assert one.states() == [("withdrawn", False, "producer", ["platform/terms"])]
    assert refusal(one, one.made("withdrawal", one.maker, reason="撤回。")).code == "certificate_act_not_awaited"


def test_a_new_certificate_takes_the_place_of_the_old_one_when_it_is_issued(make: Make) -> None:
    one, two = make("one"), make("two")
    number = one.issued()
    same = {"lot_number": "批one", "serial_prefix": "one"}
    assert refusal(two, two.application(**same)).code == "lot_already_applied_for"
    two.receive(two.application(**same, supersedes=number))
    assert (one.row.phase, one.states()) == (LifePhase.IN_CIRCULATION, [])
    two.receive(two.inspection())
    assert one.row.phase is LifePhase.SUPERSEDED
    assert one.states() == [("superseded", False, "producer", ["platform/terms"])]
    three = make("three", firm="示例另一灯厂")
    assert refusal(three, three.application(supersedes=number)).code == "not_to_be_superseded"


def test_the_platform_freezes_for_a_lost_key_and_wakes_nobody_and_for_a_dispute_until_it_has_ended(make: Make) -> None:
    one = make()
    one.issued()
    not_his = one.made("freeze", one.maker, cause="key_lost", reason="密钥丢失。")
    assert refusal(one, not_his).code == "not_a_platform_operator"
    assert not one.receive(one.made("freeze", OPERATOR, cause="key_lost", reason="密钥丢失。"))
    twice = one.made("freeze", OPERATOR, cause="dispute", reason="争议。")
    assert refusal(one, twice).code == "state_lasts_already"
    one.now += DAY
    assert not one.receive(one.made("unfreeze", OPERATOR, reason="已换密钥。"))
    assert refusal(one, one.made("unfreeze", OPERATOR, reason="再次。")).code == "state_does_not_last"
    one.now += DAY
    assert one.receive(one.made("freeze", OPERATOR, cause="dispute", reason="消费者质疑。"))
    phases = [one.row.phase]
    one.now += DAY
    assert one.receive(one.made("unfreeze", OPERATOR, reason="核实无误。"))
    assert [*phases, one.row.phase] == [LifePhase.DISPUTED, LifePhase.IN_CIRCULATION]
    assert [(state, ends) for state, ends, _, _ in one.states()] == [("frozen", False), ("frozen", True)] * 2


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


def test_an_item_of_a_protective_standard_that_fails_is_kept_as_such(make: Make) -> None:
    one = make()
    one.receive(one.application())
    weak = (LAWFUL[0], LAWFUL[1].model_copy(update={"value": Decimal("4.99")}))
    one.receive(one.failing(measurements=weak))
    with one.database.transaction() as session:
        (inspected,) = issuance.inspections(session, "one")
        assert (inspected.measured_values_conform, inspected.failed_item_protects) == (False, True)
    assert one.row.refused_because == f"出厂检验不合格：{STRENGTH.name}"
