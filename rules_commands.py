"""The commands about the rules themselves: hezheng rules check, list, explain, backtest, departures, status."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from domain.calendar import SHANGHAI
from law_commands import day
from terminal import Json, Language, console, emit, errors, print_json, table

rules_app = typer.Typer(help="规则: the law as data.", no_args_is_help=True)


class From(StrEnum):
    """Where checks come from: `models.circulation.Origin`, which is not loaded for a help text."""

    PUBLISHED = "published"
    OWN = "own"
    REHEARSAL = "rehearsal"


@rules_app.command("check")
def check_rules(
    folder: Annotated[Path | None, typer.Argument(help="A working copy: folders of families, or one of them.")] = None,
    as_json: Json = False,
) -> None:
    """Read all law files, and judge every example in them: every problem is told. Exit code 1 where there is one."""
    from notices.catalog import kinds
    from rules.working_copy import report

    found = report(folder, frozenset(kinds()))
    shown = table("规则 rules", "示例 examples", "不符 failures", "问题 problems")
    shown.add_row(str(found.rules), str(found.examples), str(len(found.failures)), str(len(found.problems)))
    problems = [problem.as_dict() for problem in found.problems]
    emit(as_json, found._asdict() | {"problems": problems}, shown)
    for problem in found.problems:
        errors.print(f"{problem.code}\n  {problem.zh}\n  {problem.en}", style="red", markup=False)
    for failure in found.failures:
        errors.print(failure, style="red", markup=False)
    sys.exit(1 if found.problems or found.failures else 0)


@rules_app.command("list")
def list_rules(
    hits: Annotated[bool, typer.Option("--hits", help="Count what each rule finds of the checks on record.")] = False,
    origin: Annotated[From, typer.Option(help="Whose checks `--hits` counts over.")] = From.OWN,
    as_json: Json = False,
) -> None:
    """Every rule: kind, articles and how they were read, days in force, and the parameters for want of which it is off.

    Hits are counted for the rules on checks of goods; those of published rows for data questions only.
    """
    from rules import catalog
    from rules.statutes import least_read

    counts = _hits(origin) if hits else {}
    headers = ("规则 rule", "类别 kind", "名称 title", "依据 basis", "核对 read", "施行 in force", "停用 off")
    shown = table(*headers, *(["发现 hits"] if hits else []))
    listed = []
    for of in map(catalog.family, catalog.FAMILIES):
        for rule in of.rules:
            status, off = least_read(rule.basis), of.off.get(rule.version, ())
            count = counts.get(rule.version)
            row = rule.model_dump(mode="json", by_alias=True) | {"status": status.value, "off": list(off)}
            listed.append(row | ({"hits": count} if hits else {}))
            days = f"{rule.in_force.first}–{rule.in_force.last or ''}"
            cells = [rule.id, rule.kind.zh, rule.title.zh, ", ".join(rule.basis), status.zh, days, ", ".join(off)]
            shown.add_row(*cells, *([] if not hits else ["" if count is None else str(count)]))
    emit(as_json, listed, shown)


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
        console.print(lang.of(sentence), markup=False)


@rules_app.command("backtest")
def backtest_rule(
    file: Annotated[Path, typer.Argument(help="A rule on checks of goods that is not installed, or is changed.")],
    since: Annotated[str | None, typer.Option(help="Only checks from this day on, as 2025-02-10.")] = None,
    origin: Annotated[From | None, typer.Option(help="Only these checks; else all that may be judged.")] = None,
    parties: Annotated[int, typer.Option(min=0, help="So many parties are named, those with most changes first.")] = 10,
    as_json: Json = False,
) -> None:
    """What a rule would find among the checks on record, by region and month, and what it finds no longer."""
    from activities.backtesting import backtest
    from models.circulation import Origin
    from models.session import Database
    from settings import read_settings
    from worker import reached

    first = day(since) if since else date.min
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        result = backtest(session, file, first, Origin(origin) if origin else None, parties)
    where, counts = ("来源 origin", "月份 month", "区域 region"), ("发现 hits", "新增 newly", "不再 no longer")
    heading = f"{result.rule} / {result.installed or '未安装 not installed'}"
    shown = table(*where, *counts, "未能判断 not evaluated", title=heading)
    for one in result.shifts:
        numbers = (str(count) for count in (one.hits, one.newly, one.no_longer, one.not_evaluated))
        shown.add_row(one.origin, one.month, one.region_name or one.region or "未载明 not stated", *numbers)
    emit(as_json, result.model_dump(mode="json"), shown)
    if not as_json:
        if result.parties:
            named = table("来源 origin", "当事人 party", *counts[1:])
            for each in result.parties:
                named.add_row(each.origin, each.name or "未载明 not stated", str(each.newly), str(each.no_longer))
            console.print(named)
        hits = sum(one.hits for one in result.shifts)
        newly, gone = sum(one.newly for one in result.shifts), sum(one.no_longer for one in result.shifts)
        console.print(f"{result.checks}次检查，发现{hits}次，其中新增{newly}次；不再发现{gone}次。")
        console.print(f"{result.checks} checks: {hits} hits, {newly} of them new; {gone} no longer hit.")
        if result.off:
            off = ", ".join(result.off)
            console.print(f"参数 {off} 尚未设定，按示例值试算。 {off}: not set; the value of the examples was taken.")


@rules_app.command("departures")
def departures(
    rule: Annotated[str | None, typer.Option(help="Of this rule alone, as matter.decide_filing.")] = None,
    office: Annotated[str | None, typer.Option(help="Of this office alone.")] = None,
    since: Annotated[str | None, typer.Option(help="From this day on, as 2025-02-10.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.")] = None,
    one_by_one: Annotated[bool, typer.Option("--matters", help="Each act with its matter and its reason.")] = False,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Of invented matters, not of real ones.")] = False,
    most: Annotated[int, typer.Option(min=1, help="With --matters: so many, the newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """What people did with what the rules had found or proposed: confirmed, dismissed, decided otherwise, sent back."""
    from activities.departures import tallies
    from domain.departure import Deed, Span
    from models import departure
    from models.session import Database
    from settings import read_settings
    from worker import reached

    span = Span(first=day(since) if since else None, last=day(until) if until else None)
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        if one_by_one:
            listed = departure.listed(session, span, rule=rule, office_id=office, rehearsal=rehearsal, most=most)
            shown = table("事项 matter", "步骤 step", "规则 rule", "处理 deed", "人员 by", "时间 at", "理由 reason")
            for one in listed:
                at = one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
                deed = f"{one.deed.zh} {one.deed.en}"
                shown.add_row(one.matter_id, str(one.step or ""), one.rule, deed, one.actor, at, one.reason)
            return emit(as_json, [one.model_dump(mode="json") for one in listed], shown)
        counted = tallies(session, span, rule=rule, office_id=office, rehearsal=rehearsal)
    shown = table("规则 rule", "名称 title", "部门 office", *(f"{deed.zh} {deed.en}" for deed in Deed))
    for tally in counted:
        numbers = (str(getattr(tally, deed.value)) for deed in Deed)
        shown.add_row(tally.rule, f"{tally.title.zh}\n{tally.title.en}", tally.office, *numbers)
    emit(as_json, [tally.model_dump(mode="json") for tally in counted], shown)


@rules_app.command("status")
def law_status() -> None:
    """What of the law was read in full, what in part, and what is off: the page docs/law-status.md."""
    from rules.status import page

    sys.stdout.write(page())


def _hits(origin: From) -> dict[str, int]:
    """What each rule on checks finds, by its version. Those that may not be asked of these checks are left out."""
    from activities.scanning import hits_by_version
    from models.circulation import Origin
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        return hits_by_version(session, Origin(origin))
