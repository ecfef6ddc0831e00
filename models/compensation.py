"""Payments of a scheme (先行赔付) in the register, and the acts in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Identity, Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.accounts import Account, AccountKind, Chest
from domain.compensation import CompensationEnding, CompensationPhase, Conduct
from domain.compensation_facts import CompensationFacts
from domain.errors import Refused
from domain.scheme import Source
from models import accounts
from models.accounts import AccountRow
from models.base import document, moment, one_of
from models.scheme import AgreementRow

_STANDS = "ending is null or ending not in ('declined', 'withdrawn')"  # a claim is paid once


class CompensationRow(SQLModel, table=True):
    """先行赔付 on one claim. `version` counts what happened to it, `told` what its workflow has heard of.

    `delay_until` is when a delay of the trader becomes deliberate (exclusive), `handler` who assessed it last.
    """

    __tablename__ = "compensation"
    __table_args__ = (Index("uq_compensation_of_a_claim", "claim_id", unique=True, postgresql_where=text(_STANDS)),)

    compensation_id: str = Field(primary_key=True)
    claim_id: str
    scheme_id: str = Field(foreign_key="scheme.scheme_id", index=True)
    agreement_id: str = Field(foreign_key="agreement.agreement_id", index=True)
    liable_id: str = Field(foreign_key="enterprise.enterprise_id")
    consumer: str
    rehearsal: bool
    phase: CompensationPhase = one_of(CompensationPhase)
    applied_at: datetime = moment()
    asked_refund_fen: int = Field(sa_type=BigInteger)
    asked_damage_fen: int = Field(sa_type=BigInteger)
    delay_until: datetime = moment()
    handler: str | None = None
    assessed_at: datetime | None = moment(nullable=True, default=None)
    conduct: Conduct | None = one_of(Conduct, nullable=True, default=None)
    consumer_at_fault: bool | None = None
    facts_clear: bool | None = None
    evidence_sufficient: bool | None = None
    basis_clear: bool | None = None
    refund_fen: int | None = Field(default=None, sa_type=BigInteger)
    damage_fen: int | None = Field(default=None, sa_type=BigInteger)
    payee_name: str | None = None
    payee_account: str | None = None
    payee_bank: str | None = None
    decided_at: datetime | None = moment(nullable=True, default=None)
    paid_at: datetime | None = moment(nullable=True, default=None)
    ends_mediation: bool | None = None
    pay_by: datetime | None = moment(nullable=True, default=None)
    repay_by: datetime | None = moment(nullable=True, default=None)
    top_up_by: datetime | None = moment(nullable=True, default=None)
    ending: CompensationEnding | None = one_of(CompensationEnding, nullable=True, default=None)
    closed_on: date | None = None
    version: int = 1
    told: int = 0

    @property
    def payable_fen(self) -> int:
        return (self.refund_fen or 0) + (self.damage_fen or 0)


class CompensationActRow(SQLModel, table=True):
    """收件登记 of a payment, recorded before its workflow hears of it."""

    __tablename__ = "compensation_act"

    act_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    compensation_id: str = Field(foreign_key="compensation.compensation_id", index=True)
    kind: str
    actor: str
    received_at: datetime = moment()
    content: dict[str, Any] = document()


def hold(session: Session, compensation_id: str) -> CompensationRow | None:
    """The payment, held until the transaction ends: what happens to it happens one after another."""
    query = select(CompensationRow).where(CompensationRow.compensation_id == compensation_id)
    found = session.exec(query.with_for_update(key_share=True).execution_options(populate_existing=True))
    return found.one_or_none()


def hold_of(session: Session, account_id: str) -> None:
    """Hold the payment that an account belongs to, if it is one of a payment."""
    if (account := session.get(AccountRow, account_id)) and account.compensation_id:
        hold(session, account.compensation_id)


def held(session: Session, compensation_id: str) -> CompensationRow:
    """As `hold`. Refused `unknown_compensation`."""
    return _known(hold(session, compensation_id), compensation_id)


def compensation(session: Session, compensation_id: str) -> CompensationRow:
    """The payment, for who only reads. Refused `unknown_compensation`."""
    return _known(session.get(CompensationRow, compensation_id), compensation_id)


def _known(row: CompensationRow | None, compensation_id: str) -> CompensationRow:
    if row is not None:
        return row
    zh, en = f"没有编号为“{compensation_id}”的先行赔付。", f"There is no payment {compensation_id}."
    raise Refused("unknown_compensation", zh=zh, en=en, field="compensation_id", value=compensation_id)


def chest(session: Session, row: CompensationRow) -> Chest:
    agreement = session.get_one(AgreementRow, row.agreement_id)
    return Chest(
        scheme_id=row.scheme_id,
        compensation_id=row.compensation_id,
        liable_id=row.liable_id,
        guarantor_id=agreement.guarantor_id,
    )


def in_each(session: Session, row: CompensationRow, kind: AccountKind) -> dict[Source, int]:
    """What is reserved for a payment, or was advanced for it and not recovered, by source."""
    of = chest(session, row)
    return accounts.available(session, {one: of.of(kind, one) for one in of.sources()})


def owed(session: Session, row: CompensationRow) -> int:
    """What the liable party still owes the scheme for this payment, in fen."""
    return accounts.balance(session, chest(session, row).of(AccountKind.RECOURSE))


def advanced(session: Session, row: CompensationRow) -> bool:
    """Whether anything of it was paid that was not the liable party's own."""
    recourse = chest(session, row).of(AccountKind.RECOURSE).account_id
    return bool(session.execute(text("select exists (select from entry where debit = :id)"), {"id": recourse}).scalar())


