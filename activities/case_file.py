"""The case for the file (案卷测算): range of the penalty, its bar, signs of a crime. Computed, never decided."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities.law import Law
from domain.acts import Particulars
from domain.bar import Bar
from domain.base import Text
from domain.calendar import legal_day
from domain.case_facts import CaseFacts
from domain.crime import Thresholds, signs
from domain.due import due
from domain.errors import Refused
from domain.facts import title_of
from domain.judgement import Kind
from domain.penalty import Range, ranges
from domain.statute import ReadStatus
from domain.wording import listed, yuan
from models import case_facts, judgement
from models.circulation import CirculationCheckRow
from models.matter import MatterRow
from rules import parameters, penalties, statutes

BAR, BAR_WITH_HARM = "penalty_bar", "penalty_bar_harm"
ONLY = Text(
    zh="以上由程序按登记的要素测算，供卷内参考；是否处罚、如何处罚由办案人员提出、负责人决定。",
    en="Computed from what is on record, for the file: whether and how to punish, people propose and decide.",
)


def refuse_untenable(act: Particulars) -> None:
    """Refused `particulars_empty`, `value_without_method`, `no_fine_for_article`, `day_in_the_future`."""
    found, day = act.found, legal_day(act.received_at)
    if found == CaseFacts():
        raise Refused("particulars_empty", zh="没有登记任何要素。", en="No particular is stated.", field="found")
    if (found.goods_value is None) is not (found.valued_by is None):
        raise Refused(
            "value_without_method",
            zh="货值金额应当写明是按标价还是按市场价格计算。",
            en="The value of the goods comes with its method: by the marked price, or by the market's.",
            field="found.valued_by",
        )
    fined = {fine.article for fine in penalties.penalties().fines if not fine.of}
    if unfit := set(found.breaches or ()) - fined:
        raise Refused(
            "no_fine_for_article",
            zh=f"所认定的条款应当是规定罚款的条款：{statutes.cited(sorted(fined)).zh}。",
            en=f"What is found breached is an article that lays down a fine: {', '.join(sorted(fined))}.",
            field="found.breaches",
            value=sorted(unfit),
        )
    for name in ("ended_on", "discovered_on"):
        if (said := getattr(found, name)) is not None and said > day:
            raise Refused(
                "day_in_the_future",
                zh=f"{said}晚于登记之日。",
                en=f"{said} is later than the day of the record.",
                field=f"found.{name}",
                value=said.isoformat(),
            )


def bar_of(session: Session, law: Law, seen_on: date, facts: CaseFacts, at: datetime) -> Bar | None:
    """By the law of the day of decision; None where no bar was read that was in force on it."""
    name = BAR_WITH_HARM if facts.harm else BAR
    if not law.has_period(name, at):
        return None
    since, period = facts.ended_on or seen_on, law.period(name, at)
    counted = due(period, since, law.published(session).calendar)
    return Bar(since=since, period=period, due=counted, facts=facts)


def bars_near(session: Session, law: Law, matter_ids: set[str], now: datetime) -> dict[str, date]:
    """The last day on which a case can be filed, where that is not decided and the day is near or over."""
    near = {}
    for matter_id, (seen_on, facts) in case_facts.unfiled(session, matter_ids).items():
        bar = bar_of(session, law, seen_on, facts, now)
        if bar and facts.discovered_on is None and bar.is_near(legal_day(now)):
            near[matter_id] = bar.due.on
    return near


def refuse_barred(session: Session, law: Law, row: MatterRow, at: datetime) -> None:
    """APL 36, PR 19(4): no filing after the bar, unless it is on record that the breach was discovered before it.

    Refused `penalty_barred`, with what nobody has recorded.
    """
    seen_on = _seen_on(session, row)
    if seen_on is None:
        return
    bar = bar_of(session, law, seen_on, case_facts.of_matter(session, row.matter_id), at)
    if bar is not None and bar.shuts_out(legal_day(at)):
        told = bar.told()
        raise Refused(
            "penalty_barred",
            zh=f"追究时效已过，不得立案。{told.zh}。",
            en=f"The bar of penalties has passed: no filing. {told.en}.",
            field="proposes",
            value=bar.due.on.isoformat(),
        )


def of_matter(session: Session, law: Law, row: MatterRow, at: datetime) -> tuple[Text, ...]:
    """The computation in lines, each figure with its article; none where no finding can lead to a penalty."""
    basis = [one.basis for one in judgement.findings_of_matter(session, row.matter_id) if one.kind is Kind.VIOLATION]
    facts = case_facts.of_matter(session, row.matter_id)
    basis += [[one] for one in facts.breaches or ()]
    found = ranges(basis, penalties.penalties().fines, facts)
    seen_on = _seen_on(session, row)
    if seen_on is None or not found:
        return ()
    return tuple(_lines(session, law, facts, found, seen_on, at))


def refuse_without_breach(session: Session, row: MatterRow) -> None:
    """PR 19(2): what is filed on a clue without findings is a breach that two officers have named, by the article that
    lays down its fine. Refused `breach_not_recorded`."""
    if row.clue_id is not None and not case_facts.of_matter(session, row.matter_id).breaches:
        raise Refused(
            "breach_not_recorded",
            zh="立案前应当先登记认定违反的、规定罚款的条款（案件要素）。",
            en="Before a case is filed the particulars name what was breached, by the article that lays down its fine.",
            field="proposes",
        )


def found_by_people(session: Session, law: Law, row: MatterRow) -> list[dict[str, Any]]:
    """On a clue without findings: the breaches that officers have named, for the form of the filing."""
    if row.clue_id is None:
        return []
    named = case_facts.of_matter(session, row.matter_id).breaches or ()
    return [{"title": "办案人员认定", "articles": law.articles(named)}] if named else []


def _seen_on(session: Session, row: MatterRow) -> date | None:
    """The day on which an authority came to see the conduct: of the check, or of the receipt of a clue."""
    if row.check_id is not None:
        return session.get_one(CirculationCheckRow, row.check_id).seen_on
    return legal_day(row.began_at) if row.clue_id is not None else None


def _lines(
    session: Session, law: Law, facts: CaseFacts, found: tuple[Range, ...], seen_on: date, at: datetime
) -> Iterator[Text]:
    given = penalties.penalties()
    if stated := facts.stated(statutes.cited):
        yield listed(stated)
    if facts.goods_value is None:
        by = statutes.cited(given.measured_by)
        yield Text(zh=f"尚缺：货值金额（{by.zh}）", en=f"wanting: the value of the goods ({by.en})")
    yield from map(_range, found)
    if len(found) > 1:
        by, first = statutes.cited(given.one_fine), found[0].fine.cited
        yield Text(
            zh=f"如属同一个违法行为，只罚款一次，按数额高的{first.zh}（{by.zh}）；是否同一行为由办案人员认定",
            en=f"if it is one act, one fine, by the higher: {first.en} ({by.en}); whether it is one, people find",
        )
    breached = {one.fine.article for one in found}
    for ground in given.grounds:
        if not ground.of or breached & set(ground.of):
            by = statutes.cited(ground.basis)
            yield Text(zh=f"待认定：{ground.title.zh}（{by.zh}）", en=f"to be found: {ground.title.en} ({by.en})")
    if bar := bar_of(session, law, seen_on, facts, at):
        by, told = statutes.cited(bar.due.basis[:1]), bar.told()
        yield Text(zh=f"{told.zh}（{by.zh}）", en=f"{told.en} ({by.en})")
    yield from _signs(facts)
    yield ONLY


def _range(one: Range) -> Text:
    fine, measures = one.fine, one.fine.measures
    zh, en = f"货值金额的{fine.least}%至{fine.most}%", f"{fine.least} to {fine.most} % of the value of the goods"
    if not fine.least:
        zh, en = f"货值金额的{fine.most}%以下", f"up to {fine.most} % of the value of the goods"
    if one.least is not None and one.most is not None:
        zh = f"{zh}，即{yuan(one.least)}元至{yuan(one.most)}元"
        en = f"{en}, that is {yuan(one.least)} to {yuan(one.most)} yuan"
    titles = [title_of(CaseFacts.model_fields[name]) for name in one.wanting]
    if titles:
        zh += f"；尚未认定：{'、'.join(each.zh for each in titles)}，未认定前不得罚款"
        en += f"; not yet found, and no fine without: {', '.join(each.en for each in titles)}"
    return Text(
        zh=f"{fine.cited.zh}：罚款{zh}；{'；'.join(each.zh for each in measures)}",
        en=f"{fine.cited.en}: fine of {en}; {'; '.join(each.en for each in measures)}",
    )


def _signs(facts: CaseFacts) -> Iterator[Text]:
    """Signs that people look at, and on which nothing follows by itself; and how their figures were read."""
    figures = {name: parameters.parameters()[f"crime_{name}"] for name in Thresholds.model_fields}
    read = max((one.status for one in figures.values()), key=list(ReadStatus).index)
    for sign in signs(facts, Thresholds(**{name: one.value for name, one in figures.items()})):
        by = statutes.cited(["referral/3"])
        yield Text(
            zh=f"可以考虑移送公安机关：{sign.zh}（{by.zh}；数额{read.zh}）",
            en=f"a referral to the police may be thought of: {sign.en} ({by.en}; the figure was {read.en})",
        )
