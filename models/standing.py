"""How an enterprise stands on a day (企业存续): its names, the end of it, and who took over."""

from datetime import date

from sqlmodel import Session, col, select

from domain.enterprise import Enterprise
from domain.errors import Refused
from models.enterprise import EnterpriseRenamingRow, EnterpriseRow, enterprise


def as_of(session: Session, enterprise_id: str, day: date | None = None) -> Enterprise:
    """The enterprise under the name that it had on a day; without one, as it is now. Refused `unknown_enterprise`."""
    row = enterprise(session, enterprise_id)
    successor = enterprise(session, row.successor_id).name if row.successor_id else None
    later = [one for one in renamings(session, enterprise_id) if day is not None and one.on > day]
    return Enterprise(
        enterprise_id=enterprise_id,
        name=later[0].old_name if later else row.name,
        credit_code=row.credit_code,
        verified=row.verified,
        region=row.region,
        dissolved_on=row.dissolved_on,
        successor=successor,
        successor_id=row.successor_id,
    )


def renamings(session: Session, enterprise_id: str) -> list[EnterpriseRenamingRow]:
    """Its renamings, the oldest first."""
    of_it = select(EnterpriseRenamingRow).where(EnterpriseRenamingRow.enterprise_id == enterprise_id)
    return list(session.exec(of_it.order_by(col(EnterpriseRenamingRow.on))))


def find(session: Session, word: str, *, rehearsal: bool = False) -> list[str]:
    """The ids of all that have, or had, this name, or have this code: of real ones, or of invented ones."""
    had = select(EnterpriseRenamingRow.enterprise_id).where(EnterpriseRenamingRow.old_name == word)
    query = select(EnterpriseRow.enterprise_id).where(
        (col(EnterpriseRow.name) == word)
        | (col(EnterpriseRow.credit_code) == word.upper())
        | col(EnterpriseRow.enterprise_id).in_(had)
    )
    query = query.where(EnterpriseRow.rehearsal == rehearsal)
    return list(session.exec(query.order_by(EnterpriseRow.enterprise_id)))


def rename(session: Session, enterprise_id: str, old_name: str, new_name: str, on: date) -> bool:
    """Record one renaming; the newest gives the name. False where it is known.

    Refused `renamed_otherwise` where the record says another thing of that day, `renaming_out_of_line` where the names
    before or after it are others.
    """
    row = enterprise(session, enterprise_id)
    known = renamings(session, enterprise_id)
    told = (old_name, new_name)
    if same_day := [one for one in known if one.on == on]:
        if (same_day[0].old_name, same_day[0].new_name) == told:
            return False
        zh, en = f"{on}的更名登记与此不同。", f"Another renaming is on record for {on}."
        raise _out("renamed_otherwise", zh, en, new_name)
    before = [one.new_name for one in known if one.on < on][-1:]
    after = [one.old_name for one in known if one.on > on][:1]
    if (before and before != [old_name]) or (after or [row.name]) != [new_name if after else old_name]:
        zh, en = "更名前后的名称与登记的沿革不衔接。", "The names do not follow from those on record."
        raise _out("renaming_out_of_line", zh, en, new_name)
    session.add(EnterpriseRenamingRow(enterprise_id=enterprise_id, on=on, old_name=old_name, new_name=new_name))
    if not after:
        row.name = new_name
    session.flush()
    return True


def dissolve(session: Session, enterprise_id: str, on: date, successor_id: str | None) -> bool:
    """Record that an enterprise is no more. False where it is known. Refused `dissolved_otherwise`, `own_successor`."""
    row = enterprise(session, enterprise_id)
    if successor_id == enterprise_id:
        zh, en = "企业不能承继自己。", "An enterprise cannot succeed itself."
        raise Refused("own_successor", zh=zh, en=en, field="successor", value=row.name)
    known = row.dissolved_on, row.successor_id
    if known[0] not in (None, on) or (successor_id and known[1] not in (None, successor_id)):
        raise Refused(
            "dissolved_otherwise",
            zh=f"该企业已登记于{known[0]}注销，或者承继企业不同。",
            en=f"The enterprise is on record as dissolved on {known[0]}, or with another successor.",
            field="dissolved_on",
            value=on,
        )
    row.dissolved_on, row.successor_id = on, successor_id or row.successor_id
    session.flush()
    return known != (row.dissolved_on, row.successor_id)


def _out(code: str, zh: str, en: str, value: str) -> Refused:
    return Refused(code, zh=zh, en=en, field="name", value=value)
