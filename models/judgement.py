"""Judgements (研判): reasoned working papers, stored with the facts that they read, verbatim."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.facts import FactModel
from domain.judgement import Against, Judged, Kind
from models.base import document, one_of
from models.circulation import CirculationCheckRow, Origin
from models.enterprise import natural


class JudgementRow(SQLModel, table=True):
    """`fingerprint` is the SHA-256 of the rule set, `not_evaluated` the rules that wanted a fact, with the facts."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("check_id", "fingerprint"),)

    judgement_id: str = Field(primary_key=True)
    family: str
    check_id: str = Field(foreign_key="circulation_check.check_id")
    judged_on: date
    fingerprint: str
    facts: dict[str, Any] = document()
    not_evaluated: list[dict[str, Any]] = document(default_factory=list)


class FindingRow(SQLModel, table=True):
    """发现: what one rule flagged. `kind` decides what may follow from it."""

    __tablename__ = "finding"

    judgement_id: str = Field(foreign_key="judgement.judgement_id", primary_key=True)
    rule: str = Field(primary_key=True)
    kind: Kind = one_of(Kind)
    finding: str
    title: dict[str, str] = document()
    basis: list[str] = Field(sa_type=ARRAY(Text))
    against: Against = one_of(Against, default=Against.PARTY)
    matter_id: str | None = Field(default=None, foreign_key="matter.matter_id", index=True)


def facts_of_checks(session: Session, check_ids: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of the view `circulation_facts`, by check id, without the id."""
    rows = session.execute(
        text("select * from circulation_facts where check_id = any(:ids)"), {"ids": check_ids}
    ).mappings()
    return {row["check_id"]: {name: value for name, value in row.items() if name != "check_id"} for row in rows}


class Reasoned(NamedTuple):
    """A judgement that is to be stored."""

    check_id: str
    facts: FactModel
    judged: Judged


def record(
    session: Session, family: str, check_id: str, on: date, fingerprint: str, facts: FactModel, judged: Judged
) -> str:
    """Store a judgement with its findings, once per check and rule set. Returns its id."""
    record_all(session, family, on, fingerprint, [Reasoned(check_id, facts, judged)])
    return natural("judgement", check_id, fingerprint)


def record_all(session: Session, family: str, on: date, fingerprint: str, reasoned: list[Reasoned]) -> None:
    """Store the judgements of a day with their findings, each once per check and rule set."""
    ids = {natural("judgement", one.check_id, fingerprint): one for one in reasoned}
    stored = select(JudgementRow.judgement_id).where(col(JudgementRow.judgement_id).in_(ids))
    for known in session.exec(stored).all():
        del ids[known]
    judgements = [
        {
            "judgement_id": judgement_id,
            "family": family,
            "check_id": one.check_id,
            "judged_on": on,
            "fingerprint": fingerprint,
            "facts": one.facts.model_dump(mode="json"),
            "not_evaluated": [each.model_dump(mode="json") for each in one.judged.not_evaluated],
        }
        for judgement_id, one in ids.items()
    ]
    found = [
        {
            "judgement_id": judgement_id,
            "rule": each.rule,
            "kind": each.kind,
            "finding": each.finding,
            "title": each.title.model_dump(),
            "basis": list(each.basis),
            "against": each.against,
        }
        for judgement_id, one in ids.items()
        for each in one.judged.findings
    ]
    if judgements:
        session.execute(insert(JudgementRow).on_conflict_do_nothing(), judgements)
    if found:
        session.execute(insert(FindingRow).on_conflict_do_nothing(), found)


def stored(session: Session, judgement_id: str) -> JudgementRow:
    """A judgement by its id, or the newest of a check by the check's."""
    query = select(JudgementRow).where(
        (JudgementRow.judgement_id == judgement_id) | (JudgementRow.check_id == judgement_id)
    )
    row = session.exec(query.order_by(col(JudgementRow.judged_on).desc())).first()
    if row is None:
        raise Refused(
            "unknown_judgement",
            zh=f"没有编号为“{judgement_id}”的研判。",
            en=f"There is no judgement {judgement_id}.",
            field="judgement",
            value=judgement_id,
        )
    return row


def findings(session: Session, judgement_id: str) -> list[FindingRow]:
    query = select(FindingRow).where(FindingRow.judgement_id == judgement_id)
    return list(session.exec(query.order_by(FindingRow.rule)))


def findings_of_matter(session: Session, matter_id: str) -> list[FindingRow]:
    return list(session.exec(select(FindingRow).where(FindingRow.matter_id == matter_id).order_by(FindingRow.rule)))


def unjudged(
    session: Session, origin: Origin, fingerprint: str, after: str, window: int
) -> tuple[list[str], str | None]:
    """Of the next checks of an origin, in the order of their ids, those never judged under a rule set.

    Returns them with the id from which to look on, None behind the last: so every check is looked at once.
    """
    next_ = select(CirculationCheckRow.check_id).where(
        CirculationCheckRow.origin == origin, CirculationCheckRow.check_id > after
    )
    looked_at = list(session.exec(next_.order_by(CirculationCheckRow.check_id).limit(window)))
    judged = select(JudgementRow.check_id).where(
        JudgementRow.fingerprint == fingerprint, col(JudgementRow.check_id).in_(looked_at)
    )
    known = set(session.exec(judged))
    return [one for one in looked_at if one not in known], looked_at[-1] if looked_at else None


def count_where(session: Session, origin: Origin, condition: str, values: dict[str, Any]) -> int:
    """How many checks of an origin fulfil a condition over the view, given as psycopg takes it: `%(p0)s`."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    query = (
        f"select count(*) from circulation_facts where ({condition}) is true"
        " and check_id in (select check_id from circulation_check where origin = %(origin)s)"
    )
    return int(connection.execute(query, values | {"origin": origin.value}).fetchone()[0])
