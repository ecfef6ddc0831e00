"""Which office handles a complaint or a report (处理权限): distribution, handing back, disputes (O121 33, 41), and of a
complaint its taking over by a higher office (13)."""

from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from domain.act import BaseAct
from domain.facts import Labelled
from domain.scheme import Line, Words


class PowerDispute(Labelled):
    """处理权限争议情况 (O121 33)."""

    NONE = "none", "没有争议", "none"
    STATED = "stated", "已提出", "stated"
    OPEN = "open", "协商或者待指定", "being talked over, or awaiting a designation"
    OVER = "over", "已确定", "settled"


class Going(BaseAct):
    """Where it goes: `to_office`, an office of the register by its id, or `outside`, another by its name."""

    to_office: Line | None = None
    outside: Line | None = None


class Distribution(Going):
    """分送 (O121 41): the unit that receives for an authority sends a complaint or a report to a lower office with
    power, or to a `unit` of its own authority."""

    kind: Literal["distribution"] = "distribution"
    unit: Line | None = None
    statement: Words

    @model_validator(mode="after")
    def _to_one(self) -> Self:
        if sum(one is not None for one in (self.to_office, self.outside, self.unit)) != 1:
            raise ValueError("to_office, outside or unit: one of them")
        return self


class HandBack(BaseAct):
    """反馈统一接收机构 (O121 41): by whoever received it and has no power; he transfers it to nobody himself."""

    kind: Literal["hand_back"] = "hand_back"
    statement: Words


class TakingOver(BaseAct):
    """上级处理 (O121 13): a higher office handles what a lower one received."""

    kind: Literal["taking_over"] = "taking_over"
    statement: Words


class SuperiorRequest(BaseAct):
    """报请上级决定 (O121 13): that the higher office handle it. It moves nothing by itself."""

    kind: Literal["superior_request"] = "superior_request"
    superior: Line
    statement: Words


class DisputeStatement(BaseAct):
    """发生处理权限争议 (O121 33): with whom and since when; the seven working days of the talks run from then."""

    kind: Literal["dispute_statement"] = "dispute_statement"
    offices: tuple[Line, ...] = Field(min_length=1)
    since: AwareDatetime
    statement: Words


class DesignationRequest(BaseAct):
    """报请指定处理机关 (O121 33): of the common superior, once the talks have failed or at once."""

    kind: Literal["designation_request"] = "designation_request"
    superior: Line
    statement: Words


class DisputeSettlement(Going):
    """处理机关的确定 (O121 33): agreed between the offices, or designated by their common superior (`designated_by`).
    Neither `to_office` nor `outside`: it stays here. `proof` names the minutes or the designation."""

    kind: Literal["dispute_settlement"] = "dispute_settlement"
    designated_by: Line | None = None
    proof: Line
    statement: Words

    @model_validator(mode="after")
    def _to_one_at_most(self) -> Self:
        if self.to_office is not None and self.outside is not None:
            raise ValueError("to_office or outside")
        return self


# before acceptance of a complaint is decided, or the verification of a report is over
OfReceipt = Distribution | HandBack | TakingOver | SuperiorRequest | DisputeStatement
PowerAct = OfReceipt | DesignationRequest | DisputeSettlement
OF_RECEIPT = ("distribution", "hand_back", "dispute_statement")
OF_A_COMPLAINT = ("taking_over", "superior_request")  # O121 13 speaks of complaints alone