def deposit(row: CompensationRow) -> Account:
    return Account(scheme_id=row.scheme_id, kind=AccountKind.DEPOSIT, holder_id=row.liable_id)


def facts(session: Session, compensation_id: str) -> CompensationFacts:
    """Its row of the view of facts, as it stands in this transaction."""
    session.flush()
    query = text("select * from compensation_facts where compensation_id = :id")
    row = dict(session.execute(query, {"id": compensation_id}).mappings().one())
    del row["compensation_id"]
    return CompensationFacts.model_validate(row, strict=False)


def acts(session: Session, compensation_id: str, *kinds: str) -> list[CompensationActRow]:
    query = select(CompensationActRow).where(CompensationActRow.compensation_id == compensation_id)
    if kinds:
        query = query.where(col(CompensationActRow.kind).in_(kinds))
    return list(session.exec(query.order_by(col(CompensationActRow.sequence))))


def newest(session: Session, scheme_id: str | None, most: int, *, open_only: bool = False) -> list[CompensationRow]:
    """The payments of a scheme, or of all, the newest first."""
    query = select(CompensationRow).order_by(col(CompensationRow.applied_at).desc(), CompensationRow.compensation_id)
    if scheme_id:
        query = query.where(CompensationRow.scheme_id == scheme_id)
    if open_only:
        query = query.where(CompensationRow.phase != CompensationPhase.CLOSED)
    return list(session.exec(query.limit(most)))


def newest_moment(session: Session, compensation_id: str) -> datetime:
    query = select(CompensationActRow.received_at).where(CompensationActRow.compensation_id == compensation_id)
    return session.exec(query.order_by(col(CompensationActRow.received_at).desc()).limit(1)).one()


def untold(session: Session, most: int) -> list[str]:
    """Payments whose workflow has not heard of everything, the oldest first."""
    query = select(CompensationRow.compensation_id).where(col(CompensationRow.version) > col(CompensationRow.told))
    return list(session.exec(query.order_by(col(CompensationRow.applied_at)).limit(most)))


def mark_told(session: Session, compensation_id: str, version: int) -> None:
    query = text("update compensation set told = greatest(told, :version) where compensation_id = :id")
    session.execute(query, {"id": compensation_id, "version": version})
