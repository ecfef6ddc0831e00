"""The plot shows what was measured, also what misses its goal, and can be made again from the rows of a run."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bench.harness import Row
from bench.plot import LEFT, MISSED, REACHED, svg
from bench.run import FIGURES, run_bench
from cli import app
from domain.errors import Refused

TITLES = {name: figure.title for name, figure in FIGURES.items()}
SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    Row(figure="notices", ours=8.0, ceiling=10.0, ratio=0.8, at_least=0.7, growth=1.0),
    Row(figure="matters", ours=2.0, ceiling=4.0, ratio=0.4, at_least=0.8, growth=0.97),
]


def test_a_bar_is_as_long_as_its_ratio_and_says_whether_the_goal_is_reached() -> None:
    drawn = ElementTree.fromstring(svg(ROWS, TITLES))
    reached, missed = drawn.iter(f"{SVG}rect")
    assert float(reached.attrib["width"]) == pytest.approx(2 * float(missed.attrib["width"]), abs=0.2)
    assert (reached.attrib["fill"], missed.attrib["fill"]) == (REACHED, MISSED)
    goals = [float(line.attrib["x1"]) for line in drawn.iter(f"{SVG}line") if line.attrib["stroke-width"] == "3"]
    ends = [LEFT + float(bar.attrib["width"]) for bar in (reached, missed)]
    assert [goal < end for goal, end in zip(goals, ends, strict=True)] == [True, False]
    words = [text.text or "" for text in drawn.iter(f"{SVG}text")]
    assert {"0.80 ≥ 0.70", "0.40 < 0.80"} <= set(words)
    assert any(one.endswith("matters") for one in words)


def test_what_passes_its_ceiling_stays_in_the_picture() -> None:
    (row,) = [ROWS[0].model_copy(update={"ratio": 3.2})]
    drawn = ElementTree.fromstring(svg([row], TITLES))
    (bar,) = drawn.iter(f"{SVG}rect")
    assert LEFT + float(bar.attrib["width"]) < float(drawn.attrib["width"])


def test_the_rows_of_a_run_are_shown_and_drawn_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([row.model_dump() for row in ROWS]), "utf-8")
    drawn = run_bench(None, Console(file=io.StringIO()), as_json=True, measured=file)
    assert json.loads(capsys.readouterr().out) == json.loads(file.read_text("utf-8"))
    assert drawn == svg(ROWS, TITLES)
    assert drawn.count("<rect") == 2
    assert run_bench("matters", Console(file=io.StringIO()), as_json=True, measured=file).count("<rect") == 1


@pytest.mark.parametrize("content", ["", "{}", '[{"figure": "notices"}]', None])
def test_a_file_without_rows_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "rows.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(Refused) as refused:
        run_bench(None, Console(file=io.StringIO()), as_json=True, measured=file)
    assert (refused.value.code, refused.value.field) == ("bench_rows_unreadable", "measured")


def test_a_plot_is_written_where_it_is_wanted_and_an_old_one_stays_until_there_is_a_new_one(tmp_path: Path) -> None:
    rows, plot = tmp_path / "rows.json", tmp_path / "pages" / "bench.svg"
    rows.write_text(json.dumps([row.model_dump() for row in ROWS]), "utf-8")
    drawing = ["bench", "--measured", str(rows), "--plot", str(plot)]
    assert CliRunner().invoke(app, drawing).exit_code == 0
    assert plot.read_text("utf-8") == svg(ROWS, TITLES)
    rows.write_text("rubbish", "utf-8")
    told = CliRunner().invoke(app, drawing).exception
    assert isinstance(told, Refused)
    assert told.code == "bench_rows_unreadable"
    assert plot.read_text("utf-8") == svg(ROWS, TITLES)


def test_a_plot_that_cannot_be_written_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = CliRunner().invoke(app, ["bench", "--plot", str(tmp_path / "file" / "bench.svg")]).exception
    assert isinstance(told, Refused)
    assert told.code == "file_unusable"
