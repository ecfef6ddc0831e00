"""Certificates (合格证): the producer's declarations for lots, and the dated history of what became of them."""

from datetime import date, datetime

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, Identity, Index, Text
from sqlalchemy import text as sql
from sqlmodel import Field, Session, SQLModel, col, select

from domain.certificate_state import CertificateState, StateActor
from domain.errors import Refused
from models.base import moment, one_of
from models.enterprise import natural


class CertificateRow(SQLModel, table=True):
    """产品合格证 for one lot. `laboratory_id` passed the lot on `inspected_on`; None is unknown.

    `application_id` is where it came from; None where it was registered otherwise.
    """

    __tablename__ = "certificate"

    number: str = Field(primary_key=True)
    lot_id: str = Field(foreign_key="lot.lot_id", index=True)
    application_id: str | None = Field(default=None, foreign_key="lot_application.application_id", unique=True)
    issued_on: date
    inspected_on: date | None = None
    laboratory_id: str | None = Field(default=None, foreign_key="laboratory.laboratory_id")


class CertificateStateRow(SQLModel, table=True):
    """状态记载, only ever added to: a state begins at `from_at` or, where `ends`, ends there.

    Who has the say in a state is fixed: an authority orders sales to stop or a recall, it never touches the
    declaration itself. `basis` holds ids of articles or terms. A stop-sale order names its document and its addressee,
    and counts from its service; the entry that ends it names the same addressee.
    """

    __tablename__ = "certificate_state"
    __table_args__ = (
        CheckConstraint(
            "case state when 'withdrawn' then by = 'producer' when 'superseded' then by = 'producer'"
            " when 'frozen' then by = 'platform' when 'stop_sale' then by = 'authority' else by <> 'platform' end",
            name="whose_say",
        ),
        CheckConstraint(
            "state <> 'stop_sale' or num_nulls(document, addressee_id) = 0", name="order_names_its_addressee"
        ),
        CheckConstraint("cardinality(basis) > 0", name="has_a_basis"),
        Index("ix_certificate_state_certificate_number", "certificate_number", "state", "from_at"),
    )

    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    certificate_number: str = Field(foreign_key="certificate.number")
    state: CertificateState = one_of(CertificateState)
    ends: bool = False
    from_at: datetime = moment()
    by: StateActor = one_of(StateActor)
    basis: list[str] = Field(sa_type=ARRAY(Text))
    document: str | None = None
    addressee_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")


def number_of(application_id: str) -> str:
    """The number of the certificate that an application leads to, the same whoever asks. No code rule is published."""
    return f"HZ{natural('certificate', application_id)[:16].upper()}"


def of_application(session: Session, application_id: str) -> CertificateRow | None:
    return session.exec(select(CertificateRow).where(CertificateRow.application_id == application_id)).one_or_none()


def certificate(session: Session, number: str) -> CertificateRow:
    """Refused `unknown_certificate`."""
    row = session.get(CertificateRow, number)
    if row is None:
        raise Refused(
            "unknown_certificate",
            zh=f"登记中没有编号为“{number}”的合格证；这不说明它是伪造的。",
            en=f"The register has no certificate {number}; that does not make it a forgery.",
            field="certificate",
            value=number,
        )
    return row


def states(session: Session, number: str) -> list[CertificateStateRow]:
    """The whole history of a certificate, in the order of recording."""
    query = select(CertificateStateRow).where(CertificateStateRow.certificate_number == number)
    return list(session.exec(query.order_by(col(CertificateStateRow.sequence))))


def last_moment(
    session: Session, number: str, state: CertificateState, addressee_id: str | None = None
) -> datetime | None:
    """When the state last began or ended, for this addressee."""
    query = select(CertificateStateRow.from_at).where(
        CertificateStateRow.certificate_number == number,
        CertificateStateRow.state == state,
        col(CertificateStateRow.addressee_id).is_not_distinct_from(addressee_id),
    )
    return session.exec(query.order_by(col(CertificateStateRow.from_at).desc()).limit(1)).first()


def lasts(session: Session, number: str, state: CertificateState, addressee_id: str | None = None) -> bool:
    """Whether a state has begun, for this addressee, and nothing has ended it."""
    query = sql(
        "select exists (select from certificate_period where certificate_number = :number and state = :state"
        " and addressee_id is not distinct from :addressee and until_at is null)"
    )
    given = {"number": number, "state": state.value, "addressee": addressee_id}
    return bool(session.execute(query, given).scalar_one())
