"""A plot of what was measured: the ratio of each figure to its bare ceiling as a bar, its goal as a mark."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from pydantic import TypeAdapter, ValidationError

from bench.harness import Row
from domain.base import Text
from domain.errors import Refused

ROWS: TypeAdapter[list[Row]] = TypeAdapter(list[Row])
LEFT, WIDTH, LINE, TOP = 240, 500, 34, 56  # pixels: names, the axis, a figure, the title
REACHED, MISSED = "#4a7fb5", "#c2452d"


def read(file: Path) -> list[Row]:
    """What `hezheng bench --json` wrote. Refused bench_rows_unreadable."""
    try:
        return ROWS.validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise Refused(
            "bench_rows_unreadable",
            zh=f"文件“{file}”不是 hezheng bench --json 写出的结果。",
            en=f"{file} does not hold what hezheng bench --json writes.",
            field="measured",
            value=type(error).__name__,
        ) from None


def svg(rows: Sequence[Row], titles: Mapping[str, Text]) -> str:
    """One SVG. The axis ends beyond the ceiling (1.0), and beyond whatever passes it."""
    end = max(1.1, *(1.05 * one for row in rows for one in (row.ratio, row.at_least)))
    foot = TOP + LINE * len(rows)
    shown = [_text(12, 24, "我们与裸上限之比 Ratio of ours to the bare ceiling", size=16)]
    for number in range(int(end * 5) + 1):
        x = LEFT + number / 5 / end * WIDTH
        shown.append(_line(x, TOP - 8, foot, "#333" if number == 5 else "#ddd"))
        shown.append(_text(x - 9, foot + 16, f"{number / 5:.1f}"))
    for at, row in enumerate(rows):
        y, goal = TOP + at * LINE, LEFT + row.at_least / end * WIDTH
        bar = f'width="{row.ratio / end * WIDTH:.1f}" height="20" fill="{REACHED if row.reached else MISSED}"'
        shown += [
            _text(12, y + 15, f"{titles[row.figure].zh} {row.figure}"),
            f'<rect x="{LEFT}" y="{y}" {bar}/>',
            _line(goal, y - 3, y + 23, "#000", 3),
            _text(LEFT + WIDTH + 12, y + 15, f"{row.ratio:.2f} {'≥' if row.reached else '<'} {row.at_least:.2f}"),
        ]
    shown.append(_text(12, foot + 36, "黑短线：目标；1.0：裸上限。 Short black line: the goal; 1.0: the bare ceiling."))
    size = f'width="{LEFT + WIDTH + 110}" height="{foot + 48}" font-family="sans-serif"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', *shown, "</svg>\n"])


def _line(x: float, above: float, below: float, colour: str, width: int = 1) -> str:
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{above}" y2="{below}" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, words: str, size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="{size}">{escape(words)}</text>'
