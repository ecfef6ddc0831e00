"""The bank desk (银行窗口): messages that the bank has left are read, each once, and put away."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from activities.banking import take
from bank import answers
from bank.validation import LARGEST
from domain.base import Text
from domain.errors import Refused
from models import bank
from models.bank import BankMessageRow
from models.session import Database
from sources.exchange import REFUSED, BankFolder


class Collected(NamedTuple):
    """How many messages were read, how many could not be, and the payments that something has happened to."""

    read: int
    refused: int
    compensations: tuple[str, ...]


class BankDesk:
    def __init__(self, database: Database, folder: BankFolder) -> None:
        self.database, self.folder = database, folder

    def collect(self) -> Collected:
        """Take in what waits. A file is put away only after all that it says is on record: whoever is killed before
        reads it again, and finds it on record."""
        read = refused = 0
        touched: dict[str, None] = {}
        for file in self.folder.waiting():
            content = None
            try:
                content = self.folder.read(file, LARGEST)
                if content is None:
                    continue
                touched |= dict.fromkeys(self._take(content))
            except Refused as problem:
                self._ask(file, content or b"", problem)
                self.folder.done(file, REFUSED)
                refused += 1
            else:
                self.folder.done(file)
                read += 1
        return Collected(read, refused, tuple(touched))

    def _take(self, content: bytes) -> list[str]:
        words = answers.read(content)
        row = BankMessageRow(
            message_id=words.message_id, sha256=sha256(content).hexdigest(), read_at=datetime.now(UTC), content=content
        )
        with self.database.transaction() as session:
            return take(session, words, row)

    def _ask(self, file: Path, content: bytes, problem: Refused) -> None:
        with self.database.transaction() as session:
            about = f"{file.name} {sha256(content).hexdigest()}"
            text = Text(zh=f"{file.name}：{problem.zh}", en=f"{file.name}: {problem.en}")
            bank.ask(session, None, problem.code, about, datetime.now(UTC), text)
