"""Enterprises (企业), their products (产品) and lots (批次)."""

import hashlib
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel
from stdnum.cn import uscc

from domain.errors import Refused
from domain.production import Production


class EnterpriseRow(SQLModel, table=True):
    """企业. Without a checked 统一社会信用代码 it is known by its name alone and stays unverified.

    `rehearsal` marks an invented party, kept apart from every real one of the same name.
    """

    __tablename__ = "enterprise"
    __table_args__ = (UniqueConstraint("name", "rehearsal"),)

    enterprise_id: str = Field(primary_key=True)
    name: str
    credit_code: str | None = Field(default=None, unique=True, max_length=18)
    verified: bool = False
    rehearsal: bool = False
    region: str | None = Field(default=None, foreign_key="region.code")


class ProductRow(SQLModel, table=True):
    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("enterprise_id", "name", "model"),)

    product_id: str = Field(primary_key=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id")
    name: str
    kind: str
    model: str
    brand: str


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
    """Enter an enterprise once; without a 统一社会信用代码 it stays unverified. Refused `bad_credit_code`."""
    if credit_code is not None and not uscc.is_valid(credit_code):
        raise Refused(
            "bad_credit_code",
            zh="统一社会信用代码不正确，校验位或者格式有误。",
            en="The unified social credit code is wrong: its check digit or form does not hold.",
            field="credit_code",
            value=credit_code,
        )
    enterprise_id = natural("enterprise", credit_code or name, rehearsal)
    row = {"enterprise_id": enterprise_id, "name": name, "credit_code": credit_code, "rehearsal": rehearsal}
    session.execute(insert(EnterpriseRow).values(row | {"verified": credit_code is not None}).on_conflict_do_nothing())
    return enterprise_id


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
