"""The commands of matters: hezheng matter supervise, list, show."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from domain.base import Text
from domain.calendar import SHANGHAI, legal_day
from domain.region import Assessed
from domain.story import Awaited, Event, MatterStory
from domain.wording import chinese_day, worded
from region_commands import Day as LookDay
from region_commands import show_assessed
from servers import Addresses
from settings import read_settings
from terminal import REHEARSAL, Json, Language, console, emit, print_json, table

matter_app = typer.Typer(help="事项: matters, what they wait for and how they went.", no_args_is_help=True)
Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only periods whose last day is before this one.")
]


@matter_app.command("supervise")
def supervise(
    bureau: Annotated[str, typer.Argument(help="The id of the lower bureau.")],
    by: Annotated[str, typer.Option(help="The id of the office above it, which supervises.")],
    on: LookDay = None,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Of invented matters, not of real ones.")] = False,
    as_json: Json = False,
) -> None:
    """Look at the region of a lower bureau; where the figures show a lag, open a matter about the bureau, once."""
    from activities.region import assessed, made_out
    from models import office
    from models.region_assessment import RegionAssessmentRow
    from worker import at_work, reached, run

    now = datetime.now(UTC)
    day = on.date() if on else legal_day(now) - date.resolution

    async def look(found: Addresses) -> Assessed:
        async with at_work(found) as desk:
            with desk.database.transaction() as session:
                region = office.office(session, bureau).region
                made = made_out(session, desk.law, region, by, day, legal_day(now), rehearsal=rehearsal)
                known = session.get(RegionAssessmentRow, made.assessment_id) or made
            await desk.supervise(known, bureau, now)
            with desk.database.transaction() as session:
                return assessed(session, desk.law, made.assessment_id)

    with reached(read_settings()) as found:
        looked = run(look(found))
    show_assessed(looked, as_json)


@matter_app.command("list")
def work_queue(
    office: Annotated[str | None, typer.Option(help="What this office handles, or owes.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Leave out what is closed.")] = False,
    complaints: Annotated[bool, typer.Option("--complaints", help="Complaints of consumers alone.")] = False,
    due_before: Day = None,
    most: Annotated[int, typer.Option(min=1, help="So many at most.")] = 50,
    as_json: Json = False,
) -> None:
    """What is awaited of whom, and until when: overdue first, rehearsals and closed matters last."""
    from activities.law import Law
    from activities.matter_queue import queue
    from models.session import Database
    from worker import reached

    before = due_before.date() if due_before else None
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        rows = queue(
            session, Law(), datetime.now(UTC), office_id=office, open_only=open_only, complaints=complaints,
            due_before=before, most=most,
        )  # fmt: skip
    shown = table("事项 matter", "对象 about", "步骤 step", "等候 awaited of", "届满 last day")
    for one in rows:
        name = f"{one.matter_id}\n演练 rehearsal" if one.rehearsal else one.matter_id
        number = f"{one.step} " if one.step else ""
        step = f"{number}{one.what.zh}\n{one.what.en}"
        about = f"{one.about}\n已终止 ended" if one.party_ended else one.about
        whom = "\n".join((one.whom.zh, one.whom.en, *map(_both, _who(one))))
        shown.add_row(name, about, step, whom, "\n".join(map(_both, _last_day(one))))
    emit(as_json, [one.model_dump(mode="json") for one in rows], shown)


@matter_app.command("show")
def show(
    matter: Annotated[str, typer.Argument(help="The id of the matter.")],
    lang: Annotated[Language, typer.Option(help="In Chinese or in English.")] = Language.ZH,
    step: Annotated[int | None, typer.Option(min=1, help="Only what is about the step of this number.")] = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only so many events, the newest.")] = None,
    as_json: Json = False,
) -> None:
    """The story of a matter: why it was opened, what was done by whom and why, and what may be done now."""
    from activities.law import Law
    from activities.matter_story import story
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        told = story(session, Law(), matter, datetime.now(UTC))
    if as_json:
        return print_json(told.model_dump(mode="json"))
    events = [one for one in told.events if step in (None, one.step)]
    for line in _lines(told, events[-last:] if last else events, lang):
        console.print(line, markup=False, highlight=False, emoji=False)


def _lines(told: MatterStory, events: Sequence[Event], lang: Language) -> Iterator[str]:
    from activities.awaited_acts import acts_told, always_told

    if told.rehearsal:
        yield lang.of(REHEARSAL)
    head = Text(
        zh=f"事项 {told.matter_id}：{told.about}，由{told.office}承办",
        en=f"Matter {told.matter_id}: {told.about}, handled by {told.office}",
    )
    yield lang.of(head)
    yield lang.of(_extent(told, events))
    day: date | None = None
    for event in events:
        yield ""
        if legal_day(event.at) != day:
            day = legal_day(event.at)
            yield lang.of(_heading(day, legal_day(told.began_at)))
        yield from _event(event, lang)
    for heading, lines in (
        (Text(zh="投诉内容（仅供本机关）：", en="What the complaint states (for this office alone):"), told.complaint),
        (Text(zh="举报内容（仅供本机关）：", en="What the report states (for this office alone):"), told.report),
        (Text(zh="案卷测算（不是决定）：", en="For the file (no decision):"), told.case),
        (Text(zh="相关（仅供本机关）：", en="Linked (for this office alone):"), told.linked),
        (
            Text(zh="受理建议（不是决定）：", en="Proposal on acceptance (no decision):"),
            tuple(told.proposal.lines()) if told.proposal else (),
        ),
        (Text(zh="可以考虑的情况（不是决定）：", en="What may be considered (no decision):"), told.signs),
    ):
        if lines:
            yield from ("", lang.of(heading), *(f"  {lang.of(line)}" for line in lines))
    yield ""
    if told.ending:
        yield lang.of(Text(zh=f"办结：{told.ending.zh}。", en=f"Closed: {told.ending.en}."))
        return
    yield lang.of(Text(zh="正在等候：", en="Awaited now:"))
    for one in told.awaited:
        parts = map(lang.of, (one.what, one.whom, *_last_day(one)))
        yield "  " + "  ".join(part for part in parts if part)
        yield from (f"      {lang.of(line)}" for line in _who(one))
        if one.unsealed:
            yield f"      hezheng matter seal {one.document} COPY.pdf --by OFFICER"
        yield from (f"      {lang.of(line)}" for line in acts_told(one))
    yield from (f"  {lang.of(line)}" for line in always_told(told))
    yield lang.of(Text(zh="现在可以开始：", en="What may be begun now:"))
    if not told.possible:
        yield lang.of(Text(zh="  没有规则允许新的步骤。", en="  No rule allows a further step."))
    for possible in told.possible:
        kind, must = possible.proposal.kind, Text(zh="可以", en="may")
        if possible.proposal.mandatory:
            must = Text(zh="应当", en="must")
        yield f"  [{lang.of(must)}] {lang.of(Text(zh=kind.zh, en=kind.en))}  {lang.of(possible.title)}"
        yield "      " + lang.of(_basis(possible.cited))


def _extent(told: MatterStory, events: Sequence[Event]) -> Text:
    """From when to when, how much happened, and how much of it is told here."""
    begun, until = legal_day(told.began_at), legal_day(told.ended_at or told.as_of)
    steps = len({one.step for one in told.events if one.step})
    count, shown = len(told.events), len(events)
    over = Text(zh="办结", en="closed") if told.ended_at else Text(zh="尚未办结", en="still open on")
    zh = f"{chinese_day(begun)}开始，{chinese_day(until)}{over.zh}，{steps}步，{count}件事"
    en = f"Begun {begun}, {over.en} {until}, {steps} steps, {count} events"
    if shown < count:
        zh, en = f"{zh}（以下为其中{shown}件）", f"{en} ({shown} of them here)"
    return Text(zh=f"{zh}。", en=f"{en}.")


def _heading(day: date, begun: date) -> Text:
    """A day, and which day of the matter it is: that on which it began is the first."""
    count = (day - begun).days + 1
    return Text(
        zh=f"── {chinese_day(day)} 星期{'一二三四五六日'[day.weekday()]}（第{count}日） ──",
        en=f"── {day:%A %Y-%m-%d} (day {count}) ──",
    )


def _event(event: Event, lang: Language) -> Iterator[str]:
    at = event.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    step = f"[{event.step}] " if event.step else ""
    yield f"{at}  {step}{lang.of(event.what)}  —— {lang.of(event.by)}"
    for line in lang.of(event.words).splitlines():
        yield f"    {line}"
    if event.basis:
        yield "    " + lang.of(_basis(event.cited))


def _basis(cited: Text) -> Text:
    return Text(zh=f"依据：{cited.zh}", en=f"basis: {cited.en}")


def _who(one: Awaited) -> list[Text]:
    """Who can do it, what is wrong with that, and whose certificate soon ends."""
    lines = [Text(zh="、".join(who.zh for who in one.persons), en="、".join(who.en for who in one.persons))]
    lines += [Text(zh="无人可办", en="nobody is there")] if one.nobody else []
    ends = "、".join(one.expiring)
    lines += [Text(zh=f"执法证将到期：{ends}", en=f"certificate ends: {ends}")] if ends else []
    return [line for line in lines if line.zh]


def _last_day(one: Awaited) -> list[Text]:
    lines = [worded(str(one.due_on))] if one.due_on else []
    lines += [Text(zh="已逾期", en="overdue")] if one.overdue else []
    bar = one.barred_after
    lines += [Text(zh=f"追究时效至{bar}", en=f"barred after {bar}")] if bar else []
    lines += [Text(zh="暂定", en="provisional")] if one.provisional else []
    return lines + ([Text(zh="停止计算", en="stands still")] if one.stands_still else [])


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"
