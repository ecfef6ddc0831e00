"""Acts of service (送达): a paper has reached its addressee, or has not, or was sent to him electronically."""

from typing import Literal

from pydantic import AwareDatetime, Field

from domain.act import BaseAct, Words
from domain.service import Failure, Manner


class Service(BaseAct):
    """送达 (PR 82-83), in one `manner`: `rules/service.yaml` says what each must state, and what `served_at` is in it.

    `document` names a paper that goes out beside the one that the step waits for, which needs no name. `confirmation`
    is the id of a confirmed address, `difficulty` the reason why no lower rung of the ladder serves, `through` whoever
    was asked to serve, or where it was announced.
    """

    kind: Literal["service"] = "service"
    manner: Manner = Field(default=Manner.DIRECT, title="送达方式", description="manner of service")
    served_at: AwareDatetime
    signed_by: Words | None = None
    relation: Words | None = None
    place: Words | None = None
    refusal: Words | None = None
    witness: Words | None = None
    recording: Words | None = None
    confirmation: str | None = None
    difficulty: Words | None = None
    postal_number: Words | None = None
    through: Words | None = None
    proof: Words | None = None
    second_officer: str | None = None
    document: str | None = None


class Attempt(BaseAct):
    """未能送达: an attempt that failed, at `tried_at`, with what shows it. `document` as of a Service."""

    kind: Literal["attempt"] = "attempt"
    manner: Manner = Field(title="送达方式", description="manner of service")
    failure: Failure
    tried_at: AwareDatetime
    statement: Words
    proof: Words
    place: Words | None = None
    second_officer: str | None = None
    document: str | None = None


class Dispatch(BaseAct):
    """电子发送: the paper goes to a confirmed e-mail address, by its id. No service before it has arrived."""

    kind: Literal["dispatch"] = "dispatch"
    confirmation: str
    document: str | None = None
