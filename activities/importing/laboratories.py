"""Rows of laboratories (检验机构、企业实验室) and of what they are able to test."""

from sqlmodel import Session, select

from domain.errors import Refused
from domain.imports import Outcome, Question
from domain.laboratory import LaboratoryEntry
from models.enterprise import enter_enterprise, natural
from models.imports import ImportRow
from models.laboratory import LaboratoryAbilityRow, LaboratoryRow, enter_ability


def enter(session: Session, run: ImportRow, row: LaboratoryEntry) -> Outcome:
    """Refused `ability_without_day`, `ability_ends_otherwise`, `bad_credit_code`, `several_of_one_name`."""
    found = _found(session, row.laboratory)
    new = found is None
    laboratory = found or LaboratoryRow(laboratory_id=natural("laboratory", row.laboratory), name=row.laboratory)
    session.add(laboratory)
    owner = None
    if row.enterprise:
        owner = enter_enterprise(session, row.enterprise, credit_code=row.enterprise_code, rehearsal=False)
    stated = {
        "kind": row.kind,
        "enterprise_id": owner,
        "registered_from": row.registered_from,
        "registered_until": row.registered_until,
    }
    asked = []
    for field, value in stated.items():
        recorded = getattr(laboratory, field)
        if value is not None and recorded is None:
            setattr(laboratory, field, value)
            new = True
        elif value is not None and recorded != value:
            zh, en = f"登记的是“{recorded}”，没有更改。", f"On record is {recorded}: it was kept."
            asked.append(Question(f"{field}_differs", zh, en, field, str(value), laboratory.laboratory_id))
    session.flush()
    if row.product_kind:
        new |= enter_ability(session, _ability(laboratory.laboratory_id, row))
    return Outcome(new, tuple(asked))


def _found(session: Session, name: str) -> LaboratoryRow | None:
    found = session.exec(select(LaboratoryRow).where(LaboratoryRow.name == name)).all()
    if len(found) > 1:
        raise Refused(
            "several_of_one_name",
            zh="登记有几家同名的检验机构，无法确定是哪一家。",
            en="Several laboratories have this name: which one is meant cannot be told.",
            field="laboratory",
            value=name,
        )
    return found[0] if found else None


def _ability(laboratory_id: str, row: LaboratoryEntry) -> LaboratoryAbilityRow:
    if row.able_from is None or (row.able_until is not None and row.able_until < row.able_from):
        raise Refused(
            "ability_without_day",
            zh="检验能力应当写明起始日期，终止日期不得早于起始日期。",
            en="An ability needs its first day, and its last day cannot be before that.",
            field="able_from",
            value=row.able_until,
        )
    return LaboratoryAbilityRow(
        laboratory_id=laboratory_id,
        product_kind=row.product_kind or "",
        able_from=row.able_from,
        able_until=row.able_until,
    )
