"""文书目录: what documents there are, under which law, and what each of them must be given."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import ConfigDict, model_validator
from pydantic import Field as Constrained

from domain.base import Text, Value
from domain.errors import Refused
from domain.period import Unit

CATALOG = Path(__file__).parent / "catalog"
REMEDIES = Path(__file__).parent / "remedies.yaml"
COMMON = Path(__file__).parent / "fields.yaml"

# A letter goes from one authority to another, by 公文 and not by the ladder of 处罚程序规定 82.
Nature = Literal["order", "procedural", "guidance", "coercive", "penalty", "internal", "letter", "civil"]
# A line is one line of text, a text may have paragraphs, a count is a whole number from 1, a flag is true or false;
# an item of a list is a record where the list has fields, else a text.
FieldType = Literal["line", "text", "date", "count", "flag", "record", "list"]


class _Entry(Value):
    """What is read from YAML: a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid")


class NoticeField(_Entry):
    """One thing that a document must (or may) be given; `at_least` counts the items of a list;
    `not_before` names another date of the same record, `unless` the field that stands in its stead.

    `cites` holds the ids of the articles that a list of articles consists of wherever it is printed."""

    title: Text
    type: FieldType
    required: bool = True
    at_least: int = 1
    not_before: str | None = None
    unless: str | None = None
    cites: list[str] = Constrained(default_factory=list)
    fields: dict[str, "NoticeField"] = Constrained(default_factory=dict)


class NoticeKind(_Entry):
    """One kind of document. `series` is the code of its number series, `basis` holds ids of statutes."""

    id: str
    title: Text
    nature: Nature
    basis: list[str] = Constrained(min_length=1)
    served: bool
    remedies: bool
    series: str | None
    fields: dict[str, NoticeField]
    example: dict[str, Any]

    @model_validator(mode="after")
    def _is_lawful(self) -> Self:
        """What burdens a party must name its remedies (行政复议法 20); guidance is voluntary and has none."""
        burdens = self.nature in ("order", "coercive", "penalty")
        if self.remedies != burdens:
            raise ValueError(f"{self.id}: a document of nature {self.nature} has remedies: {str(burdens).lower()}")
        if self.remedies and "remedies" not in self.fields:
            raise ValueError(f"{self.id}: states remedies, but has no field for where to turn")
        if self.nature == "internal" and self.served:
            raise ValueError(f"{self.id}: an internal document is served on nobody")
        for name, kind in (("issued_on", "date"), ("rehearsal", "flag")):  # what the layout itself reads
            if name not in self.fields or self.fields[name].type != kind or not self.fields[name].required:
                raise ValueError(f"{self.id}: the layout needs the {kind} {name}")
        for name, field in self.fields.items():
            cited = {one.partition(".")[0] for one in field.cites}
            if cited and (field.type != "list" or not cited <= set(self.basis)):
                raise ValueError(f"{self.id}: {name} cites an article that is no basis of the document")
        if self.series and not {"office_short", "number"} <= set(self.fields):
            raise ValueError(f"{self.id}: has a number series, but no field for its number")
        return self


class Remedy(_Entry):
    """A way to challenge an act: the period (id of the same period among the deadlines) and its article."""

    count: int
    unit: Unit
    basis: str
    article: Text

    @property
    def period(self) -> str:
        """The period in the words of the law: 60日, 6个月."""
        return f"{self.count}{self.unit.zh}"


def _read(folder: Path) -> Iterator[NoticeKind]:
    common = yaml.safe_load(COMMON.read_text("utf-8"))
    for path in sorted(folder.glob("*.yaml")):
        try:
            written = yaml.safe_load(path.read_text("utf-8"))
            shared = {name: common[name] for name in written.pop("common", ())}
            yield NoticeKind.model_validate({"id": path.stem, **written, "fields": shared | written["fields"]})
        except (ValueError, KeyError, yaml.YAMLError) as error:
            error.add_note(f"{path.parent.name}/{path.name}")  # which of the files it is
            raise


@cache
def kinds() -> dict[str, NoticeKind]:
    """All kinds of document by id. ValidationError if a file of the catalogue is wrong."""
    return {kind.id: kind for kind in _read(CATALOG)}


def kind(id: str) -> NoticeKind:
    """One kind. Refused unknown_notice_kind."""
    try:
        return kinds()[id]
    except KeyError:
        raise Refused(
            "unknown_notice_kind",
            zh="没有这种文书。",
            en="There is no such kind of document.",
            field="kind",
            value=id,
        ) from None


@cache
def remedies() -> dict[str, Remedy]:
    """救济途径: reconsideration and suit, with their periods and articles."""
    data = yaml.safe_load(REMEDIES.read_text("utf-8"))
    return {name: Remedy.model_validate(one, strict=False) for name, one in data.items()}
