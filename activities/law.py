"""The law as one thing to ask: rules, periods, approvals, articles, and the calendar that periods are counted on.

Activities hold one of these; a workflow never does. Another folder of rules is another law: tests change one file.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from domain.calendar import Calendar, legal_day
from domain.due import Due, due
from domain.judgement import Proposal
from domain.matter_facts import MatterFacts
from rules import approvals, catalog, deadlines, statutes
from rules.approvals import Approval
from rules.engine import RuleSet
from rules.proposals import proposals

MATTER = "matter"


class Law:
    """`folders` holds the folder of each family that is to be read from elsewhere than the product's own rules."""

    def __init__(self, calendar: Calendar, folders: Iterable[Path] = ()) -> None:
        self.calendar = calendar
        self._others = {folder.name: catalog.load(folder) for folder in folders}

    def rule_set(self, family: str, on: date) -> RuleSet:
        """The rules of a family in force on a day. Refused `no_rule_in_force`."""
        return (self._others.get(family) or catalog.family(family)).on(on)

    def proposals(self, facts: MatterFacts, on: date) -> tuple[Proposal, ...]:
        """The lawful next steps of a matter, the mandatory ones marked, the forbidden ones left out."""
        return proposals(self.rule_set(MATTER, on), facts)

    def due(self, period: str, start: date | datetime, *, count: int | None = None) -> Due:
        """When a period ends that began on `start`, under the law of that day."""
        return due(deadlines.period(period, legal_day(start)), start, self.calendar, count=count)

    def approval(self, kind: str) -> Approval:
        """Who drafts, reviews and approves. Refused `unknown_approval`."""
        return approvals.approval(kind)

    def articles(self, basis: Iterable[str]) -> list[str]:
        """The articles by their full names, for a document."""
        return [statutes.statute(one).cited.zh for one in basis]
