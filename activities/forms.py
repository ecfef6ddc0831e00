"""Forms (审批表): what stays in the file when something is registered, decided, extended or closed."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities import case_file, clock, issuing
from activities.law import Law
from domain.acts import Approval, ClosingDraft, Draft, Extension, Verification
from domain.calendar import legal_day
from domain.due import Due
from domain.ending import told
from domain.errors import Refused
from domain.judgement import Kind
from domain.results import Result
from domain.steps import StepKind
from domain.wording import chinese_day
from models import audit, document, enterprise, judgement, matter, office
from models.circulation import CirculationCheckRow
from models.clue import ClueRow
from models.document import DocumentRow
from models.judgement import FindingRow
from models.matter import MatterRow, StepRow
from notices import catalog

PENALTY_PERIOD = "penalty_decision"
FILED_ON = "pr/19"


def register_source(session: Session, law: Law, row: MatterRow, step: StepRow) -> None:
    """案件来源登记表 (PR 18), once the verification has begun and its period is known.

    No person acts here who could be refused: what cannot be printed is noted, for somebody to see to, and the
    verification goes on.
    """
    due = clock.due_of_step(step)
    registered = session.get(ClueRow, row.clue_id or "")
    if (row.check_id is None and registered is None) or due is None:
        return
    contents = {
        "source": registered.source.zh if registered else _source(session, row),
        "received_on": legal_day(row.began_at),
        "content": registered.facts if registered else "；".join(one.title["zh"] for one in found(session, row)) + "。",
        "due": due.on,
        "due_explanation": due.explanation.zh,
        "registrar": "系统登记",
    }
    try:
        with session.begin_nested():
            issuing.issue(session, row, step, "case_source_register", contents, step.begun_at)
    except Refused as refused:
        detail = {"step": step.number, "reason": refused.as_dict()}
        chain = audit.of_matter(row.matter_id)
        audit.append(session, chain, at=step.begun_at, actor=audit.PROGRAM, event="not_printed", **detail)


def decide_filing(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """立案审批表 (PR 19) or 不予立案审批表 (PR 20)."""
    draft = matter.last_act(session, row.matter_id, step.number, Draft)
    filed = draft.proposes is Result.FILED
    due = clock.due_since(session, law, PENALTY_PERIOD, act.received_at) if filed else None
    contents = {
        "source": _source(session, row),
        "received_on": legal_day(row.began_at),
        "filed": filed,
        "facts": verified(session, row) + draft.statement,
        "findings": [{"title": one.title["zh"], "articles": law.articles(one.basis)} for one in found(session, row)]
        + case_file.found_by_people(session, law, row),
        "ground": "、".join(law.articles([FILED_ON if filed else draft.ground or ""])),
        "education": draft.education,
        "range": _range(session, law, row, act) if filed else None,
        "due": due and f"自立案之日起{law.length(PENALTY_PERIOD, act.received_at)}，至{chinese_day(due.on)}。",
        "officers": issuing.officers(session, (draft.actor, draft.second_officer)),
        "opinions": opinions(session, draft, act),
    }
    _file(session, row, step, "filing_approval", contents, act)


def _range(session: Session, law: Law, row: MatterRow, act: Approval) -> str | None:
    return "；\n".join(one.zh for one in case_file.of_matter(session, law, row, act.received_at)) or None


def close(session: Session, law: Law, row: MatterRow, step: StepRow, act: Approval) -> None:
    """结案审批表 of a penalty case (PR 77), of any other matter 办结审批表."""
    done = [one for one in matter.steps(session, row.matter_id) if one.ended_at and one.number != step.number]
    contents = {
        "penalty_case": any(one.kind is StepKind.PENALTY_CASE for one in done),
        "about": _about(session, row),
        "began_on": legal_day(row.began_at),
        "course": [_ended(one) for one in done],
        "documents": [titled(one) for one in document.of_matter(session, row.matter_id)],
        "ending": told(row.ending or "closed").zh,
        "basis": law.articles(step.basis),
        "opinions": opinions(session, matter.last_act(session, row.matter_id, step.number, ClosingDraft), act),
    }
    _file(session, row, step, "closing_approval", contents, act)


def extend(session: Session, law: Law, row: MatterRow, step: StepRow, act: Extension, before: Due | None) -> None:
    """延长期限审批表; `before` is the last day as it was."""
    assert step.period is not None
    assert step.period_from is not None
    period, due = law.period(step.period, step.period_from), clock.due_of_step(step)
    contents = {
        "about": _about(session, row),
        "term": period.term.zh,
        "began_on": legal_day(step.period_from),
        "due_before": before.on if before else None,
        "extended_by": f"{act.count}{period.unit.zh}",
        "due": due.on if due else None,
        "due_explanation": due.explanation.zh if due else "期限停止计算中。",
        "reason": act.reason,
        "minutes": act.minutes,
        "decided_by": office.officer(session, act.actor).name,
        "basis": law.articles(dict.fromkeys(article for one in period.extensions for article in one.basis)),
    }
    _file(session, row, step, "extension_approval", contents, act)


def opinions(session: Session, draft: Draft | ClosingDraft, approval: Approval) -> list[dict[str, Any]]:
    """承办人意见、负责人意见: each in his own words."""
    second = draft.second_officer if isinstance(draft, Draft) else None
    drafters = "、".join(office.officer(session, one).name for one in (draft.actor, second) if one)
    return [
        _opinion("承办人意见", draft.statement, drafters, draft.received_at),
        _opinion("负责人意见", approval.remarks, office.officer(session, approval.actor).name, approval.received_at),
    ]


def found(session: Session, row: MatterRow) -> list[FindingRow]:
    """What an office may act on: a condition of the platform, or a question to the data, is no breach of anybody."""
    of_it = judgement.findings_of_matter(session, row.matter_id)
    return [one for one in of_it if one.kind in (Kind.VIOLATION, Kind.CLUE)]


def titled(paper: DocumentRow) -> str:
    """责令改正通知书（示市监责改〔2025〕1号）."""
    return catalog.kind(paper.kind).title.zh + (f"（{paper.number}）" if paper.number else "")


def _opinion(title: str, words: str, name: str, at: datetime) -> dict[str, Any]:
    return {"title": title, "text": words, "name": name, "given_on": legal_day(at)}


def _file(
    session: Session, row: MatterRow, step: StepRow, kind: str, contents: dict[str, Any], act: Approval | Extension
) -> None:
    issuing.issue(session, row, step, kind, contents, act.received_at, act_id=act.act_id)


def _source(session: Session, row: MatterRow) -> str:
    """That somebody has reported the party stands in the register of the source alone (O121 37)."""
    if row.clue_id is not None:
        return "登记的线索，见案件来源登记表"
    return session.get_one(CirculationCheckRow, row.check_id).regime.zh


def verified(session: Session, row: MatterRow) -> str:
    """What the verification found, in the words of who made it."""
    steps = [one for one in matter.steps(session, row.matter_id) if one.kind is StepKind.VERIFICATION and one.result]
    return f"{matter.last_act(session, row.matter_id, steps[-1].number, Verification).statement}\n" if steps else ""


def _about(session: Session, row: MatterRow) -> str:
    if row.bureau_id is not None:
        return office.office(session, row.bureau_id).name
    assert row.party_id is not None
    return enterprise.enterprise(session, row.party_id).name


def _ended(step: StepRow) -> dict[str, Any]:
    assert step.ended_at is not None
    assert step.result is not None
    return {"step": step.kind.zh, "result": step.result.zh, "ended_on": legal_day(step.ended_at)}
