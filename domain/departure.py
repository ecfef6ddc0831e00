"""Departures (偏离建议): what people did with what the rules had found or proposed, and their own reasons."""

from datetime import date, datetime

from domain.base import Text, Value
from domain.facts import Labelled


class Deed(Labelled):
    """处理方式. A person decides: none of these is a fault."""

    CONFIRMED = "confirmed", "采纳", "confirmed"
    DISMISSED = "dismissed", "认定不属实", "dismissed"
    DEPARTED = "departed", "另拟处理", "decided otherwise"
    SENT_BACK = "sent_back", "退回", "sent back"
    CHOSEN = "chosen", "在可选步骤中选择", "chosen among what may be done"


class Span(Value):
    """Days of which both are counted; None is without a limit."""

    first: date | None = None
    last: date | None = None


class Tally(Value):
    """How often people of one office did each with what one rule says. `rule` is its id."""

    rule: str
    title: Text
    office_id: str
    office: str
    confirmed: int
    dismissed: int
    departed: int
    sent_back: int
    chosen: int


class Departure(Value):
    """One act, with the person's own words. `step` is 0 for the matter itself."""

    act_id: str
    matter_id: str
    office_id: str
    step: int
    rule: str
    deed: Deed
    actor: str
    at: datetime
    reason: str
