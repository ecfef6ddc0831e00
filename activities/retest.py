"""Retest (复检): by another institute; what rested on a result falls with it, and whoever had the result is told."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from activities import issuing, outcomes, result_notice
from activities.following import demanded
from activities.law import Law
from domain.acts import Objection
from domain.calendar import legal_day
from domain.errors import Refused
from domain.matter_states import DenialState
from domain.results import Result
from domain.sample_acts import RetestReport
from domain.steps import StepKind
from models import document, enterprise, matter, sampled
from models.matter import MatterRow, StepRow
from models.sampled import Sampled

KIND = "retest_result"


def report(session: Session, law: Law, row: MatterRow, step: StepRow, act: RetestReport) -> None:
    """Refused `same_institute`, `institute_passed_the_lot`, `unknown_laboratory`."""
    goods = sampled.sampled(session, row)
    institute = sampled.laboratory(session, act.laboratory_id)
    _refuse_biased(session, row, goods, act)
    outcomes.end(step, act, Result.PASSED if act.passed else Result.FAILED)
    if act.passed:
        outcomes.revoke(session, step, act, {StepKind.ORDER_TO_CORRECT, StepKind.RECHECK})
    order = demanded(session, law, row, act.received_at, StepKind.ORDER_TO_CORRECT)
    asked = _first_request(session, row)
    contents = result_notice.described(session, row, goods, legal_day(act.received_at)) | {
        "requested_on": legal_day(asked.received_at),
        "requested_by": enterprise.enterprise(session, asked.actor).name,
        "laboratory": institute.name,
        "report": act.report,
        "items": result_notice.items(act.items),
        "articles": issuing.cited(law, KIND, "articles"),
        "passed": act.passed,
    }
    for addressee in _told(session, row, goods, legal_day(act.received_at)):
        first = document.newest_of(session, row.matter_id, result_notice.KIND, to=addressee)
        of_his = {
            "party": issuing.party(session, addressee, legal_day(act.received_at)),
            "first_notice": first.number if first else None,
            "order_articles": order if addressee == row.party_id else None,
        }
        at = act.received_at
        issuing.issue(session, row, step, KIND, contents | of_his, at, addressee=addressee, act_id=act.act_id)


def _told(session: Session, row: MatterRow, goods: Sampled, on: date) -> Iterator[str]:
    """Who was sampled, and the maker that the goods name, unless they have turned out not to be his."""
    assert row.party_id is not None
    yield row.party_id
    maker = result_notice.other_maker(session, row, goods, on)
    denied = matter.facts(session, row.matter_id)["denial"] == DenialState.CONFIRMED
    if maker and not denied:
        yield maker


def _first_request(session: Session, row: MatterRow) -> Objection:
    acts = (one.value() for one in matter.acts(session, row.matter_id))
    return next(one for one in acts if isinstance(one, Objection))


def _refuse_biased(session: Session, row: MatterRow, goods: Sampled, act: RetestReport) -> None:
    """An institute does not judge its own work: neither its first test nor the lot that it passed (PQL 20, 21)."""
    if act.laboratory_id == result_notice.first_institute(session, row, goods):
        raise Refused(
            "same_institute",
            zh="复检应当由初检机构以外的检验机构进行。",
            en="The retest is made by another institute than the first test.",
            field="laboratory_id",
            value=act.laboratory_id,
        )
    if sampled.passed_by(session, goods.lot.lot_id, act.laboratory_id):
        raise Refused(
            "institute_passed_the_lot",
            zh="该机构对这一批次作过出厂检验，不能承担复检。",
            en="This institute passed the lot at the factory and cannot retest it.",
            field="laboratory_id",
            value=act.laboratory_id,
        )
