"""Judgements (研判): reasoned working papers, stored with the facts that they read, verbatim."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import ARRAY, Text, UniqueConstraint, text
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
    check_id: str | None = Field(default=None, foreign_key="circulation_check.check_id")
    assessment_id: str | None = Field(default=None, foreign_key="region_assessment.assessment_id")
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


def record(
    session: Session,
    family: str,
    subject: str,
    on: date,
    fingerprint: str,
    facts: FactModel,
    judged: Judged,
    *,
    of: Literal["check_id", "assessment_id"] = "check_id",
) -> str:
    """Store a judgement with its findings, once per subject (a check, or the assessment of a region) and rule set.

    Returns its id.
    """
    judgement_id = natural("judgement", subject, fingerprint)
    if session.get(JudgementRow, judgement_id) is None:
        session.add(
            JudgementRow(
                judgement_id=judgement_id,
                family=family,
                check_id=subject if of == "check_id" else None,
                assessment_id=subject if of == "assessment_id" else None,
                judged_on=on,
                fingerprint=fingerprint,
                facts=facts.model_dump(mode="json"),
                not_evaluated=[one.model_dump(mode="json") for one in judged.not_evaluated],
            )
        )
        session.flush()
        session.add_all(
            FindingRow(
                judgement_id=judgement_id,
                rule=found.rule,
                kind=found.kind,
                finding=found.finding,
                title=found.title.model_dump(),
                basis=list(found.basis),
                against=found.against,
            )
            for found in judged.findings
        )
        session.flush()
    return judgement_id


def stored(session: Session, judgement_id: str) -> JudgementRow:
    """A judgement by its id, or the newest of a check or an assessment by theirs."""
    query = select(JudgementRow).where(
        (JudgementRow.judgement_id == judgement_id)
        | (JudgementRow.check_id == judgement_id)
        | (JudgementRow.assessment_id == judgement_id)
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


def unjudged(session: Session, origin: Origin, fingerprint: str, limit: int) -> list[str]:
    """Checks of one origin that were never judged under a rule set, a batch of them."""
    judged = select(JudgementRow.check_id).where(JudgementRow.fingerprint == fingerprint)
    query = select(CirculationCheckRow.check_id).where(
        CirculationCheckRow.origin == origin, col(CirculationCheckRow.check_id).not_in(judged)
    )
    return list(session.exec(query.order_by(CirculationCheckRow.check_id).limit(limit)))


def count_where(
    session: Session,
    origin: Origin,
    condition: str,
    values: dict[str, Any],
    first: date = date.min,
    last: date = date.max,
) -> int:
    """How many checks of an origin, of these days, fulfil a condition over the view, as psycopg takes it: `%(p0)s`."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    query = (
        f"select count(*) from circulation_facts where ({condition}) is true"
        " and check_id in (select check_id from circulation_check"
        " where origin = %(origin)s and seen_on between %(first)s and %(last)s)"
    )
    of_these = {"origin": origin.value, "first": first, "last": last}
    return int(connection.execute(query, values | of_these).fetchone()[0])
