"""What the record of a matter says to one objection, gathered sentence by sentence."""

from collections.abc import Iterable

from activities.matter_evidence import MatterEvidence
from activities.matter_record import MatterRecord
from domain.answer_pack import Held
from domain.base import Text
from domain.story import Event


class Gathered:
    """`holds` and `lacks` grow in the order of telling."""

    def __init__(self, record: MatterRecord, evidence: MatterEvidence) -> None:
        self.record, self.evidence = record, evidence
        self.holds: list[Held] = []
        self.lacks: list[Text] = []

    def has(self, zh: str, en: str, *entries: int | None) -> None:
        self.holds.append(Held(text=Text(zh=zh, en=en), entries=tuple(one for one in entries if one)))

    def wants(self, zh: str, en: str) -> None:
        self.lacks.append(Text(zh=zh, en=en))

    def events(self, *kinds: str) -> list[Event]:
        """What the story tells of these kinds, in its order."""
        return [one for one in self.record.events if one.kind in kinds]


def names(parts: Iterable[str]) -> str:
    return "、".join(parts)
