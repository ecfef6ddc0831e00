"""Judgements (研判): reasoned working papers, stored with the facts that they read, verbatim."""

from datetime import date
from typing import Any

import psycopg
from sqlalchemy import ARRAY, Index, Text, UniqueConstraint, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.errors import Refused
from domain.judgement import Against, Kind
from models.base import document, one_of
from models.circulation import CirculationCheckRow, Origin
from models.session import driver


class JudgementRow(SQLModel, table=True):
    """`fingerprint` is the SHA-256 of the rule set, `not_evaluated` the rules that wanted a fact, with the facts."""

    __tablename__ = "judgement"
    __table_args__ = (UniqueConstraint("check_id", "fingerprint"),)

    judgement_id: str = Field(primary_key=True)
    family: str
    check_id: str | None = Field(default=None, foreign_key="circulation_check.check_id")
    assessment_id: str | None = Field(default=None, foreign_key="region_assessment.assessment_id")
    compensation_act_id: str | None = Field(default=None, foreign_key="compensation_act.act_id")
    cluster_id: str | None = Field(default=None, foreign_key="complaint_cluster.cluster_id", index=True)
    complaint_id: str | None = Field(default=None, foreign_key="complaint.complaint_id", index=True)
    judged_on: date
    fingerprint: str
    facts: dict[str, Any] = document()
    not_evaluated: list[dict[str, Any]] = document(default_factory=list)


class FindingRow(SQLModel, table=True):
    """发现: what one rule flagged. `kind` decides what may follow from it, `leads_to` names it (domain.statute)."""

    __tablename__ = "finding"
    __table_args__ = (
        Index(
            "ix_finding_waiting",
            "judgement_id",
            postgresql_where=text("matter_id is null and against = 'party' and kind in ('violation', 'clue')"),
        ),
    )

    judgement_id: str = Field(foreign_key="judgement.judgement_id", primary_key=True)
    rule: str = Field(primary_key=True)
    kind: Kind = one_of(Kind)
    finding: str
    title: dict[str, str] = document()
    basis: list[str] = Field(sa_type=ARRAY(Text))
    against: Against = one_of(Against, default=Against.PARTY)
    leads_to: list[str] = Field(sa_type=ARRAY(Text), default_factory=list)
    matter_id: str | None = Field(default=None, foreign_key="matter.matter_id", index=True)


def facts_of_checks(session: Session, check_ids: list[str]) -> dict[str, dict[str, Any]]:
    """The rows of the view `circulation_facts`, by check id, without the id."""
    rows = session.execute(
        text("select * from circulation_facts where check_id = any(:ids)"), {"ids": check_ids}
    ).mappings()
    return {row["check_id"]: {name: value for name, value in row.items() if name != "check_id"} for row in rows}


def of_check(connection: psycopg.Connection[Any], check_id: str) -> tuple[str, dict[str, Any]] | None:
    """The first judgement of a check: its id, and the facts that it read. None: it was never judged."""
    query = "select judgement_id, facts from judgement where check_id = %s order by judged_on, judgement_id limit 1"
    return connection.execute(query, [check_id], prepare=True).fetchone()


def stored(session: Session, judgement_id: str) -> JudgementRow:
    """A judgement by its id, or the newest of a check, an assessment, a decision to pay or a cluster by theirs."""
    of_subject = select(JudgementRow).where(
        (JudgementRow.check_id == judgement_id)
        | (JudgementRow.assessment_id == judgement_id)
        | (JudgementRow.compensation_act_id == judgement_id)
        | (JudgementRow.cluster_id == judgement_id)
    )
    newest = of_subject.order_by(col(JudgementRow.judged_on).desc())
    row = session.get(JudgementRow, judgement_id) or session.exec(newest).first()
    if row is None:
        raise Refused(
            "unknown_judgement",
            zh=f"没有编号为“{judgement_id}”的研判。",
            en=f"There is no judgement {judgement_id}.",
            field="judgement",
            value=judgement_id,
        )
    return row


def of_assessment(session: Session, assessment_id: str) -> JudgementRow | None:
    """The newest judgement of an assessment. None: it was never judged."""
    query = select(JudgementRow).where(JudgementRow.assessment_id == assessment_id)
    return session.exec(query.order_by(col(JudgementRow.judged_on).desc(), JudgementRow.judgement_id)).first()


def findings(session: Session, judgement_id: str) -> list[FindingRow]:
    query = select(FindingRow).where(FindingRow.judgement_id == judgement_id)
    return list(session.exec(query.order_by(FindingRow.rule)))


def findings_of_matter(session: Session, matter_id: str) -> list[FindingRow]:
    """Its own, or those of the matter from which the case has come by transfer."""
    found = session.execute(
        text("select coalesce(findings_of, matter_id) from matter where matter_id = :id"), {"id": matter_id}
    ).scalar_one()
    return list(session.exec(select(FindingRow).where(FindingRow.matter_id == found).order_by(FindingRow.rule)))


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


def count_where(
    session: Session,
    origin: Origin,
    condition: str,
    values: dict[str, Any],
    first: date = date.min,
    last: date = date.max,
) -> int:
    """How many checks of an origin, of these days, fulfil a condition over the view, as psycopg takes it: `%(p0)s`."""
    connection = driver(session.connection())
    query = (
        f"select count(*) from circulation_facts where ({condition}) is true"
        " and check_id in (select check_id from circulation_check"
        " where origin = %(origin)s and seen_on between %(first)s and %(last)s)"
    )
    of_these = {"origin": origin.value, "first": first, "last": last}
    counted = connection.execute(query, values | of_these).fetchone()
    return int(counted[0]) if counted else 0
