"""Notification (通报, O18 44): the bureau of the maker's place is told of his product that failed a sample here."""

from sqlmodel import Session

from activities import issuing, letters
from activities.law import Law
from activities.order_to_correct import FAILED_SAMPLE
from domain.acts import Notification
from domain.calendar import legal_day
from domain.errors import Refused
from domain.results import Result
from domain.steps import StepKind
from domain.wording import chinese_day
from models import document, enterprise, judgement, matter, office, region
from models.laboratory import LaboratoryRow
from models.matter import MatterRow, StepRow

KIND = "notification_letter"


def send(session: Session, law: Law, row: MatterRow, step: StepRow, act: Notification) -> None:
    """Make the letter, whatever its step waits for. Refused `no_failed_sample`, `notified_itself`,
    `notified_already`, `not_of_the_same_level`, `unknown_office`."""
    _refuse(session, row, act)
    check, _, lot = letters.goods(session, row)
    assert check.lot_id is not None
    assert row.party_id is not None
    product, _ = enterprise.product_of_lot(session, check.lot_id)
    laboratory = session.get(LaboratoryRow, check.laboratory_id) if check.laboratory_id else None
    contents = {
        "recipient": letters.recipient(session, act.to_office),
        "maker": {"name": enterprise.enterprise(session, product.enterprise_id).name},
        "sampled_from": enterprise.enterprise(session, row.party_id).name,
        "sampled_on": check.seen_on,
        "product": f"{product.brand}{product.name}",
        "model": product.model or None,
        "lot": lot,
        "laboratory": laboratory.name if laboratory else None,
        "items": check.nonconforming_items or ["见检验报告"],
        "standing": _standing(session, row),
        "contact": office.officer(session, act.actor).name,
        "basis": law.articles(law.approval(act.kind).basis),
    }
    issuing.issue(
        session, row, step, KIND, contents, act.received_at, addressee=act.to_office, act_id=act.act_id
    )


def _standing(session: Session, row: MatterRow) -> str:
    """Whether the result may still be challenged: whoever is told must know it."""
    steps = {one.kind: one for one in matter.steps(session, row.matter_id)}
    retest, objection = steps.get(StepKind.RETEST), steps.get(StepKind.OBJECTION)
    if retest is not None:
        return f"复检结论：{retest.result.zh}。" if retest.result else "被抽样者已申请复检，复检尚未完成。"
    if objection is None:
        return "检验结果尚未送达被抽样者。"
    if objection.result is Result.OBJECTED:
        return "被抽样者已申请复检。"
    if objection.lapsed_at is not None or objection.due_at is None:
        return "异议期内未申请复检。"
    last = legal_day(objection.due_at - objection.due_at.resolution)
    return f"检验结果已经送达被抽样者，申请复检的期限至{chinese_day(last)}。"


def _refuse(session: Session, row: MatterRow, act: Notification) -> None:
    """O18 44: of a failed sample, once, to a bureau of the same level in another place."""
    failed = any(one.finding == FAILED_SAMPLE for one in judgement.findings_of_matter(session, row.matter_id))
    if not failed or letters.goods(session, row).check.lot_id is None:
        zh, en = "本事项没有监督抽查不合格的样品", "No supervisory sample has failed in this matter"
        raise _refused("no_failed_sample", zh, en, act)
    if act.to_office == row.office_id:
        raise _refused("notified_itself", "不需要通报本部门", "An office does not notify itself", act)
    theirs, ours = (office.office(session, one).region for one in (act.to_office, row.office_id))
    on = legal_day(act.received_at)
    if theirs == ours or len(region.ancestors(session, theirs, on)) != len(region.ancestors(session, ours, on)):
        zh, en = "应当通报本行政区域以外的同级部门", "A bureau of the same level in another place is notified"
        raise _refused("not_of_the_same_level", zh, en, act)
    told = [one for one in document.of_matter(session, row.matter_id) if one.kind == KIND]
    if any(one.addressee == act.to_office for one in told):
        raise _refused("notified_already", "已经通报过该部门", "This office has been notified already", act)


def _refused(code: str, zh: str, en: str, act: Notification) -> Refused:
    return Refused(code, zh=f"{zh}。", en=f"{en}.", field="to_office", value=act.to_office)
