"""The commands that ask the law: hezheng rules, due, judge. All but `rules explain` need no database."""

import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from domain.base import Text
from domain.calendar import Calendar
from domain.due import due as due_of
from domain.errors import Refused
from domain.facts import FactModel
from domain.period import Period, Roll, StartEvent, Unit
from domain.statute import ReadStatus
from terminal import console, emit, errors, print_json, table

rules_app = typer.Typer(help="规则: the law as data.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


@rules_app.command("check")
def check_rules(as_json: Json = False) -> None:
    """Read all law files, and judge every example in them. Exit code 1 where one does not come out."""
    from rules import approvals, catalog, deadlines
    from rules.examples import failures

    deadlines.deadlines(), approvals.approvals()
    families = [catalog.family(name) for name in catalog.FAMILIES]
    wrong = [failure for family in families for failure in failures(family)]
    rules = sum(len(family.rules) for family in families)
    examples = sum(len(rule.examples) for family in families for rule in family.rules)
    named = [f"{one.rule.id}: {one.example.name}: {one.got}" for one in wrong]
    shown = table("规则 rules", "示例 examples", "不符 failures")
    shown.add_row(str(rules), str(examples), str(len(wrong)))
    emit(as_json, {"rules": rules, "examples": examples, "failures": named}, shown)
    for failure in named:
        errors.print(failure, style="red", markup=False)
    sys.exit(1 if wrong else 0)


@rules_app.command("list")
def list_rules(as_json: Json = False) -> None:
    """Every rule with its kind, title, articles and first day."""
    from rules import catalog

    rules = [rule for name in catalog.FAMILIES for rule in catalog.family(name).rules]
    shown = table("规则 rule", "类别 kind", "名称 title", "依据 basis", "施行 from")
    for rule in rules:
        shown.add_row(rule.id, rule.kind.zh, rule.title.zh, ", ".join(rule.basis), rule.in_force.first.isoformat())
    emit(as_json, [rule.model_dump(mode="json", by_alias=True) for rule in rules], shown)


@rules_app.command("explain")
def explain_judgement(
    judgement_id: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id of a judgement or of its check.")],
    lang: Language = Language.ZH,
    as_json: Json = False,
) -> None:
    """Why a judgement says what it says: the facts that it read, the articles, what could not be evaluated."""
    from activities.explaining import explain_stored
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        sentences = explain_stored(session, judgement_id)
    if as_json:
        print_json([sentence.model_dump() for sentence in sentences])
        return
    for sentence in sentences:
        console.print(sentence.en if lang is Language.EN else sentence.zh, markup=False)


def judge(
    family: Annotated[str, typer.Argument(help="circulation or matter.")],
    facts: Annotated[Path, typer.Argument(help="A JSON object of facts; one that is left out is unknown.")],
    on: Annotated[str, typer.Option(help="The day whose rules are read, as 2025-02-10.")],
    as_json: Json = False,
) -> None:
    """Judge facts from a file: findings, rules that want a fact, fingerprint of the rules. No database."""
    from rules import catalog

    model = catalog.family(family).fact_model
    rules = catalog.rule_set(family, _day(on))
    judged = rules.judge(_facts(model, facts))
    shown = table("类别 kind", "规则 rule", "结论 result", "依据 basis 或 缺少的事实 wanting")
    for found in judged.findings:
        shown.add_row(found.kind.zh, found.rule, found.title.zh, ", ".join(found.basis))
    for one in judged.not_evaluated:
        shown.add_row("", one.rule, "未能判断 not evaluated", ", ".join(one.wanting))
    emit(as_json, judged.model_dump(mode="json") | {"fingerprint": rules.fingerprint}, shown)


def due(
    arguments: Annotated[list[str], typer.Argument(metavar="[PERIOD] START", help="A period's id, and its first day.")],
    working_days: Annotated[int | None, typer.Option(min=1, help="Count so many working days.")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="Count so many days; or what the officer has set.")] = None,
    months: Annotated[int | None, typer.Option(min=1, help="Count so many months.")] = None,
    roll: Roll = Roll.STATUTORY_HOLIDAY,
    as_json: Json = False,
) -> None:
    """On which day a period ends, and why: one of rules/deadlines.yaml, or one counted by the options."""
    from rules import deadlines
    from rules.workdays import chinese_calendar, published_years

    years = published_years()
    calendar = Calendar.of(chinese_calendar(years[0], years[-1]))
    start = _moment(arguments[-1])
    if len(arguments) == 2 and working_days is None and months is None:
        found = due_of(deadlines.period(arguments[0], _date(start)), start, calendar, count=days)
    else:
        found = due_of(_counted(arguments, working_days, days, months, roll), start, calendar)
    shown = table("届满 on", "截止 at", "暂定 provisional")
    shown.add_row(found.on.isoformat(), found.at.isoformat(), "是 yes" if found.provisional else "否 no")
    emit(as_json, found.model_dump(mode="json"), shown)
    if not as_json:
        console.print(f"{found.explanation.zh}\n{found.explanation.en}", markup=False)


