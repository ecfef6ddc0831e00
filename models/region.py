"""Regions (行政区划) by their GB/T 2260 codes."""

from sqlmodel import Field, SQLModel


class RegionRow(SQLModel, table=True):
    """`code` has six digits; 100000 is the country. `parent` is the code of the region that contains it."""

    __tablename__ = "region"

    code: str = Field(primary_key=True, max_length=6)
    name: str
    parent: str | None = Field(default=None, foreign_key="region.code", index=True)
