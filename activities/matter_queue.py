"""What is awaited of whom (待办): the open steps of matters, the overdue ones first."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities import case_file, recusing
from activities.duty import Roster
from activities.law import Law
from activities.powers import SERVICE_KINDS
from domain.base import Text
from domain.calendar import legal_day
from domain.ending import told
from domain.office import Officer
from domain.procedure import OF_A_REPORT, Phase, taken
from domain.recusal import pending
from domain.steps import StepKind, Track
from domain.story import Awaited
from models import matter_queue, office
from notices import catalog

PARTYS = {Phase.AWAITING, Phase.LAPSED}
NEXT = Text(zh="没有进行中的步骤，可以选择下一步", en="no step under way: a next one may be chosen")

UNSEALED = Text(zh="待用印后送达", en="awaiting its sealed copy, then service")
ASKED = Text(zh="延期申请待答复", en="a request for extension waits for its answer")


def queue(
    session: Session,
    law: Law,
    now: datetime,
    *,
    office_id: str | None = None,
    open_only: bool = False,
    complaints: bool = False,
    due_before: date | None = None,
    on: date | None = None,
    most: int | None = None,
) -> tuple[Awaited, ...]:
    """As `models.matter_queue.queue`; who is there, is asked for today or for the later day `on`, of a rehearsal by its
    own time. Refused `unknown_office`."""
    if office_id is not None:
        office.office(session, office_id)
    found = matter_queue.queue(
        session, now, office_id=office_id, open_only=open_only, complaints=complaints, due_before=due_before, most=most
    )
    return _told(session, law, now, found, on, asked=due_before is None)


def of_matter(session: Session, law: Law, now: datetime, matter_id: str) -> tuple[Awaited, ...]:
    return _told(session, law, now, matter_queue.queue(session, now, matter_id=matter_id), None, asked=True)


def _told(
    session: Session, law: Law, now: datetime, rows: list[dict[str, Any]], on: date | None, *, asked: bool
) -> tuple[Awaited, ...]:
    """The steps, then the recusals that wait for their decision."""
    roster = Roster(session)
    near = case_file.bars_near(session, law, {row["matter_id"] for row in rows if not row["rehearsal"]}, now)
    steps = [_awaited(law, row, roster, on, near.get(row["matter_id"])) for row in rows]
    still_open = {one.matter_id: one for one in steps if one.ending is None and asked}
    requests = [
        _requested(session, one, recusing.concerned_by(session, law, request))
        for one in still_open.values()
        for request in pending(roster.recusals(one.matter_id)).values()
    ]
    return (*steps, *requests)


def _requested(session: Session, one: Awaited, concerned: recusing.Concerned) -> Awaited:
    name, role = office.office(session, concerned.office_id).name, concerned.role
    nothing = dict.fromkeys(("step", "kind", "track", "phase", "due_on", "ending", "document"))
    marks = dict.fromkeys(("provisional", "stands_still", "overdue", "nobody", "party_ended", "unsealed"), False)
    what = Text(zh=f"{concerned.name}回避：待决定", en=f"recusal of {concerned.name}: to be decided")
    whom = {"what": what, "whom": Text(zh=f"{name}{role.zh}", en=f"{name}, {role.en}")}
    lists = dict.fromkeys(("persons", "missing", "expiring"), ()) | {"acts": ("recusal_decision",)}
    return one.model_copy(update=nothing | marks | whom | lists)


def _awaited(law: Law, row: dict[str, Any], roster: Roster, on: date | None, barred_after: date | None) -> Awaited:
    kind = StepKind.of(row["kind"]) if row["kind"] else None
    phase = Phase.of(row["phase"]) if row["phase"] else None
    ending = told(row["ending"]) if row["ending"] else None
    what = _what(row, kind, phase) if kind and phase else ending or NEXT
    if row["asked"]:
        what = Text(zh=f"{what.zh}；{ASKED.zh}", en=f"{what.en}; {ASKED.en}")
    if row["commitment"]:
        what = Text(zh=f"承诺跟进：{row['commitment']}", en=f"follow-up of a commitment: {row['commitment']}")
    plain = {name: row[name] for name in Awaited.model_fields if name in row}
    worked: dict[str, Any] = {"kind": kind, "track": Track.of(row["track"]) if kind else None, "phase": phase}
    worked |= {"ending": ending, "what": what, "whom": Text(zh="", en="")}
    worked |= {"barred_after": barred_after, "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None}
    if ending is None:
        worked |= _owed(law, row, kind, phase, roster, on) | {"acts": _acts(row, kind, phase)}
    return Awaited(**plain | worked)


def _acts(row: dict[str, Any], kind: StepKind | None, phase: Phase | None) -> tuple[str, ...]:
    """A paper beside its step waits for its service, whatever that step takes."""
    if row["beside"]:
        return SERVICE_KINDS
    if kind is None or phase is None:
        return ("follow_up",) if kind else ("choice",)
    acts = taken(kind, Track.of(row["track"]), phase)
    if kind is StepKind.VERIFICATION and not row["of_report"]:
        return tuple(one for one in acts if one not in OF_A_REPORT)
    return acts


def _what(row: dict[str, Any], kind: StepKind, phase: Phase) -> Text:
    """The phase of a step, or the paper that waits beside it: for its seal, then for its service; with the attempts of
    service that have failed."""
    waits = UNSEALED if row["unsealed"] else phase
    zh, en = f"{kind.zh}：{waits.zh}", f"{kind.en}: {waits.en}"
    if row["paper"] is not None:
        title = catalog.kind(row["paper"]).title
        zh, en = f"{zh}《{title.zh}》{row['paper_number']}", f"{en} of {title.en} {row['paper_number']}".rstrip()
    if row["attempts"]:
        zh, en = f"{zh}（{row['attempts']}次未能送达）", f"{en} (attempts that failed: {row['attempts']})"
    return Text(zh=zh, en=en)


def _owed(
    law: Law, row: dict[str, Any], kind: StepKind | None, phase: Phase | None, roster: Roster, on: date | None
) -> dict[str, Any]:
    """The approval matrix says who in the office; a step that waits for its party waits for nobody else."""
    if row["asked"]:
        head = law.approval("extension_refusal").reports
        assert head is not None
        acting = row["acting"]
        return {"whom": Text(zh=f"{row['about']}、{acting}{head.zh}", en=f"{row['about']}; {acting}, {head.en}")}
    if kind is StepKind.REFERRAL and phase in PARTYS:
        return {"whom": Text(zh="公安机关", en="the police")}
    if kind is StepKind.COURT_RULING:
        return {"whom": Text(zh="人民法院", en="the court")}
    if kind is StepKind.TRANSFER and phase in PARTYS:
        superior = law.approval("designation").reports
        assert superior is not None
        return {"whom": Text(zh=f"{row['acting']}{superior.zh}", en=f"{row['acting']}, {superior.en}")}
    if phase in PARTYS and (kind, phase) != (StepKind.URGING, Phase.LAPSED):  # then the office reports
        return {"whom": Text(zh=row["owing"], en=row["owing"])}
    matrix = law.approval(kind.value if kind else "choice")
    role = {Phase.REVIEWING: matrix.reviews, Phase.APPROVING: matrix.approves}.get(
        phase or Phase.DONE, matrix.drafts or matrix.reports
    )
    assert role is not None
    day = max(legal_day(row["as_of"]), on or date.min)
    there = roster.of(row["acting_id"], row["matter_id"], row["step"], role, matrix, phase or Phase.DONE, day)
    return {
        "whom": Text(zh=f"{row['acting']}{role.zh}", en=f"{row['acting']}, {role.en}"),
        "persons": tuple(_named(one, there.deputies.get(one.officer_id, [])) for one in there.persons),
        "nobody": not there.enough,
        "missing": there.missing,
        "expiring": tuple(f"{one.name} {one.certificate_until}" for one in there.expiring),
    }


def _named(officer: Officer, stands_in_for: list[str]) -> Text:
    if not stands_in_for:
        return Text(zh=officer.name, en=officer.name)
    zh, en = "、".join(stands_in_for), ", ".join(stands_in_for)
    return Text(zh=f"{officer.name}（代{zh}）", en=f"{officer.name} (for {en})")
