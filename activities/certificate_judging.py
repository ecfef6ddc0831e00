"""Judging an application (出证研判) by the rules of the family `issuance`. Not evaluated is never a pass."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from activities.law import Law
from domain.calendar import legal_day
from domain.errors import Refused
from domain.facts import title_of
from domain.issuance import IssuanceFacts
from domain.judgement import Finding, Judged, Kind
from models import audit, issuance
from models.issuance import LotApplicationRow

FAMILY = "issuance"


def judge(session: Session, law: Law, row: LotApplicationRow, at: datetime) -> Judged:
    """Judge the application as it now stands, by the rules of the day; facts and fingerprint go into its chain."""
    session.flush()
    facts = issuance.facts(session, row.application_id)
    rules = law.rule_set(FAMILY, legal_day(at))
    judged = rules.judge(facts)
    audit.append(
        session,
        audit.of_application(row.application_id),
        at=at,
        actor=audit.RULES,
        event="judged",
        fingerprint=rules.fingerprint,
        facts=facts.model_dump(mode="json"),
        findings=[one.rule for one in judged.findings],
        not_evaluated=[one.model_dump(mode="json") for one in judged.not_evaluated],
    )
    return judged


def refuse_findings(findings: Sequence[Finding]) -> None:
    """Refused with the finding of the first rule as its code, and the titles of them all.

    Questions to the data come first, and alone: until they are answered, nothing is said of anybody's conduct.
    """
    findings = [one for one in findings if one.kind is Kind.DATA] or findings
    if findings:
        raise Refused(
            findings[0].finding,
            zh="；".join(one.title.zh for one in findings) + "。",
            en="; ".join(one.title.en for one in findings) + ".",
            field=findings[0].rule,
        )


def refuse_unless_clear(judged: Judged) -> None:
    """Refused for any finding, or `not_evaluated` with the facts that are wanting."""
    refuse_findings(judged.findings)
    wanting = dict.fromkeys(fact for one in judged.not_evaluated for fact in one.wanting)
    if wanting:
        titles = [title_of(IssuanceFacts.model_fields[fact]) for fact in wanting]
        raise Refused(
            "not_evaluated",
            zh=f"缺少下列事实，无法判断：{'、'.join(one.zh for one in titles)}。",
            en=f"This cannot be judged for want of facts: {', '.join(one.en for one in titles)}.",
            field=next(iter(wanting)),
        )
