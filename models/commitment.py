"""Commitments (承诺): what parties undertook in interviews, and whether they kept it. No view of facts reads them."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from domain.guidance_acts import Commitment, FollowUp, Kept
from models.base import moment, one_of


class CommitmentRow(SQLModel, table=True):
    """承诺 of an interview, numbered from 1. `kept` is what was found last, None where nobody has looked yet."""

    __tablename__ = "commitment"
    __table_args__ = (ForeignKeyConstraint(["matter_id", "step"], ["step.matter_id", "step.number"]),)

    matter_id: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    what: str
    by: date
    kept: Kept | None = one_of(Kept, nullable=True, default=None)
    followed_at: datetime | None = moment(nullable=True, default=None)

    @property
    def is_settled(self) -> bool:
        return self.kept in (Kept.KEPT, Kept.NOT_KEPT)


def enter(session: Session, matter_id: str, step: int, commitments: tuple[Commitment, ...]) -> None:
    for number, one in enumerate(commitments, 1):
        session.add(CommitmentRow(matter_id=matter_id, step=step, number=number, what=one.what, by=one.by))
    session.flush()


def followed(session: Session, act: FollowUp) -> CommitmentRow | None:
    """The commitment that an act is about."""
    return session.get(CommitmentRow, (act.matter_id, act.step, act.commitment))


def of_matter(session: Session, matter_id: str) -> list[CommitmentRow]:
    query = select(CommitmentRow).where(CommitmentRow.matter_id == matter_id)
    return list(session.exec(query.order_by(col(CommitmentRow.step), col(CommitmentRow.number))))
