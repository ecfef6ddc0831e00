"""Notice of a test result (检验结果通知书): to who was sampled, and another one to the maker that the goods name."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities import clock, issuing
from activities.law import Law
from domain.acts import Service
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.procedure import Phase
from domain.results import Result
from domain.sample_acts import MeasuredItem, ResultDraft
from domain.steps import StepKind
from models import document, matter, office, sampled, standing
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.sampled import Sampled

KIND = "result_notice"
HELD = Text(zh="原通知书有误，自更正后的通知书送达之日起重新计算", en="it begins anew with the corrected notice")
OBJECTION_PERIOD = "retest_objection"


def issue(session: Session, law: Law, row: MatterRow, step: StepRow, draft: ResultDraft) -> None:
    """A notice that names wrong values is replaced by another, until it has reached the party: with its own number, and
    an objection from its own receipt. Afterwards the party's way is the retest (PQL 15). A maker who has the wrong one
    waits for the right one, from which his period runs anew.

    Refused `item_not_reported`, `other_institute_on_record`, `no_item_failed`, `correction_unexplained`,
    `nothing_to_correct`, `maker_has_acted`, `goods_unknown`, `unknown_laboratory`, and as `activities.issuing.issue`
    refuses.
    """
    _refuse_unexplained(session, row, step, draft)
    if draft.correction is not None:
        _hold_period_of_maker(session, row, draft)
    goods, at = sampled.sampled(session, row), draft.received_at
    _refuse_other_results(goods, draft)
    institute = sampled.laboratory(session, goods.laboratory_id or draft.laboratory_id)
    assert row.party_id is not None
    contents = {
        "role": goods.role.zh if goods.role else None,
        "sampled_on": goods.sampled_on,
        "laboratory": institute.name,
        "report": draft.report,
        "items": items(draft.items),
        "conclusion": goods.outcome,
        "objection": _objection(session, law, row, at),
        "may_deny": False,
        "correction": draft.correction,
        "stop_articles": issuing.cited(law, KIND, "stop_articles"),
    } | described(session, row, goods, legal_day(at))
    contents["replaces"] = _number(session, step, row.party_id)
    maker = other_maker(session, row, goods, legal_day(at))
    of_maker: dict[str, Any] = {"replaces": _number(session, step, maker), "may_deny": True, "stop_articles": None}
    issuing.issue(session, row, step, KIND, contents, at, addressee=row.party_id, act_id=draft.act_id)
    if maker:
        of_maker["party"] = issuing.party(session, maker, legal_day(at))
        issuing.issue(session, row, step, KIND, contents | of_maker, at, addressee=maker, act_id=draft.act_id)


def begin_anew(
    session: Session, law: Law, row: MatterRow, paper: DocumentRow, act: Service, served_at: datetime
) -> None:
    """The corrected notice has reached the maker: his period runs from it."""
    if paper.kind != KIND or paper.addressee == row.party_id:
        return
    for step in _of_maker(session, row):
        if step.phase is Phase.AWAITING and step.period_from is None:
            given: dict[str, Any] = {"at": act.received_at, "actor": act.actor, "document": paper.sha256}
            clock.begin(session, law, step, served_at, **given)


def _hold_period_of_maker(session: Session, row: MatterRow, draft: ResultDraft) -> None:
    for step in _of_maker(session, row):
        if step.phase is not Phase.AWAITING:
            raise Refused(
                "maker_has_acted",
                zh="标注的生产者的异议期已经结束，结果有误的，应当通过复检更正。",
                en="The maker's period of objection is over: what is wrong in the result, a retest corrects.",
                field="correction",
                value=draft.correction,
            )
        clock.hold(session, step, HELD, at=draft.received_at, actor=draft.actor)


def _of_maker(session: Session, row: MatterRow) -> list[StepRow]:
    return [one for one in matter.steps(session, row.matter_id) if one.kind is StepKind.MAKER_OBJECTION]


def other_maker(session: Session, row: MatterRow, goods: Sampled, on: date) -> str | None:
    """The maker that the goods name, where that is not the party: one that is no more has no notice of its own."""
    maker = goods.maker.enterprise_id
    return maker if maker != row.party_id and standing.as_of(session, maker, on).stood_on(on) else None


def described(session: Session, row: MatterRow, goods: Sampled, on: date) -> dict[str, Any]:
    """The sampled goods as a paper describes them."""
    assert row.party_id is not None
    return {
        "sampled_party": issuing.party(session, row.party_id, on)["name"],
        "product": {
            "name": goods.product.name,
            "brand": goods.product.brand or None,
            "model": goods.product.model or None,
            "lot": goods.lot.as_stated or None,
            "maker": goods.maker.name,
        },
    }


def items(measured: Iterable[MeasuredItem]) -> list[dict[str, str]]:
    """As a paper lists them."""
    words = {True: Result.PASSED.zh, False: Result.FAILED.zh}
    return [
        {"name": one.name, "limit": one.limit, "value": one.value, "verdict": words[one.passed]} for one in measured
    ]


def first_institute(session: Session, row: MatterRow, goods: Sampled) -> str | None:
    """Who tested first: by the check, else by the draft of the notice."""
    told = [one for one in matter.steps(session, row.matter_id) if one.kind is StepKind.RESULT_NOTICE]
    draft = matter.last_act(session, row.matter_id, told[-1].number, ResultDraft) if told else None
    return goods.laboratory_id or (draft.laboratory_id if draft else None)


def _number(session: Session, step: StepRow, addressee: str | None) -> str | None:
    """Of the notice that this addressee was to have."""
    earlier = document.newest_for(session, step, addressee)
    return earlier.number if earlier else None


def _refuse_unexplained(session: Session, row: MatterRow, step: StepRow, draft: ResultDraft) -> None:
    earlier = document.newest_for(session, step, row.party_id)
    if (earlier is None) is (draft.correction is None):
        return
    raise Refused(
        "nothing_to_correct" if earlier is None else "correction_unexplained",
        zh="没有需要更正的通知书。" if earlier is None else "应当写明原通知书何处有误。",
        en="There is no notice to correct." if earlier is None else "Tell what was wrong in the notice before.",
        field="correction",
        value=draft.correction,
    )


def _objection(session: Session, law: Law, row: MatterRow, at: datetime) -> dict[str, Any]:
    period = law.period(OBJECTION_PERIOD, at)
    to = office.office(session, row.office_id).name
    return {"days": period.count, "articles": law.articles(period.basis[:1]), "to": to}


def _refuse_other_results(goods: Sampled, draft: ResultDraft) -> None:
    """The notice says what the check on record says."""
    failed = {one.name for one in draft.items if not one.passed}
    if missing := [one for one in goods.items if one not in failed]:
        raise Refused(
            "item_not_reported",
            zh=f"登记的不合格项目“{missing[0]}”没有列为不合格。",
            en=f"The item on record as failed is not listed as failed: {missing[0]}.",
            field="items",
            value=missing[0],
        )
    if not failed:
        raise Refused(
            "no_item_failed",
            zh="检验结论为不合格，应当至少有一个项目不合格。",
            en="The sample failed, so at least one item has failed.",
            field="items",
        )
    if goods.laboratory_id and draft.laboratory_id not in (None, goods.laboratory_id):
        raise Refused(
            "other_institute_on_record",
            zh="登记的检验机构是另一个机构。",
            en="Another institute is on record as the one that tested.",
            field="laboratory_id",
            value=draft.laboratory_id,
        )
