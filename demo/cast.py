"""The cast (演练人物): an invented office, its officers and the parties. Every name says that it is invented."""

from datetime import date, datetime

from sqlmodel import Session

from domain.calendar import SHANGHAI
from domain.circulation import CheckRegime, ProofOfInspection, SampleOutcome
from domain.office import Office, Officer, Role
from domain.production import Production
from models import enterprise, office
from models.circulation import CirculationCheckRow, Origin
from models.laboratory import LaboratoryAbilityRow, LaboratoryRow

REGION = "430700"  # a place is needed for a power; the office in it is invented
OFFICE = Office(
    office_id="example-city",
    name="示例市市场监督管理局",
    short_name="示市监",
    region=REGION,
    government="示例市人民政府",
    court="示例市示例区人民法院",
    internet_channel="示例市行政复议网上申请平台",
)
NEIGHBOUR = Office(
    office_id="example-neighbour",
    name="示例邻市市场监督管理局",
    short_name="示邻市监",
    region="430100",
    government="示例邻市人民政府",
    court="示例邻市示例区人民法院",
)


PROVINCE = Office(
    office_id="example-province",
    name="示例省市场监督管理局",
    short_name="示省监",
    region="430000",
    government="示例省人民政府",
    court="示例省示例市中级人民法院",
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
PRINCIPAL = _officer("officer-08", "示例辛", OFFICE, Role.HEAD_OF_DEPARTMENT, Role.PRINCIPAL)
PROVINCIAL_HEAD = _officer("officer-06", "示例己", PROVINCE, Role.HEAD_OF_DEPARTMENT)
PROVINCIAL_HANDLER = _officer("officer-07", "示例庚", PROVINCE, Role.HANDLER)
STRANGER = _officer("officer-05", "示例戊", NEIGHBOUR, Role.HANDLER, Role.REVIEWER, Role.HEAD_OF_DEPARTMENT)


LABORATORY = LaboratoryRow(laboratory_id="example-lab", name="示例检验所", registered_from=date(2024, 1, 1))
STRANGE_LABORATORY = LaboratoryRow(laboratory_id="example-lab-2", name="示例外地检验所")
RETESTING_LABORATORY = LaboratoryRow(
    laboratory_id="example-lab-3", name="示例复检所", registered_from=date(2024, 1, 1)
)
BEGINS = date(2025, 2, 10)  # a rehearsal begins in a year whose calendar is published


def enter_cast(session: Session) -> None:
    office.register_office(session, OFFICE, (HANDLER, SECOND, REVIEWER, HEAD, PRINCIPAL))
    office.register_office(session, NEIGHBOUR, (STRANGER,))
    office.register_office(session, PROVINCE, (PROVINCIAL_HEAD, PROVINCIAL_HANDLER))
    for laboratory in (LABORATORY, STRANGE_LABORATORY, RETESTING_LABORATORY):
        session.merge(laboratory)


def enter_copy(
    session: Session,
    number: int,
    kind: str,
    seen_on: date = BEGINS,
    *,
    sampled: bool = False,
    maker: str | None = None,
) -> CirculationCheckRow:
    """A copy under an invented name: 示例企业 NNN and its goods of the same kind.

    `sampled`: its sample failed, and every tenth was tested by a laboratory that is not registered here. Otherwise its
    goods were found in a shop without any proof of inspection. `maker`: whom they name, if it is another.
    """
    session.merge(LaboratoryAbilityRow(laboratory_id="example-lab", product_kind=kind, able_from=date(2024, 1, 1)))
    party = enterprise.enter_enterprise(session, f"示例企业{number:03d}", rehearsal=True)
    made_by = enterprise.enter_enterprise(session, maker, rehearsal=True) if maker else party
    named = {"name": f"示例{kind}", "kind": kind, "model": "示例型号", "brand": "示例牌"}
    product = enterprise.enter_product(session, made_by, **named)
    lot = enterprise.enter_lot(session, product, f"示例批次{number:03d}", Production())
    laboratory = STRANGE_LABORATORY if number % 10 == 0 else LABORATORY
    return CirculationCheckRow(
        check_id=f"rehearsal-{number:03d}",
        origin=Origin.REHEARSAL,
        regime=CheckRegime.SUPERVISORY_SAMPLING if sampled else CheckRegime.DAILY_INSPECTION,
        lot_id=lot,
        seen_on=seen_on,
        office_id=OFFICE.office_id,
        party_id=party,
        plan="示例检查计划2025-01",
        inspection_notice=f"示例检查通知书{number:03d}",
        inspection_code=f"示例检查码{number:03d}",
        proof_of_inspection=ProofOfInspection.LABEL if sampled else ProofOfInspection.NONE,
        sold_bare=False,
        sample_outcome=SampleOutcome.NONCONFORMING if sampled else None,
        laboratory_id=laboratory.laboratory_id if sampled else None,
        note="",
    )


def morning(day: date) -> datetime:
    """Nine o'clock in Shanghai."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI)
