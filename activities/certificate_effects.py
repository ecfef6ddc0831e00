"""What an act about a certificate brings about in the register, once it has been found to be in order."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from activities import certificate_inspection, certificate_states
from activities.certificate_judging import judge, refuse_findings
from activities.certificate_telling import (
    PLATFORM,
    accepted,
    answered,
    declined,
    objected,
    ordered,
    state_changed,
    tell,
)
from activities.law import Law
from domain.calendar import SHANGHAI, legal_day, shifted
from domain.certificate import LifePhase
from domain.certificate_act import (
    Acceptance,
    CertificateAct,
    Declining,
    Freeze,
    Inspection,
    InspectionRoute,
    Objection,
    ObjectionAnswer,
    Order,
    Recall,
    StopSale,
    Unfreeze,
    Withdrawal,
)
from domain.clock import reminders
from domain.errors import Refused
from domain.judgement import Kind
from models import certificate_act, issuance
from models.inspection_order import refuse_wrong_laboratory
from models.issuance import LotApplicationRow
from models.parameter import ParameterRow

ORDER_PERIOD = "inspection_order_days"
NO_DUE: dict[str, Any] = {"due_at": None, "reminders": []}


def take_effect(session: Session, law: Law, row: LotApplicationRow, act: CertificateAct, phase: LifePhase) -> None:
    """Bring the application to `phase` with all that follows. Refused where something stands in the way."""
    if isinstance(act, Inspection):
        return certificate_inspection.take(session, law, row, act, phase)
    again = isinstance(act, ObjectionAnswer) and act.inspected_again_by is not None
    if again:  # the lot was free meanwhile, and so were its serial numbers
        issuance.hold_product(session, issuance.product(session, row).product_id)
        issuance.refuse_second_application(session, row)
    changes = NO_DUE | _changes(session, row, act) | {"phase": phase, "changed_at": act.received_at}
    certificate_act.save(session, row, row.version, **changes)
    if again:
        refuse_findings([one for one in judge(session, law, row, act.received_at).findings if one.kind is Kind.DATA])
    certificate_states.enter(session, row, act)
    _tell(session, row, act)


def _changes(session: Session, row: LotApplicationRow, act: CertificateAct) -> dict[str, Any]:
    match act:
        case Order():
            producer = issuance.producer(session, row).enterprise_id
            refuse_wrong_laboratory(session, act.laboratory_id, act.route, producer)
            return {"route": act.route, "laboratory_id": act.laboratory_id}
        case Acceptance():
            return _undertaken(session, act)
        case Declining():
            return {"laboratory_id": None}
        case Withdrawal() if row.issued_at is None:
            return {"refused_at": act.received_at, "refused_because": f"生产者撤回申请：{act.reason}"}
        case ObjectionAnswer() if act.inspected_again_by:
            _refuse_same_laboratory(session, row, act.inspected_again_by)
            producer = issuance.producer(session, row).enterprise_id
            refuse_wrong_laboratory(session, act.inspected_again_by, InspectionRoute.INSTITUTE, producer)
            again = {"route": InspectionRoute.INSTITUTE, "laboratory_id": act.inspected_again_by}
            return again | {"refused_at": None, "refused_because": None}
    return {}


def _undertaken(session: Session, act: Acceptance) -> dict[str, Any]:
    """The last day that the institute undertakes. No law gives one; without its word the installation's figure does."""
    default = session.get_one(ParameterRow, ORDER_PERIOD).value
    received = legal_day(act.received_at)
    due_on = act.due_on or (received + timedelta(days=default) if default is not None else None)
    if due_on is None:
        raise Refused(
            "due_date_missing",
            zh="受理委托应当写明承诺的完成日期；法律没有规定，平台也没有设定。",
            en="An order is accepted with the day by which it will be done: no law gives one, nor does the platform.",
            field="due_on",
        )
    if due_on < received or due_on.year - received.year > 1 or due_on == date.max:
        raise Refused(
            "due_date_out_of_range",
            zh="承诺的完成日期应当在受理当日至次年年末之间。",
            en="The day must be between that of the acceptance and the end of the next year.",
            field="due_on",
            value=due_on.isoformat(),
        )
    rungs = [one for one in reminders(due_on, act.remind_days_before) if one.at > act.received_at]
    return {
        "due_at": datetime.combine(shifted(due_on, 1), time.min, SHANGHAI),
        "reminders": [one.model_dump(mode="json") for one in rungs],
    }


def _refuse_same_laboratory(session: Session, row: LotApplicationRow, laboratory_id: str) -> None:
    earlier = issuance.inspections(session, row.application_id)
    if not earlier:
        raise Refused(
            "nothing_to_inspect_again",
            zh="该申请未经检验即未予开具，可以说明理由后重新申请，不能重新检验。",
            en="This application was never inspected: it can be made anew, there is nothing to inspect again.",
            field="inspected_again_by",
            value=laboratory_id,
        )
    if any(one.laboratory_id == laboratory_id for one in earlier):
        raise Refused(
            "same_laboratory_again",
            zh="重新检验应当由另一家机构进行。",
            en="Another inspection is for another laboratory.",
            field="inspected_again_by",
            value=laboratory_id,
        )


def _tell(session: Session, row: LotApplicationRow, act: CertificateAct) -> None:
    producer, at = issuance.producer(session, row).enterprise_id, act.received_at
    match act:
        case Order() if row.route is InspectionRoute.INSTITUTE:
            tell(session, row, act.laboratory_id, f"ordered {row.version}", at, ordered(row))
        case Acceptance() if row.due_at:
            tell(session, row, producer, f"accepted {row.version}", at, accepted(row, row.due_at))
        case Declining():
            tell(session, row, producer, f"declined {row.version}", at, declined(row, act.reason))
        case Objection():
            tell(session, row, PLATFORM, f"objected {row.version}", at, objected(row))
        case ObjectionAnswer():
            tell(session, row, producer, f"answered {row.version}", at, answered(row, act.reason))
            if act.inspected_again_by:
                tell(session, row, act.inspected_again_by, f"ordered {row.version}", at, ordered(row))
        case Freeze() | Unfreeze() | StopSale() | Recall():
            tell(session, row, producer, f"{act.kind} {row.version}", at, state_changed(row, act))
