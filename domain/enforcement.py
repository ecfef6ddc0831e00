"""Enforcement through the court (申请强制执行): what the party says when it is urged to perform."""

from typing import Literal

from pydantic import Field

from domain.act import BaseAct


class Defence(BaseAct):
    """陈述申辩 of the party upon an urging (行政强制法 36): recorded, examined, and followed where it holds."""

    kind: Literal["defence"] = "defence"
    statement: str = Field(min_length=1)
