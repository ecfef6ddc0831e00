"""Answers to objections about the procedure (程序): hearing, periods, service, the version of the law, guidance."""

from datetime import datetime

from activities import clock
from activities.answering_pack import Gathered, names
from activities.file_tables import failed, moment, served
from activities.law import MATTER, law_day
from domain.base import Text
from domain.calendar import legal_day
from domain.ledger import Extended, Suspended
from domain.matter_facts import MatterFacts
from domain.procedure import Phase
from domain.results import Result
from domain.steps import Track
from models import clock as ledger
from models import document, service_attempt
from models.matter import StepRow
from notices import catalog
from notices.binding import text_of
from rules import guidance as voluntary
from rules import statutes

VOLUNTARY = "有权自主决定是否接受"  # HAP 100: what a paper of guidance must say (`_voluntary.typ`)
PARTYS = {Phase.AWAITING, Phase.LAPSED}


def hearing(pack: Gathered) -> None:
    record = pack.record
    if any(one.result is Result.PUNISHED for one in record.steps.values()):
        told = [one for one in record.papers if "apl/44" in catalog.kind(one.kind).basis]
        for paper in told:
            shown = names(moment(one.served_at) for one in record.services.get(paper.document_id, [])) or "尚未送达"
            pack.has(f"{record.paper_name(paper).zh}送达：{shown}", f"{record.paper_name(paper).en} served: {shown}")
        if not told:
            pack.wants("没有行政处罚告知书及其送达的登记。", "No notice of the intended penalty is on record.")
    else:
        pack.has("本事项没有作出行政处罚决定", "No penalty was decided in this matter")
    said = [
        one
        for one in record.events
        if one.kind == "hearing" or ((act := record.act_of(one)) and record.is_partys(act.actor))
    ]
    for event in said:
        pack.has(
            f"{moment(event.at)}{event.what.zh}，原文：{event.words.zh}",
            f"{moment(event.at)} {event.what.en}, verbatim: {event.words.en}",
            event.entry,
        )
    if said:
        pack.wants("没有对当事人陈述逐条答复的登记。", "No point-by-point answer to what the party said is on record.")
    else:
        pack.has("登记簿没有当事人的陈述或者材料", "The party has sent in nothing")


def lateness(pack: Gathered) -> None:
    """Each period: its start event, each extension and suspension with its document, and when the step was done."""
    record = pack.record
    for step in record.steps.values():
        if step.period is None or step.period_from is None:
            continue
        period = record.law.period(step.period, law_day(record.row, step.period_from))
        name = record.step_name(step.number)
        due = clock.due_of_step(step)
        begun = [one.entry for one in pack.events("period_begun") if one.step == step.number]
        last = due.on if due else "—"
        pack.has(
            f"{name.zh}，{period.term.zh}：自{period.runs_from.zh}（{moment(step.period_from)}）起算，末日{last}；"
            f"{_done(step).zh}",
            f"{name.en}, {period.term.en}: from {period.runs_from.en} ({moment(step.period_from)}), last day {last}; "
            f"{_done(step).en}",
            *begun,
        )
        for entry in ledger.entries(record.session, step):
            if isinstance(entry, Extended):
                by = names(record.certified([entry.actor]))
                minutes = Text(zh="", en="")
                if entry.minutes:
                    minutes = Text(zh=f"，集体讨论记录：{entry.minutes}", en=f", minutes {entry.minutes}")
                pack.has(
                    f"{name.zh}延长{entry.count}{period.unit.zh}，{by}于{moment(entry.at)}决定{minutes.zh}，"
                    f"理由：{entry.reason}",
                    f"{name.en} extended by {entry.count} {period.unit.en} by {by} on {moment(entry.at)}"
                    f"{minutes.en}: {entry.reason}",
                )
            elif isinstance(entry, Suspended):
                since, until = moment(entry.since), moment(entry.until) if entry.until else None
                pack.has(
                    f"{name.zh}因{entry.cause.zh}停止计算，{since}至{until or '今'}，文书：{entry.document}",
                    f"{name.en} stood still for {entry.cause.en}, {since} to {until or 'now'}: {entry.document}",
                )
        if step.lapsed_at and not _is_partys(step):
            pack.wants(
                f"{name.zh}的期限于{legal_day(step.lapsed_at)}届满时没有办完。",
                f"{name.en} was not done when its period ended on {legal_day(step.lapsed_at)}.",
            )


