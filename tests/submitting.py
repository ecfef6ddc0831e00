"""The front door on the register alone: forms, the stand-in of the national platform, and what is exchanged with it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from activities.evidence_store import EvidenceStore
from activities.law import Law
from activities.platform_desk import Collected, PlatformDesk
from activities.submission_receipt import receipt
from activities.submitting import HandedIn, Submitted, submit, submit_report
from demo import cast
from domain.errors import Refused
from domain.report_submission import GIVEN as OF_A_REPORT
from domain.submission import GIVEN, Receipt
from models import submission
from models.session import Database
from models.submission import SubmissionRow
from servers.national_platform import EmbeddedPlatform
from sources.exchange import IN, OUT
from tests.complaining import RECEIVED, a_complaint
from tests.reporting import a_report

JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000") + bytes(200)


PERSONAL = {"name": "示例投诉人", "phone": "010-1231-5000", "address": "示例市示例路1号"}


def a_form(number: int, **content: Any) -> dict[str, Any]:
    """What 示例投诉人 `number` fills in: no number, no channel, no receipt."""
    return a_complaint(number).model_dump(mode="json", exclude=set(GIVEN)) | {"complainant": PERSONAL} | content


def a_report_form(number: int, **content: Any) -> dict[str, Any]:
    """What the informant `WHO` fills in."""
    return a_report(number).model_dump(mode="json", exclude=set(OF_A_REPORT)) | content


class FrontDoor:
    """`number` must differ between tests."""

    def __init__(self, database: Database, folder: Path, number: int, platform: Path | None = None) -> None:
        self.database, self.number, self.now = database, number, RECEIVED
        self.stand_in = EmbeddedPlatform(platform or folder / "12315")
        self.platform, self.store = self.stand_in.folder, EvidenceStore(folder / "evidence")
        self.desk = PlatformDesk(database, Law(), self.platform)
        with database.transaction() as session:
            cast.enter_cast(session)

    def submit(self, files: Sequence[bytes] = (), embedded: bool | None = True, **content: Any) -> Submitted:
        given = [HandedIn(f"示例投诉人{one}.jpg", BytesIO(content), len(content)) for one, content in enumerate(files)]
        with self.database.transaction() as session:
            form = a_form(self.number, **content)
            return submit(session, self.store, form, given, self.now, embedded=embedded)

    def submit_report(self, files: Sequence[bytes] = (), **content: Any) -> Submitted:
        given = [HandedIn(f"示例举报甲{one}.jpg", BytesIO(content), len(content)) for one, content in enumerate(files)]
        with self.database.transaction() as session:
            form = a_report_form(self.number, **content)
            return submit_report(session, self.store, form, given, self.now, embedded=True)

    def refused(self, files: Sequence[bytes] = (), embedded: bool | None = True, **content: Any) -> Refused:
        with pytest.raises(Refused) as refusal:
            self.submit(files, embedded, **content)
        return refusal.value

    def exchange(self, at: datetime | None = None) -> Collected:
        """Everything is handed over, numbered by the stand-in, and its receipts are taken in."""
        self.desk.hand_over()
        self.stand_in.answer(at or self.now)
        return self.desk.collect()

    def leave(self, name: str, content: bytes) -> None:
        """Something lies where receipts come in."""
        self.platform.put(name, content, IN)

    def receipt(self, token: str) -> Receipt:
        with self.database.transaction() as session:
            return receipt(session, Law(), token)

    def row(self, number: str) -> SubmissionRow:
        with self.database.transaction() as session:
            return session.get_one(SubmissionRow, number)

    def questions(self) -> list[str]:
        with self.database.transaction() as session:
            return sorted(one.code for one in submission.questions(session, 100))

    def out(self) -> list[str]:
        return [one.name for one in self.platform.waiting(OUT)]


Open = Callable[[int], FrontDoor]
