"""Receipts (收件): what every act in a matter states, whoever acts and whatever he does."""

from datetime import datetime

from domain.base import Value
from domain.facts import Labelled


class Channel(Labelled):
    """How a paper came in (收件方式). Only post has a time on the way that does not count (PR 80)."""

    IN_PERSON = "in_person", "当面提交", "in person"
    PORTAL = "portal", "平台提交", "portal"
    POST = "post", "邮寄", "post"


class Receipt(Value):
    """What a person did about one step. `sent_at` is the postmark where it came by post, else the receipt itself.

    `act_id` is the natural key: the same act sent twice is one act. `actor` is an officer's or an enterprise's id.
    """

    act_id: str
    matter_id: str
    step: int
    actor: str
    sent_at: datetime
    received_at: datetime
    channel: Channel = Channel.PORTAL
