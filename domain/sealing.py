"""Seals (用印): how a paper bears the seal of its office, and who says so."""

from datetime import datetime

from domain.base import Value
from domain.facts import Labelled


class SealManner(Labelled):
    """A paper without a seal is void (APL 59, PR 62); a reliable electronic one is as good (电子签名法 13, 14)."""

    SCAN = "scan", "加盖印章后的扫描件", "scan of the sealed print"
    ELECTRONIC = "electronic", "可靠的电子签章", "reliable electronic seal"


class Sealing(Value):
    """Of one document, which is sealed once. `officer` vouches that the copy is that document, sealed at `at` (None:
    now), and of an electronic seal that the signature was found reliable, which nothing here can tell.
    """

    document_id: str
    manner: SealManner
    officer: str
    at: datetime | None = None
