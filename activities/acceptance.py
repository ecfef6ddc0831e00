"""Acceptance (受理审查): which grounds of refusal the rules find, by the register and by what officers have found out.

The officer decides. But against what is on record he decides only once he has recorded what he found instead.
"""

from collections.abc import Iterable

from sqlmodel import Session

from activities import complaining, complaint_place, representing
from activities.law import Law, law_day
from domain.acceptance import AcceptanceFacts, AcceptanceProposal, Advice
from domain.base import Text
from domain.complaint_acts import AcceptanceDecision, AcceptanceExamination
from domain.due import due
from domain.errors import Refused
from domain.facts import gathered, title_of
from domain.judgement import Judged, Told
from domain.procedure import Phase
from domain.steps import StepKind
from models import complaint, judgement_recording, matter
from models.matter import MatterRow
from rules import statutes
from rules.engine import RuleSet
from rules.schema import Rule

FAMILY = "acceptance"
KNOWLEDGE = "complaint_knowledge"  # the period in which a complaint is accepted
_MEDIATES = (Phase.CONSENTING, Phase.REPORTING)
FOUND_AFTER = "ground_found_after"  # where the approval matrix lists the ground on which a mediation then ends


def facts(session: Session, law: Law, row: MatterRow) -> AcceptanceFacts:
    """What officers have found, before what the register shows."""
    known = AcceptanceFacts(
        has_power=complaint_place.has_power(session, law, row),
        taken_up=complaint.was_accepted(session, row.matter_id) or None,
        too_late=_is_late(session, law, row),
        material_given=representing.is_authorised(session, law, row),
    )
    acts = (one.value() for one in matter.acts(session, row.matter_id))
    return gathered(AcceptanceFacts, (known, *(one.found for one in acts if isinstance(one, AcceptanceExamination))))


def proposed(session: Session, law: Law, row: MatterRow) -> AcceptanceProposal | None:
    """None once it is decided, unless a ground of refusal shows while the mediation runs (O121 23(1)(6))."""
    if row.complaint_id is None or row.ended_at is not None:
        return None
    steps = matter.steps(session, row.matter_id)
    deciding = all(one.phase is Phase.REPORTING for one in steps if one.kind is StepKind.ACCEPTANCE)
    mediating = any(one.kind is StepKind.MEDIATION and one.phase in _MEDIATES for one in steps)
    if not deciding and not mediating:
        return None
    rules, _, judged = _judge(session, law, row)
    titles = {one.id: one for one in rules.rules}
    grounds = tuple(_told(titles[one.rule]) for one in sorted(judged.findings, key=lambda one: one.basis))
    unknown = sorted(judged.not_evaluated, key=lambda one: titles[one.rule].basis)
    wanting = tuple(_told(titles[one.rule], _named(one.wanting)) for one in unknown)
    if not deciding:
        by = law.cited(law.in_force(law.approval(FOUND_AFTER).basis, law_day(row, row.began_at)))
        return AcceptanceProposal(advice=Advice.END, cited=by, grounds=grounds, open=()) if grounds else None
    advice = Advice.REFUSE if grounds else Advice.EXAMINE if wanting else Advice.ACCEPT
    period = law.period("complaint_acceptance", row.began_at)
    return AcceptanceProposal(advice=advice, cited=law.cited(period.basis[:1]), grounds=grounds, open=wanting)


def decide(session: Session, law: Law, row: MatterRow, act: AcceptanceDecision) -> None:
    """Keep what the rules say of the complaint that is decided. Refused `ground_holds`, `ground_not_found`."""
    rules, known, judged = _judge(session, law, row)
    if act.accepted and judged.findings:
        held = [law.cited(one.basis) for one in judged.findings]
        zh, en = "、".join(one.zh for one in held), ", ".join(one.en for one in held)
        raise Refused(
            "ground_holds",
            zh=f"登记簿显示有不予受理的理由：{zh}。查明情况不同的，先登记受理审查，再决定受理。",
            en=f"On record there is a ground of refusal: {en}. Where it is otherwise, record what was found first.",
            field="accepted",
        )
    possible = {one.rule for one in judged.findings} | {one.rule for one in judged.not_evaluated}
    if not act.accepted and not any(act.ground in one.basis for one in rules.rules if one.id in possible):
        by = law.cited([act.ground or ""])
        raise Refused(
            "ground_not_found",
            zh=f"登记簿显示的情况不符合{by.zh}。查明情况不同的，先登记受理审查，再决定不予受理。",
            en=f"What is on record is no case of {by.en}. Where it is otherwise, record what was found first.",
            field="ground",
            value=act.ground,
        )
    on = law_day(row, row.began_at)
    judgement_recording.record(
        session, FAMILY, row.matter_id, on, rules.fingerprint, known, judged, of="complaint_id"
    )


def _judge(session: Session, law: Law, row: MatterRow) -> tuple[RuleSet, AcceptanceFacts, Judged]:
    rules, known = law.rule_set(FAMILY, law_day(row, row.began_at)), facts(session, law, row)
    return rules, known, rules.judge(known)


def _is_late(session: Session, law: Law, row: MatterRow) -> bool:
    """Whether three years had passed since the complainant knew when the complaint came in (O121 16, O20 15)."""
    taken = complaining.of_matter(session, row)
    over = due(law.period(KNOWLEDGE, taken.received_at), taken.known_on, law.published(session).calendar)
    return taken.received_at >= over.at


def _told(rule: Rule, wanting: Text | None = None) -> Told:
    return Told(rule=rule.id, title=rule.title, cited=statutes.cited_as_read(rule.basis), wanting=wanting)


def _named(facts: Iterable[str]) -> Text:
    titles = [title_of(AcceptanceFacts.model_fields[one]) for one in facts]
    return Text(zh="；".join(one.zh for one in titles), en="; ".join(one.en for one in titles))
