"""Handling of a report (举报处理): what else ends its verification, and what its informant is told (O121 34-36)."""

from sqlmodel import Session

from activities import issuing, outcomes
from activities.law import Law
from domain.errors import Refused
from domain.procedure import Phase
from domain.report import ClueSource
from domain.report_acts import Merger, Redirection, Repetition, ReportAct, ResultTelling
from domain.results import Result
from domain.steps import StepKind
from models import audit, clue, matter
from models.clue import ClueRow
from models.matter import MatterRow, StepRow

RESULT_TOLD = "result_telling"  # where the approval matrix lists the articles that want the result told


def take_effect(session: Session, law: Law, row: MatterRow, step: StepRow, act: ReportAct) -> None:
    """Refused `not_a_report`, `not_the_same_informant`, `not_told`, `nobody_to_tell`, and as each act says."""
    report = session.get(ClueRow, row.clue_id or "")
    if report is None or report.source is not ClueSource.REPORT:
        raise _refused("not_a_report", "本事项不是由举报引起的。", "This matter did not begin with a report.", "kind")
    match act:
        case Repetition():
            _refuse_untold(report, act.told_how)
            _refuse_other_informant(session, report, act.earlier, before=True)
            outcomes.end(step, act, Result.REPEATED)
        case Merger():
            _merge(session, row, step, report, act)
        case Redirection():
            _redirect(session, law, row, step, report, act)
        case ResultTelling():
            _tell(session, law, row, step, report, act)


def _merge(session: Session, row: MatterRow, step: StepRow, report: ClueRow, act: Merger) -> None:
    """The later report is verified, for both, within the period that runs from its receipt. Refused
    `later_report_verified` where there is nothing left to merge into."""
    _refuse_other_informant(session, report, act.into, before=False)
    matter.lock(session, act.into)
    taking = next(one for one in matter.steps(session, act.into) if one.kind is StepKind.VERIFICATION)
    if taking.phase is Phase.DONE:
        zh, en = "后一举报的核查已经结束，不能再合并。", "The later report has been verified already."
        raise _refused("later_report_verified", zh, en, "into", act.into)
    outcomes.end(step, act, Result.MERGED)
    chain = audit.of_matter(act.into)
    told = {"zh": f"举报：{row.matter_id}", "en": f"report: {row.matter_id}"}
    audit.append(session, chain, at=act.received_at, actor=act.actor, event="merged_into_this", reason=told)


def _redirect(
    session: Session, law: Law, row: MatterRow, step: StepRow, report: ClueRow, act: Redirection
) -> None:
    """O121 34: who has reported is told, and where to turn. Nothing is passed on (41). What came by transfer is put to
    the superior (PR 14). Refused `not_received_here`, `power_not_named`."""
    if row.transferred_from is not None:
        zh = "本案是移送来的；对管辖权有异议的，应当报请共同的上一级部门指定管辖。"
        en = "It came by transfer: whoever does not agree asks the common superior to designate an office."
        raise _refused("not_received_here", zh, en, "kind", act.kind)
    _refuse_untold(report, act.told_how)
    if act.within is (act.turn_to is None):
        zh = "属于市场监督管理部门职责范围的，应当写明有处理权限的部门；不属于的，不写。"
        en = "Where market regulation has the power, the authority with it is named, and only then."
        raise _refused("power_not_named", zh, en, "turn_to", act.turn_to)
    outcomes.end(step, act, Result.WITHOUT_POWER)
    if report.named:
        contents = {
            "report_number": report.reference or report.clue_id,
            "turn_to": act.turn_to,
            "reason": act.statement,
            "told_how": act.told_how,
            "articles": issuing.cited(law, "report_redirection", "articles"),
        }
        issuing.issue(session, row, step, "report_redirection", contents, act.received_at, act_id=act.act_id)


def _tell(session: Session, law: Law, row: MatterRow, step: StepRow, report: ClueRow, act: ResultTelling) -> None:
    """O121 36: only where a law, a regulation or a rule says so. Refused `no_rule_to_tell`, `no_result_yet`."""
    rules = law.approval(RESULT_TOLD).basis
    if act.rule not in rules:
        named = "、".join(law.articles(rules))
        raise _refused(
            "no_rule_to_tell",
            f"法律、法规、规章规定应当告知举报处理结果的，才予告知；应当写明该条款，本系统登记的有：{named}。",
            f"The result of a report is told where a law says so: name its article, one of {', '.join(rules)}.",
            "rule",
            act.rule,
        )
    if not report.named:
        raise _nobody()
    if step.result is None:
        zh, en = "核查尚未结束，还没有处理结果。", "The verification is not over: there is no result yet."
        raise _refused("no_result_yet", zh, en, "step", step.number)
    contents = {
        "report_number": report.reference or report.clue_id,
        "result": act.statement,
        "rule": law.articles([act.rule])[0],
        "told_how": act.told_how,
        "articles": issuing.cited(law, "report_result", "articles"),
    }
    issuing.issue(session, row, step, "report_result", contents, act.received_at, act_id=act.act_id)


def _refuse_untold(report: ClueRow, told_how: str | None) -> None:
    """Who is known is told, and nobody can tell whom nobody knows."""
    if report.named and told_how is None:
        zh, en = "应当告知举报人，请写明告知方式。", "The informant is to be told: say how that was done."
        raise _refused("not_told", zh, en, "told_how")
    if not report.named and told_how is not None:
        raise _nobody()


def _nobody() -> Refused:
    zh, en = "举报人没有留下姓名和联系方式，无从告知。", "The informant has stayed anonymous: there is nobody to tell."
    return _refused("nobody_to_tell", zh, en, "told_how")


def _refuse_other_informant(session: Session, report: ClueRow, other: str, *, before: bool) -> None:
    """O121 35 speaks of one informant and one respondent; whether the facts are the same, officers find."""
    alike = {one.clue_id: one for one in clue.of_same_informant(session, report)}
    found = alike.get(matter.known(session, other).clue_id or "")
    ordered = found and (found.received_at < report.received_at) is before and found.received_at != report.received_at
    if not ordered:
        raise _refused(
            "not_the_same_informant",
            f"“{other}”不是同一举报人对同一被举报人{'此前' if before else '此后'}的举报。",
            f"{other} is no {'earlier' if before else 'later'} report of the same informant on the same respondent.",
            "earlier" if before else "into",
            other,
        )


def _refused(code: str, zh: str, en: str, field: str, value: str | int | None = None) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
