"""Complaints of consumers (投诉), each with the matter that handles it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.complaint import Complaint, ComplaintChannel
from domain.results import Result
from models import matter
from models.base import document, moment, one_of


class ComplaintRow(SQLModel, table=True):
    """投诉登记. Its matter has its id. What identifies the complainant stands here alone, and in the papers made for
    him or, as far as mediation needs it, for the respondent (O121 37)."""

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("price_fen >= 0", name="price"),)

    complaint_id: str = Field(primary_key=True)
    office_id: str = Field(foreign_key="office.office_id", index=True)
    respondent_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    channel: ComplaintChannel = one_of(ComplaintChannel)
    reference: str | None = Field(default=None, unique=True)
    received_at: datetime = moment()
    complainant: str
    goods: str
    lot: str | None = Field(default=None, index=True)
    certificate: str | None = Field(default=None, index=True)
    traded_on: date
    known_on: date
    price_fen: int
    content: dict[str, Any] = document()
    rehearsal: bool

    def value(self) -> Complaint:
        return Complaint.model_validate(self.content, strict=False)


def of_reference(session: Session, reference: str) -> ComplaintRow | None:
    return session.exec(select(ComplaintRow).where(ComplaintRow.reference == reference)).one_or_none()


def of_person(complaint_id: str, place: int) -> str:
    """The id of a complainant: the first goes by that of the complaint, of a joint one the others by their places."""
    return complaint_id if place == 1 else f"{complaint_id}#{place}"


def person(session: Session, identity: str) -> str | None:
    """The name of a complainant by his id."""
    complaint_id, _, place = identity.partition("#")
    row = session.get(ComplaintRow, complaint_id)
    if row is None or (place and not place.isdecimal()):
        return None
    names = row.value().complainants.names
    number = int(place or 1)
    return names[number - 1] if 1 <= number <= len(names) else None


class Alike(NamedTuple):
    """Complaints like one, this one among them: distinct names for people, since no more is known of them."""

    people_of_one_phone: int
    of_one_series: int


def same_dispute(session: Session, complaint_id: str) -> list[ComplaintRow]:
    """Complaints of the same person about the same purchase that came in before, here or elsewhere (O121 14, 16)."""
    one = session.get_one(ComplaintRow, complaint_id)
    query = select(ComplaintRow).where(
        ComplaintRow.respondent_id == one.respondent_id,
        ComplaintRow.complainant == one.complainant,
        ComplaintRow.goods == one.goods,
        ComplaintRow.traded_on == one.traded_on,
        ComplaintRow.rehearsal == one.rehearsal,
        ComplaintRow.received_at < one.received_at,
    )
    phone = one.value().complainant.phone
    found = session.exec(query.order_by(col(ComplaintRow.received_at)))
    return [other for other in found if other.value().complainant.phone == phone]


def was_accepted(session: Session, complaint_id: str) -> bool:
    """Whether the same dispute had been accepted before, by an office that this register knows (O121 16(1)(2))."""
    earlier = [one.complaint_id for one in same_dispute(session, complaint_id)]
    steps = (step for one in earlier for step in matter.steps(session, one))
    return any(step.result is Result.COMPLAINT_ACCEPTED for step in steps)


_ALIKE = text("""
    select count(distinct o.complainant) filter (where same_phone),
           count(*) filter (where same_phone and o.complainant = c.complainant and o.respondent_id = c.respondent_id)
    from complaint as c
    join complaint as o on o.rehearsal = c.rehearsal and o.received_at <= c.received_at
    cross join lateral (
        select o.content #>> '{complainant,phone}' = c.content #>> '{complainant,phone}' as same_phone
    ) as compared
    where c.complaint_id = :id
""")


def alike(session: Session, complaint_id: str) -> Alike:
    """Of all that came in by the moment of this complaint; rehearsals apart. No article names a length of time."""
    return Alike(*session.execute(_ALIKE, {"id": complaint_id}).one())
