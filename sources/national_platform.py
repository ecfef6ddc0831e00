"""全国12315平台 by files: complaints, reports and outcomes as JSON into a folder, the platform's receipts out of it."""

from collections.abc import Iterator
from hashlib import sha256

from pydantic import ValidationError

from domain.base import Value
from domain.errors import Refused
from domain.national_platform import (
    HandedOver,
    HandedOverReport,
    InformantReply,
    Left,
    OutcomeReport,
    PlatformReceipt,
    Unreached,
)
from sources.exchange import IN, READ, REFUSED, ExchangeFolder

LARGEST = 1 << 20  # bytes of a receipt
COMPLAINT, REPORT, OUTCOME, REPLY = "complaint", "report", "outcome", "reply"  # how names of files begin


class PlatformFolder(ExchangeFolder):
    """A file for each complaint or report, named by our number, and one for each outcome; a receipt has any name."""

    suffix = ".json"

    def hand_over(self, submitted: HandedOver | HandedOverReport) -> None:
        kind = COMPLAINT if isinstance(submitted, HandedOver) else REPORT
        self._leave(f"{kind}-{submitted.number}", submitted)

    def report(self, outcome: OutcomeReport) -> None:
        of = sha256(outcome.reference.encode()).hexdigest()[:20]  # the platform's own number may be no name of a file
        self._leave(f"{OUTCOME}-{of}-{outcome.outcome.value}", outcome)

    def reply(self, reply: InformantReply) -> None:
        self._leave(f"{REPLY}-{sha256(reply.paper.encode()).hexdigest()[:20]}", reply)

    def left(self) -> Iterator[Left]:
        for file in self.waiting():
            try:
                content = self.read(file, LARGEST)
            except Refused as problem:
                yield Left(file.name, problem)
            else:
                if content is not None:
                    yield Left(file.name, content)

    def receipt(self, content: bytes) -> PlatformReceipt:
        try:
            if len(content) > LARGEST:
                raise ValueError("larger than any receipt")
            return PlatformReceipt.model_validate_json(content)
        except (ValueError, OverflowError) as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) if isinstance(error, ValidationError) else ""
            raise Refused(
                "platform_answer_unreadable",
                zh="文件不是可以读取的平台收件回执。",
                en="The file is no receipt of the platform that can be read.",
                field=where or "file",
            ) from None

    def put_away(self, name: str, *, refused: bool = False) -> None:
        self.done(self.path / IN / name, REFUSED if refused else READ)

    def _leave(self, name: str, message: Value) -> None:
        try:
            self.put(name, message.model_dump_json(indent=2).encode())
        except OSError as error:
            raise Unreached(error.strerror or type(error).__name__) from None
