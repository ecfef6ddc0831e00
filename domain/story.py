"""A story (经过): what happened to a thing, one event after another, told from the register."""

from datetime import date, datetime

from domain.acceptance import AcceptanceProposal
from domain.base import Text, Value
from domain.judgement import Proposal
from domain.procedure import Phase
from domain.steps import StepKind, Track


class Event(Value):
    """`by` is who acted, `actor` his id, `basis` the ids of what it rests on, `words` his own, or those of the law.

    `step` is the number of the step of a matter that it is about, `entry` its place in the audit chain and `kind` what
    the chain calls it.
    """

    at: datetime
    what: Text
    by: Text
    actor: str
    basis: tuple[str, ...] = ()
    cited: Text
    words: Text
    step: int | None = None
    entry: int | None = None
    kind: str = ""


class Awaited(Value):
    """One open step, a commitment to be followed up (it has no phase), or a matter that has neither: then `ending` says
    how it ended, None that a step is to be chosen.

    `about` names the enterprise or the bureau, `whom` who owes `what`. `due_on` is the last day of the running period;
    `provisional`: it may still move; `stands_still`: it does not run now. `barred_after`: after this day, which is
    near or over, no penalty case can be filed.
    `persons` are the officers who can do it, with those for whom they stand in; `nobody`: too few are left, since those
    in `missing` (ids) are away, recused or have another hand in it. `expiring` names those whose certificate soon ends.
    `party_ended`: the party is no more, and who has taken over is to be found. `document` is the id of the paper that
    waits to be served; `unsealed`: its sealed copy is wanted before that. `acts` are the kinds of act that it takes
    beside those that any open step does (`domain.procedure.ALWAYS`).
    """

    matter_id: str
    rehearsal: bool
    about: str
    office: str
    step: int | None
    kind: StepKind | None
    track: Track | None
    phase: Phase | None
    what: Text
    whom: Text
    due_on: date | None
    provisional: bool
    stands_still: bool
    overdue: bool
    ending: Text | None
    barred_after: date | None = None
    persons: tuple[Text, ...] = ()
    nobody: bool = False
    missing: tuple[str, ...] = ()
    expiring: tuple[str, ...] = ()
    party_ended: bool = False
    document: str | None = None
    unsealed: bool = False
    acts: tuple[str, ...] = ()


class Possible(Value):
    """A step that is lawful now: by which rule, and on which articles."""

    proposal: Proposal
    title: Text
    cited: Text


class MatterStory(Value):
    """`about` names the enterprise or the bureau; `awaited` is what is owed now, `possible` what may be begun,
    `case` what the law lets a penalty be, for the file. `linked`: which matters and checks it belongs to. For the
    officers who handle it: `complaint` and `report` what one states, `proposal` whether a complaint is to be accepted,
    `signs` what may be considered (others like it, papers that are missing, which office handles it).

    Of a rehearsal `as_of` is its own time, of the last thing that happened in it.
    """

    matter_id: str
    rehearsal: bool
    about: str
    office: str
    began_at: datetime
    as_of: datetime
    ended_at: datetime | None
    ending: Text | None
    events: tuple[Event, ...]
    awaited: tuple[Awaited, ...]
    possible: tuple[Possible, ...]
    case: tuple[Text, ...] = ()
    proposal: AcceptanceProposal | None = None
    signs: tuple[Text, ...] = ()
    linked: tuple[Text, ...] = ()
    complaint: tuple[Text, ...] = ()
    report: tuple[Text, ...] = ()
