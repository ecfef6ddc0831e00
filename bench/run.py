"""`hezheng bench`: measure the figures and show them, also those that miss their goal."""

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.backtests import Backtests
from bench.checks import Checks
from bench.claims import Claims
from bench.harness import Figure, Row, measure
from bench.imports import Imports
from bench.judgements import Judgements
from bench.ledger import Ledger
from bench.matters import Matters
from bench.notices import Notices
from bench.plot import read, svg
from domain.errors import Refused
from servers import terminated_in_order

FIGURES: dict[str, type[Figure]] = {
    figure.name: figure for figure in (Judgements, Notices, Checks, Imports, Backtests, Matters, Claims, Ledger)
}


def run_bench(only: str | None, console: Console, as_json: bool, measured: Path | None = None) -> str:
    """Print a table to the console, or the rows as one JSON list to standard output; return their plot as SVG.

    `measured` holds the rows of an earlier run, to be shown again. Refused unknown_figure, bench_rows_unreadable.
    """
    wanted = FIGURES if only is None else {only: _figure(only)}
    if measured is None:
        rows = [_measured(made, console) for made in wanted.values()]
    else:
        rows = [row for row in read(measured) if only is None or row.figure == only]
    titles = {row.figure: _figure(row.figure).title for row in rows}
    if as_json:
        sys.stdout.write(json.dumps([row.model_dump() for row in rows]) + "\n")
    else:
        console.print(table(rows))
        console.print("只有比值可比。 Only the ratios compare: rates are those of this machine.")
    return svg(rows, titles)


def _measured(made: type[Figure], console: Console) -> Row:
    with terminated_in_order(), console.status(f"{made.title.zh} {made.title.en}"), made() as figure:
        return measure(figure, figure.size, figure.rounds)


def table(rows: list[Row]) -> Table:
    shown = Table("指标\nfigure", title="我们与裸上限 Ours against the bare ceiling")
    for heading in ("每秒\nours/s", "上限\nceiling/s", "比值\nratio", "目标\nat least", "增长\ngrowth"):
        shown.add_column(heading, justify="right")
    for row in rows:
        title = FIGURES[row.figure].title
        ratio = f"{row.ratio:.2f}" if row.reached else f"[bold red]{row.ratio:.2f} 未达 below[/]"
        rates = f"{row.ours:,.0f}", f"{row.ceiling:,.0f}"
        shown.add_row(f"{title.zh} {row.figure}", *rates, ratio, f"{row.at_least:.2f}", f"{row.growth:.2f}")
    return shown


def _figure(name: str) -> type[Figure]:
    if name in FIGURES:
        return FIGURES[name]
    known = "、".join(FIGURES)
    raise Refused(
        "unknown_figure",
        zh=f"没有名为“{name}”的指标，现有：{known}。",
        en=f"There is no figure “{name}”; these are known: {', '.join(FIGURES)}.",
        field="only",
        value=name,
    )
