"""工作副本: everything that is wrong with a folder of law files, the product's own or a lawyer's copy."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from domain.errors import Refused
from rules import (
    approvals,
    catalog,
    deadlines,
    evidence,
    handling_places,
    objections,
    parameters,
    penalties,
    reference_amounts,
    service,
    statutes,
)
from rules.examples import failures
from rules.family import Family
from rules.place import HERE, working_copy

LISTS: dict[str, Callable[[Path], Any]] = {
    "statutes.yaml": statutes.load,
    "parameters.yaml": parameters.load,
    "deadlines.yaml": deadlines.load,
    "approvals.yaml": approvals.load,
    "penalties.yaml": penalties.load,
    "reference_amounts.yaml": reference_amounts.load,
    "complaint_places.yaml": handling_places.load,
    "report_places.yaml": handling_places.load,
    "service.yaml": service.load,
    "evidence.yaml": evidence.load,
    "objections.yaml": objections.load,
}


class Report(NamedTuple):
    """检查结果. `failures` are examples that do not come out, `problems` what keeps a file from being read as meant."""

    rules: int
    examples: int
    failures: tuple[str, ...]
    problems: tuple[Refused, ...]


def report(folder: Path | None = None, documents: Collection[str] | None = None) -> Report:
    """Read a folder of families (None: the product's own). Lists of statutes and the like count where it has them.

    Rules are held against lists that can be read: where one cannot, it alone is told. `documents` are the kinds of
    the catalogue of documents. Raises Refused: no_such_folder, no_rules_here.
    """
    place = folder or HERE
    with working_copy(place):
        problems = list(_problems_of_lists(place))
        if problems:
            return Report(0, 0, (), tuple(problems))
        found = list[Family]()
        for each in _families(place):
            try:
                family, wrong = catalog.surveyed(each, documents)
            except Refused as refused:  # a folder that is named as no family
                family, wrong = None, (refused,)
            problems += wrong
            found += [family] if family else []
        for one in found:
            problems += _problems_together(one)
        failed = [f"{bad.rule.id}: {bad.example.name}: {bad.got}" for one in found for bad in failures(one)]
    rules = [rule for one in found for rule in one.rules]
    return Report(len(rules), sum(len(rule.examples) for rule in rules), tuple(failed), tuple(problems))


def _families(place: Path) -> list[Path]:
    """The folders of families: those in the folder or, where it holds the files of rules itself, the folder alone."""
    if not place.is_dir():
        raise _refused("no_such_folder", "文件夹不存在。", "There is no such folder.", place)
    if place.name in catalog.FAMILIES and any(place.glob("*.yaml")):
        return [place]
    folders = sorted(each for each in place.iterdir() if any(each.glob("*.yaml")))
    if not folders:
        zh = f"此处没有规则：规则放在以规则族命名的子文件夹中（{'、'.join(catalog.FAMILIES)}）。"
        en = f"There are no rules here: they lie in folders named as their families ({', '.join(catalog.FAMILIES)})."
        raise _refused("no_rules_here", zh, en, place)
    return folders


def _problems_of_lists(place: Path) -> Iterator[Refused]:
    for name, load in LISTS.items():
        if (place / name).is_file():
            try:
                load(place / name)
            except Refused as refused:
                yield refused


def _problems_together(family: Family) -> Iterator[Refused]:
    """Whatever keeps the rules of a day from being compiled together, told once."""
    told = set[str]()
    for day in sorted({rule.in_force.first for rule in family.rules if rule.version not in family.off}):
        try:
            family.on(day)
        except Refused as refused:
            if refused.code not in told:
                told.add(refused.code)
                yield refused


def _refused(code: str, zh: str, en: str, place: Path) -> Refused:
    return Refused(code, zh=zh, en=en, field="folder", value=str(place))
