"""The party of a matter (当事人) through its time: renamings and its end, told among the events."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from sqlmodel import Session

from activities import succeeding
from domain.base import Text
from domain.calendar import SHANGHAI
from domain.story import Event
from models import standing
from models.circulation import CirculationCheckRow
from models.matter import MatterRow

REGISTER = Text(zh="企业登记", en="the register of enterprises")
NOTHING = Text(zh="", en="")


def told(session: Session, row: MatterRow, events: Iterable[Event], until: datetime) -> Iterator[Event]:
    """The events, with what the register tells of the party put where it happened."""
    rest = sorted(_of_the_party(session, row, until), key=lambda one: one.at)
    for event in events:
        while rest and rest[0].at < event.at:
            yield rest.pop(0)
        yield event
    yield from rest


def _of_the_party(session: Session, row: MatterRow, until: datetime) -> Iterator[Event]:
    check = session.get(CirculationCheckRow, row.check_id) if row.check_id else None
    for party in dict.fromkeys(one for one in (check and check.party_id, row.party_id) if one):
        for one in standing.renamings(session, party):
            if row.began_at < (at := _morning(one.on)) <= until:
                what = Text(zh="当事人更名", en="the party is renamed")
                yield _event(at, what, succeeding.renamed(one.old_name, one.new_name, one.on))
        known = standing.as_of(session, party)
        if known.dissolved_on and row.began_at < (at := _morning(known.dissolved_on)) <= until:
            what = Text(zh="当事人终止", en="the party is no more")
            yield _event(at, what, succeeding.ended(known.name, known.dissolved_on, known.successor))


def _event(at: datetime, what: Text, words: Text) -> Event:
    return Event(at=at, what=what, by=REGISTER, actor="register", cited=NOTHING, words=words, kind="party_register")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
