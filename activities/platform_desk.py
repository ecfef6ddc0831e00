"""The exchange with the national platform (平台往来): complaints go out, receipts come in, outcomes are reported."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session

from activities.complaint_intake import take_in
from activities.evidence import enter
from activities.law import Law
from activities.receipt import CLOCKS_APART, refuse_future
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.national_platform import HandedOver, Left, NationalPlatform, OutcomeReport, PlatformReceipt, Unreached
from domain.submission import complaint_of
from models import audit, submission
from models.complaint import ComplaintRow
from models.matter import MatterRow
from models.session import Database
from models.submission import SubmissionRow, Untold

ENOUGH = 30.0  # seconds after which nothing more is begun in one run
PAUSE = 600.0  # seconds after which a complaint whose hand-over was cut off is handed over again: longer than one run
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
        """Hand over what waits, each complaint once; returns how many. It is taken up in one transaction, handed over,
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

    def _next(self) -> HandedOver | None:
        now = datetime.now(UTC)
        with self.database.transaction() as session:
            row = submission.next_waiting(session, now, rehearsal=self.platform.embedded)
            if row is None:
                return None
            row.tries, row.next_at = row.tries + 1, now + timedelta(seconds=PAUSE)
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
                zh, en = "平台回执的编号不是本系统移交的投诉。", "The receipt is of no complaint handed over here."
                raise Refused("unknown_submission", zh=zh, en=en, field="number", value=said.number)
            if row.complaint_id is not None:
                _refuse_other_words(session, said)
                return ()
            _refuse_moment(row, said)
            return _register(session, self.law, row, said)

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


def _outcome(one: Untold) -> OutcomeReport:
    assert one.step.result is not None
    assert one.step.ended_at is not None
    return OutcomeReport(reference=one.reference, outcome=one.step.result, on=legal_day(one.step.ended_at))


def _register(session: Session, law: Law, row: SubmissionRow, said: PlatformReceipt) -> tuple[MatterRow, ...]:
    """The complaint is received in law: it is registered with the number and the moment of the platform, its matter
    opened, its evidence put on the chain under names that tell nothing of the complainant (O121 37)."""
    assert row.form is not None
    opened = take_in(session, law, complaint_of(row.form, row.number, said.reference, said.received_at))
    for count, file in enumerate(row.files(), 1):
        enter(
            session, audit.of_matter(opened[0].matter_id), file.model_copy(update={"name": f"投诉材料{count}"}),
            at=said.received_at, actor=audit.PROGRAM, statement="投诉人随投诉提交",
        )  # fmt: skip
    row.form, row.complaint_id = None, opened[0].complaint_id
    return opened


def _refuse_other_words(session: Session, said: PlatformReceipt) -> None:
    known = session.get_one(ComplaintRow, said.number)
    if (said.reference, said.received_at) != (known.reference, known.received_at):
        raise Refused(
            "platform_answer_changed",
            zh=f"平台曾以另一编号或者收到时间答复投诉“{said.number}”，先前的登记不变。",
            en=f"The platform has answered {said.number} with another number or moment before; that one stands.",
            field="number",
            value=said.number,
        )


def _refuse_moment(row: SubmissionRow, said: PlatformReceipt) -> None:
    refuse_future(said.received_at, rehearsal=row.rehearsal)
    if (row.submitted_at - said.received_at).total_seconds() > CLOCKS_APART:
        raise Refused(
            "received_before_submission",
            zh="平台收到的时间不能早于投诉人提交的时间。",
            en="The platform cannot have received it before it was submitted.",
            field="received_at",
            value=said.received_at.isoformat(),
        )