def service(pack: Gathered) -> None:
    record = pack.record
    for paper in record.papers:
        if paper.addressee is None:
            continue
        name, to = record.paper_name(paper), record.named(paper.addressee)
        done = record.services.get(paper.document_id, [])
        for attempt in service_attempt.of_document(record.session, paper.document_id):
            pack.has(
                f"{name.zh}：{failed(attempt)}",
                f"{name.en}: {attempt.manner.en}, {moment(attempt.tried_at)}, failed: {attempt.failure.en}",
            )
        for one in done:
            acts = ((event.entry, record.act_of(event)) for event in pack.events("service"))
            entries = [entry for entry, act in acts if act and act.act_id == one.act_id]
            pack.has(
                f"{name.zh}送达{to}：{served(one)}",
                f"{name.en}: {one.method.en}, to {to}, {moment(one.served_at)}; signed by {one.signed_by or '—'}; "
                f"proof: {one.proof or '—'}",
                *entries,
            )
        if document.is_replaced(record.session, paper.document_id):
            pack.has(f"{name.zh}已由更正后的文书代替", f"{name.en} was replaced by a corrected one")
        elif not done:
            pack.wants(f"{name.zh}没有送达{to}的登记。", f"{name.en} has not been served on {to}.")
        elif not record.proofs_of(paper):
            pack.wants(f"登记簿没有{name.zh}送达回证的原件。", f"No proof of service of {name.en} itself is stored.")
    if not pack.holds and not pack.lacks:
        pack.has("本事项没有需要送达的文书", "Nothing was to be served")


def version(pack: Gathered) -> None:
    """The rules by which it was judged; each article in force on the day of what rests on it."""
    record = pack.record
    if stored := record.judgement:
        pack.has(
            f"研判适用{stored.judged_on}有效的规则，规则指纹{stored.fingerprint}",
            f"Judged by the rules in force on {stored.judged_on}, fingerprint {stored.fingerprint}",
            1,
        )
    for step in record.steps.values():
        day, name = law_day(record.row, step.begun_at), record.step_name(step.number)
        lacking = [one for one in step.basis if not statutes.statute(one).on(day)]
        cited = statutes.cited_as_read(step.basis)
        if lacking:
            wrong = statutes.cited(lacking)
            zh, en = f"{name.zh}（{day}）的依据当日不在施行", f"{name.en} ({day}), not in force that day"
            pack.wants(f"{zh}：{wrong.zh}。", f"{en}: {wrong.en}.")
        else:
            pack.has(
                f"{name.zh}（{day}）的依据当日均已施行：{cited.zh}", f"{name.en} ({day}), in force that day: {cited.en}"
            )
    pack.wants(
        "各步骤只登记了所依规则的编号，没有登记当时程序规则的指纹。",
        "Steps name their rules; the fingerprint of the rules of procedure of that day is not recorded with them.",
    )
    if any(one.result is Result.PUNISHED for one in record.steps.values()):
        pack.wants("没有从旧兼从轻比较的登记。", "No comparison of the older with the lighter law is on record.")


def guidance(pack: Gathered) -> None:
    """That it was voluntary, and that no rule of the day reads what came of it for another step."""
    record = pack.record
    steps = [one for one in record.steps.values() if one.track is Track.GUIDANCE]
    for step in steps:
        name = record.step_name(step.number)
        result = step.result or Text(zh="尚未结束", en="not over yet")
        pack.has(f"进行过行政指导：{name.zh}，{result.zh}", f"Guidance: {name.en}, {result.en}")
        for paper in record.papers:
            if paper.step == step.number and catalog.kind(paper.kind).nature == "guidance":
                title = record.paper_name(paper)
                if VOLUNTARY in text_of(paper.pdf):
                    pack.has(f"{title.zh}写明自愿，不附救济途径", f"{title.en} says that it is voluntary")
                else:
                    pack.wants(f"{title.zh}没有写明自愿。", f"{title.en} does not say that it is voluntary.")
    if not steps:
        pack.has("本事项没有进行行政指导", "There was no guidance in this matter")
    rules = record.law.rule_set(MATTER, record.day).rules
    found = voluntary.adverse(rules, MatterFacts)
    if found:
        listed = ", ".join(found)
        pack.wants(f"有规则依据行政指导的结果：{names(found)}。", f"Rules read what came of guidance: {listed}.")
    else:
        pack.has(
            f"当日有效的{len(rules)}条程序规则中，没有一条依据行政指导的结果提出或者禁止其他步骤",
            f"None of the {len(rules)} rules of procedure in force reads what came of guidance for any other step",
        )


def _done(step: StepRow) -> Text:
    ended: datetime | None = step.ended_at
    if ended is None:
        return Text(zh="尚未办结", en="not done yet")
    return Text(zh=f"{moment(ended)}结束", en=f"done {moment(ended)}")


def _is_partys(step: StepRow) -> bool:
    return step.phase in PARTYS or step.result in (Result.LATE, Result.UNANSWERED, Result.UNCHALLENGED)
