"""Answers (查询答复) to whoever scans a certificate: what the register says now, in three states, and what he may do.

An answer accuses nobody and recommends nothing (PQL 25): the register may not know goods that are in order.
"""

from datetime import date

from domain.base import Text, Value
from domain.facts import Labelled


class AnswerState(Labelled):
    """答复状态."""

    IN_ORDER = "in_order", "登记中未见须提请注意的记载", "nothing in the register calls for attention"
    ATTENTION = "attention", "登记中有须提请注意的记载", "the register has something that calls for attention"
    NOT_KNOWN = "not_known", "登记中没有该编号", "the register does not know this number"


class Remark(Value):
    """提示: one thing that the register says. `may` is what the holder may do, `cited` the articles of both."""

    id: str
    says: Text
    may: Text
    basis: tuple[str, ...]
    cited: tuple[Text, ...]


class CertifiedLot(Value):
    """所载货物: for what the certificate was declared, and by whom."""

    producer: str
    product: str
    model: str
    lot: str
    produced_on: date | None
    use_by: date | None
    inspected_on: date | None
    issued_on: date


class Answer(Value):
    """`says` is one sentence; `certified` is None where the register does not know the number."""

    number: str
    serial: str | None
    on: date
    state: AnswerState
    says: Text
    remarks: tuple[Remark, ...]
    certified: CertifiedLot | None


def answer(
    number: str, serial: str | None, on: date, certified: CertifiedLot | None, remarks: tuple[Remark, ...]
) -> Answer:
    """The answer that these remarks make. A number that the register does not know is neither forged nor none."""
    state = _state(certified, remarks)
    return Answer(
        number=number, serial=serial, on=on, state=state, says=_says(state, certified), remarks=remarks,
        certified=certified,
    )  # fmt: skip


def _state(certified: CertifiedLot | None, remarks: tuple[Remark, ...]) -> AnswerState:
    if certified is None:
        return AnswerState.NOT_KNOWN
    return AnswerState.ATTENTION if remarks else AnswerState.IN_ORDER


def _says(state: AnswerState, certified: CertifiedLot | None) -> Text:
    if certified is None:
        return Text(
            zh=f"{state.zh}：编号可能抄录有误，生产者也可能没有在本平台登记；这不表示合格证不真实或者产品没有合格证。",
            en="The register does not know this number: it may be misread, or its producer may not be registered here. "
            "That does not make the certificate untrue, nor the goods without one.",
        )
    declared = Text(
        zh=f"合格证由{certified.producer}登记声明，属于{certified.product}（{certified.model}）批次{certified.lot}",
        en=f"The certificate was declared by {certified.producer}, for {certified.product} ({certified.model}), "
        f"lot {certified.lot}",
    )
    return Text(
        zh=f"{declared.zh}；{state.zh}。这是登记内容，不是对产品的推荐或者质量保证。",
        en=f"{declared.en}; {state.en}. That is what is registered; it recommends and guarantees nothing.",
    )
