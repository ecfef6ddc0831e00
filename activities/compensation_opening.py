"""Opening (受理登记) of a payment: by a claim on a member, once for each claim."""

from sqlmodel import Session, select

from activities.law import Law
from activities.receipt import refuse_future
from domain.calendar import legal_day
from domain.compensation import Application, CompensationEnding, CompensationPhase
from domain.due import due
from domain.errors import Refused
from domain.reference_amounts import NEVER_BY_SCHEME
from models import accounts, audit, compensation, enterprise, scheme
from models.compensation import CompensationRow
from models.scheme import SchemeRow

DELAY = "deliberate_delay"
_UNPAID = (CompensationEnding.DECLINED, CompensationEnding.WITHDRAWN)


def opened(session: Session, law: Law, act: Application, known: CompensationRow | None) -> CompensationRow:
    """Enter a payment. Refused `compensation_id_taken`, `claim_paid_already`, `unknown_enterprise`, `not_a_member`,
    `demanded_before_trade`, `demanded_in_the_future`, `nothing_asked`."""
    if known is not None:
        zh, en = "这个先行赔付编号已经使用。", "This payment is on record already."
        raise _no("compensation_id_taken", zh, en, "compensation_id", act.compensation_id)
    of = session.get_one(SchemeRow, act.scheme_id)
    refuse_future(act.received_at, rehearsal=of.rehearsal)
    same = session.exec(select(CompensationRow).where(CompensationRow.claim_id == act.claim_id))
    if found := [one for one in same if one.ending not in _UNPAID]:
        zh, en = (one.format(found[0].compensation_id) for one in ("该投诉已由“{}”办理。", "{} deals with this claim."))
        raise _no("claim_paid_already", zh, en, "claim_id", act.claim_id)
    enterprise.enterprise(session, act.liable_id)
    agreement = scheme.agreement_on(session, act.scheme_id, act.liable_id, act.traded_on)
    if act.demanded_on < act.traded_on:
        zh, en = "提出要求的日期不能早于交易日期。", "A demand is made no earlier than the trade."
        raise _no("demanded_before_trade", zh, en, "demanded_on", act.demanded_on.isoformat())
    if act.demanded_on > legal_day(act.received_at):
        zh, en = "提出要求的日期不能晚于申请。", "The demand is made no later than the application."
        raise _no("demanded_in_the_future", zh, en, "demanded_on", act.demanded_on.isoformat())
    if not act.refund_fen + act.damage_fen:
        zh, en = "没有请求退款或者赔偿损失。", "Neither a refund nor damage is asked."
        if act.punitive_fen:
            zh, en = f"{zh}{NEVER_BY_SCHEME.zh}", f"{en} {NEVER_BY_SCHEME.en}"
        raise _no("nothing_asked", zh, en, "refund_fen", act.refund_fen)
    row = CompensationRow(
        compensation_id=act.compensation_id,
        claim_id=act.claim_id,
        scheme_id=act.scheme_id,
        agreement_id=agreement.agreement_id,
        liable_id=act.liable_id,
        consumer=act.consumer,
        rehearsal=of.rehearsal,
        phase=CompensationPhase.ASSESSING,
        applied_at=act.received_at,
        asked_refund_fen=act.refund_fen,
        asked_damage_fen=act.damage_fen,
        delay_until=due(law.period(DELAY, act.demanded_on), act.demanded_on, law.published(session).calendar).at,
    )
    session.add(row)
    session.flush()
    accounts.open_accounts(session, compensation.chest(session, row).own())
    audit.begin(session, audit.of_compensation(act.compensation_id))
    return row


def _no(code: str, zh: str, en: str, field: str, value: str | int) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
