"""The tables of the demo."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from demo.counts import OFF, Shown
from demo.stories import Chronicle
from domain.calendar import SHANGHAI
from domain.results import Result
from notices import catalog
from terminal import print_json, table


def show(shown: Shown, papers: Path, seconds: float, console: Console, as_json: bool) -> int:
    """Print what was played; returns 1 where a count does not add up, and says which."""
    complaints = shown.complaints
    if as_json:
        print_json(shown.model_dump(mode="json") | {"complaints": complaints})
    else:
        for rows in (_imported(shown), _findings(shown), _not_evaluated(shown), _endings(shown), _periods(shown)):
            console.print(rows)
        for chronicle in (*shown.chronicles, *shown.payments):
            console.print(_story(chronicle))
        console.print(_kinds(shown))
        console.print(
            f"文书 documents: {shown.documents}，应送达 owed: {shown.owed}，已送达 served: {shown.served}，"
            f"存放于 in: {papers}\n"
            f"审计链 audit chains: {shown.verdict.chains}，记录 entries: {shown.verdict.entries}，"
            f"断裂 breaks: {len(shown.verdict.breaks)}\n用时 took: {seconds:.0f} s"
        )
    for complaint in complaints:
        console.print(f"对不上 does not add up: {complaint}", style="bold red")
    return 1 if complaints else 0


def _imported(shown: Shown) -> Table:
    heads = "读取 read", "接受 accepted", "重复 duplicates", "退回 rejected", "疑点 questions"
    rows = table(*heads, "合格 conforming", "不合格 nonconforming", title="监督抽查结果 Spot checks")
    outcomes = [shown.outcomes.get(outcome, 0) for outcome in ("conforming", "nonconforming")]
    rows.add_row(*(str(value) for value in [*shown.imported.model_dump().values(), *outcomes]))
    return rows


def _findings(shown: Shown) -> Table:
    rows = table("对象 of", "类别 kind", "规则 rule", "发现 finding", "依据 basis", "数量 count", title="发现 Found")
    for row in shown.findings:
        of = "真实记录 real" if row["origin"] == "published" else "演练副本 copy"
        rows.add_row(of, *(str(row[name]) for name in ("kind", "rule", "zh", "basis", "findings")))
    return rows


def _not_evaluated(shown: Shown) -> Table:
    rows = table("对象 of", "规则 rule", "缺少的事实 wanting", "数量 checks", title="未能判断 Not evaluated")
    for row in shown.not_evaluated:
        rows.add_row(*(str(value) for value in row.values()))
    return rows


def _endings(shown: Shown) -> Table:
    rows = table("结局", "ending", "应有 expected", "实有 counted", title="事项的结局 Matters by ending")
    for ending in sorted(shown.expected | shown.endings):
        wanted, got = shown.expected.get(ending, 0), shown.endings.get(ending, 0)
        rows.add_row(_in_chinese(ending), ending, str(wanted), str(got), style=None if wanted == got and got else "red")
    return rows


def _story(chronicle: Chronicle) -> Table:
    ending = chronicle.ending.zh if chronicle.ending else "尚未办结 still open"
    title = f"{chronicle.title.zh} {chronicle.title.en}（{chronicle.matter_id}）"
    rows = table("时间 at", "步骤 step", "经过 what", "谁 who", title=title)
    money = [f"{line.zh.strip()} {line.en.strip()}" for line in chronicle.money]
    rows.caption = "\n".join([f"结局 ending: {ending}", *money])
    for at, step, what, by in chronicle.events:
        rows.add_row(f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", str(step or ""), what.zh, by.zh)
    return rows


def _kinds(shown: Shown) -> Table:
    rows = table("文书 document", "份数 count", title="文书的种类 Kinds of document")
    for name, kind in catalog.kinds().items():
        if kind.nature != "civil" or name in shown.kinds:  # an operator's letters, as far as the payments make them
            off = "（参数未设，未启用 off）" if name in OFF else ""
            rows.add_row(f"{kind.title.zh} {kind.title.en}{off}", str(shown.kinds.get(name, 0)))
    return rows


def _in_chinese(ending: str) -> str:
    words = {result.value: result.zh for result in Result} | {"second_order": "再次责令改正"}
    return "；".join("，".join(words.get(part, part) for part in track.split("/")) for track in ending.split(" + "))


def _periods(shown: Shown) -> Table:
    rows = table("届满 due", "理由 why", "步骤 steps", title="顺延的改正期限 Periods that a holiday moved")
    for row in shown.periods:
        rows.add_row(str(row["due_on"]), str(row["zh"]), str(row["steps"]))
    return rows
