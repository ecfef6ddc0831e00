"""Schemes of compensation first (先行赔付制度): their operators' persons, the agreements of members, and the acts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, Identity, Text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.scheme import Membership, OperatorKind, OperatorRole
from models.base import document, moment, one_of
from models.office import OfficerRow


class SchemeRow(SQLModel, table=True):
    """先行赔付制度 of one operator, with one account at one bank."""

    __tablename__ = "scheme"

    scheme_id: str = Field(primary_key=True)
    name: str
    operator_name: str
    operator_kind: OperatorKind = one_of(OperatorKind)
    bank_account: str = Field(unique=True)
    contact: str | None = None
    reserve_fen: int | None = Field(default=None, sa_type=BigInteger)
    answer_minutes: int
    sendings: int
    rehearsal: bool
    founded_at: datetime = moment()


class SchemePersonRow(SQLModel, table=True):
    """运营者人员."""

    __tablename__ = "scheme_person"

    scheme_id: str = Field(foreign_key="scheme.scheme_id", primary_key=True)
    person_id: str = Field(primary_key=True)
    name: str
    roles: list[str] = Field(sa_type=ARRAY(Text))


class AgreementRow(SQLModel, table=True):
    """加入协议 of a member, as it was agreed; `membership` is suspended while a top-up is owed."""

    __tablename__ = "agreement"
    __table_args__ = (CheckConstraint("left_on is null or left_on >= joined_on", name="left_after_joining"),)

    agreement_id: str = Field(primary_key=True)
    scheme_id: str = Field(foreign_key="scheme.scheme_id", index=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", index=True)
    guarantor_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")
    joined_on: date
    left_on: date | None = None
    membership: Membership = one_of(Membership, default=Membership.ACTIVE)
    scope: list[str] = Field(sa_type=ARRAY(Text))
    deposit_fen: int = Field(sa_type=BigInteger)
    claim_cap_fen: int | None = Field(default=None, sa_type=BigInteger)
    year_cap_fen: int | None = Field(default=None, sa_type=BigInteger)
    pay_within_days: int | None = None
    repay_within_days: int
    top_up_within_days: int
    dispute_route: str | None = None


class SchemeActRow(SQLModel, table=True):
    """收件登记 of a scheme's own acts."""

    __tablename__ = "scheme_act"

    act_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    scheme_id: str = Field(foreign_key="scheme.scheme_id", index=True)
    kind: str
    actor: str
    received_at: datetime = moment()
    content: dict[str, Any] = document()


def hold(session: Session, scheme_id: str) -> SchemeRow | None:
    """The scheme, held until the transaction ends: who draws on its money waits for his turn."""
    query = select(SchemeRow).where(SchemeRow.scheme_id == scheme_id)
    return session.exec(query.with_for_update(key_share=True)).one_or_none()


def held(session: Session, scheme_id: str) -> SchemeRow:
    """As `hold`. Refused `unknown_scheme`."""
    return _known(hold(session, scheme_id), scheme_id)


def scheme(session: Session, scheme_id: str) -> SchemeRow:
    """The scheme, for who only reads. Refused `unknown_scheme`."""
    return _known(session.get(SchemeRow, scheme_id), scheme_id)


def _known(row: SchemeRow | None, scheme_id: str) -> SchemeRow:
    if row is not None:
        return row
    zh, en = f"没有编号为“{scheme_id}”的先行赔付制度。", f"There is no scheme {scheme_id}."
    raise Refused("unknown_scheme", zh=zh, en=en, field="scheme_id", value=scheme_id)


def ids(session: Session) -> list[str]:
    return list(session.exec(select(SchemeRow.scheme_id).order_by(SchemeRow.scheme_id)))


def person(session: Session, scheme_id: str, person_id: str, role: OperatorRole) -> SchemePersonRow:
    """The person, in this role of the operator. Refused `officer_of_an_authority`, `not_of_the_operator`."""
    if session.get(OfficerRow, person_id):
        zh = "市场监督管理部门的人员不得办理先行赔付资金事项。"
        en = "An officer of an authority does not act for a scheme: it neither holds deposits nor decides payments."
        raise Refused("officer_of_an_authority", zh=zh, en=en, field="actor", value=person_id)
    row = session.get(SchemePersonRow, (scheme_id, person_id))
    if row is None or role.value not in row.roles:
        zh, en = f"“{person_id}”不是该制度运营者的{role.zh}。", f"{person_id} is no {role.en} of this operator."
        raise Refused("not_of_the_operator", zh=zh, en=en, field="actor", value=person_id)
    return row


def agreement_on(session: Session, scheme_id: str, enterprise_id: str, day: date) -> AgreementRow:
    """The agreement by which an enterprise was a member on a day. Refused `not_a_member`."""
    query = select(AgreementRow).where(
        AgreementRow.scheme_id == scheme_id,
        AgreementRow.enterprise_id == enterprise_id,
        col(AgreementRow.joined_on) <= day,
        col(AgreementRow.left_on).is_(None) | (col(AgreementRow.left_on) >= day),
    )
    if row := session.exec(query).first():
        return row
    zh, en = "该经营者在当日不是该制度的成员。", "The trader was no member of the scheme on that day."
    raise Refused("not_a_member", zh=zh, en=en, field="liable_id", value=enterprise_id)


def overlapping(session: Session, scheme_id: str, enterprise_id: str, first: date, last: date | None) -> bool:
    """Whether an enterprise is a member on some of these days, both included; None: for good."""
    query = select(AgreementRow.agreement_id).where(
        AgreementRow.scheme_id == scheme_id,
        AgreementRow.enterprise_id == enterprise_id,
        col(AgreementRow.left_on).is_(None) | (col(AgreementRow.left_on) >= first),
        col(AgreementRow.joined_on) <= (last or date.max),
    )
    return session.exec(query).first() is not None


def suspended(session: Session, scheme_id: str, enterprise_id: str) -> list[AgreementRow]:
    query = select(AgreementRow).where(
        AgreementRow.scheme_id == scheme_id,
        AgreementRow.enterprise_id == enterprise_id,
        AgreementRow.membership == Membership.SUSPENDED,
    )
    return list(session.exec(query))


def of_bank_account(session: Session, bank_account: str) -> SchemeRow | None:
    return session.exec(select(SchemeRow).where(SchemeRow.bank_account == bank_account)).one_or_none()
