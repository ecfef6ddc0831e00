"""Deciding (决定) whether the scheme pays: the rules name what stands in the way, two persons decide."""

from sqlmodel import Session

from activities import scheme_letters
from activities.agreed_period import agreed
from activities.compensation_money import reserve
from activities.law import Law
from bank import orders
from domain.accounts import Event
from domain.base import Text
from domain.calendar import legal_day
from domain.compensation import CompensationEnding, CompensationPhase, Decision
from domain.errors import Refused
from domain.judgement import Judged
from models import bank, compensation, judgement_recording, scheme
from models.compensation import CompensationRow
from models.scheme import AgreementRow
from rules.catalog import family

FAMILY = "compensation"
_PAY = Text(zh="约定的赔付期限", en="Period for the payment by the agreement")


def decide(session: Session, law: Law, row: CompensationRow, act: Decision, event: Event) -> None:
    """Judge, reserve and order in the transaction of the decision. Refused `same_person_decides`,
    `another_assessment`, `bank_has_paid`, `conditions_not_met`, `sources_insufficient`, `bank_message_invalid`."""
    if act.actor == row.handler:
        zh, en = "核定人不得决定，应当由另一人审批。", "Who assessed it does not decide: another person does."
        raise Refused("same_person_decides", zh=zh, en=en, field="actor", value=act.actor)
    if compensation.acts(session, row.compensation_id, "assessment")[-1].act_id != act.assessment:
        zh, en = "决定所依据的核定已被更新，请重新审阅。", "The assessment was renewed since: look at it again."
        raise Refused("another_assessment", zh=zh, en=en, field="assessment", value=act.assessment)
    scheme.held(session, row.scheme_id)  # what others of the member are paid this year is read under this lock
    row.decided_at = act.received_at  # the cap of a year is judged by it
    judged = _judge(session, law, row, act)
    if not act.agreed:
        row.phase, row.ending = CompensationPhase.CLOSED, CompensationEnding.DECLINED
        row.closed_on = legal_day(act.received_at)
        return scheme_letters.decline(session, row, act.reason, _obstacles(judged), event)
    if bank.paid_unordered(session, row.compensation_id):
        zh = "银行已经执行了此前退回的支付指令，不得再次支付，请与银行核实。"
        en = "The bank has carried out an order that it had refused: nothing is paid again. Ask the bank."
        raise Refused("bank_has_paid", zh=zh, en=en, field="agreed", value=row.compensation_id)
    if judged.findings or judged.not_evaluated:
        raise _not_met(judged)
    reserve(session, row, row.payable_fen, event)
    order = bank.make_order(session, row, row.payable_fen, act.received_at)
    orders.message(bank.words(scheme.held(session, row.scheme_id), order))  # what no bank can read is refused here
    agreement = session.get_one(AgreementRow, row.agreement_id)
    if agreement.pay_within_days is not None:
        row.pay_by = agreed(session, law, "payment", _PAY, agreement.pay_within_days, act.received_at).at
    row.phase = CompensationPhase.PAYING
    return None


def _judge(session: Session, law: Law, row: CompensationRow, act: Decision) -> Judged:
    facts, on = compensation.facts(session, row.compensation_id), legal_day(act.received_at)
    rules = law.rule_set(FAMILY, on)
    judged = rules.judge(facts)
    judgement_recording.record(
        session, FAMILY, act.act_id, on, rules.fingerprint, facts, judged, of="compensation_act_id"
    )
    return judged


def _obstacles(judged: Judged) -> list[Text]:
    """What stands in the way, and of what nobody knows whether it does."""
    titles = {rule.id: rule.title for rule in family(FAMILY).rules}
    wanting = [titles[one.rule] for one in judged.not_evaluated]
    unknown = [Text(zh=f"不能判断是否“{one.zh}”", en=f"it is not known whether: {one.en}") for one in wanting]
    return [*(one.title for one in judged.findings), *unknown]


def _not_met(judged: Judged) -> Refused:
    found = _obstacles(judged)
    zh, en = "；".join(one.zh for one in found), "; ".join(one.en for one in found)
    ids = " ".join([*(one.rule for one in judged.findings), *(one.rule for one in judged.not_evaluated)])
    zh, en = f"不符合先行赔付条件：{zh}。", f"Not payable: {en}."
    return Refused("conditions_not_met", zh=zh, en=en, field="agreed", value=ids)
