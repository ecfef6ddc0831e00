"""Confirmed addresses at the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused
from domain.service import AddressKind, Manner
from servers import Addresses
from tests.serving import HANDLER, ISSUED, on, serving
from tests.test_cli import given

Run = Callable[..., Any]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in given(addresses).items():
        monkeypatch.setenv(name, value)

    def ran(*arguments: str) -> Any:
        done = CliRunner().invoke(app, ["address", *arguments, "--json"])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return ran


def test_an_address_is_confirmed_listed_and_revoked(run: Run, addresses: Addresses, tmp_path: Path) -> None:
    with serving(addresses, 715) as order:
        party = order.party
    file = tmp_path / "given.json"
    stated = {
        "enterprise_id": party,
        "kind": AddressKind.PORTAL,
        "address": "示例账户",
        "consents": True,
        "signed_by": "示例收件人",
        "signed_on": ISSUED.isoformat(),
        "received_at": on(ISSUED).isoformat(),
        "proof": "示例送达地址确认书",
        "officer": HANDLER,
    }
    file.write_text(json.dumps(stated), "utf-8")
    name = run("confirm", str(file))["confirmation_id"]
    assert run("confirm", str(file))["confirmation_id"] == name
    (listed,) = run("list", party)
    assert (listed["address"], listed["holds"], listed["consents"]) == ("示例账户", True, True)
    told = {"confirmation_id": name, "received_at": on(ISSUED, 12).isoformat(), "proof": "书面变更", "officer": HANDLER}
    file.write_text(json.dumps(told), "utf-8")
    run("revoke", str(file))
    assert [one["holds"] for one in run("list", party)] == [False]
    file.write_text(json.dumps(told | {"received_at": "2025-02-10T12:00:00"}), "utf-8")
    with pytest.raises(Refused, match="act_not_readable"):
        run("revoke", str(file))
    with pytest.raises(Refused, match="unknown_enterprise"):
        run("list", "示例无此企业")


def test_the_papers_in_an_account_are_listed_and_written(run: Run, addresses: Addresses, tmp_path: Path) -> None:
    with serving(addresses, 716) as order:
        agreed = order.confirm(AddressKind.PORTAL, "示例账户")
        assert run("account", order.party) == []
        order.serve(ISSUED, Manner.ELECTRONIC, confirmation=agreed, proof="系统日志")
        pdf = order.paper().pdf
    (told,) = run("account", order.party, "--out", str(tmp_path / "papers"))
    assert told["number"] == "示市监责改〔2025〕1号"
    assert (tmp_path / "papers" / "示市监责改〔2025〕1号.pdf").read_bytes() == pdf
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="file_unusable"):
        run("account", order.party, "--out", str(tmp_path / "file"))
