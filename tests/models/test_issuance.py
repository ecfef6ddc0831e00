"""Applications for certificates, as the view of facts tells them and the rules find them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.certificate import LifePhase
from domain.circulation import SampleOutcome
from domain.errors import Refused
from domain.issuance import CertificateContent, InspectedItem, IssuanceFacts, Limit
from domain.production import Production
from models import enterprise, issuance
from models.issuance import FactoryInspectionRow, LotApplicationRow
from models.laboratory import LaboratoryRow
from models.session import Database
from rules import catalog
from servers import Addresses

DAY = date(2025, 3, 3)
APPLIED = datetime(2025, 3, 3, 2, tzinfo=UTC)
STATED = CertificateContent(
    product_name="示例产品",
    model="甲",
    specification="一级",
    maker="示例企业",
    address="示例路1号",
    standard_number="Q/示例 1-2024",
    conclusion="合格",
    lot_number="20250301",
    lot_size="100",
    inspected_on="2025-03-02",
    left_factory_on="2025-03-04",
    inspector="示例01",
)
PASSED = InspectedItem(name="示例项目", unit="%", limit=Limit(at_most=Decimal("0.3")), measured=Decimal("0.2"))
FAILED = PASSED.model_copy(update={"measured": Decimal("0.4"), "protects": False})


@pytest.fixture
def session(addresses: Addresses) -> Iterator[Session]:
    database = Database(addresses.database_url)
    with database.transaction() as opened:
        opened.add(LaboratoryRow(laboratory_id="lab", name="示例检验所", registered_from=date(2025, 3, 2)))
        opened.flush()
        yield opened
    database.close()


def applied(session: Session, name: str = "one", lot: str = "批号一", **given: Any) -> str:
    maker = enterprise.enter_enterprise(session, "示例企业", rehearsal=True)
    product = enterprise.enter_product(session, maker, name="示例产品", kind="示例", model="甲", brand="")
    lot_id = enterprise.enter_lot(session, product, lot, Production(produced_on=date(2025, 3, 1)))
    stated: dict[str, Any] = {"quantity": 100, "serial_from": 1, "serial_until": 100, "issued_at": APPLIED}
    if (stated | given).get("refused_at"):
        stated["phase"] = LifePhase.NOT_ISSUED
    elif (stated | given)["issued_at"]:
        stated["phase"] = LifePhase.IN_CIRCULATION
    contents = STATED.model_dump(mode="json")
    row = stated | {"contents": contents, "applied_at": APPLIED, "application_id": name, "lot_id": lot_id} | given
    assert issuance.apply(session, LotApplicationRow(**row))
    return name


def inspected(session: Session, application: str, *items: InspectedItem, **given: Any) -> None:
    row: dict[str, Any] = {
        "inspection_id": f"{application}-inspection",
        "laboratory_id": "lab",
        "laboratory_able": True,
        "inspected_on": date(2025, 3, 2),
        "stated_outcome": SampleOutcome.CONFORMING,
        "inspector_code": "示例01",
    }
    filled = FactoryInspectionRow(application_id=application, **row | given)
    assert issuance.record_inspection(session, filled, items or (PASSED,))


def found(session: Session, application: str) -> set[str]:
    judged = catalog.rule_set("issuance", DAY).judge(issuance.facts(session, application))
    return {one.finding for one in judged.findings}


def test_the_view_has_the_columns_of_its_fact_model(session: Session) -> None:
    columns = session.execute(text("select * from issuance_facts where false")).keys()
    assert list(columns) == ["application_id", *IssuanceFacts.model_fields]


def test_an_inspected_lot_with_all_contents_raises_no_finding(session: Session) -> None:
    inspected(session, applied(session))
    assert found(session, "one") == set()


def test_a_certificate_without_an_inspection_on_record_is_a_matter_of_the_platform(session: Session) -> None:
    applied(session)
    judged = catalog.rule_set("issuance", DAY).judge(issuance.facts(session, "one"))
    assert [(one.finding, one.kind) for one in judged.findings] == [("issued_without_inspection", "platform")]


def test_values_beyond_the_limit_fail_the_lot_though_the_record_says_that_it_passed(session: Session) -> None:
    inspected(session, applied(session), FAILED)
    assert found(session, "one") == {"failed_inspection", "verdict_against_values"}


def test_a_failed_item_of_a_protective_standard_falls_under_article_49(session: Session) -> None:
    protective = FAILED.model_copy(update={"protects": True})
    inspected(session, applied(session), protective, stated_outcome=SampleOutcome.NONCONFORMING)
    assert found(session, "one") == {"failed_protective_standard"}


def test_a_stated_failure_against_passing_values_is_a_question_and_no_breach(session: Session) -> None:
    inspected(session, applied(session), stated_outcome=SampleOutcome.NONCONFORMING)
    assert issuance.facts(session, "one").inspection_failed is None
    assert found(session, "one") == {"verdict_against_values"}


def test_a_lot_that_passed_after_it_had_failed_may_be_certified(session: Session) -> None:
    inspected(session, applied(session), FAILED, stated_outcome=SampleOutcome.NONCONFORMING)
    inspected(session, "one", inspection_id="again", inspected_on=DAY)
    assert found(session, "one") == set()


def test_an_inspection_after_the_issue_does_not_stand_in_for_the_one_before(session: Session) -> None:
    inspected(session, applied(session), FAILED, stated_outcome=SampleOutcome.NONCONFORMING)
    inspected(session, "one", inspection_id="after", inspected_on=date(2025, 3, 4))
    assert found(session, "one") == {"failed_inspection"}


def test_the_day_of_issue_is_that_of_shanghai(session: Session) -> None:
    late_evening = datetime(2025, 3, 1, 16, tzinfo=UTC)  # 2 March, 00:00 there
    inspected(session, applied(session, issued_at=late_evening))
    assert issuance.facts(session, "one").days_inspected_after_issue == 0
    inspected(session, applied(session, "two", "批号二", serial_from=101, serial_until=200, issued_at=late_evening),
              inspected_on=DAY)
    assert found(session, "two") == {"issued_before_inspection"}


def test_a_laboratory_counts_from_its_first_day_of_registration(session: Session) -> None:
    inspected(session, applied(session), laboratory_able=False, inspector_code=" ", inspected_on=date(2025, 3, 1))
    assert found(session, "one") == {"laboratory_not_registered", "laboratory_not_able", "no_inspector_code"}


def test_serial_numbers_overlap_from_the_first_common_one(session: Session) -> None:
    inspected(session, applied(session))
    inspected(session, applied(session, "two", "批号二", serial_from=100, serial_until=199))
    inspected(session, applied(session, "three", "批号三", serial_from=200, serial_until=299))
    refused: dict[str, Any] = {"issued_at": None, "refused_at": APPLIED, "refused_because": "检验不合格"}
    applied(session, "refused", "批号四", serial_from=250, serial_until=349, **refused)
    applied(session, "other-series", "批号五", serial_prefix="B", issued_at=None)
    assert found(session, "one") == found(session, "two") == {"serials_of_another_application"}
    assert found(session, "three") == found(session, "other-series") == set()


def test_quantity_and_serial_numbers_must_agree(session: Session) -> None:
    inspected(session, applied(session, quantity=99))
    assert found(session, "one") == {"serials_against_quantity"}


def test_missing_contents_are_counted_and_a_result_stands_in_for_a_conclusion(session: Session) -> None:
    contents = STATED.model_dump(mode="json") | {"conclusion": None, "items_and_results": "全部合格"}
    inspected(session, applied(session, contents=contents))
    assert found(session, "one") == set()
    inspected(session, applied(session, "two", "批号二", contents={"model": " "}, serial_from=101, serial_until=200))
    facts = issuance.facts(session, "two")
    assert (facts.product_contents_missing, facts.inspection_contents_missing, facts.lot_contents_missing) == (5, 3, 3)
    assert facts.standard_number_missing


def test_an_application_and_its_inspection_are_recorded_once(session: Session) -> None:
    inspected(session, applied(session))
    again = FactoryInspectionRow(inspection_id="one-inspection", application_id="one", inspected_on=DAY)
    assert not issuance.record_inspection(session, again, ())
    assert not issuance.apply(session, LotApplicationRow(application_id="one", lot_id="any", applied_at=APPLIED))


def test_what_is_not_on_record_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="unknown_application"):
        issuance.facts(session, "nowhere")
    with pytest.raises(Refused, match="unknown_application"):
        inspected(session, "nowhere")


@pytest.mark.parametrize(
    "both", [{"refused_at": APPLIED, "refused_because": "不合格"}, {"issued_at": None, "refused_at": APPLIED}]
)
def test_an_application_is_issued_or_refused_with_a_reason(session: Session, both: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        applied(session, **both)
