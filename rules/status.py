"""法条核对情况: the page that says what of the law was read in full, what in part, and what is off."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.statute import ReadStatus, Statute
from rules import catalog
from rules.deadlines import deadlines
from rules.parameters import parameters
from rules.statutes import least_read, statutes

_HEAD = """\
# State of the law

Written by `hezheng rules status > docs/law-status.md`, and held by a test: change the law files, not this page.
*full* means that the whole article was read in a stored source, *partial* that an excerpt or a secondary source was.
Nothing rests on a text that was not read.
"""


def page() -> str:
    """Markdown: statutes with what rests on them, periods, rules read in part, and all that is off."""
    return "\n".join([_HEAD, *_statutes(), *_periods(), *_rules(), *_off()])


def _statutes() -> Iterator[str]:
    used = [(rule.id, rule.basis) for name in catalog.FAMILIES for rule in catalog.family(name).rules]
    counted = [(name, deadlines().period(name, day).basis) for name in deadlines().ids for day in _days(name)]
    laws: dict[str, list[Statute]] = {}
    for each in statutes().values():
        laws.setdefault(each.id.partition("/")[0], []).append(each)
    yield from _table("Statutes", "id | title | kind | read | from | articles | rules | periods")
    for law, articles in laws.items():
        one = articles[0]
        numbers = ", ".join(str(each.article) for each in articles if each.article)
        rules, periods = (len({name for name, basis in of if _cites(basis, law)}) for of in (used, counted))
        read = one.status.value if one.in_force else ""  # what is no law is not read as one
        days = f"{one.in_force} to {one.until}" if one.until else one.in_force or ""
        cells = (f"`{law}`", one.title.zh, one.kind.value, read, days, numbers, rules, periods)
        yield f"| {' | '.join(map(str, cells))} |"
    yield ""


def _periods() -> Iterator[str]:
    yield from _table("Periods", "id | 期限 | from | length | basis | read")
    for name in deadlines().ids:
        for day in _days(name):
            one = deadlines().period(name, day)
            length = f"{one.count} {one.unit.value}" if one.count else f"set by the officer, in {one.unit.value}"
            yield f"| `{name}` | {one.term.zh} | {day} | {length} | {', '.join(one.basis)} | {one.status.value} |"
    yield ""


def _rules() -> Iterator[str]:
    rules = [rule for name in catalog.FAMILIES for rule in catalog.family(name).rules]
    lesser = [(rule, status) for rule in rules if (status := least_read(rule.basis)).value != "full"]
    yield from _table(f"Rules that rest on a text read in part ({len(lesser)} of {len(rules)})", "rule | basis | read")
    for rule, status in lesser:
        yield f"| `{rule.id}` | {', '.join(rule.basis)} | {status.value} |"
    yield ""


def _off() -> Iterator[str]:
    waiting = [(rule, names) for name in catalog.FAMILIES for rule, names in catalog.family(name).off.items()]
    yield from _table("Off: figures that no text lays down", "parameter | 名称 | unit | rules that are off without it")
    for name, one in parameters().items():
        if one.value is None:
            rules = ", ".join(f"`{rule.partition('@')[0]}`" for rule, names in waiting if name in names)
            yield f"| `{name}` | {one.title.zh} | {one.unit} | {rules} |"
    yield ""
    yield from _table("Figures that were read in part", "parameter | 名称 | value | unit | source")
    for name, one in parameters().items():
        if one.status is not ReadStatus.FULL:
            yield f"| `{name}` | {one.title.zh} | {one.value} | {one.unit} | {one.source} |"
    yield ""
    yield "Periods that the officer sets, and whose bounds no text lays down:"
    for name in deadlines().ids:
        for day in _days(name):
            bounds = deadlines().period(name, day).officer_set
            for bound, value in (("minimum", bounds.minimum), ("maximum", bounds.maximum)) if bounds else ():
                if value is None:
                    yield f"- `{name}` from {day}: no {bound}"


def _table(title: str, columns: str) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"| {columns} |"
    yield f"|{'---|' * len(columns.split(' | '))}"


def _days(period: str) -> tuple[date, ...]:
    return deadlines().first_days(period)


def _cites(basis: Iterable[str], law: str) -> bool:
    return any(each.partition("/")[0] == law for each in basis)
