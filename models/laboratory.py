"""Laboratories (检验机构、企业实验室) and what they are able to test, from their first to their last day."""

from datetime import date

from sqlmodel import Field, Session, SQLModel

from domain.errors import Refused
from domain.laboratory import LaboratoryKind
from models.base import one_of


class LaboratoryRow(SQLModel, table=True):
    """检验机构或者企业实验室. `registered_from` opens its registration on the platform.

    `kind` is null where nobody has said it; `enterprise_id` is whose laboratory it is, or the institute itself.
    """

    __tablename__ = "laboratory"

    laboratory_id: str = Field(primary_key=True)
    name: str
    registered_from: date | None = None
    registered_until: date | None = None
    kind: LaboratoryKind | None = one_of(LaboratoryKind, nullable=True, default=None)
    enterprise_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id")


class LaboratoryAbilityRow(SQLModel, table=True):
    """检验能力: a kind of product (`product.kind`) that a laboratory can test, from its first to its last day."""

    __tablename__ = "laboratory_ability"

    laboratory_id: str = Field(foreign_key="laboratory.laboratory_id", primary_key=True)
    product_kind: str = Field(primary_key=True)
    able_from: date = Field(primary_key=True)
    able_until: date | None = None


def enter_ability(session: Session, ability: LaboratoryAbilityRow) -> bool:
    """Enter an ability once; one that was open is closed by a later word of its last day. False where known.

    Refused `ability_ends_otherwise` where another last day is on record.
    """
    known = session.get(LaboratoryAbilityRow, (ability.laboratory_id, ability.product_kind, ability.able_from))
    if known is None:
        session.add(ability)
        session.flush()
        return True
    if ability.able_until in (None, known.able_until):
        return False
    if known.able_until is not None:
        raise Refused(
            "ability_ends_otherwise",
            zh=f"该检验能力已经登记至{known.able_until}，与此不同。",
            en=f"This ability is on record until {known.able_until}, which differs.",
            field="able_until",
            value=ability.able_until,
        )
    known.able_until = ability.able_until
    session.flush()
    return True
