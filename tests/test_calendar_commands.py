"""The working calendar from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused
from servers import Addresses

NOTICE = """\
year: 2027
title: 示例通知
number: 示例〔2026〕1号
holidays:
  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
  - {name: 劳动节, from: 2027-05-01, to: 2027-05-05, work: [2027-05-08]}
  - {name: 国庆节, from: 2027-10-01, to: 2027-10-07}
"""


def hezheng(*arguments: str) -> Any:
    ran = CliRunner().invoke(app, ["calendar", *arguments, "--json"])
    if isinstance(ran.exception, Refused):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def test_a_published_year_is_shown_without_a_database(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("HEZHENG_HOME", str(home))
    monkeypatch.delenv("HEZHENG_DATABASE_URL", raising=False)
    shown = hezheng("show", "2026")
    assert shown["published"]
    spring = {"zh": "春节", "en": "Spring Festival"}
    assert {"name": spring, "first": "2026-02-15", "last": "2026-02-23"} in shown["blocks"]
    assert shown["make_up_workdays"] == [f"2026-{on}" for on in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")]
    later = hezheng("show", "2027")
    assert (later["published"], later["make_up_workdays"]) == (False, [])
    assert "尚未公布" in later["source"]["zh"]
    assert not list(home.iterdir())


def test_an_imported_year_is_shown_with_its_notice(
    monkeypatch: pytest.MonkeyPatch, addresses: Addresses, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal)
    file = tmp_path / "2027.yaml"
    file.write_text(NOTICE, "utf-8")
    assert not hezheng("show", "2027")["published"]
    changed = hezheng("import", str(file))["changed"]
    assert "2027-05-08" in changed
    assert hezheng("import", str(file))["changed"] == []
    shown = hezheng("show", "2027")
    assert (shown["published"], shown["source"]["notice"]["number"]) == (True, "示例〔2026〕1号")
    assert shown["make_up_workdays"] == ["2027-05-08"]
    file.write_text(NOTICE.replace("2027-05-08", "2027-05-15"), "utf-8")
    with pytest.raises(Refused, match="calendar_year_published_otherwise"):
        hezheng("import", str(file))


def test_a_database_that_does_not_answer_leaves_the_installed_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    assert hezheng("show", "2026")["published"]
