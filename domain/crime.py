"""涉嫌犯罪的数额 (移送规定 3): signs that a referral is to be thought of. They neither demand nor forbid one."""

from domain.base import Value
from domain.case_facts import CaseFacts
from domain.facts import Labelled


class Sign(Labelled):
    """Which of the figures is reached."""

    SALES = "sales", "销售金额达到追诉参考数额", "sales reach the figure"
    UNSOLD = "unsold", "未销售货值达到追诉参考数额", "the value unsold reaches the figure"
    JOINT = "joint", "销售金额加倍后与未销售货值合计达到追诉参考数额", "sales, weighted, and the value unsold reach it"


class Thresholds(Value):
    """In fen; `weight` is by how much sales count in `joint`. None: off."""

    sales: int | None
    unsold: int | None
    joint: int | None
    weight: int | None


def signs(facts: CaseFacts, thresholds: Thresholds) -> tuple[Sign, ...]:
    """Those that are given by what is known; what nobody has found shows nothing."""
    joint = None
    if facts.sales is not None and facts.unsold is not None and thresholds.weight is not None:
        joint = facts.sales * thresholds.weight + facts.unsold
    measured = (
        (Sign.SALES, facts.sales, thresholds.sales),
        (Sign.UNSOLD, facts.unsold, thresholds.unsold),
        (Sign.JOINT, joint, thresholds.joint),
    )
    return tuple(
        sign for sign, value, figure in measured if value is not None and figure is not None and value >= figure
    )
