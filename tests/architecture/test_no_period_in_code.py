"""Periods stand in rules/deadlines.yaml, where a lawyer finds them, and nowhere in the code."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Time-outs, not law; and the story of the demo, which waits beside the dates that the law gave it.
ELSEWHERE = ("workflows/options.py", "worker.py", "settings.py", "servers.py", "servers/", "bench/", "demo/", "tests/")


def periods_in(code: str) -> list[int]:
    """Lines of the `timedelta(...)` calls that hold a number, however it is written."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and _is_timedelta(node.func)]
    return [call.lineno for call in calls if any(map(_holds_a_number, (*call.args, *(k.value for k in call.keywords))))]


def _is_timedelta(called: ast.expr) -> bool:
    return getattr(called, "id", getattr(called, "attr", "")) == "timedelta"


def _holds_a_number(argument: ast.expr) -> bool:
    """Zero is no length."""
    numbers = (node.value for node in ast.walk(argument) if isinstance(node, ast.Constant))
    return any(isinstance(value, int | float) and not isinstance(value, bool) and value for value in numbers)


def test_no_period_is_written_in_code() -> None:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [name for name in listed.stdout.splitlines() if not name.startswith(ELSEWHERE) and (ROOT / name).exists()]
    assert "domain/base.py" in files
    found = [f"{name}:{line}" for name in files for line in periods_in((ROOT / name).read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "timedelta(days=15)",
        "timedelta(15)",
        "datetime.timedelta(weeks=2)",
        "timedelta(hours=24 * n)",
        "timedelta(**{'days': 60})",
    ],
)
def test_a_planted_period_is_found(planted: str) -> None:
    assert periods_in(f"one = 1\ndue = start + {planted}\n") == [2]


def test_a_length_that_comes_from_elsewhere_is_no_planted_period() -> None:
    assert periods_in("due = start + timedelta(days=period.count)\nover = left <= timedelta(0)\n") == []
