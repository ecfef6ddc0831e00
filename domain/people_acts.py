"""Acts about the people of a matter (人员): who may not take part in it, and who stands in the place of its party.

They are about the matter itself, whatever its steps wait for: `step` is 0.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from domain.act import BaseAct

OfTheMatter = Annotated[Literal[0], Field(title="步骤号", description="0: the matter itself")]


class RecusalRequest(BaseAct):
    """回避申请 (APL 43, PR 4): an officer declares that he must not take part, or the party asks that he do not.

    In a complaint either side asks it of a mediator (O121 21): `officer` is then his name as the notice gives it,
    unless he is an officer, and `acted_by` who acts for the complainants.
    """

    kind: Literal["recusal_request"] = "recusal_request"
    step: OfTheMatter = 0
    officer: str
    acted_by: str | None = None
    reason: str = Field(min_length=1)


class RecusalDecision(BaseAct):
    """回避决定 upon the request with this act id. `minutes` names the record of the collective discussion, where only
    that decides (PR 4)."""

    kind: Literal["recusal_decision"] = "recusal_decision"
    step: OfTheMatter = 0
    request: str = Field(title="回避申请的操作编号", description="act id of the request")
    agreed: bool
    reason: str = Field(min_length=1)
    minutes: str | None = None


class Succession(BaseAct):
    """权利义务承受认定: the party is no more, and the head finds who has taken over its rights and duties.

    `successor` is that enterprise, None: nobody has. `document` is what of the registration proves it.
    """

    kind: Literal["succession"] = "succession"
    step: OfTheMatter = 0
    successor: str | None = None
    reason: str = Field(min_length=1)
    document: str = Field(min_length=1)


PeopleAct = RecusalRequest | RecusalDecision | Succession
PEOPLE_KINDS: tuple[str, ...] = tuple(one.model_fields["kind"].default for one in get_args(PeopleAct))
