"""The answer pack (答复举证材料): what the record of a matter holds against each objection, and what it lacks."""

from datetime import date

from domain.base import Text, Value


class Held(Value):
    """Something on record. `entries` are places in the audit chain of the matter."""

    text: Text
    entries: tuple[int, ...] = ()


class Answered(Value):
    """One objection: `holds` answers it, `lacks` says plainly what the register does not have."""

    objection: str
    title: Text
    cited: Text
    holds: tuple[Held, ...]
    lacks: tuple[Text, ...]


class ReplyPeriod(Value):
    """How long the office has for its answer, from when, by which article; `due_on` where the day is known."""

    term: Text
    length: Text
    runs_from: Text
    cited: Text
    due_on: date | None = None
    explanation: Text | None = None


class AnswerPack(Value):
    matter_id: str
    rehearsal: bool
    office: str
    about: str
    as_of: date
    periods: tuple[ReplyPeriod, ...]
    answers: tuple[Answered, ...]
