"""The cast (演练人物): an invented office, its officers and the parties. Every name says that it is invented."""

from datetime import date, datetime

from sqlmodel import Session

from domain.calendar import SHANGHAI
from domain.circulation import CheckRegime, ProofOfInspection
from domain.office import Office, Officer, Role
from models import enterprise, office
from models.circulation import CirculationCheckRow, Origin

REGION = "430700"  # a place is needed for a power; the office in it is invented
OFFICE = Office(
    office_id="example-city",
    name="示例市市场监督管理局",
    short_name="示市监",
    region=REGION,
    government="示例市人民政府",
    court="示例市示例区人民法院",
)
NEIGHBOUR = Office(
    office_id="example-neighbour",
    name="示例邻市市场监督管理局",
    short_name="示邻市监",
    region="430100",
    government="示例邻市人民政府",
    court="示例邻市示例区人民法院",
)


def _officer(officer_id: str, name: str, office: Office, *roles: Role) -> Officer:
    number = f"示例{officer_id[-2:]}"
    return Officer(
        officer_id=officer_id,
        name=name,
        office_id=office.office_id,
        roles=roles,
        certificate=number,
        certificate_until=date(2027, 12, 31),
    )


HANDLER = _officer("officer-01", "示例甲", OFFICE, Role.HANDLER)
SECOND = _officer("officer-02", "示例乙", OFFICE, Role.HANDLER, Role.REVIEWER)
REVIEWER = _officer("officer-03", "示例丙", OFFICE, Role.REVIEWER)
HEAD = _officer("officer-04", "示例丁", OFFICE, Role.HEAD_OF_DEPARTMENT)
STRANGER = _officer("officer-05", "示例戊", NEIGHBOUR, Role.HANDLER, Role.REVIEWER, Role.HEAD_OF_DEPARTMENT)


def enter_offices(session: Session) -> None:
    office.register_office(session, OFFICE, (HANDLER, SECOND, REVIEWER, HEAD))
    office.register_office(session, NEIGHBOUR, (STRANGER,))


def enter_goods(session: Session, number: int, *, product: str, kind: str, model: str) -> tuple[str, str]:
    """示例企业 NNN with one product and one lot. Returns the ids of the party and of the lot."""
    party = enterprise.enter_enterprise(session, f"示例企业{number:03d}", rehearsal=True)
    made = enterprise.enter_product(session, party, name=product, kind=kind, model=model, brand="示例牌")
    return party, enterprise.enter_lot(session, made, f"示例批次{number:03d}", enterprise.Production())


def inspection(number: int, party: str, lot: str, seen_on: date) -> CirculationCheckRow:
    """日常检查 of goods that carry no proof of inspection in any form, by plan and with its code (国办发〔2024〕54号)."""
    return CirculationCheckRow(
        check_id=f"rehearsal-{number:03d}",
        origin=Origin.REHEARSAL,
        regime=CheckRegime.DAILY_INSPECTION,
        lot_id=lot,
        seen_on=seen_on,
        office_id=OFFICE.office_id,
        party_id=party,
        plan="示例检查计划2025-01",
        inspection_code=f"示例检查码{number:03d}",
        proof_of_inspection=ProofOfInspection.NONE,
        sold_bare=False,
    )


def morning(day: date) -> datetime:
    """Nine o'clock in Shanghai."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
