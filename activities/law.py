"""The law as one thing to ask: rules, periods, approvals, articles, and the calendar that periods are counted on.

Activities hold one of these; a workflow never does. Another folder of rules is another law: tests change one file.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from rules.approvals import Approval
from rules.proposals import proposals

from domain.calendar import Calendar, legal_day
from domain.due import Due, due
from domain.judgement import Proposal
from domain.matter_facts import MatterFacts
from rules import approvals, catalog, deadlines, statutes
from rules.engine import RuleSet

MATTER = "matter"


class Law:
    def __init__(self, calendar: Calendar, folder: Path = catalog.RULES) -> None:
        self.calendar, self.folder = calendar, folder

    def rule_set(self, family: str, on: date) -> RuleSet:
        """The rules of a family in force on a day. Refused `no_rule_in_force`."""
        return catalog.rule_set(family, on, self.folder)

    def proposals(self, facts: MatterFacts, on: date) -> tuple[Proposal, ...]:
        """The lawful next steps of a matter, the mandatory ones marked, the forbidden ones left out."""
        return proposals(self.rule_set(MATTER, on), facts)

    def title(self, rule: str, on: date) -> str:
        """What a rule finds, as its title says it."""
        return self.rule_set(rule.partition(".")[0], on).rule(rule).title.zh

    def due(self, period: str, start: date | datetime, *, count: int | None = None) -> Due:
        """When a period ends that began on `start`, under the law of that day."""
        return due(deadlines.period(period, legal_day(start)), start, self.calendar, count=count)

    def approval(self, kind: str) -> Approval:
        """Who drafts, reviews and approves. Refused `unknown_approval`."""
        return approvals.approval(kind)

    def articles(self, basis: Iterable[str]) -> list[str]:
        """The articles by their full names, for a document."""
        return [statutes.statute(one).cited.zh for one in basis]
