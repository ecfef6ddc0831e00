"""Clues without a check (线索登记): reports, and what a mediation brought to light. Who reported is kept apart."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.complaint import ComplaintChannel
from domain.report import ClueSource, Informant
from models.base import document, moment, one_of
from models.circulation import CirculationCheckRow
from models.matter import MatterRow


class ClueRow(SQLModel, table=True):
    """案件来源登记 (PR 18). Its matter has its id. `complaint_id` is the complaint in one paper with it (O121 9), or in
    whose mediation it came to light (27). `named`: an informant is on record; nothing here says who."""

    __tablename__ = "clue"

    clue_id: str = Field(primary_key=True)
    source: ClueSource = one_of(ClueSource)
    office_id: str = Field(foreign_key="office.office_id", index=True)
    party_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    complaint_id: str | None = Field(default=None, foreign_key="complaint.complaint_id", index=True)
    channel: ComplaintChannel | None = one_of(ComplaintChannel, nullable=True, default=None)
    reference: str | None = Field(default=None, unique=True)
    received_at: datetime = moment()
    named: bool
    place: str
    facts: str
    content: dict[str, Any] = document()
    rehearsal: bool


class InformantRow(SQLModel, table=True):
    """举报人. The program has no right to this table: it keeps, compares and reads by the functions below alone, and
    nothing is read without the entry of the audit chain that says who looks and why, or that it is handed over to the
    national platform (O121 37, 40)."""

    __tablename__ = "informant"

    clue_id: str = Field(primary_key=True)  # of a report at the front door before there is a clue of that id
    name: str
    phone: str
    address: str


def of_reference(session: Session, reference: str) -> ClueRow | None:
    return session.exec(select(ClueRow).where(ClueRow.reference == reference)).one_or_none()


def of_complaint(session: Session, complaint_id: str) -> list[ClueRow]:
    """The report in one paper with a complaint, and what its mediation has brought to light."""
    query = select(ClueRow).where(ClueRow.complaint_id == complaint_id)
    return list(session.exec(query.order_by(col(ClueRow.received_at), ClueRow.clue_id)))


def checks_of(session: Session, clue_id: str) -> list[CirculationCheckRow]:
    """Inspections that name it as the clue which they look into."""
    query = select(CirculationCheckRow).where(CirculationCheckRow.clue == clue_id)
    return list(session.exec(query.order_by(CirculationCheckRow.check_id)))


def keep_informant(session: Session, clue_id: str, informant: Informant) -> bool:
    """Keep who has reported, once. False where somebody else is on record for it."""
    kept = func.keep_informant(clue_id, informant.name, informant.phone, informant.address)
    return bool(session.execute(select(kept)).scalar_one())


def read_informant(session: Session, matter_id: str, entry: int) -> Informant | None:
    """Who has reported: only beside the entry of the matter's chain that this very transaction has written of it."""
    query = text("select name, phone, address from read_informant(:matter_id, :entry)")
    row = session.execute(query, {"matter_id": matter_id, "entry": entry}).mappings().one_or_none()
    return Informant.model_validate(dict(row)) if row else None


def hand_over_informant(session: Session, number: str, entry: int) -> Informant | None:
    """Who has submitted a report that the national platform has not received yet: only beside the entry of its chain
    that this very transaction has written of it."""
    query = text("select name, phone, address from hand_over_informant(:number, :entry)")
    row = session.execute(query, {"number": number, "entry": entry}).mappings().one_or_none()
    return Informant.model_validate(dict(row)) if row else None


def says_who(session: Session, clue_id: str, words: str) -> bool:
    """Whether words say who has reported."""
    return bool(session.execute(select(func.says_informant(clue_id, words))).scalar_one())


def of_same_informant(session: Session, row: ClueRow) -> list[ClueRow]:
    """Other reports on the same respondent that the same office handles, under the same name and telephone number
    (O121 35)."""
    ids = select(text("clue_id")).select_from(func.reports_of_same_informant(row.clue_id).alias("clue_id"))
    office = select(MatterRow.office_id)
    query = select(ClueRow).where(
        col(ClueRow.clue_id).in_(ids),
        ClueRow.party_id == row.party_id,
        ClueRow.rehearsal == row.rehearsal,
        office.where(MatterRow.matter_id == ClueRow.clue_id).scalar_subquery()
        == office.where(MatterRow.matter_id == row.clue_id).scalar_subquery(),
    )
    return list(session.exec(query.order_by(col(ClueRow.received_at), ClueRow.clue_id)))
