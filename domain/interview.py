"""Hearing and interview (听取陈述、约谈): what people say to an office in a step of a matter, as it is recorded."""

from typing import Literal

from pydantic import AwareDatetime, Field

from domain.act import BaseAct
from domain.guidance_acts import Commitment


class Hearing(BaseAct):
    """听取陈述 before an announcement that names somebody: how he was asked (`asked_by`), what he said, and what is
    answered to it. Who was asked and said nothing has been heard, too."""

    kind: Literal["hearing"] = "hearing"
    asked_by: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    answer: str = Field(min_length=1)


class Appointment(BaseAct):
    """约谈安排: who is to come (`person`), when, where and about what."""

    kind: Literal["appointment"] = "appointment"
    person: str = Field(min_length=1)
    held_at: AwareDatetime
    place: str = Field(min_length=1)
    topic: str = Field(min_length=1)
    prepare: str | None = None


class Talk(BaseAct):
    """约谈记录: who came, what was said and undertaken. `recorder` is the officer who wrote it down."""

    kind: Literal["talk"] = "talk"
    held_at: AwareDatetime
    place: str = Field(min_length=1)
    attended: tuple[str, ...] = Field(min_length=1)
    recorder: str
    said: str = Field(min_length=1)
    commitments: tuple[Commitment, ...] = ()
