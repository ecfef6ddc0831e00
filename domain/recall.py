"""Recall (召回) of defective goods: what it covers, who does what, how far it has come, and when it may be closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from domain.base import Value
from domain.errors import Refused
from domain.facts import Labelled

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Line = Annotated[Words, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Units = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Measure(Labelled):
    """召回措施. Only what is repaired is made good and may be sold under its certificate again."""

    REPAIR = "repair", "修理", "repair"
    REPLACE = "replace", "更换", "replacement"
    REFUND = "refund", "退货", "refund"
    DESTROY = "destroy", "销毁", "destruction"


class Yardstick(Labelled):
    """召回成效指标: by which figure, in per mille, the producer undertakes to be measured."""

    SELLERS_REACHED = "sellers_reached", "确认收到通知的销售者占已知销售者", "sellers reached of those known"
    UNITS_RECOVERED = "units_recovered", "退回和处置的数量占流通数量", "units returned or disposed of in circulation"


class Stage(Labelled):
    PHASE = "phase", "阶段性总结", "report on a phase"
    SUMMARY = "summary", "召回总结", "summary"


class RecallPhase(Labelled):
    PLANNING = "planning", "待制定召回计划", "awaiting the producer's plan"
    UNDER_WAY = "under_way", "召回中", "under way"
    CLOSED = "closed", "已结束", "closed"


class Figure(Labelled):
    """What is counted, from the rows of the view `recall_figures`: `units` of a seller is 1, unknown is null."""

    SELLERS_KNOWN = "sellers_known", "已知销售者", "sellers known to have had the goods"
    SELLERS_NOTIFIED = "sellers_notified", "已发通知的销售者", "sellers notified"
    SELLERS_REACHED = "sellers_reached", "确认收到的销售者", "sellers that confirmed receipt"
    SELLERS_STOPPED = "sellers_stopped", "已停止销售的销售者", "sellers that stopped sale"
    UNITS_COVERED = "units_covered", "召回范围内的数量", "units covered"
    UNITS_UNSHIPPED = "units_unshipped", "未出厂的数量", "units that never left the producer"
    UNITS_RECEIVED = "units_received", "进货查验的数量", "units received by sellers"
    UNITS_ON_HAND = "units_on_hand", "销售者库存", "units on hand"
    UNITS_SOLD = "units_sold", "已知售出", "units known to be sold"
    UNITS_RETURNED = "units_returned", "销售者退回", "units returned from stock"
    UNITS_DISPOSED = "units_disposed", "就地处置（修理、销毁）", "units repaired or destroyed on the spot"
    CONSUMER_RETURNS = "consumer_returns", "消费者退回", "units returned by consumers"


RECOVERED = (Figure.UNITS_RETURNED, Figure.UNITS_DISPOSED, Figure.CONSUMER_RETURNS)


class Behind(Value):
    """One thing that a figure counts. `source` is the id of the check, act, message or lot that shows it."""

    figure: Figure
    lot_id: str | None
    seller_id: str | None
    units: int | None
    source: str


class Cover(Value):
    """召回范围: a whole lot, or its serials of one prefix from the first to the last, both included."""

    lot_id: Line
    serial_prefix: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f]*$")] = ""
    serial_from: Annotated[int, Field(ge=0, lt=10**18)] | None = None
    serial_until: Annotated[int, Field(ge=0, lt=10**18)] | None = None


class Unshipped(Value):
    lot_id: Line
    units: Units


class _Act(Value):
    """`act_id` is the natural key: the same act sent twice is one act. `actor` is an enterprise or an officer."""

    act_id: Line
    recall_id: Line
    actor: Line
    received_at: datetime


class Beginning(_Act):
    """决定召回 by the producer, or by the served document (`document_id`) with which an authority orders it.

    `office_id` is the authority that orders, or the one to which the producer has reported (消费者权益保护法 19).
    """

    kind: Literal["beginning"] = "beginning"
    product_id: Line
    covers: tuple[Cover, ...] = Field(min_length=1)
    defect: Words
    office_id: Line
    document_id: Line | None = None


class Plan(_Act):
    """召回计划 of the producer. `per_mille` is what he undertakes to reach by the yardstick."""

    kind: Literal["plan"] = "plan"
    measures: tuple[Measure, ...] = Field(min_length=1)
    hotline: Words
    audience: Words
    yardstick: Yardstick
    per_mille: int = Field(ge=1, le=1000)
    unshipped: tuple[Unshipped, ...] = ()


class Receipt(_Act):
    """确认收到 by a seller that was notified."""

    kind: Literal["receipt"] = "receipt"


class SellerReport(_Act):
    """销售者报告 on one lot, each figure a total so far, so that the newest report counts.

    Of what he received units are on hand, sold, returned or disposed of; consumers return some of those sold.
    """

    kind: Literal["seller_report"] = "seller_report"
    lot_id: Line
    sale_stopped: bool
    on_hand: Units
    sold: Units
    returned: Units
    disposed: Units
    consumer_returns: Units


class ProducerReport(_Act):
    """召回报告 of the producer."""

    kind: Literal["report"] = "report"
    stage: Stage
    statement: Words


class Closing(_Act):
    """召回结束. `made_good` names the lots that may be sold again; `reason` and `document` are of the authority that
    ends what cannot reach its figure."""

    kind: Literal["closing"] = "closing"
    statement: Words
    made_good: tuple[Line, ...] = ()
    reason: Words | None = None
    document: Line | None = None


RecallAct = Annotated[
    Beginning | Plan | Receipt | SellerReport | ProducerReport | Closing, Field(discriminator="kind")
]
RECALL_ACT: TypeAdapter[RecallAct] = TypeAdapter(RecallAct)
_TAKEN = {RecallPhase.PLANNING: {"plan", "receipt", "seller_report"},
          RecallPhase.UNDER_WAY: {"receipt", "seller_report", "report", "closing"}}  # fmt: skip
_LEADS_TO = {"plan": RecallPhase.UNDER_WAY, "closing": RecallPhase.CLOSED}


class RecallOpened(Value):
    """The start of a recall's workflow. `began_at` is its law time."""

    recall_id: str
    began_at: datetime


