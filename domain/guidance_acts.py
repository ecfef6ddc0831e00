"""Acts of guidance (行政指导): letters and interviews, and what was undertaken in them. All of it is voluntary."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from domain.act import BaseAct
from domain.base import Value
from domain.facts import Labelled


class Kept(Labelled):
    """承诺履行情况. Whatever it is, nothing follows from it (HAP 100)."""

    KEPT = "kept", "已履行", "kept"
    NOT_KEPT = "not_kept", "未履行", "not kept"
    NOT_KNOWN = "not_known", "尚不清楚", "not known"


class LetterDraft(BaseAct):
    """提醒敦促函的拟稿: purpose, reason and content are open (HAP 105)."""

    kind: Literal["letter_draft"] = "letter_draft"
    purpose: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    suggestions: tuple[str, ...] = Field(min_length=1)
    contact: str | None = None


class InterviewDraft(BaseAct):
    """约谈通知书的拟稿. A new one for the same interview sets another date."""

    kind: Literal["interview_draft"] = "interview_draft"
    purpose: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    topics: tuple[str, ...] = Field(min_length=1)
    held_at: AwareDatetime
    place: str = Field(min_length=1)
    invited: str = Field(min_length=1)
    second_officer: str
    contact: str | None = None


class Attendee(Value):
    """到场人员."""

    name: str = Field(min_length=1, title="姓名", description="name")
    position: str = Field(min_length=1, title="职务", description="position")


class Commitment(Value):
    """承诺: what was undertaken of one's own will, until the end of a day."""

    what: str = Field(min_length=1, title="承诺内容", description="what is undertaken")
    by: date = Field(title="履行期限", description="until the end of this day")


class InterviewRecord(BaseAct):
    """约谈记录: who came, what was said, what was undertaken; signed by both sides."""

    kind: Literal["interview_record"] = "interview_record"
    held_at: AwareDatetime
    place: str = Field(min_length=1)
    attended: tuple[Attendee, ...] = Field(min_length=1)
    said: str = Field(min_length=1)
    replied: str = Field(min_length=1)
    commitments: tuple[Commitment, ...] = ()
    signed_for_party: str = Field(min_length=1)
    signed_for_office: str = Field(min_length=1)
    second_officer: str


class FollowUp(BaseAct):
    """承诺跟进: what became of the commitment with this number, counted from 1 in its record."""

    kind: Literal["follow_up"] = "follow_up"
    commitment: int = Field(ge=1)
    kept: Kept
    statement: str = Field(min_length=1)
