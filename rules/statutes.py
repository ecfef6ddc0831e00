"""法条目录: the articles of `statutes.yaml`, by id."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from domain.base import Text
from domain.errors import Refused
from domain.statute import Consequence, ReadStatus, Statute, StatuteKind
from rules.place import place
from rules.shape import shaped
from rules.source import Document, read

_PART = re.compile(r"(?P<article>[a-z0-9]+/[1-9]\d*)\.(?P<paragraph>[1-9])(?:\.(?P<item>[1-9]\d?))?")


class _Law(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    short: Text
    kind: StatuteKind
    in_force: date | None = None
    until: date | None = None
    status: ReadStatus = ReadStatus.FULL
    articles: tuple[int, ...] = ()
    entries: tuple[str, ...] = ()
    leads_to: Mapping[Consequence, tuple[int | str, ...]] = {}

    @model_validator(mode="after")
    def _a_law_has_articles_and_a_first_day(self) -> "_Law":
        lawful, dated = self.kind.binds, self.kind.binds or self.kind is StatuteKind.POLICY
        if bool(self.articles) != lawful or bool(self.entries) == lawful or (self.in_force is not None) != dated:
            raise ValueError("a law has articles and in_force, a policy entries and in_force, all else entries")
        if self.until is not None and (self.in_force is None or self.until < self.in_force):
            raise ValueError("until is the last day of a law, no earlier than in_force")
        return self

    @model_validator(mode="after")
    def _what_breaches_lead_to_names_articles_that_are_there(self) -> "_Law":
        named = [each for articles in self.leads_to.values() for each in articles]
        if unknown := [each for each in named if int(str(each).partition(".")[0]) not in self.articles]:
            raise ValueError(f"leads_to names articles that are not there: {unknown}")
        return self


def load(path: Path) -> Mapping[str, Statute]:
    """Every article of the file, by id (`pql/54`, `platform/terms`). Refused with file and line."""
    laws = shaped(read(path), dict[str, _Law])
    return {
        f"{name}/{entry}": Statute(
            id=f"{name}/{entry}",
            title=law.title,
            short=law.short,
            kind=law.kind,
            article=entry if isinstance(entry, int) else None,
            in_force=law.in_force,
            until=law.until,
            status=law.status,
        )
        for name, law in laws.items()
        for entry in (*law.articles, *law.entries)
    }


_loaded = cache(load)


def statutes() -> Mapping[str, Statute]:
    return _loaded(place("statutes.yaml"))


def statute(statute_id: str) -> Statute:
    """An article, or a paragraph or item of one (`pql/27.1.4`). Refused `unknown_statute`."""
    if found := statutes().get(statute_id):
        return found
    if (part := _PART.fullmatch(statute_id)) and (article := statutes().get(part["article"])):
        item = int(part["item"]) if part["item"] else None
        return article.model_copy(update={"id": statute_id, "paragraph": int(part["paragraph"]), "item": item})
    raise Refused(
        "unknown_statute",
        zh=f"法条目录中没有“{statute_id}”。",
        en=f"The catalogue of statutes has no “{statute_id}”.",
        field="basis",
        value=statute_id,
    )


def in_force(basis: Iterable[str], on: date) -> tuple[str, ...]:
    """Those of these articles that were law on a day. Refused `unknown_statute`."""
    return tuple(one for one in basis if statute(one).on(on))


def statute_named(source: Document, article: str, *where: str | int) -> Statute:
    """An article that a file of the law names there. Refused `unknown_statute`, with the file and line."""
    try:
        return statute(article)
    except Refused as refused:
        raise source.refuse(refused.code, refused.zh, refused.en, *where, value=article) from None


def consequences(basis: Iterable[str]) -> tuple[Consequence, ...]:
    """What a breach that rests on these articles leads to, in the order of the enum."""
    found = {each for one in basis for each in _led_to(place("statutes.yaml")).get(one, ())}
    return tuple(each for each in Consequence if each in found)


@cache
def _led_to(path: Path) -> Mapping[str, tuple[Consequence, ...]]:
    """By the id of the article, or of the item of one."""
    found: dict[str, tuple[Consequence, ...]] = {}
    for name, law in shaped(read(path), dict[str, _Law]).items():
        for consequence, articles in law.leads_to.items():
            for each in articles:
                found[f"{name}/{each}"] = (*found.get(f"{name}/{each}", ()), consequence)
    return found


def least_read(basis: Iterable[str]) -> ReadStatus:
    """How the least read of these articles was read. Refused `unknown_statute`."""
    return max((statute(each).status for each in basis), key=list(ReadStatus).index)


def cited(basis: Iterable[str]) -> Text:
    """The articles by their full names, in one line of each language. Refused `unknown_statute`."""
    found = [statute(one).cited for one in basis]
    return Text(zh="、".join(one.zh for one in found), en=", ".join(one.en for one in found))


def cited_as_read(basis: Sequence[str]) -> Text:
    """As `cited`; where one of them was not read in full, that is said."""
    found = cited(basis)
    if not basis or (read := least_read(basis)) is ReadStatus.FULL:
        return found
    return Text(zh=f"{found.zh}（{read.zh}）", en=f"{found.en} ({read.en})")
