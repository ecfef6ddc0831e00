"""Posting (发出电子邮件): what waits to be sent is sent, one after another, and what came of it is recorded."""

import time
from datetime import UTC, datetime, timedelta

from sqlmodel import Session
from temporalio import activity

from activities import sealing
from activities.mailbox import Letter, Mailbox, Undelivered
from domain.base import Text, Value
from domain.service import Failure, Manner
from models import address, audit, dispatch, document, message
from models.dispatch import DispatchRow, Fate
from models.document import DocumentRow
from models.office import OfficeRow
from models.service_attempt import ServiceAttemptRow
from models.session import Database
from notices import catalog

ENOUGH = 30.0  # seconds after which no further letter is begun in one run
FIRST_PAUSE, LONGEST_PAUSE = 300.0, 3600.0  # seconds before a letter is tried again: longer than one try can last


class Posted(Value):
    """How many letters left, how many must wait, how many their addressee's server has refused for good, and how many
    were not sent because it had become pointless."""

    sent: int = 0
    waiting: int = 0
    refused: int = 0
    cancelled: int = 0


class PostingActivities:
    """`mailbox` is where real letters leave. Those of a rehearsal go to `rehearsed`, never to a mail server."""

    def __init__(self, database: Database, mailbox: Mailbox, rehearsed: Mailbox) -> None:
        self.database, self.mailbox, self.rehearsed = database, mailbox, rehearsed

    @activity.defn(no_thread_cancel_exception=True)
    def send_waiting(self) -> Posted:
        """Send everything whose time has come, each letter once: it is taken up in one transaction, sent, and what came
        of it recorded in another. Where a crash falls between the two, the same message is sent once more, later."""
        fates = {fate: 0 for fate in Fate}
        until = time.monotonic() + ENOUGH
        while time.monotonic() < until and (fate := self._send_next()):
            fates[fate] += 1
        return Posted(**{fate.value: count for fate, count in fates.items()})

    def _send_next(self) -> Fate | None:
        """What became of the next letter; None where none waits."""
        with self.database.transaction() as session:
            row = dispatch.next_waiting(session, datetime.now(UTC))
            if row is None:
                return None
            paper = session.get_one(DocumentRow, row.document_id)
            if pointless := _pointless(session, row):
                return _cancel(session, row, paper, *pointless)
            letter = _letter(session, row, paper)
            row.tries, row.tried_at = row.tries + 1, datetime.now(UTC)
            pause = min(FIRST_PAUSE * 2 ** (row.tries - 1), LONGEST_PAUSE)
            row.next_at = row.tried_at + timedelta(seconds=pause)
        try:
            answer = (self.rehearsed if row.rehearsal else self.mailbox).deliver(letter)
        except Undelivered as undelivered:
            return self._record(row.dispatch_id, undelivered)
        return self._record(row.dispatch_id, answer)

    def _record(self, dispatch_id: str, came: str | Undelivered) -> Fate:
        with self.database.transaction() as session:
            row = dispatch.lock(session, dispatch_id)
            paper = session.get_one(DocumentRow, row.document_id)
            if isinstance(came, str):
                row.answer, row.fate, row.sent_at = came, Fate.SENT, datetime.now(UTC)
                _note(session, row, paper, "sent")
            elif came.for_good:
                row.answer, row.fate = came.answer, Fate.REFUSED
                _fail(session, row, paper)
            else:  # it is tried again, later and later; the office is told once
                row.answer = came.answer
                zh, en = "电子邮件暂时未能发出，程序将继续尝试", "The e-mail could not be sent yet; it is tried again"
                _tell(session, row, paper, "put off", zh, en)
            return row.fate


def _pointless(session: Session, row: DispatchRow) -> tuple[str, str] | None:
    """Why it is not sent any more."""
    if address.confirmation(session, row.confirmation_id).revoked_at is not None:
        return "该送达地址已经撤回", "the address has been revoked"
    if any(one.method is not Manner.ANNOUNCEMENT for one in document.services(session, row.document_id)):
        return "文书已经送达", "the document has been served"
    if document.is_replaced(session, row.document_id):
        return "文书已由更正后的文书代替", "a corrected document has replaced it"
    return None


def _cancel(session: Session, row: DispatchRow, paper: DocumentRow, zh: str, en: str) -> Fate:
    row.fate = Fate.CANCELLED
    _tell(session, row, paper, "cancelled", f"电子邮件不再发送，{zh}", f"The e-mail is not sent any more, {en}")
    return row.fate


def _letter(session: Session, row: DispatchRow, paper: DocumentRow) -> Letter:
    office = session.get_one(OfficeRow, paper.office_id)
    title = f"《{catalog.kind(paper.kind).title.zh}》{paper.number or ''}"
    mark = "〔演练〕" if row.rehearsal else ""
    return Letter(
        message_id=row.message_id,
        to=address.confirmation(session, row.confirmation_id).address,
        subject=f"{mark}{office.name}：{title}",
        text=f"{mark}{office.name}依照你单位签署的送达地址确认书，以电子邮件送达{title}，全文见附件。\n"
        "本邮件到达你单位邮件系统的日期为送达日期。\n",
        at=row.asked_at,
        attachment=f"{paper.number or paper.document_id}.pdf",
        pdf=sealing.as_served(session, paper),
    )


def _fail(session: Session, row: DispatchRow, paper: DocumentRow) -> None:
    """The addressee's own server will not have it: an attempt that failed, as mail that comes back."""
    session.add(
        ServiceAttemptRow(
            attempt_id=row.dispatch_id,
            document_id=row.document_id,
            manner=Manner.ELECTRONIC,
            failure=Failure.RETURNED,
            tried_at=_moment(row),
            proof=row.answer or "",
        )
    )
    _note(session, row, paper, "mail_refused")
    zh, en = "电子邮件被受送达人的邮件系统拒收", "The addressee's mail system has refused the e-mail"
    _tell(session, row, paper, "refused", zh, en)


def _moment(row: DispatchRow) -> datetime:
    """In law time: a rehearsal has a time of its own."""
    return row.asked_at if row.rehearsal else row.tried_at or row.asked_at


def _note(session: Session, row: DispatchRow, paper: DocumentRow, event: str) -> None:
    """On the chain of the matter, with what was answered: it shows when the letter left, or why it did not."""
    reason = {"zh": f"答复：{row.answer}", "en": f"answered: {row.answer}"}
    detail = {"step": paper.step, "document": paper.document_id, "reason": reason}
    chain = audit.of_matter(paper.matter_id)
    audit.append(session, chain, at=_moment(row), actor=audit.PROGRAM, event=event, **detail)


def _tell(session: Session, row: DispatchRow, paper: DocumentRow, about: str, zh: str, en: str) -> None:
    name = paper.number or paper.document_id
    said = [f"（{row.answer}）", f" ({row.answer})"] if row.answer else ["", ""]
    text = Text(zh=f"文书“{name}”：{zh}{said[0]}。", en=f"Document {name}: {en}{said[1]}.")
    about = f"mail {row.dispatch_id} {about}"
    message.tell(session, paper.office_id, paper.matter_id, paper.step, about, _moment(row), text)
