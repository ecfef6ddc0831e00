"""Letters (函): what goes from one authority to another when a matter is reported up, transferred or referred."""

from typing import Any, NamedTuple

from sqlmodel import Session

from activities import clock, forms, issuing, order_to_correct
from activities.law import Law
from domain.acts import Approval, Draft
from domain.calendar import legal_day
from domain.results import Result
from domain.steps import StepKind, Track
from domain.wording import chinese_day
from models import document, enterprise, matter, office
from models.circulation import CirculationCheckRow
from models.laboratory import LaboratoryRow
from models.matter import MatterRow, StepRow
from models.office import OfficeRow

NOT_VERIFIED = "线索尚在核查，已经掌握的情况见所附材料。"


class Goods(NamedTuple):
    """What a matter is about: the check, and the product and lot as a paper names them."""

    check: CirculationCheckRow
    product: str
    lot: str


def send(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """Make the letter of an approved decision; a decision that moves nothing to anybody has none."""
    draft = matter.last_act(session, row.matter_id, step.number, Draft)
    match step.kind, draft.proposes:
        case StepKind.REPORT_UP, _:
            kind, contents = "report_up", _report_up(session, law, row, draft, act)
        case StepKind.TRANSFER, Result.TRANSFERRED:
            kind, contents = "transfer_letter", _transfer(session, law, row, step, draft)
        case StepKind.REFERRAL, Result.REFERRED:
            kind, contents = "crime_referral", _referral(session, law, row, step, draft, act)
        case _:
            return
    to = draft.to_office or ""
    contents |= {"recipient": recipient(session, to), "materials": _materials(session, row, draft)}
    issuing.issue(session, row, step, kind, contents, act.received_at, addressee=to, act_id=act.act_id)


def recipient(session: Session, to_office: str) -> str:
    """The name of an office of the register; of any other authority, what the draft calls it."""
    known = session.get(OfficeRow, to_office)
    return known.name if known else to_office


def goods(session: Session, row: MatterRow) -> Goods:
    check = session.get_one(CirculationCheckRow, row.check_id)
    if check.lot_id is None:
        return Goods(check, f"合格证编号为{check.certificate_number}的产品", "没有登记")
    product, lot = enterprise.product_of_lot(session, check.lot_id)
    return Goods(check, f"{product.brand}{product.name}（型号：{product.model}）", lot.as_stated)


def sample(session: Session, row: MatterRow) -> str:
    """What was sampled, who tested it, and what became of the result."""
    check = goods(session, row).check
    laboratory = session.get(LaboratoryRow, check.laboratory_id) if check.laboratory_id else None
    tested = f"，由{laboratory.name}检验" if laboratory else ""
    items = f"，不合格项目：{'、'.join(check.nonconforming_items)}" if check.nonconforming_items else ""
    again = {one.kind: one for one in matter.steps(session, row.matter_id)}
    retest, objection = again.get(StepKind.RETEST), again.get(StepKind.OBJECTION)
    after = f"复检：{retest.result.zh}。" if retest and retest.result else ""
    if not after and objection and objection.lapsed_at:
        after = "异议期内未申请复检。"
    return f"{chinese_day(check.seen_on)}{check.regime.zh}{tested}，检验结论为不合格{items}。{after}"


def order(session: Session, row: MatterRow) -> str:
    """The newest order after the sample: its number, its day, and how it was answered."""
    given = _newest(session, row, StepKind.ORDER_TO_CORRECT)
    assert given is not None
    paper, over = order_to_correct.paper(session, given), clock.due_of_step(given)
    assert paper is not None
    due = f"，改正期限至{chinese_day(over.on)}" if over else ""
    became = given.result.zh if given.result else given.phase.zh
    return f"{paper.number}，{chinese_day(paper.issued_on)}作出{due}；{became}。"


def recheck(session: Session, row: MatterRow) -> str | None:
    """The re-check of that order, None where it has not been made."""
    made = _newest(session, row, StepKind.RECHECK)
    if made is None or made.result is None or made.happened_at is None:
        return None
    return f"{chinese_day(legal_day(made.happened_at))}复查：{made.result.zh}。"


def _report_up(session: Session, law: Law, row: MatterRow, draft: Draft, act: Approval) -> dict[str, Any]:
    seen = goods(session, row)
    return {
        "product": seen.product,
        "lot": seen.lot,
        "sample": sample(session, row),
        "order": order(session, row),
        "recheck": recheck(session, row),
        "facts": draft.statement,
        "basis": law.articles(law.approval("announcement").basis),
        "opinions": forms.opinions(session, draft, act),
    }


def _transfer(session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft) -> dict[str, Any]:
    return {
        "subject": _subject(session, row),
        "facts": forms.verified(session, row) or NOT_VERIFIED,
        "reason": draft.statement,
        "within": session.get(OfficeRow, draft.to_office) is not None,
        "contact": office.officer(session, draft.actor).name,
        "basis": law.articles(step.basis),
    }


def _referral(
    session: Session, law: Law, row: MatterRow, step: StepRow, draft: Draft, act: Approval
) -> dict[str, Any]:
    return {
        "subject": _subject(session, row),
        "facts": forms.verified(session, row) or NOT_VERIFIED,
        "reason": draft.statement,
        "decided_on": legal_day(act.received_at),
        "officers": issuing.officers(session, (draft.actor, draft.second_officer)),
        "basis": law.articles(step.basis),
    }


def _materials(session: Session, row: MatterRow, draft: Draft) -> list[str]:
    """What the draft names, else every document of the matter."""
    return list(draft.materials) or [forms.titled(one) for one in document.of_matter(session, row.matter_id)]


def _subject(session: Session, row: MatterRow) -> str:
    if row.clue_id is not None:
        return "涉嫌违法的线索"  # what was found of it stands beside
    return "；".join(one.title["zh"] for one in forms.found(session, row))


def _newest(session: Session, row: MatterRow, kind: StepKind) -> StepRow | None:
    of_it = [one for one in matter.steps(session, row.matter_id) if (one.kind, one.track) == (kind, Track.AFTER_CARE)]
    return of_it[-1] if of_it else None
