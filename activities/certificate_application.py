"""Applications for the certificates of a lot (出证申请): taken in, sent back for an error, or not taken in with the
citation, as a message of the service contract."""

from sqlmodel import Session

from activities.certificate_judging import judge, refuse_findings
from activities.certificate_telling import not_issued, ordered, tell
from activities.law import Law
from activities.receipt import refuse_future
from domain.base import Text
from domain.certificate import LifePhase, first
from domain.certificate_act import Application, InspectionRoute
from domain.errors import Refused
from domain.inspection_plan import refuse_bad_plan
from domain.issuance import CertificateContent
from domain.judgement import Finding, Kind
from domain.production import Production
from models import audit, certificate, enterprise, issuance
from models.enterprise import EnterpriseRow, LotRow, ProductRow
from models.inspection_order import refuse_wrong_laboratory
from models.issuance import LotApplicationRow

LARGEST = 2**31 - 1  # what the register can count
LARGEST_SERIAL = 2**63 - 1


def take_in(session: Session, law: Law, act: Application) -> LotApplicationRow:
    """Enter an application in its first phase.

    Refused where the entry cannot be right (the producer corrects it and applies again); a condition of the service
    that is not met is told him as the outcome of his application, to which he can object.
    """
    product = issuance.hold_product(session, act.product_id)
    producer = enterprise.enterprise(session, product.enterprise_id)
    if act.actor != producer.enterprise_id:
        raise issuance.not_the_producer(act.actor)
    refuse_future(act.received_at, rehearsal=producer.rehearsal)
    _refuse_absurd(act)
    refuse_bad_plan(act.plan)
    refuse_wrong_laboratory(session, act.laboratory_id, act.route, producer.enterprise_id)
    row = _row(session, act, product, producer)
    issuance.refuse_second_application(session, row)
    session.add(row)
    session.flush()
    audit.begin(session, audit.of_application(row.application_id))
    judged = judge(session, law, row, act.received_at)
    refuse_findings([one for one in judged.findings if one.kind is Kind.DATA])
    if judged.findings:
        _turn_down(session, law, row, act, judged.findings)
    elif act.route is InspectionRoute.INSTITUTE:
        tell(session, row, act.laboratory_id, f"ordered {row.version}", act.received_at, ordered(row))
    return row


def _turn_down(
    session: Session, law: Law, row: LotApplicationRow, act: Application, findings: tuple[Finding, ...]
) -> None:
    cited = law.cited(dict.fromkeys(article for one in findings for article in one.basis))
    why = Text(
        zh=f"{'；'.join(one.title.zh for one in findings)}（{cited.zh}）",
        en=f"{'; '.join(one.title.en for one in findings)} ({cited.en})",
    )
    row.phase = LifePhase.NOT_ISSUED
    row.refused_at, row.refused_because = act.received_at, why.zh
    session.flush()
    tell(session, row, act.actor, f"not_issued {row.version}", act.received_at, not_issued(row, why))


def _row(session: Session, act: Application, product: ProductRow, producer: EnterpriseRow) -> LotApplicationRow:
    contents = CertificateContent(
        product_name=product.name,
        model=product.model,
        specification=act.specification,
        maker=producer.name,
        address=act.address,
        standard_number=act.standard_number,
        lot_number=act.lot_number,
        lot_size=str(act.quantity),
        left_factory_on=act.left_factory_on.isoformat() if act.left_factory_on else None,
    )
    return LotApplicationRow(
        application_id=act.application_id,
        lot_id=_lot(session, act, product),
        phase=first(act),
        applied_at=act.received_at,
        changed_at=act.received_at,
        scope=act.scope,
        quantity=act.quantity,
        serial_prefix=act.serial_prefix,
        serial_from=act.serial_from,
        serial_until=act.serial_until,
        contents=contents.model_dump(mode="json"),
        plan=[item.model_dump(mode="json") for item in act.plan],
        route=act.route,
        laboratory_id=act.laboratory_id,
        supersedes=_superseded(session, act, product) if act.supersedes else None,
    )


def _lot(session: Session, act: Application, product: ProductRow) -> str:
    """The lot, entered once. Refused `lot_on_record_otherwise`."""
    made = Production(produced_on=act.produced_on, use_by=act.use_by, lot_number=act.lot_number)
    line = f"{act.produced_on.isoformat()}/{act.lot_number}"
    lot = session.get_one(LotRow, enterprise.enter_lot(session, product.product_id, line, made))
    if (lot.produced_on, lot.use_by, lot.lot_number) != (made.produced_on, made.use_by, made.lot_number):
        raise Refused(
            "lot_on_record_otherwise",
            zh=f"该批次已经登记，生产日期、失效日期或者批号与此不同（登记为{lot.produced_on}、{lot.use_by}、{lot.lot_number}）。",
            en=f"This lot is on record with another day of production, use-by date or lot number ({lot.produced_on}, "
            f"{lot.use_by}, {lot.lot_number}).",
            field="use_by",
            value=act.use_by.isoformat() if act.use_by else None,
        )
    return lot.lot_id


def _superseded(session: Session, act: Application, product: ProductRow) -> str:
    """The application of the certificate that the producer wants replaced: his own, of this product, in circulation."""
    old = certificate.certificate(session, act.supersedes or "")
    found = issuance.application(session, old.application_id) if old.application_id else None
    if found is None or issuance.product(session, found).product_id != product.product_id:
        raise _not_to_be_superseded(act, "不是本产品经平台登记的合格证", "is no certificate of this product from here")
    if found.phase is not LifePhase.IN_CIRCULATION:
        raise _not_to_be_superseded(act, f"目前{found.phase.zh}", f"is {found.phase.en}")
    return found.application_id


def _not_to_be_superseded(act: Application, zh: str, en: str) -> Refused:
    return Refused(
        "not_to_be_superseded",
        zh=f"合格证“{act.supersedes}”{zh}，不能换发。",
        en=f"Certificate {act.supersedes} {en}: it cannot be superseded.",
        field="supersedes",
        value=act.supersedes,
    )


def _refuse_absurd(act: Application) -> None:
    """What the rules could not even be asked about: beyond what the register counts."""
    for name, value, largest in (
        ("quantity", act.quantity, LARGEST),
        ("serial_from", act.serial_from, LARGEST_SERIAL),
        ("serial_until", act.serial_until, LARGEST_SERIAL),
    ):
        if not -largest <= value <= largest or (name != "quantity" and value < 0):
            raise Refused(
                f"{name.split('_')[0]}_out_of_range",
                zh=f"数值{value}超出可登记的范围。",
                en=f"The number {value} is out of the range that can be registered.",
                field=name,
                value=value,
            )
