"""Which office handles a complaint or a report (处理权限): what moves it; nothing stops its clocks (O121 13, 33, 41).

The matter moves, with its periods. Whether the seven working days in which a complaint is accepted or not (15), or the
fifteen in which a report is verified (PR 18), run anew where it came by distribution, no text that was read says: they
run from the first receipt. Of a report this goes until its verification is over: a case that is filed is transferred
(PR 14), by `activities.passing_on`.
"""

from datetime import datetime

from sqlmodel import Session

from activities import outcomes
from activities.passing_on import refuse_no_common_superior
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.handling_power import (
    DesignationRequest,
    DisputeSettlement,
    DisputeStatement,
    Distribution,
    HandBack,
    PowerAct,
    SuperiorRequest,
    TakingOver,
)
from domain.procedure import Phase
from domain.report import ClueSource
from domain.results import Result
from domain.steps import StepKind
from models import audit, matter, message, office, region
from models.clue import ClueRow
from models.handling_power import dispute
from models.matter import MatterRow, StepRow
from models.office import OfficeRow

MOVED = Text(zh="已转由本部门处理，期限照常计算", en="this office handles it now; its periods run on")
# in which step it is found out who has the power, and how that ends where it is an office outside of the register
PASSED_ON = {
    StepKind.ACCEPTANCE: Result.COMPLAINT_PASSED_ON,
    StepKind.VERIFICATION: Result.POWER_ELSEWHERE,
}


def take_effect(session: Session, row: MatterRow, step: StepRow, act: PowerAct) -> None:
    """Refused `not_received_here`, and as each act says."""
    _refuse_other_clue(session, row, act)
    match act:
        case Distribution():
            _distribute(session, row, step, act)
        case HandBack():
            _move(session, row, step, _distributed_from(session, row, act), act)
        case TakingOver():
            superior = office.officer(session, act.actor).office_id
            _refuse_unless_above(session, superior, row.office_id, act.received_at, "actor")
            _move(session, row, step, superior, act)
        case SuperiorRequest():
            if session.get(OfficeRow, act.superior):
                _refuse_unless_above(session, act.superior, row.office_id, act.received_at, "superior")
        case DisputeStatement():
            _refuse_statement(session, row, act)
        case DesignationRequest():
            _refuse_other_superior(session, row, act.superior, act, "superior")
        case DisputeSettlement():
            _settle(session, row, step, act)


def _refuse_other_clue(session: Session, row: MatterRow, act: PowerAct) -> None:
    """What a mediation has brought to light nobody has received, and a case that came by transfer goes to the superior
    (PR 14). Refused `not_received_here`."""
    known = session.get(ClueRow, row.clue_id or "")
    received = known and known.source is ClueSource.REPORT and row.transferred_from is None
    if row.complaint_id is None and not received:
        zh, en = "本事项不是直接收到的投诉举报。", "This is no complaint or report that was received."
        raise Refused("not_received_here", zh=zh, en=en, field="kind", value=act.kind)


def _distribute(session: Session, row: MatterRow, step: StepRow, act: Distribution) -> None:
    """To a lower office, or within the authority; what goes to an office outside of the register ends here."""
    if act.outside:
        outcomes.end(step, act, PASSED_ON[step.kind])
    elif act.to_office:
        below = office.office(session, act.to_office)
        if not _is_above(session, row.office_id, below.office_id, act.received_at):
            raise Refused(
                "not_below",
                zh=f"投诉举报只能分送下级部门或者本部门有关机构；“{below.name}”不是下级，不得自行移送。",
                en=f"It is distributed downwards, never transferred: {below.name} is not below.",
                field="to_office",
                value=act.to_office,
            )
        _move(session, row, step, below.office_id, act)


def _distributed_from(session: Session, row: MatterRow, act: HandBack) -> str:
    """Refused `not_distributed`."""
    before = [one.value() for one in matter.acts(session, row.matter_id) if one.act_id != act.act_id]
    moves = [one for one in before if isinstance(one, Distribution | HandBack | TakingOver | DisputeSettlement)]
    if not moves or not isinstance(moves[-1], Distribution):
        zh, en = "本事项不是分送来的，没有可以反馈的接收机构。", "It came by no distribution: nobody takes it back."
        raise Refused("not_distributed", zh=zh, en=en, field="kind", value=act.kind)
    return office.officer(session, moves[-1].actor).office_id


