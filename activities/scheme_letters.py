"""What each paper of a scheme states (函件内容), by what is on record of its payment. Amounts are fen."""

from datetime import date
from typing import Any

from sqlmodel import Session

from activities.scheme_papers import issue
from domain.accounts import AccountKind, Event, PostingKind
from domain.base import Text
from domain.calendar import legal_day
from domain.compensation import Channel, CompensationPhase
from domain.scheme import Source
from domain.scheme_paper import RECEIPT_OF, Letter, Recipient
from domain.wording import yuan
from models import accounts, compensation
from models.compensation import CompensationRow
from models.scheme import AgreementRow, SchemePersonRow, SchemeRow

LESS_OWED = {
    "repaid": (PostingKind.RECOVERY, PostingKind.ATTRIBUTION),
    "set_off": (PostingKind.SET_OFF,),
    "written_off": (PostingKind.WRITE_OFF,),
}


def assigned(session: Session, row: CompensationRow) -> int:
    """What the consumer assigns: all that was paid, but for what was the liable party's own."""
    return _paid(session, row)["assigned_fen"]


def came_back(session: Session, row: CompensationRow) -> dict[str, int]:
    """What of it is owed no more, and why: `repaid`, `set_off` against the deposit, `written_off`."""
    moved = accounts.movements(session, row.compensation_id)
    return {name: sum(fen for _, kind, fen in moved if kind in kinds) for name, kinds in LESS_OWED.items()}


def advise(session: Session, row: CompensationRow, fen: int, beyond: int, on: date, event: Event) -> None:
    """赔付通知 of what the bank has booked: `fen` of what was decided, `beyond` that; with what the consumer is to sign
    once the payment is whole."""
    paid = _paid(session, row)
    missing = row.payable_fen - paid["paid_fen"] if row.phase is CompensationPhase.UNCLEAR else 0
    contents = {
        "asked_fen": row.asked_refund_fen + row.asked_damage_fen,
        "punitive_fen": _newest(session, row, "application")["punitive_fen"],
        "decided_fen": row.payable_fen,
        "refund_fen": row.refund_fen,
        "damage_fen": row.damage_fen,
        "paid_fen": fen,
        "paid_so_far_fen": paid["paid_fen"],
        "missing_fen": missing,
        "beyond_fen": beyond,
        "assigned_fen": paid["assigned_fen"],
        "paid_on": on,
        "payee": row.payee_name,
        "payee_bank": row.payee_bank,
        "account_end": (row.payee_account or "")[-4:],
        "reason": _newest(session, row, "decision")["reason"],
    }
    issue(session, row, "payment_advice", _stated(contents), Recipient.CONSUMER, event)
    if row.phase is CompensationPhase.ASSIGNING:
        have_signed(session, row, event)


def decline(session: Session, row: CompensationRow, reason: str, obstacles: list[Text], event: Event) -> None:
    """不予先行赔付通知."""
    contents = {
        "asked_fen": row.asked_refund_fen + row.asked_damage_fen,
        "reason": reason,
        "obstacles": [one.zh for one in obstacles],
    }
    issue(session, row, "payment_refusal", contents, Recipient.CONSUMER, event)


def have_signed(session: Session, row: CompensationRow, event: Event) -> None:
    """收款及权利转让书, for the consumer to sign."""
    contents = _paid(session, row) | {"paid_on": legal_day(event.at)}
    issue(session, row, "claim_assignment", _stated(contents), Recipient.CONSUMER, event)


