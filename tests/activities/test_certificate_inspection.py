"""The factory inspection: the gate to a certificate is a passed one on record, and nothing else."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.certificate import LifePhase
from domain.inspection_plan import Measurement, Sampling
from models import certificate, inspection_order, issuance
from models.enterprise import LotRow
from models.laboratory import LaboratoryAbilityRow
from tests.certifying import (
    FAILING,
    INSTITUTE,
    KIND,
    LAWFUL,
    OTHER,
    STRENGTH,
    Make,
    enter_laboratory,
    refusal,
)


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
    assert sorted(one.told()) == sorted(
        [(INSTITUTE, "ordered"), (one.maker, "accepted"), (one.maker, "declined")]
    )


def test_an_item_of_a_protective_standard_that_fails_is_kept_as_such(make: Make) -> None:
    one = make()
    one.receive(one.application())
    weak = (LAWFUL[0], LAWFUL[1].model_copy(update={"value": Decimal("4.99")}))
    one.receive(one.failing(measurements=weak))
    with one.database.transaction() as session:
        (inspected,) = issuance.inspections(session, "one")
        assert (inspected.measured_values_conform, inspected.failed_item_protects) == (False, True)
    assert one.row.refused_because == f"出厂检验不合格：{STRENGTH.name}"
