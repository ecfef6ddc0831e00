"""Evidence (证据): the source records behind the facts of a matter, and what each fact was relied on for."""

from datetime import date

from domain.base import Text, Value
from domain.facts import Labelled


class EvidenceKind(Labelled):
    """证据种类: the closed list of APL 46. A judgement is a working paper and none of them."""

    DOCUMENTARY = "documentary", "书证", "documentary evidence"
    PHYSICAL = "physical", "物证", "physical evidence"
    AUDIOVISUAL = "audiovisual", "视听资料", "audiovisual material"
    ELECTRONIC = "electronic", "电子数据", "electronic data"
    TESTIMONY = "testimony", "证人证言", "testimony"
    PARTY_STATEMENT = "party_statement", "当事人的陈述", "statement of the party"
    EXPERT_OPINION = "expert_opinion", "鉴定意见", "expert opinion"
    RECORD = "record", "勘验笔录、现场笔录", "record of an inspection"


class Evidence(Value):
    """One source record. `number` counts from 1 in the matter, `entry` is the place in its audit chain.

    `collectors` are named with their certificates; empty: the register does not say who collected it. `wants` names
    the paper that the record speaks of and that the register does not hold; `verified` says who verified it, if anyone;
    what officers report themselves needs nobody else's verification.
    """

    number: int
    title: Text
    kind: EvidenceKind
    collectors: tuple[str, ...]
    collected_on: date
    original: Text
    verified: Text | None
    wants: Text | None
    entry: int | None
    needs_verification: bool = True


class Relied(Value):
    """A fact that was relied on: `evidence` holds the numbers of what proves it, empty where nothing does."""

    fact: Text
    evidence: tuple[int, ...]
    law: Text
    used: Text
