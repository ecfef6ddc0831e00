"""The register (登记): who is meant by a name or a code, and how did it stand on a day; who is away."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from domain.calendar import SHANGHAI
from domain.errors import Refused
from models import standing
from models.session import Database
from settings import read_settings
from terminal import Json, emit, table

register_app = typer.Typer(help="登记: what an office enters of its own people.", no_args_is_help=True)
OneDay = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])]
Officer = Annotated[str, typer.Argument(help="The id of the officer.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As it stood on this day; else today.")]


def enterprise(
    word: Annotated[str, typer.Argument(help="A name, a former name, or a unified social credit code.")],
    on: Day = None,
    as_json: Json = False,
) -> None:
    """企业: everyone known by a name (old names too) or a code, as of a day."""
    from worker import reached

    day = on.date() if on else datetime.now(SHANGHAI).date()
    with reached(read_settings()) as found:
        database = Database(found.database_url)
        with database.transaction() as session:
            known = [standing.as_of(session, one, day) for one in standing.find(session, word.strip())]
            past = {one.enterprise_id: standing.renamings(session, one.enterprise_id) for one in known}
        database.close()
    if not known:
        zh, en = f"登记中没有“{word}”。", f"The register knows nobody as {word}."
        raise Refused("unknown_enterprise", zh=zh, en=en, field="word", value=word)
    shown = table("名称 name", "代码 code", "区划 region", "状态 state", "更名 renamings")
    for one in known:
        names = "\n".join(f"{row.on} {row.old_name} → {row.new_name}" for row in past[one.enterprise_id])
        code = one.credit_code or "未经核实 unverified"
        shown.add_row(one.name, code, one.region or "", _state(one.dissolved_on, day, one.successor), names)
    emit(as_json, [one.model_dump(mode="json") for one in known], shown)


def _state(dissolved_on: date | None, day: date, successor: str | None) -> str:
    if dissolved_on is None or day < dissolved_on:
        return "存续 standing"
    return f"{dissolved_on} 注销 dissolved" + (f"，承继 succeeded by: {successor}" if successor else "")


@register_app.command("absence")
def absence(
    officer: Officer,
    first: OneDay,
    last: OneDay,
    deputy: Annotated[str | None, typer.Option(help="The id of who stands in, in the roles that both hold.")] = None,
    as_json: Json = False,
) -> None:
    """人员不在岗: from its first to its last day. Entered again from the same first day on, it is changed."""
    from activities.law import Law
    from activities.staffing import enter_absence
    from domain.office import Absence
    from worker import reached

    away = Absence(officer_id=officer, first=first.date(), last=last.date(), deputy=deputy)
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        new = enter_absence(session, Law(), away, datetime.now(UTC))
    shown = table("人员 officer", "起 first", "止 last", "代理人 deputy", "变更 new")
    shown.add_row(officer, str(away.first), str(away.last), deputy or "", "是 yes" if new else "否 no")
    emit(as_json, away.model_dump(mode="json") | {"new": new}, shown)


@register_app.command("left")
def left(
    officer: Officer,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day on which he is no officer of it.")],
    as_json: Json = False,
) -> None:
    """人员离任: from this day on he does nothing more for the office."""
    from activities.law import Law
    from activities.staffing import enter_leaving
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        new = enter_leaving(session, Law(), officer, on.date(), datetime.now(UTC))
    shown = table("人员 officer", "离任 left on", "变更 new")
    shown.add_row(officer, str(on.date()), "是 yes" if new else "否 no")
    emit(as_json, {"officer_id": officer, "left_on": str(on.date()), "new": new}, shown)