def _refuse_statement(session: Session, row: MatterRow, act: DisputeStatement) -> None:
    open_ = [one for one in matter.steps(session, row.matter_id) if one.kind is StepKind.POWER_DISPUTE]
    if any(one.phase is not Phase.DONE for one in open_):
        zh, en = "处理权限争议正在办理。", "A dispute over who handles it is under way already."
        raise Refused("dispute_under_way", zh=zh, en=en, field="kind", value=act.kind)
    if not row.began_at <= act.since <= act.received_at:
        zh = "争议应当发生在收到投诉举报之后、登记之前。"
        en = "A dispute arises after the receipt, and before it is recorded."
        raise Refused("dispute_outside_the_matter", zh=zh, en=en, field="since", value=act.since.isoformat())


def _settle(session: Session, row: MatterRow, step: StepRow, act: DisputeSettlement) -> None:
    """Talks end with their seven working days; after that the common superior designates, as he may from the first."""
    if act.designated_by:
        _refuse_other_superior(session, row, act.designated_by, act, "designated_by")
    elif step.due_at and act.received_at >= step.due_at:
        raise Refused(
            "talks_over",
            zh="协商期限已经届满，应当报请共同的上一级部门指定处理机关。",
            en="The time for talks is over: the common superior designates the office.",
            field="designated_by",
        )
    elsewhere = act.outside or (act.to_office and act.to_office != row.office_id)
    if elsewhere and any(one.result is Result.FILED for one in matter.steps(session, row.matter_id)):
        zh, en = "已经立案的，应当依法移送。", "A case is filed: it is transferred by the step of that name."
        raise Refused("case_filed", zh=zh, en=en, field="to_office")
    outcomes.end(step, act, Result.POWER_ELSEWHERE if elsewhere else Result.POWER_HERE)
    if act.to_office:
        _move(session, row, step, office.office(session, act.to_office).office_id, act)
    for one in matter.steps(session, row.matter_id) if act.outside else ():
        if one.kind in PASSED_ON and one.phase is Phase.REPORTING:
            outcomes.end(one, act, PASSED_ON[one.kind])


def _move(session: Session, row: MatterRow, step: StepRow, to: str, act: PowerAct) -> None:
    """The matter goes on at another office, as it stands."""
    if to == row.office_id:
        return
    before, row.office_id = row.office_id, to
    chain, at = audit.of_matter(row.matter_id), act.received_at
    names = [office.office(session, one).name for one in (before, to)]
    reason = {"zh": f"由{names[0]}转由{names[1]}处理", "en": f"from {names[0]} to {names[1]}"}
    audit.append(session, chain, at=at, actor=audit.PROGRAM, event="office_changed", step=step.number, reason=reason)
    message.tell(session, to, row.matter_id, step.number, f"handled here {act.act_id}", at, MOVED)


def _is_above(session: Session, upper: str, lower: str, at: datetime) -> bool:
    above, below = (office.office(session, one).region for one in (upper, lower))
    return above in {one.code for one in region.ancestors(session, below, legal_day(at))[1:]}


def _refuse_unless_above(session: Session, upper: str, lower: str, at: datetime, field: str) -> None:
    if not _is_above(session, upper, lower, at):
        name = office.office(session, upper).name
        zh, en = f"“{name}”不是上级部门。", f"{name} is not above the office that has it."
        raise Refused("not_a_superior", zh=zh, en=en, field=field, value=upper)


def _refuse_other_superior(session: Session, row: MatterRow, superior: str, act: PowerAct, field: str) -> None:
    """Of the offices that the register knows."""
    if session.get(OfficeRow, superior) is None:
        return
    named = [one for one in dispute(session, row.matter_id).offices if session.get(OfficeRow, one)]
    on = legal_day(act.received_at)
    refuse_no_common_superior(session, superior, [row.office_id, *named], on, field)
