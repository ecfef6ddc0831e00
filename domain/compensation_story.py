"""What is told of a payment of a scheme (赔付经过): its money, its papers, its story."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from domain.accounts import yuan
from domain.base import Text, Value
from domain.compensation import CompensationEnding, CompensationPhase
from domain.scheme import Source
from domain.scheme_paper import Recipient
from domain.story import Event


class Money(Value):
    """Where the money of a payment stands, in fen. `paid` is by source; `repaid`, `set_off` and `written_off` are of
    what was advanced, `owed` is what is left of it."""

    asked: int
    decided: int
    paid: dict[Source, int]
    repaid: int
    set_off: int
    written_off: int
    owed: int

    def told(self) -> Iterator[Text]:
        """A line for each sum, those of recourse only where there are any."""
        yield _sum("请求", "asked", self.asked)
        yield _sum("决定赔付", "decided", self.decided)
        yield _sum("已付", "paid", sum(self.paid.values()))
        for source, fen in self.paid.items():
            yield _sum(f"  出自{source.zh}", f"  out of {source.en}", fen)
        for zh, en, fen in (
            ("责任方偿还", "repaid by the liable party", self.repaid), ("以保证金抵扣", "set off", self.set_off),
            ("核销", "written off", self.written_off),
        ):  # fmt: skip
            if fen:
                yield _sum(zh, en, fen)
        yield _sum("责任方尚欠", "still owed by the liable party", self.owed)


def _sum(zh: str, en: str, fen: int) -> Text:
    return Text(zh=f"{zh} {yuan(fen)}元", en=f"{en}: {yuan(fen)} yuan")


class Paper(Value):
    """`arrived_on` is the day on which it reached the liable party or the consumer, where that is on record."""

    paper_id: str
    kind: str
    title: Text
    recipient: Recipient
    issued_on: date
    arrived_on: date | None
    sha256: str


class Listed(Value):
    """One payment in a list; `papers` is how many it has."""

    compensation_id: str
    claim_id: str
    scheme_id: str
    rehearsal: bool
    liable: str
    consumer: str
    phase: CompensationPhase
    ending: CompensationEnding | None
    applied_at: datetime
    money: Money
    papers: int


class Story(Value):
    """JSON values. `owed` is in yuan; `accounts` are balances in fen, debits positive; `judgements` hold the facts that
    each decision read, what stood in the way, and what could not be evaluated; `timeline` is the audit chain, `events`
    the same in words."""

    payment: dict[str, Any]
    scheme: str
    operator: str
    liable: str
    agreement: dict[str, Any]
    money: Money
    owed: str
    acts: tuple[dict[str, Any], ...]
    judgements: tuple[dict[str, Any], ...]
    orders: tuple[dict[str, Any], ...]
    papers: tuple[Paper, ...]
    accounts: dict[str, int]
    timeline: tuple[dict[str, Any], ...]
    events: tuple[Event, ...]
