"""Phases (阶段): what a step of a matter waits for, and where it stands."""

from domain.base import Value
from domain.facts import Labelled


class Phase(Labelled):
    """What a step waits for."""

    REPORTING = "reporting", "待报告", "awaiting the officers' report"
    CONSENTING = "consenting", "待征求调解意愿", "awaiting the consent of both sides"
    HEARING = "hearing", "待听取陈述", "awaiting what the party has to say"
    DRAFTING = "drafting", "拟稿", "awaiting a draft"
    REVIEWING = "reviewing", "待审核", "awaiting review"
    APPROVING = "approving", "待批准", "awaiting approval"
    SERVING = "serving", "待送达", "awaiting service"
    AWAITING = "awaiting", "期限内", "awaiting the party's answer"
    LAPSED = "lapsed", "逾期", "period over, a late answer is still taken"
    DONE = "done", "已结束", "over"


class Standing(Value):
    """Where a step stands in the register, the ids of the acts that have brought it there, and whether its period
    has run out."""

    phase: Phase
    acts: tuple[str, ...]
    lapsed: bool = False
