"""Judging (研判): facts of a check, the rules in force on its day, findings stored; a clue opened where one calls."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from activities.law import Law
from activities.matter_opening import open_matter_on
from domain.calendar import legal_day
from domain.circulation import PEOPLE, CirculationFacts
from domain.errors import Refused
from domain.imports import Question
from domain.judgement import Against, Judged, Kind
from models import judgement, judgement_recording, matter, own_check
from models.circulation import CirculationCheckRow, Origin
from models.enterprise import natural
from models.judgement_recording import Reasoned
from models.matter import MatterRow
from models.session import Database, driver
from rules.engine import RuleSet

FAMILY = "circulation"
CALLS_FOR_A_MATTER = {Kind.VIOLATION, Kind.CLUE}


class Taken(NamedTuple):
    """A check of ours on record. `facts` are those that its judgement has read; `opened` is what it called for."""

    judgement_id: str  # empty for one that was not to be kept
    facts: dict[str, Any]
    opened: MatterRow | None


def judge_published(session: Session, law: Law, check_ids: list[str], at: datetime) -> None:
    """Judge transcribed rows of notices, for data findings only: nothing invented is said of a real firm."""
    rules = law.rule_set(FAMILY, legal_day(at))
    reasoned = _reasoned(session, check_ids, rules, {Kind.DATA})
    judgement_recording.record_all(session, FAMILY, legal_day(at), rules.fingerprint, reasoned)


def judge_day(session: Session, law: Law, check_ids: list[str], day: date, at: datetime) -> list[Question]:
    """Judge checks of our own, all made on one day, by the rules of that day, and open their clues.

    A clue that nobody could follow, and a day without rules, come back as questions: the checks are on record.
    """
    try:
        rules = law.rule_set(FAMILY, day)
    except Refused as refused:
        return [Question(refused.code, refused.zh, refused.en, "seen_on", day.isoformat())]
    reasoned = _reasoned(session, check_ids, rules, None)
    judgement_recording.record_all(session, FAMILY, day, rules.fingerprint, reasoned)
    asked = []
    for one in reasoned:
        if not one.judged.findings or _begun(session, one.check_id):
            continue
        check = session.get_one(CirculationCheckRow, one.check_id)
        if not _calls_for_a_matter(check, one.judged):
            continue
        try:
            _open_clue(session, check, natural("judgement", one.check_id, rules.fingerprint), at)
        except Refused as refused:
            record = (check.source or {}).get("record")
            asked.append(Question(refused.code, refused.zh, refused.en, refused.field, record, one.check_id))
    return asked


def _reasoned(session: Session, check_ids: list[str], rules: RuleSet, kinds: set[Kind] | None) -> list[Reasoned]:
    found = judgement.facts_of_checks(session, check_ids)
    facts = {one: CirculationFacts.model_validate(found[one], strict=False) for one in check_ids if one in found}
    return [Reasoned(one, read, rules.judge(read, kinds=kinds)) for one, read in facts.items()]


def take_check(
    database: Database, law: Law, check: CirculationCheckRow, at: datetime, *, keep: bool = True
) -> Taken:
    """Record one of our own checks and judge it by the rules of its day, in one transaction; open a clue if it calls.

    `at` is the moment of receipt. The same check again is answered as it was, and leaves nothing; nor does one that is
    not to be kept.
    Refused `seen_after_receipt`, `check_without_party` or `check_without_office` for a clue that nobody could follow,
    `no_rule_in_force`, and what `models.own_check.record` refuses.
    """
    if check.seen_on > legal_day(at) or (check.seen_at is not None and check.seen_at > at):
        raise Refused(
            "seen_after_receipt",
            zh="查验时间晚于收到这次查验的时间。",
            en="The check was made later than it was received.",
            field="seen_at" if check.seen_at else "seen_on",
            value=check.seen_at or check.seen_on,
        )
    try:
        return _take(database, law, check, at, keep)
    except OperationalError:  # the server was restarted, perhaps: the same check twice is one check
        return _take(database, law, check, at, keep)


def _take(database: Database, law: Law, check: CirculationCheckRow, at: datetime, keep: bool) -> Taken:
    rules = law.rule_set(FAMILY, check.seen_on)
    with database.checking() as connection:
        register = driver(connection)
        recorded = own_check.record(register, check)
        if not recorded.new and (judged_before := judgement.of_check(register, check.check_id)):
            with Session(connection, expire_on_commit=False) as session:
                return Taken(*judged_before, matter.of_check(session, check.check_id))
        judged = rules.judge(recorded.facts)
        found = (FAMILY, check.check_id, check.seen_on, rules.fingerprint, recorded.facts, judged)
        if not keep:
            connection.rollback()
            return Taken("", recorded.facts, None)
        if not _calls_for_a_matter(check, judged):
            return Taken(judgement_recording.write_and_commit(register, *found), recorded.facts, None)
        judgement_id = judgement_recording.write(register, *found)
        with Session(connection, expire_on_commit=False) as session:
            opened = _open_clue(session, check, judgement_id, at)
            session.flush()
        return Taken(judgement_id, recorded.facts, opened)


def _begun(session: Session, check_id: str) -> bool:
    return session.get(MatterRow, check_id) is not None


def _calls_for_a_matter(check: CirculationCheckRow, judged: Judged) -> bool:
    """What a seller or a consumer has seen, nobody has verified: it waits (models.leads), unless an office has it."""
    if check.regime in PEOPLE and check.office_id is None:
        return False
    return any(one.kind in CALLS_FOR_A_MATTER and one.against is Against.PARTY for one in judged.findings)


def _open_clue(session: Session, check: CirculationCheckRow, judgement_id: str, at: datetime) -> MatterRow:
    """案件来源登记: the clue counts from its discovery (PR 18). Nobody is accused by it."""
    if check.party_id is None or check.office_id is None:
        raise Refused(
            "check_without_party" if check.party_id is None else "check_without_office",
            zh="这次检查发现了线索，应当写明当事人和承办部门。",
            en="This check has found a clue: name the party and the office that handles it.",
            field="party_id" if check.party_id is None else "office_id",
        )
    row = MatterRow(
        matter_id=check.check_id,
        check_id=check.check_id,
        party_id=check.party_id,
        office_id=check.office_id,
        rehearsal=check.origin is Origin.REHEARSAL,
        began_at=at,
    )
    found = [one for one in judgement.findings(session, judgement_id) if one.against is Against.PARTY]
    return open_matter_on(session, row, judgement_id, found, "clue_registered")