def write(session: Session, row: CompensationRow, letter: Letter, event: Event) -> None:
    """A letter to the liable party, by what is owed at this moment."""
    of, agreement = session.get_one(SchemeRow, row.scheme_id), session.get_one(AgreementRow, row.agreement_id)
    paid, deposit = _paid(session, row), compensation.deposit(row)
    account = deposit if letter is Letter.TOP_UP_DEMAND else compensation.chest(session, row).of(AccountKind.RECOURSE)
    pay_to = {"name": of.operator_name, "account": of.bank_account, "reference": accounts.reference(account.account_id)}
    contents: dict[str, Any] = {"pay_to": pay_to}
    match letter:
        case Letter.DEBTOR_NOTICE:
            signed_on = date.fromisoformat(_newest(session, row, "assignment")["signed_on"])
            contents |= paid | {"signed_on": signed_on}
        case Letter.RECOURSE_DEMAND:
            owed = compensation.owed(session, row)
            contents |= paid | {
                "notified_on": date.fromisoformat(_newest(session, row, "debtor_notice")["received_on"]),
                "recovered_fen": paid["assigned_fen"] - owed,
                "owed_fen": owed,
                "repay_days": agreement.repay_within_days,
            }
        case Letter.TOP_UP_DEMAND:
            held = accounts.balance(session, deposit)
            contents |= {
                "drawn_fen": paid["deposit_fen"],
                "agreed_fen": agreement.deposit_fen,
                "held_fen": held,
                "short_fen": agreement.deposit_fen - held,
                "top_up_days": agreement.top_up_within_days,
            }
    issue(session, row, letter.value, _stated(contents), Recipient.LIABLE, event)


def close(session: Session, row: CompensationRow, write_off: str | None, event: Event) -> None:
    """追偿结案书, of a payment that has just been closed."""
    assert row.ending is not None
    sources = accounts.paid_out(session, row.compensation_id)
    contents = {
        **{name: fen for name, fen in _paid(session, row).items() if name != "deposit_fen"},
        "sources": [{"name": source.zh, "fen": fen} for source, fen in sources.items()],
        **{f"{name}_fen": fen for name, fen in came_back(session, row).items()},
        "ending": row.ending.zh,
        "write_off": write_off,
        "course": _course(session, row, event),
        "decided_by": session.get_one(SchemePersonRow, (row.scheme_id, event.actor)).name,
    }
    issue(session, row, "recourse_closing", _stated(contents), Recipient.FILE, event)


def _course(session: Session, row: CompensationRow, event: Event) -> list[dict[str, Any]]:
    """What happened since the payment, by its day: money by its postings, the rest by the acts."""
    course = [
        (legal_day(at), f"{kind.zh}{yuan(fen)}元")
        for at, kind, fen in accounts.movements(session, row.compensation_id)
        if kind is not PostingKind.WRITE_OFF
    ]
    for act in compensation.acts(session, row.compensation_id):
        told = act.content
        match act.kind:
            case "assignment":
                course.append((date.fromisoformat(told["signed_on"]), "消费者签署收款及权利转让书"))
            case "debtor_notice" | "demand" | "top_up_demand":
                what = f"《{RECEIPT_OF[act.kind].zh}》送达责任方（{Channel.of(told['channel']).zh}）"
                course.append((date.fromisoformat(told["received_on"]), what))
            case "small_claim":
                what = f"向{told['court']}提起小额诉讼，案号：{told['reference']}"
                course.append((date.fromisoformat(told["filed_on"]), what))
    ordered = sorted(course, key=lambda one: one[0])
    return [{"day": day, "what": what} for day, what in (*ordered, (legal_day(event.at), "决定办结"))]


def _paid(session: Session, row: CompensationRow) -> dict[str, int]:
    """What was paid by now, and how much of it is the consumer's to assign, how much was the liable party's own."""
    paid = accounts.paid_out(session, row.compensation_id)
    own = paid.get(Source.DEPOSIT, 0)
    return {"paid_fen": sum(paid.values()), "assigned_fen": sum(paid.values()) - own, "deposit_fen": own}


def _newest(session: Session, row: CompensationRow, kind: str) -> dict[str, Any]:
    return compensation.acts(session, row.compensation_id, kind)[-1].content


def _stated(contents: dict[str, Any]) -> dict[str, Any]:
    """Without what there is nothing of: a paper states no zero."""
    return {name: value for name, value in contents.items() if value}
