"""Objections (异议) to a test result: a retest that is asked for, and a maker who says that the goods are not his.

A denial that the verification confirms makes the maker no addressee any more. It is a clue of counterfeit goods against
who had them: registered as a matter of its own, from the same look at the same goods, and verified like any clue. What
the sampled party owes for goods that failed stays as it is.
"""

from sqlmodel import Session

from activities import outcomes
from activities.judging import judge_day
from activities.law import Law
from domain.acts import Objection, Verification
from domain.circulation import Stated
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.sample_acts import Denial
from domain.steps import StepKind
from domain.timeliness import postmark
from models import audit, circulation, matter
from models.circulation import CirculationCheckRow
from models.matter import MatterRow, StepRow


def take(step: StepRow, act: Objection) -> None:
    """PQL 15: within the period from the result; the postmark counts. Refused `objection_too_late`."""
    _refuse_late(step, act, "objection_too_late", "申请复检", "in which a retest could be asked for")
    outcomes.end(step, act, Result.OBJECTED)


def deny(session: Session, step: StepRow, act: Denial) -> None:
    """Within the maker's own period. Refused `denial_too_late`, `denied_already`."""
    _refuse_late(step, act, "denial_too_late", "书面说明", "in which the goods could be denied")
    if len([one for one in matter.acts(session, step.matter_id, step.number) if one.kind == act.kind]) > 1:
        raise Refused(
            "denied_already",
            zh="已经否认过产品为其生产，正在核实或者已经核实。",
            en="The goods have been denied already.",
            field="kind",
            value=act.kind,
        )


def verified(session: Session, law: Law, row: MatterRow, act: Verification) -> None:
    """What follows from a denial that is confirmed."""
    for asked in matter.steps(session, row.matter_id):
        if asked.kind is StepKind.MAKER_OBJECTION and asked.phase is not Phase.DONE:
            outcomes.end(asked, act, Result.REVOKED)
    check = _clue(session.get_one(CirculationCheckRow, row.check_id), row, act)
    if not circulation.record(session, check):
        return
    for question in judge_day(session, law, [check.check_id], check.seen_on, act.received_at):
        raise Refused(question.code, zh=question.zh, en=question.en, field="matter_id", value=row.matter_id)
    chain = audit.of_matter(row.matter_id)
    detail = {"step": act.step, "matter": check.check_id}
    audit.append(session, chain, at=act.received_at, actor=audit.RULES, event="counterfeit_clue", **detail)


def _clue(first: CirculationCheckRow, row: MatterRow, act: Verification) -> CirculationCheckRow:
    """The same look at the same goods, with what is known of them now: nothing else of it is judged again."""
    return CirculationCheckRow(
        check_id=f"{row.matter_id}-denied",
        origin=first.origin,
        regime=first.regime,
        lot_id=first.lot_id,
        seen_on=first.seen_on,
        seen_at=first.seen_at,
        region=first.region,
        office_id=row.office_id,
        party_id=row.party_id,
        party_role=first.party_role,
        supplier_id=first.supplier_id,
        plan=first.plan,
        clue=row.matter_id,
        inspection_notice=first.inspection_notice,
        inspection_code=first.inspection_code,
        note=act.statement,
        counterfeit_flag=Stated.YES,
    )


def _refuse_late(step: StepRow, act: Objection | Denial, code: str, zh: str, en: str) -> None:
    if step.due_at is not None and postmark(act) >= step.due_at:
        raise Refused(
            code,
            zh=f"{zh}的期限已经届满。",
            en=f"The period {en} is over.",
            field="received_at",
            value=act.received_at.isoformat(),
        )
