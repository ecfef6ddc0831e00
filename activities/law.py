"""The law as one thing to ask: rules, periods, approvals, articles, and the calendar that periods are counted on.

Activities hold one of these; a workflow never does. Another folder of rules is another law: tests change one file.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlmodel import Session

from domain.base import Text
from domain.calendar import Calendar, legal_day
from domain.judgement import Proposal
from domain.matter_facts import MatterFacts
from domain.period import Period
from domain.service import Manner
from models import calendar
from models.matter import MatterRow
from rules import approvals, catalog, deadlines, service, statutes
from rules.approvals import Approval
from rules.engine import RuleSet
from rules.family import Family
from rules.proposals import proposals
from rules.service import Requirements

MATTER = "matter"


def law_day(row: MatterRow, at: date | datetime) -> date:
    """The day whose rules of procedure apply to what happens in a matter then: a complaint stays under those of the day
    of its receipt."""
    return legal_day(row.began_at if row.complaint_id else at)


class Published(NamedTuple):
    """The calendar in one edition."""

    edition: int
    calendar: Calendar


class Law:
    """`folders` holds the folder of each family that is to be read from elsewhere than the product's own rules."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._published: Published | None = None
        self._others = {folder.name: catalog.load(folder) for folder in folders}

    def published(self, session: Session) -> Published:
        """The calendar, read again only where more of it has been published since."""
        edition = calendar.edition(session)
        found = self._published
        if found is None or found.edition != edition:
            self._published = found = Published(edition, calendar.calendar(session))
        return found

    def family(self, name: str) -> Family:
        """The rules of a family, also those that are off."""
        return self._others.get(name) or catalog.family(name)

    def rule_set(self, family: str, on: date) -> RuleSet:
        """The rules of a family in force on a day. Refused `no_rule_in_force`."""
        return self.family(family).on(on)

    def proposals(self, facts: MatterFacts, on: date) -> tuple[Proposal, ...]:
        """The lawful next steps of a matter, the mandatory ones marked, the forbidden ones left out."""
        return proposals(self.rule_set(MATTER, on), facts)

    def period(self, period: str, start: date | datetime) -> Period:
        """The period under the law of the day on which it began. Refused `unknown_period`, `period_not_in_force`."""
        return deadlines.period(period, legal_day(start))

    def has_period(self, period: str, on: date | datetime) -> bool:
        """Whether the law files have a value of this period for that day."""
        return min(deadlines.deadlines().first_days(period)) <= legal_day(on)

    def length(self, period: str, start: date | datetime) -> str:
        """How long a period is that the law itself lays down, for a document: 15个工作日."""
        found = self.period(period, start)
        return f"{found.count}{found.unit.zh}"

    def approval(self, kind: str) -> Approval:
        """Who drafts, reviews and approves. Refused `unknown_approval`."""
        return approvals.approval(kind)

    def manner(self, manner: Manner) -> Requirements:
        """What service in this manner rests on and must state."""
        return service.requirements(manner)

    def in_force(self, basis: Iterable[str], on: date | datetime) -> tuple[str, ...]:
        """Those of these articles that were law on a day."""
        return statutes.in_force(basis, legal_day(on))

    def cited(self, basis: Iterable[str]) -> Text:
        """The articles by their full names, in one line of each language."""
        return statutes.cited(basis)

    def articles(self, basis: Iterable[str]) -> list[str]:
        """The articles by their full names, for a document."""
        return [statutes.statute(one).cited.zh for one in basis]
