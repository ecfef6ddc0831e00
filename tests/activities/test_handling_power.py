"""Which office handles a complaint (令121号 13, 41): distributed, handed back, taken over, while its clock runs on."""

from typing import Any

from demo import cast
from domain.office import Office, Officer, Role
from domain.results import Result
from domain.steps import StepKind
from models import matter, message, office
from models.matter import MatterRow
from servers import Addresses
from tests.complaining import Complained, complained_of
from tests.rehearsing import HANDLER, STRANGER

COUNTY = Office(
    office_id="example-district",
    name="示例区市场监督管理局",
    short_name="示区监",
    region="430702",
    government="示例区人民政府",
    court="示例市示例区人民法院",
)
CLERK = Officer(
    officer_id="officer-09",
    name="示例壬",
    office_id=COUNTY.office_id,
    roles=(Role.HANDLER,),
    certificate=None,
    certificate_until=None,
)
PROVINCIAL = cast.PROVINCIAL_HANDLER.officer_id
WORDS = {"statement": "被投诉人实际经营地在示例区。"}


def received(complaint: Complained) -> int:
    """The county office is on record. Returns the number of the step in which acceptance is decided."""
    with complaint.session() as session:
        office.register_office(session, COUNTY, (CLERK,))
    return complaint.step(StepKind.ACCEPTANCE).number


def held_by(complaint: Complained) -> str:
    with complaint.session() as session:
        return matter.known(session, complaint.matter_id).office_id


def distributed(complaint: Complained, **to: Any) -> int:
    number = received(complaint)
    complaint.act("distribution", number, HANDLER, **to or {"to_office": COUNTY.office_id}, **WORDS)
    return number


def test_a_complaint_is_distributed_to_the_county_and_its_clock_runs_from_the_first_receipt(
    addresses: Addresses,
) -> None:
    with complained_of(addresses, 694) as complaint:
        due = complaint.step(StepKind.ACCEPTANCE).due_at
        complaint.wait(2)
        number = distributed(complaint)
        assert held_by(complaint) == COUNTY.office_id
        assert complaint.step(StepKind.ACCEPTANCE).due_at == due
        with complaint.session() as session:
            (told,) = [one for one in message.newest(session, COUNTY.office_id, 9)]
        assert "期限照常计算" in told.text["zh"]
        decision: dict[str, Any] = {"accepted": True, "statement": "材料齐全。"}
        late = complaint.refused("acceptance_decision", number, HANDLER, **decision)
        assert late.code == "officer_of_another_region"
        complaint.act("acceptance_decision", number, CLERK.officer_id, **decision)
        (paper,) = complaint.unserved()
        assert paper.office_id == COUNTY.office_id


def test_whoever_has_no_power_hands_it_back_and_transfers_it_to_nobody(addresses: Addresses) -> None:
    with complained_of(addresses, 695) as complaint:
        number = distributed(complaint)
        for other in (cast.NEIGHBOUR.office_id, cast.OFFICE.office_id, COUNTY.office_id):
            aside = complaint.refused("distribution", number, CLERK.officer_id, to_office=other, **WORDS)
            assert aside.code == "not_below"
        complaint.act("hand_back", number, CLERK.officer_id, statement="不在本区。")
        assert held_by(complaint) == cast.OFFICE.office_id
        again = complaint.refused("hand_back", number, HANDLER, statement="没有权限。")
        assert again.code == "not_distributed"
        assert "反馈" in again.zh
        assert "distribution" in again.en


def test_a_unit_of_the_office_hands_back_to_the_unit_that_receives(addresses: Addresses) -> None:
    with complained_of(addresses, 696) as complaint:
        number = distributed(complaint, unit="消费者权益保护科")
        complaint.act("hand_back", number, HANDLER, statement="不属于本科职责。")
        assert held_by(complaint) == cast.OFFICE.office_id


def test_what_goes_to_an_office_outside_of_the_register_is_over_here(addresses: Addresses) -> None:
    with complained_of(addresses, 697) as complaint:
        distributed(complaint, outside="示例县市场监督管理局")
        assert complaint.step(StepKind.ACCEPTANCE).result is Result.COMPLAINT_PASSED_ON
        number = complaint.step(StepKind.ARCHIVING).number
        complaint.act("outcome", number, HANDLER, result=Result.CLOSED, statement="已分送。")
        with complaint.session() as session:
            assert session.get_one(MatterRow, complaint.matter_id).ending == "complaint_passed_on"


def test_a_higher_office_may_take_over_what_a_lower_one_received_and_be_asked_to(addresses: Addresses) -> None:
    with complained_of(addresses, 698) as complaint:
        number = received(complaint)
        ask = {"superior": cast.NEIGHBOUR.office_id, "statement": "涉及全省。"}
        assert complaint.refused("superior_request", number, HANDLER, **ask).code == "not_a_superior"
        complaint.act("superior_request", number, HANDLER, **ask | {"superior": cast.PROVINCE.office_id})
        take = {"statement": "认为有必要。"}
        assert complaint.refused("taking_over", number, STRANGER, **take).code == "not_a_superior"
        assert complaint.refused("taking_over", number, HANDLER, **take).code == "not_a_superior"
        assert held_by(complaint) == cast.OFFICE.office_id
        complaint.act("taking_over", number, PROVINCIAL, **take)
        assert held_by(complaint) == cast.PROVINCE.office_id
