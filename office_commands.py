"""The commands of offices: hezheng office new, enter, list, show."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from act_file import read_act
from domain.calendar import legal_day
from domain.office_entry import OfficeEntry, OfficeStanding, OnStaff
from settings import read_settings
from terminal import Json, console, emit, print_json, table

office_app = typer.Typer(help="部门: offices, their officers, roles and certificates.", no_args_is_help=True)


@office_app.command("new")
def new(
    office_id: Annotated[str | None, typer.Argument(metavar="[OFFICE]", help="As this one stands; else blank.")] = None,
) -> None:
    """Print a form to complete for `office enter`."""
    from activities.office_register import form
    from models.session import Database
    from worker import reached

    if office_id is None:
        made = form()
    else:
        with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
            made = form(session, office_id)
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")


@office_app.command("enter")
def enter(
    file: Annotated[Path, typer.Argument(help="An office as JSON (domain/office_entry.py); the same twice is one.")],
    as_json: Json = False,
) -> None:
    """Enter an office with all of its officers, or what has changed of it: a certificate, a role, who came or left."""
    from activities.law import Law
    from activities.office_register import enter as record
    from models.session import Database
    from worker import reached

    given = read_act(file, TypeAdapter(OfficeEntry))
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        changed = record(session, Law(), given, datetime.now(UTC))
    shown = table("编号 id", "名称 name", "变更 new")
    for one, name in [(given.office_id, given.name), *((one.officer_id, one.name) for one in given.officers)]:
        shown.add_row(one, name, "是 yes" if one in changed else "否 no")
    emit(as_json, {"office_id": given.office_id, "changed": changed}, shown)


@office_app.command("list")
def list_(as_json: Json = False) -> None:
    """Every office: where it is, how many belong to it, and who of them is away today."""
    from activities.office_register import standing
    from models import office
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        known = [standing(session, one, _today()) for one in office.ids(session)]
    shown = table("编号 id", "名称 name", "简称 short name", "区划 region", "人员 officers", "不在岗 away")
    told = []
    for one in known:
        there = [each for each in one.officers if each.belongs]
        away = [each.officer.name for each in there if each.away]
        about = one.office
        shown.add_row(about.office_id, about.name, about.short_name, about.region, str(len(there)), "、".join(away))
        told.append(about.model_dump() | {"officers": len(there), "away": len(away)})
    emit(as_json, told, shown)


@office_app.command("show")
def show(
    office_id: Annotated[str, typer.Argument(metavar="OFFICE", help="The id of the office.")], as_json: Json = False
) -> None:
    """An office with its officers today: roles, certificates and until when, who is away, has left, is wanting."""
    from activities.office_register import standing
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        known = standing(session, office_id, _today())
    if as_json:
        return print_json(_told(known))
    about = known.office
    online = f"\n网上渠道 online: {about.internet_channel}" if about.internet_channel else ""
    title = f"{about.name}（{about.short_name}） {about.region}\n{about.government}　{about.court}{online}"
    shown = table("编号 id", "姓名 name", "职责 roles", "执法证 certificate", "有效至 until", "在岗 there", title=title)
    for one in known.officers:
        roles = "\n".join(f"{role.zh} {role.en}" for role in one.officer.roles)
        of = one.officer
        shown.add_row(of.officer_id, of.name, roles, of.certificate or "没有 none", _until(one), _there(one))
    console.print(shown)
    if known.unfilled:
        zh, en = ("、".join(one.zh for one in known.unfilled), ", ".join(one.en for one in known.unfilled))
        console.print(f"无人担任：{zh}。 Held by nobody: {en}.", markup=False)


def _told(known: OfficeStanding) -> dict[str, Any]:
    people = [one.model_dump(mode="json") for one in known.officers]
    people = [one.pop("officer") | one for one in people]
    return known.office.model_dump() | {"officers": people, "unfilled": [one.value for one in known.unfilled]}


def _until(one: OnStaff) -> str:
    until = one.officer.certificate_until
    if until is None:
        return ""
    return str(until) if one.certified else f"{until} 已过期 over"


def _there(one: OnStaff) -> str:
    if not one.belongs:
        return f"{one.officer.left_on} 离任 left"
    if one.away is None:
        return "是 yes"
    return f"不在岗至 away until {one.away.last}" + (f"\n代理 deputy: {one.away.deputy}" if one.away.deputy else "")


def _today() -> date:
    return legal_day(datetime.now(UTC))
