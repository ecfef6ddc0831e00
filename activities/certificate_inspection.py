"""The factory inspection (出厂检验) and its outcome: the gate to a certificate is a passed inspection on record."""

from datetime import date

from sqlmodel import Session

from activities.certificate_judging import judge, refuse_unless_clear
from activities.certificate_telling import issued, not_issued, tell
from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.certificate import LifePhase
from domain.certificate_act import Inspection
from domain.certificate_state import CertificateState, StateActor
from domain.errors import Refused
from domain.inspection_plan import inspected, refuse_bad_sample
from domain.issuance import InspectedItem
from models import audit, certificate, certificate_act, inspection_order, issuance
from models.certificate import CertificateRow, CertificateStateRow
from models.enterprise import LotRow
from models.issuance import FactoryInspectionRow, LotApplicationRow

TERMS = "platform/terms"


def take(session: Session, law: Law, row: LotApplicationRow, act: Inspection, phase: LifePhase) -> None:
    """Record the inspection; issue the certificate where it passed, say why not where it failed.

    Refused, and nothing is recorded, where the report cannot found either: what it states disagrees with its values,
    its laboratory is not registered or not able, something is wanting.
    """
    _refuse_days(session, row, act)
    refuse_bad_sample(act.sampling, row.quantity or 0, act.inspected_on)
    items = inspected(issuance.plan(row), act.measurements)
    _record(session, row, act, items)
    passed = phase is LifePhase.IN_CIRCULATION
    contents = row.contents | {
        "inspected_on": act.inspected_on.isoformat(),
        "inspector": act.inspector_code,
        "conclusion": act.stated_outcome.zh,
    }
    failed = "、".join(one.name for one in items if one.conforms is False)
    why = Text(zh=f"出厂检验不合格：{failed}", en=f"the lot failed its factory inspection: {failed}")
    certificate_act.save(
        session,
        row,
        row.version,
        phase=phase,
        changed_at=act.received_at,
        contents=contents,
        due_at=None,
        reminders=[],
        issued_at=act.received_at if passed else None,
        refused_at=None if passed else act.received_at,
        refused_because=None if passed else why.zh,
    )
    refuse_unless_clear(judge(session, law, row, act.received_at))
    producer = issuance.producer(session, row).enterprise_id
    if passed:
        number = _issue(session, row, act)
        tell(session, row, producer, f"issued {row.version}", act.received_at, issued(row, number))
    else:
        tell(session, row, producer, f"not_issued {row.version}", act.received_at, not_issued(row, why))


def refuse_reported_otherwise(session: Session, row: LotApplicationRow, act: Inspection) -> None:
    """Refused `inspection_reported_otherwise` for an inspection that is on record with other values, or elsewhere;
    `inspection_reported_already` with the same."""
    known = session.get(FactoryInspectionRow, act.inspection_id)
    if known is None:
        return
    earlier = next(
        (one.value() for one in certificate_act.acts(session, row.application_id) if _reports(one.content, act)), None
    )
    apart = {"act_id", "received_at", "seen"}
    if earlier is not None and earlier.model_dump(exclude=apart) == act.model_dump(exclude=apart):
        raise Refused(
            "inspection_reported_already",
            zh=f"检验“{act.inspection_id}”已经登记。",
            en=f"Inspection {act.inspection_id} is on record already.",
            field="inspection_id",
            value=act.inspection_id,
        )
    raise Refused(
        "inspection_reported_otherwise",
        zh=f"检验“{act.inspection_id}”已经登记，内容与此不同；登记的记录不能改写。",
        en=f"Inspection {act.inspection_id} is on record with other contents; what is on record is not rewritten.",
        field="inspection_id",
        value=act.inspection_id,
    )


def _reports(content: dict[str, object], act: Inspection) -> bool:
    return content.get("inspection_id") == act.inspection_id


def _refuse_days(session: Session, row: LotApplicationRow, act: Inspection) -> None:
    if act.inspected_on > legal_day(act.received_at):
        raise _bad_day("inspected_after_report", "不能晚于报告日期", "cannot follow its report", act.inspected_on)
    last = max((one.inspected_on for one in issuance.inspections(session, row.application_id)), default=None)
    if last is not None and act.inspected_on < last:
        raise _bad_day("inspected_before_the_last", "不能早于上一次检验", "must follow the last one", act.inspected_on)


def _bad_day(code: str, zh: str, en: str, on: date) -> Refused:
    return Refused(code, zh=f"检验日期{zh}。", en=f"The inspection {en}.", field="inspected_on", value=on.isoformat())


def _record(session: Session, row: LotApplicationRow, act: Inspection, items: tuple[InspectedItem, ...]) -> None:
    assert row.laboratory_id is not None
    kind = issuance.product(session, row).kind
    inspection = FactoryInspectionRow(
        inspection_id=act.inspection_id,
        application_id=row.application_id,
        laboratory_id=row.laboratory_id,
        laboratory_able=inspection_order.able_on(session, row.laboratory_id, kind, act.inspected_on),
        inspected_on=act.inspected_on,
        reported_at=act.received_at,
        sampling=act.sampling.model_dump(mode="json"),
        stated_outcome=act.stated_outcome,
        inspector_code=act.inspector_code,
    )
    issuance.record_inspection(session, inspection, items)


def _issue(session: Session, row: LotApplicationRow, act: Inspection) -> str:
    """The producer's declaration is registered; the certificate in whose place it comes is superseded from now on."""
    number = certificate.number_of(row.application_id)
    session.add(
        CertificateRow(
            number=number,
            lot_id=row.lot_id,
            application_id=row.application_id,
            issued_on=legal_day(act.received_at),
            inspected_on=act.inspected_on,
            laboratory_id=row.laboratory_id,
        )
    )
    lot = session.get_one(LotRow, row.lot_id)
    lot.quantity = row.quantity  # as its producer declares it now
    session.flush()
    chain = audit.of_application(row.application_id)
    event, at = "certificate_issued", act.received_at
    audit.append(session, chain, at=at, actor=audit.PROGRAM, event=event, certificate=number)
    if row.supersedes:
        _supersede(session, row, act, number)
    return number


def _supersede(session: Session, row: LotApplicationRow, act: Inspection, number: str) -> None:
    assert row.supersedes is not None
    old = certificate_act.hold(session, row.supersedes)
    held = certificate.of_application(session, row.supersedes)
    assert old is not None
    assert held is not None
    if old.phase is LifePhase.WITHDRAWN:
        return  # its producer has been quicker
    if old.phase is not LifePhase.IN_CIRCULATION:
        raise Refused(
            "not_to_be_superseded",
            zh=f"合格证“{held.number}”目前{old.phase.zh}，不能换发。",
            en=f"Certificate {held.number} is {old.phase.en}: it cannot be superseded.",
            field="supersedes",
            value=held.number,
        )
    certificate_act.save(session, old, old.version, phase=LifePhase.SUPERSEDED, changed_at=act.received_at)
    session.add(
        CertificateStateRow(
            certificate_number=held.number,
            state=CertificateState.SUPERSEDED,
            from_at=act.received_at,
            by=StateActor.PRODUCER,
            basis=[TERMS],
            document=number,
        )
    )
    session.flush()
    producer = issuance.producer(session, row).enterprise_id
    chain = audit.of_application(old.application_id)
    audit.append(session, chain, at=act.received_at, actor=producer, event="superseded", certificate=number)
