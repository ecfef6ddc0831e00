"""Departures (偏离建议) on record: counted by rule and office, and one by one."""

from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.departure import Deed, Departure, Span

_OF_THESE = """
    rehearsal = :rehearsal
    and (cast(:office as text) is null or office_id = :office)
    and (cast(:rule as text) is null or rule = :rule)
    and (cast(:first as date) is null or at >= cast(:first as date)::timestamp at time zone 'Asia/Shanghai')
    and (cast(:last as date) is null or at < (cast(:last as date) + 1)::timestamp at time zone 'Asia/Shanghai')
"""
_COUNTS = ", ".join(f"count(*) filter (where deed = '{deed.value}') as {deed.value}" for deed in Deed)
_TALLY = text(f"""
    select d.rule, d.office_id, o.name as office, {_COUNTS}
    from departure as d join office as o using (office_id) where {_OF_THESE}
    group by d.rule, d.office_id, o.name order by d.rule, d.office_id
""")
_LISTED = text(f"""
    select act_id, matter_id, office_id, step, rule, deed, actor, at, reason
    from departure where {_OF_THESE} and deed <> 'confirmed' order by at desc, sequence desc, rule limit :most
""")
_OF_MATTER = text("select act_id, deed from departure where matter_id = :matter")


def counted(
    session: Session, span: Span, *, rule: str | None = None, office_id: str | None = None, rehearsal: bool = False
) -> list[dict[str, Any]]:
    """A row per rule and office: the fields of Tally but for the title."""
    given = {"rule": rule, "office": office_id, "rehearsal": rehearsal, "first": span.first, "last": span.last}
    return [dict(row) for row in session.execute(_TALLY, given).mappings()]


def listed(
    session: Session,
    span: Span,
    *,
    rule: str | None = None,
    office_id: str | None = None,
    rehearsal: bool = False,
    most: int | None = None,
) -> list[Departure]:
    """One by one, the newest first; what was confirmed is left out."""
    given = {"rule": rule, "office": office_id, "rehearsal": rehearsal, "first": span.first, "last": span.last}
    rows = session.execute(_LISTED, given | {"most": most}).mappings()
    return [Departure.model_validate(dict(row) | {"deed": Deed.of(row["deed"])}) for row in rows]


def of_matter(session: Session, matter_id: str) -> dict[str, Deed]:
    """What each act of a matter did with what the rules say, by act id; other acts are left out."""
    return {act: Deed.of(deed) for act, deed in session.execute(_OF_MATTER, {"matter": matter_id})}
