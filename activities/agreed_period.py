"""约定期限: periods that an agreement sets, in calendar days. No law gives them, and none moves their last day."""

from datetime import date, datetime

from sqlmodel import Session

from activities.law import Law
from domain.base import Text
from domain.due import Due, due
from domain.period import OfficerSet, Period, Roll, StartEvent, Unit
from domain.statute import ReadStatus

_AGREEMENT = Text(zh="加入协议", en="the agreement")


def agreed(session: Session, law: Law, name: str, term: Text, days: int, since: date | datetime) -> Due:
    period = Period(
        id=name, term=term, officer_set=OfficerSet(), unit=Unit.DAYS, roll=Roll.NONE, runs_from=StartEvent.GIVEN,
        basis=(), cited=_AGREEMENT, status=ReadStatus.FULL,
    )  # fmt: skip
    return due(period, since, law.published(session).calendar, count=days)