class RecallStanding(Value):
    """Where a recall stands in the register, and until when (exclusive) its producer has time for what is awaited.

    `more`: sellers are left to notify.
    """

    phase: RecallPhase
    more: bool = False
    due_at: datetime | None = None


def after(phase: RecallPhase, act: RecallAct) -> RecallPhase:
    """The phase that follows. Refused `recall_closed`, `recall_act_not_awaited`."""
    if act.kind in _TAKEN.get(phase, ()):
        return _LEADS_TO.get(act.kind, phase)
    closed, name = phase is RecallPhase.CLOSED, act.recall_id
    raise Refused(
        "recall_closed" if closed else "recall_act_not_awaited",
        zh=f"召回“{name}”{'已经结束，不再接受材料' if closed else f'目前{phase.zh}，不接受此项操作'}。",
        en=f"Recall {name} is {phase.en}{' and takes nothing more' if closed else '; this act is not taken now'}.",
        field="kind",
        value=act.kind,
    )


def total(things: Iterable[Behind], *figures: Figure, lot_id: str | None = None) -> int | None:
    """What the figures count together, in one lot or in all. None where anything of it is unknown."""
    found = [one.units for one in things if one.figure in figures and lot_id in (None, one.lot_id)]
    known = [units for units in found if units is not None]
    return sum(known) if len(known) == len(found) else None


def circulating(things: Iterable[Behind], lot_id: str | None = None) -> int | None:
    """Units that left the producer, not only those that a goods-in check has seen."""
    things = tuple(things)
    covered, unshipped = (
        total(things, figure, lot_id=lot_id) for figure in (Figure.UNITS_COVERED, Figure.UNITS_UNSHIPPED)
    )
    return None if covered is None or unshipped is None else covered - unshipped


def effectiveness(things: Iterable[Behind], yardstick: Yardstick) -> int | None:
    """召回成效 in per mille, rounded down. None where an input is unknown, or there is nothing to measure."""
    things = tuple(things)
    if yardstick is Yardstick.SELLERS_REACHED:
        part, whole = total(things, Figure.SELLERS_REACHED), total(things, Figure.SELLERS_KNOWN)
    else:
        part, whole = total(things, *RECOVERED), circulating(things)
    return part * 1000 // whole if part is not None and whole else None
