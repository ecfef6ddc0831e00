"""Extension of an order's period (延期改正): the party asks, the head of department answers, with reasons."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from domain.act import BaseAct


class ExtensionRequest(BaseAct):
    """延期申请 of the party, while its period to correct runs; the postmark counts. `count` is in its unit."""

    kind: Literal["extension_request"] = "extension_request"
    count: int = Field(ge=1)
    reason: str = Field(min_length=1)


class ExtensionRefusal(BaseAct):
    """不予延期: the answer of the head of department to a request that he does not grant. Granting is an extension."""

    kind: Literal["extension_refusal"] = "extension_refusal"
    reason: str = Field(min_length=1)


ANSWERS = ("extension", "extension_refusal")


def unanswered(kinds: Iterable[str]) -> bool:
    """Whether a request is left without an answer, by the kinds of the acts about the step, in their order."""
    asked = [kind for kind in kinds if kind == "extension_request" or kind in ANSWERS]
    return bool(asked) and asked[-1] == "extension_request"
