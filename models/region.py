"""Regions (行政区划) by their GB/T 2260 codes, with the history of changed ones."""

from datetime import date

from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.region import Region, RegionChange
from models.base import one_of


class RegionRow(SQLModel, table=True):
    """`code` has six digits; 100000 is the country. `parent` is the code of the region that contains it.

    `valid_from` and `valid_until` are its first and last day; null is since before 2000, or still.
    """

    __tablename__ = "region"

    code: str = Field(primary_key=True, max_length=6)
    name: str
    parent: str | None = Field(default=None, foreign_key="region.code", index=True)
    valid_from: date | None = None
    valid_until: date | None = None

    def value(self) -> Region:
        return Region.model_validate(self.model_dump())


class RegionChangeRow(SQLModel, table=True):
    """区划变更. `on` is the day of the approval and the first of the new code; a divided region has several rows."""

    __tablename__ = "region_change"

    old_code: str = Field(foreign_key="region.code", primary_key=True)
    new_code: str = Field(foreign_key="region.code", primary_key=True, index=True)
    on: date = Field(primary_key=True)
    old_name: str
    new_name: str
    kind: RegionChange = one_of(RegionChange)
    document: str | None = None


def region(session: Session, code: str, on: date | None = None) -> Region:
    """The region with this code, under the name that it had on `on`.

    Refused `unknown_region` where no region has the code, `region_not_on_day` where none had it on that day.
    """
    row = session.get(RegionRow, code)
    if row is None:
        raise Refused(
            "unknown_region",
            zh=f"没有代码为“{code}”的行政区划。",
            en=f"There is no region with the code {code}.",
            field="region",
            value=code,
        )
    found = row.value()
    if on is not None and not found.stood_on(on):
        raise Refused(
            "region_not_on_day",
            zh=f"{on}没有代码为“{code}”的行政区划（{found.name}）。",
            en=f"No region had the code {code} on {on}.",
            field="region",
            value=code,
        )
    return found if on is None else found.model_copy(update={"name": _name_on(session, found, on)})


def _name_on(session: Session, found: Region, on: date) -> str:
    """A renaming after the day is undone."""
    renamed = select(RegionChangeRow).where(
        RegionChangeRow.old_code == found.code, RegionChangeRow.new_code == found.code, RegionChangeRow.on > on
    )
    first = session.exec(renamed.order_by(col(RegionChangeRow.on))).first()
    return first.old_name if first else found.name


def today_of(session: Session, code: str, on: date | None = None) -> tuple[Region, ...]:
    """What the region that had `code` on `on` is now: itself, its successor or, where it was divided, several.

    Without `on` whenever it stood. Refused as `region` refuses.
    """
    found = region(session, code, on)
    if found.valid_until is None:
        return (found.model_copy(update={"name": region(session, code).name}),)
    successors = session.exec(
        select(RegionChangeRow.new_code).where(RegionChangeRow.old_code == code).order_by(RegionChangeRow.new_code)
    )
    now = {one.code: one for successor in successors for one in today_of(session, successor)}
    return tuple(now[each] for each in sorted(now))


def ancestors(session: Session, code: str, on: date | None = None) -> tuple[Region, ...]:
    """From the region itself upwards to the country: county, city, province, country. Refused as `region` refuses."""
    line = [region(session, code, on)]
    while (parent := line[-1].parent) is not None:
        line.append(region(session, parent, on))
    return tuple(line)


def children(session: Session, code: str, on: date) -> tuple[Region, ...]:
    """The regions right below it on a day, by code. Refused as `region` refuses."""
    region(session, code, on)
    rows = session.exec(select(RegionRow).where(RegionRow.parent == code).order_by(RegionRow.code))
    return tuple(region(session, row.code, on) for row in rows if row.value().stood_on(on))