def _counted(
    arguments: list[str], working_days: int | None, days: int | None, months: int | None, roll: Roll
) -> Period:
    given = [
        (count, unit)
        for count, unit in ((working_days, Unit.WORKING_DAYS), (days, Unit.DAYS), (months, Unit.MONTHS))
        if count is not None
    ]
    if len(arguments) != 1 or len(given) != 1:
        raise Refused(
            "which_period",
            zh="请写期限的编号和起始日，或者只写起始日并给出工作日、日、月中的一项。",
            en="Give a period and its first day, or the first day alone with one of working days, days and months.",
            field="period",
            value=" ".join(arguments),
        )
    count, unit = given[0]
    name = Text(zh="所给期限", en="The period given")
    none = Text(zh="不引用法条", en="no article cited")
    return Period(
        id="given", term=name, count=count, unit=unit, runs_from=StartEvent.GIVEN, roll=roll, basis=(), cited=none,
        status=ReadStatus.FULL,
    )  # fmt: skip


def _facts(model: type[FactModel], file: Path) -> FactModel:
    try:
        given: Any = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise Refused(
            "no_such_file", zh="文件不存在或者无法读取。", en="There is no such file, or it cannot be read.",
            field="facts", value=str(file),
        ) from error  # fmt: skip
    except ValueError as error:
        raise Refused(
            "malformed_json", zh="这个文件不是 JSON。", en="This file is not JSON.", field="facts", value=str(file)
        ) from error
    if not isinstance(given, dict):
        raise Refused(
            "wrong_fact", zh="事实应当写成一个 JSON 对象。", en="Facts are written as one JSON object.", value=str(file)
        )
    unknown = next((name for name in given if name not in model.model_fields), None)
    if unknown is not None:
        raise Refused(
            "unknown_fact", zh=f"没有名为“{unknown}”的事实。", en=f"There is no fact “{unknown}”.",
            field="facts", value=unknown,
        )  # fmt: skip
    try:
        return model.model_validate_json(json.dumps(dict.fromkeys(model.model_fields) | given))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Refused(
            "wrong_fact",
            zh="这项事实的值不符合要求。",
            en=f"The value of this fact is not as required: {first['msg']}.",
            field=".".join(str(part) for part in first["loc"]),
            value=first["input"],
        ) from error


def _moment(text: str) -> date | datetime:
    """A day, or a moment with its zone."""
    try:
        return date.fromisoformat(text) if len(text) <= len("2025-02-10") else datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            "not_a_date", zh="日期应当写作 2025-02-10。", en="Write a day as 2025-02-10.", field="start", value=text
        ) from error


def _date(moment: date | datetime) -> date:
    from domain.calendar import legal_day

    return legal_day(moment)


def _day(text: str) -> date:
    return _date(_moment(text))
