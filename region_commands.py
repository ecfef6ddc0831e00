"""The commands of regions: hezheng region assess, figures, drill."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from domain.calendar import SHANGHAI, legal_day
from domain.facts import title_of
from domain.region import Assessed, Counted, Figure, RegionFacts, counted_in
from settings import read_settings
from terminal import Json, console, emit, print_json, table

region_app = typer.Typer(help="区域: figures of a region, and the things behind each of them.", no_args_is_help=True)
Assessment = Annotated[str, typer.Argument(metavar="ASSESSMENT", help="The id of an assessment.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of the end of this day; else yesterday.")]


@region_app.command("assess")
def assess(
    code: Annotated[str, typer.Argument(metavar="REGION", help="The code of the region, as 430702.")],
    by: Annotated[str, typer.Option(help="The id of the office above it.")],
    on: Day = None,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Of invented matters, not of real ones.")] = False,
    as_json: Json = False,
) -> None:
    """Look at a region on a day and keep the look; it opens nothing (`hezheng matter supervise` does)."""
    from activities import region
    from activities.law import Law
    from models.region_assessment import RegionAssessmentRow
    from models.session import Database
    from worker import reached

    today = legal_day(datetime.now(UTC))
    day = on.date() if on else today - date.resolution
    law = Law()
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        made = region.made_out(session, law, code, by, day, today, rehearsal=rehearsal)
        looked = region.assess(session, law, session.get(RegionAssessmentRow, made.assessment_id) or made)
    show_assessed(looked, as_json)


@region_app.command("figures")
def figures(assessment: Assessment, as_json: Json = False) -> None:
    """The figures of an assessment, and the lags that the rules find in them."""
    from activities.law import Law
    from activities.region import assessed
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        looked = assessed(session, Law(), assessment)
    show_assessed(looked, as_json)


@region_app.command("drill")
def drill(
    assessment: Assessment,
    figure: Annotated[Figure, typer.Argument(help="The figure whose things are wanted.")],
    most: Annotated[int, typer.Option(min=1, help="So many at most, the oldest first.")] = 50,
    as_json: Json = False,
) -> None:
    """The enterprises, checks or matters that a figure counts, one by one."""
    from models import region_assessment
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        things = region_assessment.things(session, assessment, figure, most)
    shown = table("编号 id", "对象 about", "部门 office", "日期 day", "步骤 step", "届满 last day", "办结 ended")
    for one in things:
        shown.add_row(*_cells(one))
    emit(as_json, [one.model_dump(mode="json") for one in things], shown)


def show_assessed(looked: Assessed, as_json: bool) -> None:
    """The figures for a person, each with what it is called in `drill`; or all of it for a machine."""
    if as_json:
        return print_json(looked.model_dump(mode="json"))
    mark = "〔演练 rehearsal〕" if looked.rehearsal else ""
    title = f"{mark}{looked.name} {looked.region}  {looked.on}  {looked.office}\n{looked.assessment_id}"
    shown = table("指标 figure", "", "数值 value", "明细 drill", title=title)
    for name, field in RegionFacts.model_fields.items():
        called, value = title_of(field), getattr(looked.facts, name)
        told = "未知 unknown" if value is None else str(value)
        shown.add_row(called.zh, called.en, told, ", ".join(one.value for one in counted_in(name)))
    console.print(shown)
    for lag in looked.lags:
        drills = ", ".join(one.value for one in lag.figures)
        console.print(f"{lag.title.zh}（{lag.cited.zh}）→ {drills}", markup=False)
        console.print(f"{lag.title.en} ({lag.cited.en})", markup=False)
    if not looked.lags:
        console.print("规则未发现滞后。 The rules find no lag.")
    if looked.matter_id:
        console.print(f"督办事项 {looked.matter_id}。 Supervised in matter {looked.matter_id}.", markup=False)


def _cells(one: Counted) -> list[str]:
    ended = one.ended_at.astimezone(SHANGHAI).date().isoformat() if one.ended_at else ""
    step, due_on = ("" if value is None else str(value) for value in (one.step, one.due_on))
    return [one.subject, one.about or "", one.office or "", "" if one.on is None else str(one.on), step, due_on, ended]
