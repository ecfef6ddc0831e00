"""规则目录: the families of rules, and those of the product as they were read."""

from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path

from domain.acceptance import AcceptanceFacts
from domain.circulation import CirculationFacts
from domain.cluster import ClusterFacts
from domain.compensation_facts import CompensationFacts
from domain.errors import Refused
from domain.facts import FactModel
from domain.issuance import IssuanceFacts
from domain.matter_facts import MatterFacts
from domain.region import RegionFacts
from rules.engine import RuleSet
from rules.family import Family
from rules.place import HERE
from rules.survey import Survey, survey

FAMILIES: dict[str, type[FactModel]] = {
    "circulation": CirculationFacts,
    "issuance": IssuanceFacts,
    "matter": MatterFacts,
    "region": RegionFacts,
    "compensation": CompensationFacts,
    "cluster": ClusterFacts,
    "acceptance": AcceptanceFacts,
}


@cache
def family(name: str) -> Family:
    """The family of this name. Raises Refused: unknown_family, and whatever `load` refuses."""
    fact_model(name)
    return load(HERE / name)


def rule_set(name: str, on: date) -> RuleSet:
    """The rules of a family in force on a day: the day of the fact for substance, of the decision for procedure."""
    return family(name).on(on)


def load(folder: Path) -> Family:
    """Read a folder of rules, named as its family. Raises Refused: the first problem that `surveyed` tells."""
    found, problems = surveyed(folder)
    if problems:
        raise problems[0]
    assert found is not None
    return found


def surveyed(folder: Path, documents: Collection[str] | None = None) -> Survey:
    """Everything that is wrong with a folder of rules, named as its family (docs/rules.md lists the codes).

    `documents` are the kinds of the catalogue of documents; None: not asked. Raises Refused: unknown_family.
    """
    return survey(folder, fact_model(folder.name), documents)


def fact_model(name: str) -> type[FactModel]:
    """Raises Refused: unknown_family."""
    if name in FAMILIES:
        return FAMILIES[name]
    raise Refused(
        "unknown_family",
        zh=f"没有名为“{name}”的规则族，现有：{'、'.join(FAMILIES)}。",
        en=f"There is no family of rules named “{name}”; these are known: {', '.join(FAMILIES)}.",
        field="family",
        value=name,
    )
