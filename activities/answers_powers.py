"""Answers to objections about who acted (职权): power, the part of machines, separation of roles, discretion."""

from collections.abc import Iterator

from activities.answering_pack import Gathered, names
from activities.matter_events import WORKINGS
from domain.acts import Act
from domain.calendar import legal_day
from domain.story import Event
from notices import catalog
from rules import statutes

DRAFTS = ("draft", "order_draft", "closing_draft", "appointment")  # what somebody else decides on
DECIDED = ("review", "approval")


def power(pack: Gathered) -> None:
    """Each act with its power; the basis of each paper that burdens somebody."""
    record = pack.record
    for event, _ in _officers(pack):
        of = record.office_of(event.actor)
        pack.has(
            f"{record.named(event.actor)}（{of.name}，区划代码{of.region}）{event.what.zh}，职权依据："
            f"{event.cited.zh or '没有登记'}",
            f"{record.named(event.actor)} ({of.name}, place {of.region}): {event.what.en}; power: "
            f"{event.cited.en or 'not on record'}",
            event.entry,
        )
    for paper in record.papers:
        if not catalog.kind(paper.kind).remedies:
            continue
        step, name = record.steps[paper.step], record.paper_name(paper)
        soft = [one for one in step.basis if not statutes.statute(one).kind.binds]
        cited = statutes.cited_as_read(step.basis)
        if soft:
            pack.wants(
                f"{name.zh}的依据中有不具约束力的文件：{statutes.cited(soft).zh}",
                f"{name.en} rests on what does not bind: {statutes.cited(soft).en}",
            )
        else:
            pack.has(
                f"{name.zh}以{record.named(paper.office_id)}名义制作，依据均为法律、法规或者规章：{cited.zh}",
                f"{name.en} was made by {record.named(paper.office_id)} on binding law alone: {cited.en}",
            )
    pack.wants("登记簿没有委托执法的文书；受委托办理的，应当另行提供委托书。", "No entrustment is on record.")


def automation(pack: Gathered) -> None:
    """Drafts in the officer's own words, when they were begun, and what was sent back."""
    record = pack.record
    if stored := record.judgement:
        pack.has(
            f"研判{stored.judgement_id}是工作意见，依据{stored.judged_on}的规则（指纹{stored.fingerprint[:16]}）；以下各项由人作出",
            f"Judgement {stored.judgement_id} is a working paper, by the rules of {stored.judged_on} (fingerprint "
            f"{stored.fingerprint[:16]}); people did what follows",
            1,
        )
    for event in pack.events(*DRAFTS, "verification", "recheck"):
        step = record.steps.get(event.step or 0)
        after = f"，步骤开始于{legal_day(step.begun_at)}" if step else ""
        pack.has(
            f"{event.by.zh}于{legal_day(event.at)}{event.what.zh}{after}，本人表述：{event.words.zh}",
            f"{event.by.en} on {legal_day(event.at)}: {event.what.en}; in his own words: {event.words.en}",
            event.entry,
        )
    for event in pack.events("step_begun"):
        if event.actor not in WORKINGS:
            pack.has(
                f"{event.by.zh}选择了{event.what.zh}：{event.words.zh}",
                f"{event.by.en} chose: {event.what.en}: {event.words.en}",
                event.entry,
            )
    for event, act in _officers(pack, *DECIDED):
        if not getattr(act, "agreed", True):
            pack.has(
                f"{event.by.zh}没有同意，退回修改：{event.words.zh}",
                f"{event.by.en} did not agree and sent it back: {event.words.en}",
                event.entry,
            )
    pack.wants(
        "登记簿不记录操作界面和阅读用时，不能证明没有预设选项。",
        "The register does not hold what the screen showed, nor how long it was read.",
    )


def roles(pack: Gathered) -> None:
    """Who had which part in each step, and whether anybody had two that the law keeps apart."""
    record, twice = pack.record, False
    for number in record.steps:
        acts = [(event, act) for event, act in _officers(pack) if act.step == number]
        hands = {one for _, act in acts if act.kind in DRAFTS for one in (act.actor, _second(act)) if one}
        deciders = [(event, act) for event, act in acts if act.kind in DECIDED]
        if not hands or not deciders:
            continue
        name = record.step_name(number)
        handled, decided = names(record.certified(sorted(hands))), names(
            f"{event.by.zh}（{event.what.zh}）" for event, _ in deciders
        )
        both = hands & {act.actor for _, act in deciders}
        entries = [event.entry for event, act in acts if act.kind in (*DRAFTS, *DECIDED)]
        if both:
            twice = True
            pack.wants(
                f"{name.zh}中{names(map(record.named, sorted(both)))}既经办又审核或者批准。",
                f"In {name.en} the same person drafted and decided: {names(map(record.named, sorted(both)))}.",
            )
        pack.has(
            f"{name.zh}：经办{handled}；审核、批准{decided}",
            f"{name.en}: drafted by {handled}; decided by {decided}",
            *entries,
        )
    if not twice and pack.holds:
        pack.has("每一步的经办人员与审核、批准人员均不相同", "In no step did a drafter review or approve his own paper")
    recusals = [event for event in record.events if event.kind.startswith("recus")]
    for event in recusals:
        pack.has(f"{event.what.zh}：{event.words.zh}", f"{event.what.en}: {event.words.en}", event.entry)
    if not recusals:
        pack.wants("没有回避申请或者回避决定的登记。", "No recusal was asked for or decided on record.")


def discretion(pack: Gathered) -> None:
    """Reasons for what the law leaves to the officer; what is compared with what, the register does not know."""
    for event, act in _officers(pack):
        reason, days = getattr(act, "period_reason", None), getattr(act, "period_days", None)
        if reason and days:
            pack.has(
                f"{event.by.zh}确定期限{days}日的理由：{reason}",
                f"{event.by.en} set {days} days because: {reason}",
                event.entry,
            )
    pack.wants("没有适用裁量基准的登记。", "No step of a discretion standard is on record.")
    pack.wants("没有同类案件比较的登记。", "No comparison with similar cases is on record.")


def _officers(pack: Gathered, *kinds: str) -> Iterator[tuple[Event, Act]]:
    """The acts of officers of the office, of these kinds or of any."""
    for event in pack.record.events:
        act = pack.record.act_of(event)
        if act and not pack.record.is_partys(act.actor) and (not kinds or act.kind in kinds):
            yield event, act


def _second(act: Act) -> str | None:
    return getattr(act, "second_officer", None)
