"""What an authority orders of certified goods: by its served document only, ended by it too, never by a word to the
certificate itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from demo import cast
from domain.certificate import LifePhase
from domain.certificate_state import CertificateState
from domain.errors import Refused
from domain.procedure import Phase
from domain.service import Manner
from domain.steps import StepKind, Track
from models import certificate, circulation, enterprise
from models.document import DocumentRow, ServiceRow
from models.matter import MatterRow, StepRow
from models.session import Database
from servers import Addresses
from tests.certifying import BEGAN, OPERATOR, Certifying

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICER, STRANGER = cast.HANDLER.officer_id, cast.STRANGER.officer_id
BASIS = ("o18/45",)


@pytest.fixture
def one(addresses: Addresses) -> Iterator[Certifying]:
    """A certificate in circulation; 示例企业 301 and 302 have each been served with an order a day later."""
    database = Database(addresses.database_url)
    certified = Certifying(database, "one")
    certified.issued()
    with database.transaction() as session:
        for number in (301, 302):
            enter_order(session, f"order-{number}", number, served=True)
        enter_order(session, "unserved", 303, served=False)
        enter_order(session, "receipt", 304, served=True, kind="service_receipt")
    certified.now += 2 * DAY
    yield certified
    database.close()


def enter_order(session: Session, name: str, number: int, *, served: bool, kind: str = "order_to_correct") -> None:
    check = cast.enter_copy(session, number, "润滑油")
    circulation.record(session, check)
    matter = MatterRow(
        matter_id=name, check_id=check.check_id, party_id=party(session, number), office_id=cast.OFFICE.office_id,
        rehearsal=True, began_at=BEGAN,
    )  # fmt: skip
    session.add(matter)
    session.flush()
    step = StepRow(
        matter_id=name, number=1, track=Track.CORRECTION, kind=StepKind.ORDER_TO_CORRECT, phase=Phase.AWAITING,
        rule="示例", begun_at=BEGAN,
    )  # fmt: skip
    session.add(step)
    session.flush()
    session.add(
        DocumentRow(
            document_id=name, matter_id=name, step=1, kind=kind, office_id=cast.OFFICE.office_id, series="责改",
            year=2025, ordinal=number, rehearsal=True, number=f"示例{number}号", issued_on=BEGAN.date(),
            issued_at=BEGAN, context={}, seal="样章", pdf=b"", sha256="",
        )
    )  # fmt: skip
    session.flush()
    if served:
        proof = {"signed_by": "示例收件人", "proof": "送达回证"}
        session.add(ServiceRow(document_id=name, method=Manner.DIRECT, served_at=BEGAN + DAY, **proof))
        session.flush()


def party(session: Session, number: int) -> str:
    return enterprise.enter_enterprise(session, f"示例企业{number:03d}", rehearsal=True)


def order(one: Certifying, kind: str = "stop_sale", actor: str = OFFICER, **given: Any) -> bool:
    return one.receive(one.made(kind, actor, **{"document_id": "order-301", "basis": BASIS} | given))


def test_a_stop_sale_order_binds_its_addressee_from_its_service_and_leaves_the_declaration_alone(
    one: Certifying,
) -> None:
    assert not order(one)
    assert one.row.phase is LifePhase.IN_CIRCULATION
    with one.database.transaction() as session:
        (state,) = certificate.states(session, certificate.number_of("one"))
        assert (state.state, state.by, state.basis, state.document, state.from_at) == (
            "stop_sale", "authority", ["o18/45"], "order-301", BEGAN + DAY,
        )  # fmt: skip
        assert state.addressee_id == party(session, 301)
    assert one.told()[-1] == (one.maker, "stop_sale")


def test_each_order_is_ended_for_its_own_addressee(one: Certifying) -> None:
    order(one)
    order(one, document_id="order-302")
    order(one, ends=True, basis=("o18/49",))
    with one.database.transaction() as session:
        number = certificate.number_of("one")
        state = CertificateState.STOP_SALE
        lasting = [certificate.lasts(session, number, state, party(session, of)) for of in (301, 302)]
    assert lasting == [False, True]


def test_a_recall_is_begun_and_ended_by_the_authority_and_withdrawing_does_not_end_it(one: Certifying) -> None:
    order(one, "recall", basis=("consumer/33",))
    one.receive(one.made("withdrawal", one.maker, reason="配合召回。"))
    one.now += DAY
    order(one, "recall", basis=("consumer/33",), ends=True)
    assert [(state, ends, by) for state, ends, by, _ in one.states()] == [
        ("recalled", False, "authority"), ("withdrawn", False, "producer"), ("recalled", True, "authority"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"actor": STRANGER}, "document_of_another_office"),
        ({"actor": OPERATOR}, "unknown_officer"),
        ({"document_id": "unserved"}, "document_not_served"),
        ({"document_id": "nothing"}, "unknown_document"),
        ({"document_id": "receipt"}, "document_orders_nothing"),
        ({"actor": cast.REVIEWER.officer_id}, "not_a_handler"),
        ({"basis": ("platform/terms",)}, "not_its_basis"),
        ({"basis": ("o18/45", "pql/27")}, "not_its_basis"),
        ({"basis": ("pql/9999",)}, "not_its_basis"),
        ({"ends": True}, "state_does_not_last"),
        ({"received_at": BEGAN + HOUR}, "served_after_recorded"),
    ],
)
def test_an_order_that_nobody_was_served_with_or_that_rests_on_no_law_changes_nothing(
    one: Certifying, given: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        order(one, **given)
    assert refused.value.code == code
    assert one.states() == []


def test_an_order_is_recorded_once_and_its_end_comes_after_it(one: Certifying) -> None:
    order(one)
    with pytest.raises(Refused, match="state_lasts_already"):
        order(one)
    one.now = BEGAN + DAY
    with pytest.raises(Refused, match="state_before_the_last"):
        order(one, ends=True)


def test_nothing_is_ordered_of_what_was_never_certified(one: Certifying) -> None:
    two = Certifying(one.database, "two")
    two.receive(two.application())
    with pytest.raises(Refused, match="certificate_act_not_awaited"):
        order(two, received_at=BEGAN + 2 * DAY)
