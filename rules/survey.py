"""通读规则文件夹: read one folder of rules whole, and tell everything that is wrong with it."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, ValidationError

from domain.base import Text
from domain.errors import Refused
from domain.facts import FactModel
from rules import check, guidance, interplay
from rules.engine import RESERVED
from rules.family import Family
from rules.parameters import resolved
from rules.place import HERE
from rules.schema import Part, Rule
from rules.shape import fitted
from rules.situations import Situations
from rules.source import Document, read
from rules.when import Condition

BASELINE, IMPOSSIBLE = "_baseline.yaml", "_impossible.yaml"


class Impossible(Part):
    """不可能的情形: what the facts of a family never are together, and why."""

    why: Text
    when: dict[str, Any] = Field(min_length=1)


class Read(NamedTuple):
    rule: Rule
    source: Document
    off: tuple[str, ...]


class Survey(NamedTuple):
    """`family` holds the rules that can be read; None where there is no baseline to read them by."""

    family: Family | None
    problems: tuple[Refused, ...]


def survey(folder: Path, fact_model: type[FactModel], documents: Collection[str] | None = None) -> Survey:
    """Read a folder named as its family. A folder without a baseline of its own is read by the product's.

    `documents` are the kinds that the catalogue of documents has; None: not asked.
    """
    if clash := RESERVED & fact_model.model_fields.keys():
        raise ValueError(f"{fact_model.__name__} names facts as the engine names its own: {clash}")
    problems: list[Refused] = []
    baseline = _baseline(folder, fact_model, problems)
    if baseline is None:
        return Survey(None, tuple(problems))
    impossible = _impossible(folder / IMPOSSIBLE, fact_model, problems)
    bare, found = Family(folder.name, fact_model, (), baseline, {}), list[Read]()
    for path in sorted(folder.glob("[!_]*.yaml")):
        if one := _rule(path, bare, documents, problems):
            found.append(one)
    problems += _between(found, fact_model, impossible)
    off = {one.rule.version: one.off for one in found if one.off}
    return Survey(Family(folder.name, fact_model, tuple(one.rule for one in found), baseline, off), tuple(problems))


def _baseline(folder: Path, fact_model: type[FactModel], problems: list[Refused]) -> FactModel | None:
    own = folder / BASELINE
    try:
        source = read(own if own.exists() else HERE / folder.name / BASELINE)
    except Refused as refused:
        problems.append(refused)
        return None
    baseline, misfits = fitted(source, fact_model)
    problems += misfits
    if baseline is not None and None in baseline.model_dump().values():
        problems.append(
            source.refuse("incomplete_baseline", "基准案例应写明全部事实。", "The baseline must state every fact.")
        )
    return baseline


def _impossible(path: Path, fact_model: type[FactModel], problems: list[Refused]) -> list[Condition]:
    if not path.exists():
        return []
    try:
        source = read(path)
    except Refused as refused:
        problems.append(refused)
        return []
    entries, misfits = fitted(source, list[Impossible])
    wrong = [
        problem
        for index, entry in enumerate(entries or ())
        for problem in check.problems_of_when(entry.when, (), source, fact_model, index)
    ]
    problems += [*misfits, *wrong]
    return [] if wrong else [Condition.of(entry.when) for entry in entries or ()]


def _rule(path: Path, family: Family, documents: Collection[str] | None, problems: list[Refused]) -> Read | None:
    """One rule, if nothing is wrong with it by itself."""
    try:
        source, off = resolved(read(path))
    except Refused as refused:
        problems.append(refused)
        return None
    rule, misfits = fitted(source, Rule)
    if rule is None:
        problems += misfits
        return None
    wrong = [*check.problems(rule, source, family.name, family.fact_model, documents), *_examples(rule, source, family)]
    problems += wrong
    return None if wrong else Read(rule, source, off)


def _between(found: Iterable[Read], fact_model: type[FactModel], impossible: list[Condition]) -> Iterator[Refused]:
    """Contradictions are looked for among rules that can be in force: a parameter that is off has no value yet."""
    sourced = [(one.rule, one.source) for one in found]
    yield from interplay.problems_of_versions(sourced)
    yield from guidance.problems(sourced, fact_model)
    on = [one for one in found if not one.off]
    situations = Situations(fact_model, [one.rule.condition for one in on], impossible)
    stated = [interplay.Stated(one.rule, one.source, situations.boxes(one.rule.condition)) for one in on]
    yield from interplay.problems_of_contradiction(stated, situations)


def _examples(rule: Rule, source: Document, family: Family) -> Iterator[Refused]:
    for index, example in enumerate(rule.examples):
        where = ("examples", index, "given")
        unknown = [fact for fact in example.given if fact not in family.fact_model.model_fields]
        for fact in unknown:
            zh, en = f"没有名为“{fact}”的事实。", f"There is no fact “{fact}”."
            yield source.refuse("unknown_fact", zh, en, *where, fact, value=fact)
        try:
            _ = None if unknown else family.case(example)
        except ValidationError as error:
            for wrong in error.errors():
                zh, en = f"“{wrong['input']}”不是此项事实可取的值。", f"“{wrong['input']}” is no value of this fact."
                yield source.refuse("wrong_operand", zh, en, *where, *wrong["loc"], value=wrong["input"])
