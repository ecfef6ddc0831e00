"""What every act (操作) about a step of a matter says: who, when, and how it came in."""

from datetime import datetime
from typing import Annotated, Any, get_args

from pydantic import Field

from domain.base import Value
from domain.facts import Labelled

Words = Annotated[str, Field(min_length=1)]


class Channel(Labelled):
    """How a paper came in (收件方式). Only post has a time on the way that does not count (PR 80)."""

    IN_PERSON = "in_person", "当面提交", "in person"
    PORTAL = "portal", "平台提交", "portal"
    POST = "post", "邮寄", "post"


class BaseAct(Value):
    """What a person did about one step. `sent_at` is the postmark where it came by post, else the receipt itself.

    `act_id` is the natural key: the same act sent twice is one act. `actor` is an officer's or an enterprise's id.
    """

    act_id: str = Field(title="操作编号", description="its own id: the same one twice is one act")
    matter_id: str = Field(title="事项编号", description="the matter")
    step: int = Field(title="步骤号", description="number of the step; 0: the matter itself")
    actor: str = Field(title="办理人编号", description="who acts: the id of an officer, a party or a complaint")
    sent_at: datetime = Field(title="发出时间（邮寄的为邮戳）", description="sent; by post its postmark")
    received_at: datetime = Field(title="收到时间", description="received")
    channel: Channel = Field(default=Channel.PORTAL, title="收件方式", description="how it came in")


def kinds_of(acts: Any) -> frozenset[str]:
    """The kinds of a union of acts."""
    return frozenset(one.model_fields["kind"].default for one in get_args(acts))
