"""Announcement (公告, PQL 17): whom it names is heard, the bureau of the province decides, numbers and publishes it."""

from sqlmodel import Session

from activities import issuing, letters
from activities.law import Law
from domain.acts import Approval, Draft, Outcome
from domain.errors import Refused
from domain.interview import Hearing
from models import document, matter
from models.matter import MatterRow, StepRow

KIND = "announcement"
RECHECK_PERIOD = "recheck_announced"


def issue(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """The approved announcement, by the bureau to which the matter was reported, for the party whom it names."""
    draft = matter.last_act(session, row.matter_id, step.number, Draft)
    heard = matter.last_act(session, row.matter_id, step.number, Hearing)
    seen, ordered, again = letters.goods(session, row), letters.order(session, row), letters.recheck(session, row)
    window = law.period(RECHECK_PERIOD, act.received_at)
    contents = {
        "product": seen.product,
        "lot": seen.lot,
        "facts": "\n".join((letters.sample(session, row), f"责令改正：{ordered}{again or ''}", draft.statement)),
        "failed": again is not None,
        "heard": f"公告前已听取当事人意见（{heard.asked_by}）。当事人：{heard.statement}\n答复：{heard.answer}",
        "recheck": f"自公告之日起{window.not_before}日后{window.count}日前组织复查。"
        "经认定复查合格前，当事人不得恢复生产、销售同一产品。",
        "basis": law.articles(step.basis),
    }
    issuing.issue(
        session, row, step, KIND, contents, act.received_at,
        addressee=row.party_id, act_id=act.act_id, by_office=matter.reported_to(session, row.matter_id),
    )  # fmt: skip


def refuse_before_issue(session: Session, step: StepRow, act: Outcome) -> None:
    """What is published was approved before. Refused `published_before_issued`."""
    (paper,) = [one for one in document.of_step(session, step) if one.kind == KIND]
    if (act.happened_at or act.received_at) < paper.issued_at:
        raise Refused(
            "published_before_issued",
            zh="公告应当在批准之后发布。",
            en="An announcement is published after it was approved.",
            field="happened_at",
            value=str(act.happened_at),
        )
