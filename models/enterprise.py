"""Enterprises (企业), their products (产品) and lots (批次)."""

import hashlib
from contextlib import suppress
from datetime import date

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select
from stdnum.cn import uscc

from domain.errors import Refused
from domain.production import Production


class EnterpriseRow(SQLModel, table=True):
    """企业. Without a checked 统一社会信用代码 it is known by its name alone and stays unverified.

    `name` is its newest, older ones are in EnterpriseRenamingRow. Two of one name have two codes. `rehearsal` marks an
    invented party, kept apart from every real one of the same name.
    """

    __tablename__ = "enterprise"
    __table_args__ = (
        Index("ix_enterprise_name", "name"),
        Index(
            "uq_enterprise_name_without_code",
            "name",
            "rehearsal",
            unique=True,
            postgresql_where=text("credit_code is null"),
        ),
    )

    enterprise_id: str = Field(primary_key=True)
    name: str
    credit_code: str | None = Field(default=None, unique=True, max_length=18)
    verified: bool = False
    rehearsal: bool = False
    region: str | None = Field(default=None, foreign_key="region.code")
    dissolved_on: date | None = None
    successor_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")


class EnterpriseRenamingRow(SQLModel, table=True):
    """企业更名. `on` is the first day of the new name."""

    __tablename__ = "enterprise_renaming"

    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", primary_key=True)
    on: date = Field(primary_key=True)
    old_name: str = Field(index=True)
    new_name: str


class ProductRow(SQLModel, table=True):
    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("enterprise_id", "name", "model"),)

    product_id: str = Field(primary_key=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id")
    name: str
    kind: str
    model: str
    brand: str
    gtin: str | None = Field(default=None, index=True, max_length=14)


class LotRow(SQLModel, table=True):
    """批次, as its marking states it. `as_stated` is the whole line of the source, `quantity` counts units."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("product_id", "as_stated"),)

    lot_id: str = Field(primary_key=True)
    product_id: str = Field(foreign_key="product.product_id")
    as_stated: str
    lot_number: str | None = None
    produced_on: date | None = None
    use_by: date | None = None
    quantity: int | None = None


def natural(*parts: str | bool) -> str:
    """A short id made of what a thing is known by: the same thing is entered once, whoever enters it."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


def enter_enterprise(session: Session, name: str, *, credit_code: str | None = None, rehearsal: bool) -> str:
    """Enter an enterprise once, and return its id.

    Its code finds it under any name; a name that one enterprise alone has, or had, finds it without a code. One that
    was known by its name takes its code here and is verified from then on. Refused `bad_credit_code`.
    """
    if credit_code is not None:
        credit_code = checked_code(credit_code)
        if found := session.exec(select(EnterpriseRow).where(EnterpriseRow.credit_code == credit_code)).first():
            return found.enterprise_id
    named = _named(session, name, rehearsal=rehearsal)
    without = [row for row in named if row.credit_code is None]
    if credit_code is None and len(named) == 1:
        return named[0].enterprise_id
    if len(without) == 1:
        if credit_code is not None:
            without[0].credit_code, without[0].verified = credit_code, True
            session.flush()
        return without[0].enterprise_id
    enterprise_id = natural("enterprise", credit_code or name, rehearsal)
    if credit_code is None and named:  # several have this name, and each of them a code: which is meant, nobody says
        enterprise_id = natural("enterprise", name, rehearsal, "without a code")
    row = {"enterprise_id": enterprise_id, "name": name, "credit_code": credit_code, "rehearsal": rehearsal}
    session.execute(insert(EnterpriseRow).values(row | {"verified": credit_code is not None}).on_conflict_do_nothing())
    return enterprise_id


def checked_code(credit_code: str) -> str:
    """The code as it is written officially. Refused `bad_credit_code`, with the check digit that would be right."""
    compact = uscc.compact(credit_code).upper()
    if uscc.is_valid(compact):
        return str(compact)
    zh = "统一社会信用代码不正确，校验位或者格式有误。"
    en = "The unified social credit code is wrong: its check digit or form does not hold."
    with suppress(ValueError):
        right = uscc.calc_check_digit(compact[:17])
        if len(compact) == 18 and uscc.is_valid(compact[:17] + right):
            zh = f"统一社会信用代码的校验位有误，应当是“{right}”。"
            en = f"The check digit of this unified social credit code is wrong: it should be {right}."
    raise Refused("bad_credit_code", zh=zh, en=en, field="credit_code", value=credit_code)


def _named(session: Session, name: str, *, rehearsal: bool) -> list[EnterpriseRow]:
    """Whoever has this name, else whoever had it."""
    of_it = select(EnterpriseRow).where(EnterpriseRow.rehearsal == rehearsal)
    if found := session.exec(of_it.where(EnterpriseRow.name == name)).all():
        return list(found)
    had = select(EnterpriseRenamingRow.enterprise_id).where(EnterpriseRenamingRow.old_name == name)
    return list(session.exec(of_it.where(col(EnterpriseRow.enterprise_id).in_(had))).all())


def enter_product(session: Session, enterprise_id: str, *, name: str, kind: str, model: str, brand: str) -> str:
    product_id = natural("product", enterprise_id, name, model)
    row = {"product_id": product_id, "enterprise_id": enterprise_id, "name": name, "kind": kind}
    session.execute(insert(ProductRow).values(row | {"model": model, "brand": brand}).on_conflict_do_nothing())
    return product_id


def enter_lot(session: Session, product_id: str, as_stated: str, production: Production) -> str:
    lot_id = natural("lot", product_id, as_stated)
    row = {"lot_id": lot_id, "product_id": product_id, "as_stated": as_stated} | production.model_dump()
    session.execute(insert(LotRow).values(row).on_conflict_do_nothing())
    return lot_id


def product_of_lot(session: Session, lot_id: str) -> tuple[ProductRow, LotRow]:
    lot = session.get_one(LotRow, lot_id)
    return session.get_one(ProductRow, lot.product_id), lot


def enterprise(session: Session, enterprise_id: str) -> EnterpriseRow:
    row = session.get(EnterpriseRow, enterprise_id)
    if row is None:
        raise Refused(
            "unknown_enterprise",
            zh=f"没有编号为“{enterprise_id}”的企业。",
            en=f"There is no enterprise {enterprise_id}.",
            field="enterprise",
            value=enterprise_id,
        )
    return row
