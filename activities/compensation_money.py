"""What moves the money of a payment (赔付资金): reserved, released, paid, recovered; each a posting of its event."""

from sqlmodel import Session

from activities import scheme_letters
from activities.crediting import alarm, book, lift
from domain.accounts import AccountKind, Entry, Event, Posting, PostingKind, split, up_to
from domain.compensation import CompensationPhase
from domain.scheme import Source
from models import accounts, compensation, scheme
from models.compensation import CompensationRow


def reserve(session: Session, row: CompensationRow, fen: int, event: Event) -> None:
    """Draw on the sources in their order. Who else draws on them waits. Refused `sources_insufficient`."""
    scheme.held(session, row.scheme_id)
    chest = compensation.chest(session, row)
    sources = {one: chest.source(one) for one in chest.sources()}
    drawn = split(fen, accounts.available(session, sources))
    post(session, row, PostingKind.RESERVATION, chest.reserve(drawn), event)
    if drawn[Source.POOL]:
        alarm(session, row.scheme_id, event.posting_id, event.at)


def release(session: Session, row: CompensationRow, event: Event) -> None:
    """What is still reserved goes back to where it came from."""
    reserved = compensation.in_each(session, row, AccountKind.RESERVED)
    post(session, row, PostingKind.RELEASE, compensation.chest(session, row).release(reserved), event)
    lift(session, compensation.deposit(row), event.at)


def undo(session: Session, row: CompensationRow, event: Event) -> None:
    """An order that was not carried out: what was reserved is free, and the payment is assessed anew, or, where a part
    was paid before, goes on with that."""
    release(session, row, event)
    row.phase, row.decided_at, row.pay_by = CompensationPhase.ASSESSING, None, None
    if row.paid_at is not None:
        row.phase = CompensationPhase.ASSIGNING
        scheme_letters.have_signed(session, row, event)


def pay(session: Session, row: CompensationRow, fen: int, beyond: tuple[Entry, ...], event: Event) -> int:
    """The bank has booked `fen`; `beyond` is what it booked besides. Returns how much of it was reserved."""
    drawn = up_to(fen, compensation.in_each(session, row, AccountKind.RESERVED))
    entries = (*compensation.chest(session, row).pay(drawn), *beyond)
    post(session, row, PostingKind.PAYMENT, entries, event)
    row.paid_at = row.paid_at or event.at
    return sum(drawn.values())


def recover(
    session: Session, row: CompensationRow, kind: PostingKind, fen: int, giver: str | None, event: Event
) -> None:
    """Out of the account `giver`, or written off."""
    parts = up_to(fen, compensation.in_each(session, row, AccountKind.ADVANCED))
    post(session, row, kind, compensation.chest(session, row).recover(parts, giver), event)


def post(session: Session, row: CompensationRow, kind: PostingKind, entries: tuple[Entry, ...], event: Event) -> None:
    """Nothing to move is no posting."""
    if not entries:
        return
    posting = Posting(
        posting_id=event.posting_id,
        scheme_id=row.scheme_id,
        kind=kind,
        at=event.at,
        compensation_id=row.compensation_id,
        entries=entries,
    )
    book(session, posting, event.actor)
