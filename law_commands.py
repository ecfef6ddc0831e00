"""The commands that ask the law of a case, without a database: hezheng judge, due, reference."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from domain.base import Text
from domain.calendar import Calendar
from domain.due import due as due_of
from domain.errors import Refused
from domain.facts import FactModel, title_of
from domain.period import Period, Roll, StartEvent, Unit
from domain.statute import ReadStatus
from terminal import Json, console, emit, table

Facts = TypeVar("Facts", bound=FactModel)


def judge(
    family: Annotated[str, typer.Argument(help="circulation, issuance, matter, region or compensation.")],
    facts: Annotated[Path, typer.Argument(help="A JSON object of facts; one that is left out is unknown.")],
    on: Annotated[str, typer.Option(help="The day whose rules are read, as 2025-02-10.")],
    as_json: Json = False,
) -> None:
    """Judge facts from a file: findings, rules that want a fact, fingerprint of the rules. No database."""
    from rules import catalog

    model = catalog.family(family).fact_model
    rules = catalog.rule_set(family, day(on))
    judged = rules.judge(_facts(model, facts))
    shown = table("类别 kind", "规则 rule", "结论 result", "依据 basis 或 缺少的事实 wanting")
    for found in judged.findings:
        shown.add_row(found.kind.zh, found.rule, found.title.zh, ", ".join(found.basis))
    for one in judged.not_evaluated:
        shown.add_row("", one.rule, "未能判断 not evaluated", ", ".join(one.wanting))
    emit(as_json, judged.model_dump(mode="json") | {"fingerprint": rules.fingerprint}, shown)


def reference(
    facts: Annotated[Path, typer.Argument(help="A JSON object of facts of one purchase; money in fen.")],
    on: Annotated[str, typer.Option(help="The day of the purchase, as 2026-05-01.")],
    as_json: Json = False,
) -> None:
    """参考测算: what the law gives a consumer, each sum with its article and its reckoning. It decides nothing."""
    from domain.reference_amounts import NOTICE, ReferenceFacts, for_scheme, reckoned
    from rules.reference_amounts import sums_on

    amounts = reckoned(_facts(ReferenceFacts, facts), sums_on(day(on)))
    payable = {loss.value: fen for loss, fen in for_scheme(amounts).items()}
    shown = table("结果 standing", "测算 reckoned")
    for one in amounts:
        shown.add_row(f"{one.standing.zh} {one.standing.en}", f"{one.trace.zh}\n{one.trace.en}")
    told = {"notice": NOTICE.model_dump(), "amounts": [one.model_dump(mode="json") for one in amounts]}
    emit(as_json, told | {"for_scheme": payable}, shown)
    if not as_json:
        console.print(f"{NOTICE.zh}\n{NOTICE.en}", markup=False)


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


def _facts(model: type[Facts], file: Path) -> Facts:
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
        titles = [(name, title_of(field)) for name, field in model.model_fields.items()]
        there_zh = "；".join(f"{name}（{title.zh}）" for name, title in titles)
        there_en = "; ".join(f"{name} ({title.en})" for name, title in titles)
        raise Refused(
            "unknown_fact", zh=f"没有名为“{unknown}”的事实。可以写的有：{there_zh}。",
            en=f"There is no fact “{unknown}”. There are: {there_en}.", field="facts", value=unknown,
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


def day(text: str) -> date:
    return _date(_moment(text))
