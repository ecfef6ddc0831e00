"""What an enterprise receives, and the maker that the goods name."""

from typing import Any

from activities import matter_queue
from activities.matter_story import story
from demo.rehearsal import Rehearsal
from domain.story import Awaited, Event
from models import matter
from models.enterprise import natural


def maker(number: int) -> str:
    return f"示例生产者{number}"


def maker_id(number: int) -> str:
    return natural("enterprise", maker(number), True)


def facts(rehearsal: Rehearsal) -> dict[str, Any]:
    with rehearsal.desk.database.transaction() as session:
        return matter.facts(session, rehearsal.matter_id)


def awaited(rehearsal: Rehearsal) -> tuple[Awaited, ...]:
    """All that is open in the matter."""
    with rehearsal.desk.database.transaction() as session:
        return matter_queue.of_matter(session, rehearsal.desk.law, rehearsal.now, rehearsal.matter_id)


def events(rehearsal: Rehearsal) -> tuple[Event, ...]:
    """The matter as its story tells it."""
    with rehearsal.desk.database.transaction() as session:
        return story(session, rehearsal.desk.law, rehearsal.matter_id, rehearsal.now).events
