"""The layers: who may import whom, and how large a file may grow."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from worker import WORKFLOWS

ROOT = Path(__file__).parents[2]
LONGEST = 250  # lines


def test_the_layers_keep_their_contracts() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("check", [["ruff", "check"], ["mypy"]], ids=lambda check: check[0])
def test_style_and_types_hold(check: list[str]) -> None:
    tool = Path(sys.executable).with_name(check[0])
    checked = subprocess.run([tool, *check[1:]], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    files = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    written = [name for name in files.stdout.split() if "migrations" not in name and (ROOT / name).exists()]
    assert written
    assert not [name for name in written if len((ROOT / name).read_text("utf-8").splitlines()) > LONGEST]


def test_every_workflow_is_registered_with_the_worker() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "workflows").rglob("*.py")]
    defined = {name for text in texts for name in re.findall(r"^@workflow\.defn\nclass (\w+)", text, re.MULTILINE)}
    assert defined == {workflow.__name__ for workflow in WORKFLOWS}
