"""The receipt of a submission (回执): where a complaint stands, in plain words, for whoever has its secret link.

Of a report: `activities.report_receipt`.
"""

from sqlmodel import Session

from activities import clock, report_receipt
from activities.law import Law
from activities.report_receipt import with_articles
from activities.submitting import of_link
from domain.base import Text
from domain.calendar import legal_day
from domain.national_platform import REPORTED
from domain.submission import Receipt, SubmissionKind, SubmissionStage
from domain.wording import chinese_day
from models import matter, office
from models.complaint import ComplaintRow
from models.matter import StepRow
from models.submission import SubmissionRow

PERIOD = "complaint_acceptance"
_STANDS = {
    SubmissionStage.WAITING: Text(
        zh="已经保存，正等待移交全国12315平台。平台暂时无法联系时，程序会继续移交，不需要重复提交。",
        en="It is kept, and waits to be handed over to the national 12315 platform. While the platform cannot be "
        "reached this is tried again by itself: do not submit it again.",
    ),
    SubmissionStage.HANDED_OVER: Text(
        zh="已经移交全国12315平台，正等待平台编号和收到日期。",
        en="It was handed over to the national 12315 platform, whose number and day of receipt are awaited.",
    ),
    SubmissionStage.WITHDRAWN: Text(
        zh="已经撤回：没有移交全国12315平台，也不会移交；所填写的内容不再保存。",
        en="It was withdrawn: it was not handed over to the national 12315 platform, nor will it be. "
        "What was written is kept no more.",
    ),
}


def receipt(session: Session, law: Law, token: str) -> Receipt:
    """Refused `unknown_receipt`, in the same words whatever is wrong."""
    row = of_link(session, token)
    of_a_report = row.kind is SubmissionKind.REPORT
    explained = report_receipt.explained(session, law, row) if of_a_report else _explained(law, row)
    kept = Receipt(
        number=row.number, kind=row.kind, rehearsal=row.rehearsal, submitted_at=row.submitted_at, stage=row.stage,
        stands=_stands(row), explained=() if row.withdrawn_at else explained,
    )  # fmt: skip
    if row.clue_id is not None:
        return report_receipt.received(session, law, kept, row.clue_id)
    return kept if row.complaint_id is None else _received(session, law, kept, row.complaint_id)


def _stands(row: SubmissionRow) -> Text:
    """Until it has been received in law, which is told with its day."""
    if (said := _STANDS.get(row.stage)) is None:
        return Text(zh="", en="")
    zh, en = f"市场监督管理部门尚未收到{row.kind.zh}。", "No authority has received it yet."
    return Text(zh=said.zh + zh, en=f"{said.en} {en}")


def _received(session: Session, law: Law, kept: Receipt, complaint_id: str) -> Receipt:
    taken = session.get_one(ComplaintRow, complaint_id)
    who, on = office.office(session, taken.office_id).name, legal_day(taken.received_at)
    steps = [one for one in matter.steps(session, complaint_id) if one.kind in REPORTED]
    stands = Text(
        zh=f"全国12315平台已于{chinese_day(on)}收到，编号{taken.reference}；由{who}处理。",
        en=f"The national 12315 platform received it on {on}, as {taken.reference}; {who} handles it.",
    )
    said = {"stands": stands, "reference": taken.reference, "received_on": on, "told": tuple(map(_told, steps))}
    if any(one.result for one in steps):
        return kept.model_copy(update=said)
    by = clock.due_since(session, law, PERIOD, taken.received_at)
    yet = Text(zh="（放假安排公布后可能调整）", en=" (provisional: holidays are not yet published)")
    until = Text(
        zh=f"最迟于{chinese_day(by.on)}决定是否受理并告知{yet.zh if by.provisional else ''}。",
        en=f" Whether it is accepted is decided and told by {by.on}{yet.en if by.provisional else ''}.",
    )
    awaited = Text(zh=stands.zh + until.zh, en=stands.en + until.en)
    return kept.model_copy(update=said | {"stands": awaited, "answer_by": by.on})


def _told(step: StepRow) -> Text:
    if step.result is None:
        return Text(zh=f"{step.kind.zh}：办理中", en=f"{step.kind.en}: under way")
    on = legal_day(step.ended_at) if step.ended_at else None
    ended = Text(zh=f"（{chinese_day(on)}）", en=f" ({on})") if on else Text(zh="", en="")
    return Text(zh=f"{step.kind.zh}：{step.result.zh}{ended.zh}", en=f"{step.kind.en}: {step.result.en}{ended.en}")


def _explained(law: Law, row: SubmissionRow) -> tuple[Text, ...]:
    """What the office can and cannot do, and what comes next, each with its article."""
    limit = law.period(PERIOD, row.submitted_at)
    length = Text(zh=f"{limit.count}{limit.unit.zh}", en=f"{limit.count} {limit.unit.en}")
    told = (
        ("order121/40", "网上提交还不是市场监督管理部门收到的投诉：本系统只把它移交全国12315平台。",
         "What is submitted here no authority has received yet: it is only handed over to the 12315 platform."),
        ("order121/15", f"自全国12315平台收到之日起{length.zh}内，处理部门决定是否受理并告知投诉人；"
         "期限不从提交之日起算。",
         f"Within {length.en} from the day on which the platform has received it the office decides on its acceptance "
         "and tells the complainant; the period does not run from the submission."),
        ("order121/10", "处理部门可以要求提供身份证明；投诉人对所提供材料的真实性负责。",
         "The office may ask for proof of identity; the complainant answers for the truth of what he has handed in."),
        ("order121/18", "受理后，经双方同意，处理部门主持调解；它不裁决民事争议，不强制任何一方赔偿。",
         "Once it is accepted the office mediates, if both sides agree; it decides no civil dispute and compels nobody "
         "to compensate."),
        ("consumer/39", "不予受理或者调解不成的，处理部门说明理由；仍然可以协商和解、请求消费者协会等调解、"
         "依照仲裁协议申请仲裁或者提起诉讼。",
         "Where it is not accepted, or the mediation fails, the reason is told; talks, mediation by a consumers' "
         "association, arbitration where it was agreed, or a suit remain open."),
    )  # fmt: skip
    return tuple(with_articles(law, [article], Text(zh=zh, en=en)) for article, zh, en in told)
