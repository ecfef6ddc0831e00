"""Crediting (记入): what money that has come in does, by the account that it is for."""

from datetime import datetime

from sqlmodel import Session

from domain.accounts import Account, AccountKind, Entry, Posting, PostingKind, of_scheme, up_to, yuan
from domain.base import Text
from domain.errors import Refused
from domain.scheme import Membership
from models import accounts, audit, compensation, message, scheme
from models.accounts import AccountRow
from models.scheme import AgreementRow

_FUNDS = {AccountKind.POOL, AccountKind.DEPOSIT, AccountKind.GUARANTEE}
PAYABLE = _FUNDS | {AccountKind.RECOURSE}  # what somebody may pay into


def book(session: Session, posting: Posting, actor: str) -> None:
    """Post what happened, and have the audit chain vouch for it. Refused `account_below_zero`."""
    sha256 = accounts.post(session, posting)
    chain = audit.of_scheme(posting.scheme_id)
    if posting.compensation_id:
        chain = audit.of_compensation(posting.compensation_id)
    detail = {"posting": posting.posting_id, "kind": posting.kind.value, "posting_sha256": sha256}
    fen = sum(one.fen for one in posting.entries)
    audit.append(session, chain, at=posting.at, actor=actor, event="posted", fen=fen, **detail)


def credited(
    session: Session, account: AccountRow, fen: int, giver: str
) -> tuple[PostingKind, str | None, tuple[Entry, ...]]:
    """The entries by which `fen` of the account `giver` goes where it belongs, and the payment that it is for.

    What a debtor pays goes back to the sources that advanced it, in the order in which they were drawn on; what is
    beyond his debt stays unknown. Refused `account_takes_nothing`.
    """
    if account.kind in _FUNDS:
        return PostingKind.CONTRIBUTION, None, (Entry(debit=giver, credit=account.account_id, fen=fen),)
    if account.kind is AccountKind.RECOURSE and account.compensation_id:
        row = compensation.held(session, account.compensation_id)
        parts = up_to(fen, compensation.in_each(session, row, AccountKind.ADVANCED))
        entries = compensation.chest(session, row).recover(parts, giver)
        unknown = of_scheme(account.scheme_id, AccountKind.UNKNOWN_IN).account_id
        if (rest := fen - sum(parts.values())) and giver != unknown:
            entries = (*entries, Entry(debit=giver, credit=unknown, fen=rest))
        if entries:
            row.version += 1
            return PostingKind.RECOVERY, row.compensation_id, entries
    zh, en = "这个账户不能直接记入款项。", "Nothing is paid into this account."
    raise Refused("account_takes_nothing", zh=zh, en=en, field="account_id", value=account.account_id)


def lift(session: Session, account: Account | AccountRow, at: datetime) -> None:
    """A deposit that is what was agreed again ends the suspension of its member."""
    if account.kind is not AccountKind.DEPOSIT or not account.holder_id:
        return
    deposit = of_scheme(account.scheme_id, account.kind, account.holder_id)
    for row in scheme.suspended(session, account.scheme_id, account.holder_id):
        if accounts.balance(session, deposit) >= row.deposit_fen:
            row.membership = Membership.ACTIVE
            chain, detail = audit.of_scheme(row.scheme_id), {"agreement": row.agreement_id}
            audit.append(session, chain, at=at, actor=audit.RULES, event="suspension_lifted", **detail)


def suspend(session: Session, row: AgreementRow, at: datetime, actor: str) -> None:
    row.membership = Membership.SUSPENDED
    chain, detail = audit.of_scheme(row.scheme_id), {"agreement": row.agreement_id}
    audit.append(session, chain, at=at, actor=actor, event="suspended", **detail)


def alarm(session: Session, scheme_id: str, posting_id: str, at: datetime) -> None:
    """备付金预警: the pool has less than the scheme's own floor. Told once for each posting that leaves it there."""
    row = scheme.held(session, scheme_id)
    left = accounts.balance(session, of_scheme(scheme_id, AccountKind.POOL))
    if row.reserve_fen is None or left >= row.reserve_fen:
        return
    text = Text(
        zh=f"资金池余额{yuan(left)}元，低于约定的{yuan(row.reserve_fen)}元。",
        en=f"The pool holds {yuan(left)} yuan, below the {yuan(row.reserve_fen)} that the scheme keeps.",
    )
    message.tell_of_scheme(session, scheme_id, f"reserve {posting_id}", at, text)
