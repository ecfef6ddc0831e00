"""Addresses that their addressees have confirmed (送达地址确认书): the only ones to which anything is served unseen."""

from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.service import AddressKind
from models.base import moment, one_of


class AddressConfirmationRow(SQLModel, table=True):
    """One address of a signed confirmation. It holds from `received_at` until `revoked_at`."""

    __tablename__ = "address_confirmation"

    confirmation_id: str = Field(primary_key=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    kind: AddressKind = one_of(AddressKind)
    address: str
    consents: bool
    signed_by: str
    signed_on: date
    received_at: datetime = moment()
    proof: str
    officer: str = Field(foreign_key="officer.officer_id")
    revoked_at: datetime | None = moment(nullable=True, default=None)
    revocation_proof: str | None = None

    def holds_at(self, at: datetime) -> bool:
        return self.received_at <= at and (self.revoked_at is None or at < self.revoked_at)


def enter(session: Session, row: AddressConfirmationRow) -> bool:
    """Enter a confirmed address once. False where it is on record already."""
    added = session.execute(
        insert(AddressConfirmationRow)
        .values(row.model_dump())
        .on_conflict_do_nothing()
        .returning(col(AddressConfirmationRow.confirmation_id))
    )
    return added.one_or_none() is not None


def confirmation(session: Session, confirmation_id: str, *, lock: bool = False) -> AddressConfirmationRow:
    """Refused `unknown_confirmation`."""
    query = select(AddressConfirmationRow).where(AddressConfirmationRow.confirmation_id == confirmation_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise Refused(
            "unknown_confirmation",
            zh=f"没有编号为“{confirmation_id}”的送达地址确认书。",
            en=f"There is no confirmed address {confirmation_id}.",
            field="confirmation",
            value=confirmation_id,
        )
    return row


def of_addressee(session: Session, enterprise_id: str) -> list[AddressConfirmationRow]:
    """All that he has ever confirmed, the newest first."""
    query = select(AddressConfirmationRow).where(AddressConfirmationRow.enterprise_id == enterprise_id)
    return list(session.exec(query.order_by(col(AddressConfirmationRow.received_at).desc(), "confirmation_id")))


def reachable_electronically(session: Session, enterprise_id: str, at: datetime) -> bool:
    return any(
        row.kind.electronic and row.consents and row.holds_at(at) for row in of_addressee(session, enterprise_id)
    )
