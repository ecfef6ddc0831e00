"""Receipts of the national platform (平台收件): from then on a complaint or a report has been received in law."""

from sqlmodel import Session

from activities.complaint_intake import take_in
from activities.evidence import enter
from activities.law import Law
from activities.receipt import CLOCKS_APART, refuse_future
from activities.reporting import open_report
from domain.errors import Refused
from domain.national_platform import PlatformReceipt
from domain.report_submission import APART, report_of
from domain.submission import SubmissionKind, complaint_of
from models import audit, submission
from models.clue import ClueRow
from models.complaint import ComplaintRow
from models.matter import MatterRow
from models.submission import SubmissionRow

EVIDENCE = {  # names and words that tell nothing of who has handed it in (O121 37)
    SubmissionKind.COMPLAINT: ("投诉材料", "投诉人随投诉提交"),
    SubmissionKind.REPORT: ("举报材料", "举报人随举报提交"),
}


def register(session: Session, law: Law, row: SubmissionRow, said: PlatformReceipt) -> tuple[MatterRow, ...]:
    """It is registered with the number and the moment of the platform, its matter opened, its evidence put on the
    chain. Nothing where that is on record.

    Refused `platform_answer_changed`, `received_before_submission`, `received_in_the_future`, and as
    `activities.complaint_intake.take_in` and `activities.reporting.open_report` refuse.
    """
    if row.received:
        _refuse_other_words(session, said)
        return ()
    _refuse_moment(row, said)
    of_a_report = row.kind is SubmissionKind.REPORT
    opened = _report(session, row, said) if of_a_report else _complaint(session, law, row, said)
    name, statement = EVIDENCE[row.kind]
    for count, file in enumerate(row.files(), 1):
        enter(
            session, audit.of_matter(opened[0].matter_id), file.model_copy(update={"name": f"{name}{count}"}),
            at=said.received_at, actor=audit.PROGRAM, statement=statement,
        )  # fmt: skip
    return opened


def _complaint(session: Session, law: Law, row: SubmissionRow, said: PlatformReceipt) -> tuple[MatterRow, ...]:
    assert row.form is not None
    opened = take_in(session, law, complaint_of(row.form, row.number, said.reference, said.received_at))
    row.form, row.complaint_id = None, opened[0].complaint_id
    for clue_id in submission.reports_beside(session, row.number):
        session.get_one(ClueRow, clue_id).complaint_id = row.complaint_id
    return opened


def _report(session: Session, row: SubmissionRow, said: PlatformReceipt) -> tuple[MatterRow, ...]:
    """Linked to the complaint in one paper with it, once both are on record, whichever the platform has had first."""
    assert row.form is not None
    paper = submission.held(session, row.beside) if row.beside else None
    opened = open_report(
        session, report_of(row.form, row.number, said.reference, said.received_at),
        paper.complaint_id if paper else None, kept_apart=bool(row.form[APART]),
    )  # fmt: skip
    row.form, row.clue_id = None, opened.clue_id
    return (opened,)


def _refuse_other_words(session: Session, said: PlatformReceipt) -> None:
    known = session.get(ComplaintRow, said.number) or session.get_one(ClueRow, said.number)
    if (said.reference, said.received_at) != (known.reference, known.received_at):
        raise Refused(
            "platform_answer_changed",
            zh=f"平台曾以另一编号或者收到时间答复“{said.number}”，先前的登记不变。",
            en=f"The platform has answered {said.number} with another number or moment before; that one stands.",
            field="number",
            value=said.number,
        )


def _refuse_moment(row: SubmissionRow, said: PlatformReceipt) -> None:
    refuse_future(said.received_at, rehearsal=row.rehearsal)
    if (row.submitted_at - said.received_at).total_seconds() > CLOCKS_APART:
        raise Refused(
            "received_before_submission",
            zh="平台收到的时间不能早于提交的时间。",
            en="The platform cannot have received it before it was submitted.",
            field="received_at",
            value=said.received_at.isoformat(),
        )
