"""Acts upon a complaint (投诉处理): acceptance, consent, notice, record and termination of mediation (O121 15-25)."""

from datetime import date
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from domain.acceptance import AcceptanceFacts
from domain.act import BaseAct
from domain.facts import Labelled
from domain.representation import OwnConsent
from domain.scheme import Line, Words


class Side(Labelled):
    """争议一方."""

    COMPLAINANT = "complainant", "投诉人", "the complainant"
    RESPONDENT = "respondent", "被投诉人", "the respondent"


class MediationManner(Labelled):
    """调解方式 (O121 20). A mediation on the spot is told ahead to both sides."""

    ON_SITE = "on_site", "现场调解", "on the spot"
    REMOTE = "remote", "互联网、电话等非现场调解", "by telephone or the internet"


class ByComplainants(BaseAct):
    """What the complainants' side does. `acted_by`: which complainant, or whose agent, by name (O121 11, 12); None the
    only one himself. `consents`: of those whom he represents, where the act changes or gives up what is asked, or
    settles.
    """

    acted_by: Line | None = None
    consents: tuple[OwnConsent, ...] = ()


class AcceptanceDecision(BaseAct):
    """受理或者不予受理 (O121 15, 16). `ground` is the article on which acceptance is refused (`order121/16.1.5`)."""

    kind: Literal["acceptance_decision"] = "acceptance_decision"
    accepted: bool
    statement: Words
    ground: str | None = None


class AcceptanceExamination(BaseAct):
    """受理审查: what an officer has found of the grounds of refusal, fact by fact, and from what (O121 16, 17)."""

    kind: Literal["acceptance_examination"] = "acceptance_examination"
    found: AcceptanceFacts = Field(title="查明的情况", description="what was found")
    statement: Words

    @model_validator(mode="after")
    def _something_is_found(self) -> Self:
        if self.found == AcceptanceFacts():
            raise ValueError("at least one fact is stated")
        return self


class IdentityDemand(BaseAct):
    """限期提供身份证明材料: the only thing that may be demanded (O121 10); the seven working days run on."""

    kind: Literal["identity_demand"] = "identity_demand"
    wanted: Line
    by: date


class Consent(ByComplainants):
    """调解意愿 (O121 18): whether both sides agree to mediation; `refused_by` names who does not."""

    kind: Literal["consent"] = "consent"
    agreed: bool
    statement: Words
    refused_by: Side | None = None

    @model_validator(mode="after")
    def _whoever_refuses_is_named(self) -> Self:
        if self.agreed is (self.refused_by is not None):
            raise ValueError("who refuses is named, and only then")
        return self


class MediationNotice(BaseAct):
    """调解通知: when, where and before whom (O121 20, 21). It compels nobody."""

    kind: Literal["mediation_notice"] = "mediation_notice"
    held_at: AwareDatetime
    place: Line
    mediators: tuple[Line, ...] = Field(min_length=1)


class MediationRecord(ByComplainants):
    """调解记录 (O121 24): what both sides have agreed, or on which ground they have not (`order121/23.1.3`).

    `performed_at_once` and `waived`: no 调解书 is made of an agreement that has been performed, or where both sides
    want none.
    """

    kind: Literal["mediation_record"] = "mediation_record"
    settled: bool
    manner: MediationManner = Field(title="调解方式", description="manner of the mediation")
    statement: Words
    terms: Words | None = None
    performed_at_once: bool = False
    waived: bool = False
    ground: str | None = None


class TerminationDecision(BaseAct):
    """终止调解决定 (O121 23): on which ground, and why."""

    kind: Literal["termination_decision"] = "termination_decision"
    ground: str
    statement: Words


class ComplaintWithdrawal(ByComplainants):
    """撤回投诉: by the complainant, for no reason that he must give (O121 23(1)(1))."""

    kind: Literal["complaint_withdrawal"] = "complaint_withdrawal"
    statement: Words


class RequestChange(ByComplainants):
    """变更投诉请求 (O121 12): what the complainants ask from now on, told by themselves."""

    kind: Literal["request_change"] = "request_change"
    new_request: Words
    statement: Words


class MediationBody(Labelled):
    """受托调解组织 (O121 19)."""

    CONSUMER_ASSOCIATION = "consumer_association", "消费者协会", "a consumer association"
    OTHER = "other", "依法成立的其他调解组织", "another lawfully established mediation organisation"


class Entrustment(ByComplainants):
    """委托调解 (O121 19): with the consent of both sides, within this scope and in the authority's name; never
    entrusted further. `complainant_consent` and `respondent_consent` name the papers or records that show it."""

    kind: Literal["entrustment"] = "entrustment"
    organisation: Line
    body: MediationBody
    scope: Words
    complainant_consent: Line
    respondent_consent: Line


class InstituteChoice(Labelled):
    """鉴定、检测机构的确定 (O121 22)."""

    AGREED = "agreed", "双方协商确定", "agreed by both sides"
    DESIGNATED = "designated", "无法协商一致，由市场监督管理部门指定", "designated, for they could not agree"


class CostBasis(Labelled):
    """鉴定、检测费用的承担 (O121 22). Where both cannot agree, and no law says, the mediation ends (23(1)(4))."""

    AGREED = "agreed", "双方协商一致", "agreed by both sides"
    LAW = "law", "依照法律、法规的规定", "as a law or regulation provides"


class TestingArrangement(ByComplainants):
    """鉴定、检测安排 (O121 22): by whom, chosen how, at whose cost. `qualification` shows that the institute meets the
    conditions, `disagreement` that both could not agree on one, `cost_terms` who bears the cost, or under which law."""

    kind: Literal["testing_arrangement"] = "testing_arrangement"
    subject: Line
    institute: Line
    qualification: Line
    chosen: InstituteChoice
    disagreement: Words | None = None
    cost: CostBasis
    cost_terms: Words


Arranged = Entrustment | TestingArrangement  # about the mediation itself
Decided = (
    AcceptanceExamination
    | AcceptanceDecision
    | IdentityDemand
    | Consent
    | MediationNotice
    | MediationRecord
    | TerminationDecision
)
ComplaintAct = Decided | Arranged  # by officers
ComplainantsAct = ComplaintWithdrawal | RequestChange  # from outside
