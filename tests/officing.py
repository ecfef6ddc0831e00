"""Offices entered by the command, for tests of what follows: an office with two handlers and a head."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.calendar import legal_day
from domain.errors import Refused
from servers import Addresses
from tests.test_cli import given

Run = Callable[..., Any]
TODAY = legal_day(datetime.now(UTC))
YEAR = timedelta(days=365)
OFFICE: dict[str, Any] = {
    "office_id": "示例局",
    "name": "示例新设市场监督管理局",
    "short_name": "示新市监",
    "region": "430702",
    "government": "示例市示例区人民政府",
    "court": "示例市示例区人民法院",
}
HANDLER, SECOND, HEAD = "示例局-01", "示例局-02", "示例局-03"


def officer(officer_id: str, name: str, *roles: str, **stated: Any) -> dict[str, Any]:
    certificate = {"certificate": f"示例{officer_id}", "certificate_until": str(TODAY + YEAR)}
    return {"officer_id": officer_id, "name": name, "roles": roles} | certificate | stated


STAFF = [
    officer(HANDLER, "示例子", "handler"),
    officer(SECOND, "示例丑", "handler", "reviewer"),
    officer(HEAD, "示例寅", "head_of_department"),
]


def altered(officer_id: str, **changed: Any) -> list[dict[str, Any]]:
    return [one | changed if one["officer_id"] == officer_id else one for one in STAFF]


def commands(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    """What runs a command on these servers and gives what it tells a machine."""
    for name, value in given(addresses).items():
        monkeypatch.setenv(name, value)

    def ran(*arguments: str) -> Any:
        done = CliRunner().invoke(app, [*arguments, *(() if arguments[:2] == ("office", "new") else ("--json",))])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return ran


def entering(run: Run, folder: Path) -> Run:
    """What enters 示例局 with this staff and tells what is new or changed."""

    def entered(staff: list[dict[str, Any]] = STAFF, **changed: Any) -> Any:
        file = folder / "office.json"
        file.write_text(json.dumps(OFFICE | {"officers": staff} | changed, ensure_ascii=False), "utf-8")
        return run("office", "enter", str(file))["changed"]

    return entered
