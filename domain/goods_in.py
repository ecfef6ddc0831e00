"""Goods-in checks (进货查验): the record of what a seller has looked at, his evidence of his duty (PQL 33, 55)."""

from datetime import date, datetime

from domain.base import Text, Value
from domain.certificate_state import RegisterAnswer
from domain.circulation import ProofOfInspection


class Looked(Value):
    """What he looked at, in the words of the record. `found` are titles of what the rules found at that time."""

    check_id: str
    seen_on: date
    seen_at: datetime | None
    region: str | None
    supplier: str | None
    producer: str | None
    product: str | None
    model: str | None
    lot: str | None
    units: int | None
    proof_of_inspection: ProofOfInspection | None
    certificate_number: str | None
    serial: str | None
    register_said: RegisterAnswer | None
    found: tuple[Text, ...]
    judgement_id: str | None
    note: str


class Evidence(Value):
    """进货查验记录 of one seller, the earliest first. `wanting` says what the record does not show."""

    seller_id: str
    seller: str
    looked: tuple[Looked, ...]
    basis: tuple[Text, ...]
    wanting: tuple[Text, ...]
