"""The exchange with the national platform (平台往来): what is submitted goes out, receipts come in, outcomes go out."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session

from activities import platform_receipt, report_handover
from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.national_platform import (
    HandedOver,
    HandedOverReport,
    InformantReply,
    Left,
    NationalPlatform,
    OutcomeReport,
    Unreached,
)
from domain.submission import SubmissionKind
from models import informant_reply, submission
from models.document import DocumentRow
from models.matter import MatterRow
from models.session import Database
from models.submission import SubmissionRow, Untold

ENOUGH = 30.0  # seconds after which nothing more is begun in one run
PAUSE = 600.0  # seconds after which a hand-over that was cut off is tried again: longer than one run
MOST = 200  # outcomes in one run


class Collected(NamedTuple):
    """How many receipts were read, how many could not be taken, and the matters that they have opened."""

    read: int
    refused: int
    opened: tuple[MatterRow, ...]


class PlatformDesk:
    """Rehearsals go to the stand-in alone, and nothing else does."""

    def __init__(self, database: Database, law: Law, platform: NationalPlatform) -> None:
        self.database, self.law, self.platform = database, law, platform

    def hand_over(self) -> int:
        """Hand over what waits, each once; returns how many. It is taken up in one transaction, handed over,
        and noted in another: where a crash falls between the two, it is handed over once more under the same number.
        While the platform cannot be reached everything waits."""
        count, until = 0, time.monotonic() + ENOUGH
        while time.monotonic() < until and (waiting := self._next()):
            try:
                self.platform.hand_over(waiting)
            except Unreached as unreached:
                self._note(waiting.number, str(unreached))
                break
            self._note(waiting.number)
            count += 1
        return count

    def _next(self) -> HandedOver | HandedOverReport | None:
        now = datetime.now(UTC)
        with self.database.transaction() as session:
            row = submission.next_waiting(session, now, rehearsal=self.platform.embedded)
            if row is None:
                return None
            row.tries, row.next_at = row.tries + 1, now + timedelta(seconds=PAUSE)
            if row.kind is SubmissionKind.REPORT:
                return report_handover.message(session, row, now)
            return row.message()

    def _note(self, number: str, failure: str | None = None) -> None:
        now = datetime.now(UTC)
        with self.database.transaction() as session:
            row = submission.held(session, number)
            assert row is not None
            row.failure = failure
            if failure is None:
                row.handed_over_at = now
            else:
                row.failures, row.next_at = row.failures + 1, now

    def collect(self) -> Collected:
        """Take in what the platform has left. It is put away only once what it says is on record: whoever is killed
        before reads it again. What cannot be taken is put aside with a question, and holds nothing up; nor does what
        fails, whose failure is raised when the others are in."""
        read, refused, opened, failures = 0, 0, list[MatterRow](), list[Exception]()
        for left in self._some():
            try:
                taken = self._one(left)
            except Exception as failure:
                failures.append(failure)
            else:
                read, refused = read + (taken is not None), refused + (taken is None)
                opened += taken or ()
        if failures:
            raise failures[0]
        return Collected(read, refused, tuple(opened))

    def _some(self) -> Iterator[Left]:
        until = time.monotonic() + ENOUGH
        for left in self.platform.left():
            yield left
            if time.monotonic() > until:
                return

    def _one(self, left: Left) -> tuple[MatterRow, ...] | None:
        """As `_taken`; None where it was refused."""
        try:
            taken = self._taken(left)
        except Refused as problem:
            self._ask(left, problem)
            self.platform.put_away(left.name, refused=True)
            return None
        self.platform.put_away(left.name)
        return taken

    def _taken(self, left: Left) -> tuple[MatterRow, ...]:
        """The matters that a receipt opens; none where it is on record."""
        if isinstance(left.content, Refused):
            raise left.content
        said = self.platform.receipt(left.content)
        with self.database.transaction() as session:
            row = submission.held(session, said.number)
            if row is None or row.withdrawn_at or row.rehearsal is not self.platform.embedded:
                zh, en = "平台回执的编号不是本系统移交的。", "The receipt is of nothing that was handed over here."
                raise Refused("unknown_submission", zh=zh, en=en, field="number", value=said.number)
            return platform_receipt.register(session, self.law, row, said)

    def _ask(self, left: Left, problem: Refused) -> None:
        content = b"" if isinstance(left.content, Refused) else left.content
        text = Text(zh=f"{left.name}：{problem.zh}", en=f"{left.name}: {problem.en}")
        about = f"{left.name} {sha256(content).hexdigest()}"
        with self.database.transaction() as session:
            number = self._number(session, content)
            submission.ask(session, number, problem.code, about, datetime.now(UTC), text)

    def _number(self, session: Session, content: bytes) -> str | None:
        try:
            said = self.platform.receipt(content)
        except Refused:
            return None
        return said.number if session.get(SubmissionRow, said.number) else None

    def report(self) -> int:
        """Tell the platform how what it has received came out, each result once; returns how many it was told."""
        with self.database.transaction() as session:
            waiting = submission.untold(session, MOST, rehearsal=self.platform.embedded)
        for count, one in enumerate(waiting):
            try:
                self.platform.report(_outcome(one))
            except Unreached:
                return count
            with self.database.transaction() as session:
                submission.note_told(session, one.step, datetime.now(UTC))
        return len(waiting)

    def reply(self) -> int:
        """Give the platform what informants are to be told, each paper once; returns how many it was given."""
        with self.database.transaction() as session:
            waiting = informant_reply.ungiven(session, MOST, rehearsal=self.platform.embedded)
        for count, (paper, reference) in enumerate(waiting):
            try:
                self.platform.reply(_reply(paper, reference))
            except Unreached:
                return count
            with self.database.transaction() as session:
                informant_reply.note_given(session, paper.document_id, datetime.now(UTC))
        return len(waiting)


def _reply(paper: DocumentRow, reference: str) -> InformantReply:
    """What the paper says, but for how it was told: nothing there names the informant."""
    said = {one: paper.context.get(one) for one in ("reason", "turn_to", "result", "rule")}
    articles = tuple(paper.context["articles"])
    return InformantReply(
        reference=reference, reply=paper.kind, paper=paper.number or paper.document_id, on=paper.issued_on,
        articles=articles, **said,
    )  # fmt: skip


def _outcome(one: Untold) -> OutcomeReport:
    assert one.step.result is not None
    assert one.step.ended_at is not None
    return OutcomeReport(reference=one.reference, outcome=one.step.result, on=legal_day(one.step.ended_at))
