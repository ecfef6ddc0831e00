"""Recording judgements (研判记录): one by one on the way of a check, or a day's by the thousand."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from domain.facts import FactModel
from domain.judgement import Judged
from models.enterprise import natural
from models.judgement import FindingRow, JudgementRow
from models.session import driver

# A check, an assessed region, a decision to pay, a look at a cluster of complaints, a decision on acceptance.
Of = Literal["check_id", "assessment_id", "compensation_act_id", "cluster_id", "complaint_id"]
_RECORD = """
    insert into judgement (
        judgement_id, family, check_id, assessment_id, compensation_act_id, cluster_id, complaint_id, judged_on,
        fingerprint, facts, not_evaluated
    )
    values (
        %(judgement_id)s, %(family)s, %(check_id)s, %(assessment_id)s, %(compensation_act_id)s, %(cluster_id)s,
        %(complaint_id)s, %(on)s, %(fingerprint)s, %(facts)s, %(not_evaluated)s
    )
    on conflict do nothing
"""
_RECORD_WITH_FINDINGS = f"""
    with recorded as ({_RECORD} returning judgement_id)
    insert into finding (judgement_id, rule, kind, finding, title, basis, against, leads_to)
    select judgement_id, found.*
    from recorded, jsonb_to_recordset(%(findings)s)
        as found (rule text, kind text, finding text, title jsonb, basis text[], against text, leads_to text[])
"""


def write(
    connection: psycopg.Connection[Any],
    family: str,
    subject: str,
    on: date,
    fingerprint: str,
    facts: Mapping[str, Any],
    judged: Judged,
    *,
    of: Of = "check_id",
) -> str:
    """Store a judgement with its findings by one statement, once per subject and rule set. Returns its id.

    `facts` are JSON values, `on` is the day whose rules were read.
    """
    judgement_id = natural("judgement", subject, fingerprint)
    row: dict[str, Any] = {"judgement_id": judgement_id, "family": family, "on": on}
    row |= dict.fromkeys(get_args(Of)) | {of: subject}
    row |= {"fingerprint": fingerprint, "facts": Jsonb(facts)}
    row["not_evaluated"] = Jsonb([one.model_dump(mode="json") for one in judged.not_evaluated])
    if judged.findings:
        row["findings"] = Jsonb([one.model_dump(mode="json") for one in judged.findings])
    connection.execute(_RECORD_WITH_FINDINGS if judged.findings else _RECORD, row, prepare=True)
    return judgement_id


class Reasoned(NamedTuple):
    """A judgement that is to be stored."""

    check_id: str
    facts: FactModel
    judged: Judged


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
            "leads_to": [one.value for one in each.leads_to],
        }
        for judgement_id, one in ids.items()
        for each in one.judged.findings
    ]
    if judgements:
        session.execute(insert(JudgementRow).on_conflict_do_nothing(), judgements)
    if found:
        session.execute(insert(FindingRow).on_conflict_do_nothing(), found)


def write_and_commit(connection: psycopg.Connection[Any], *judgement: Any) -> str:
    """As `write`, and commit: one message to the server."""
    with connection.pipeline():
        judgement_id = write(connection, *judgement)
        connection.execute("commit", prepare=True)
    return judgement_id


def record(
    session: Session,
    family: str,
    subject: str,
    on: date,
    fingerprint: str,
    facts: FactModel,
    judged: Judged,
    *,
    of: Of = "check_id",
) -> str:
    """As `write`, in the transaction of a session."""
    session.flush()
    connection = driver(session.connection())
    return write(connection, family, subject, on, fingerprint, facts.model_dump(mode="json"), judged, of=of)
