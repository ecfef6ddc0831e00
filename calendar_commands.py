"""The commands of the working calendar: hezheng calendar show, import."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import SQLAlchemyError

from domain.calendar import Block, Calendar, span
from domain.holiday_notice import HolidayNotice
from terminal import Json, console, emit, errors, table

calendar_app = typer.Typer(help="工作日历: which days are worked, and who arranged them.", no_args_is_help=True)
Year = Annotated[int, typer.Argument(min=1950, max=9998, help="The year, as 2026.")]


@calendar_app.command("show")
def show(year: Year, as_json: Json = False) -> None:
    """The holidays and make-up workdays of a year, published or provisional, and the notice that they come from."""
    calendar, notice = _known(year)
    days = [calendar.day(on) for on in span(date(year, 1, 1), date(year, 12, 31))]
    blocks = list(dict.fromkeys(block for day in days if (block := calendar.block(day.on))))
    made_up = [day for day in days if day.is_make_up_workday]
    published = calendar.day(date(year, 7, 1)).published
    source = _source(published, notice)
    shown = table("放假 holiday", "起 first", "止 last", title=f"{year}  {source['zh']}  {source['en']}")
    for block in blocks:
        shown.add_row(f"{block.name.zh} {block.name.en}", block.first.isoformat(), block.last.isoformat())
    for day in made_up:
        name = f"{day.name.zh} {day.name.en}" if day.name else ""
        shown.add_row(f"调休上班 make-up workday: {name}", day.on.isoformat(), day.on.isoformat())
    answer = {
        "year": year,
        "published": published,
        "source": source | _reference(notice),
        "blocks": [_block(block) for block in blocks],
        "make_up_workdays": [day.on.isoformat() for day in made_up],
    }
    emit(as_json, answer, shown)


@calendar_app.command("import")
def import_notice(
    file: Annotated[Path, typer.Argument(help="The notice of one year, as YAML or CSV.")], as_json: Json = False
) -> None:
    """Publish a year by its notice. The same notice again changes nothing; another one is refused."""
    from models.calendar import publish
    from models.session import Database
    from rules.holiday_notice import read_notice
    from settings import read_settings
    from worker import reached

    notice, days = read_notice(file, datetime.now(UTC))
    with reached(read_settings()) as found:
        database = Database(found.database_url)
        try:
            with database.transaction() as session:
                changed = publish(session, notice, days)
        finally:
            database.close()
    shown = table("年 year", "通知 notice", "变动 days changed")
    shown.add_row(str(notice.year), f"{notice.title} {notice.number}", str(len(changed)))
    answer = {"year": notice.year, "number": notice.number, "changed": [on.isoformat() for on in changed]}
    emit(as_json, answer, shown)
    if not as_json:
        console.print("、".join(map(str, changed)) or "日历没有变动。 No day has changed.")


def _known(year: int) -> tuple[Calendar, HolidayNotice | None]:
    """The calendar of the database where one is at hand (none is started for this), else the installed one."""
    from models.calendar import calendar, notice_of
    from models.session import Database
    from rules.workdays import chinese_calendar, published_years
    from servers import given, running_at
    from settings import read_settings

    settings = read_settings()
    if found := given(settings) or running_at(settings.home):
        database = Database(found.database_url)
        try:
            with database.transaction() as session:
                return calendar(session), notice_of(session, year)
        except SQLAlchemyError:
            errors.print("数据库无法读取，显示所安装的日历。 Without database: as installed.", style="yellow")
        finally:
            database.close()
    years = published_years()
    return Calendar.of(chinese_calendar(years[0], years[-1])), None


def _source(published: bool, notice: HolidayNotice | None) -> dict[str, Any]:
    if notice:
        return {"zh": f"{notice.title}（{notice.number}）", "en": f"imported notice {notice.number}"}
    if published:
        return {"zh": "随程序安装的放假安排（chinesecalendar）", "en": "published, as installed (chinesecalendar)"}
    return {"zh": "放假安排尚未公布，暂按周末和固定节日推定", "en": "not published: weekends and fixed holidays"}


def _reference(notice: HolidayNotice | None) -> dict[str, Any]:
    return {"notice": notice.model_dump(mode="json") if notice else None}


def _block(block: Block) -> dict[str, Any]:
    return block.model_dump(mode="json")
