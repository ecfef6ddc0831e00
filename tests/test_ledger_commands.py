"""hezheng ledger: acts of schemes and payments from files, the books and the statements of accounts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cli import app
from domain.accounts import AccountKind, of_scheme
from domain.scheme_paper import Letter
from models.session import Database
from servers import Addresses
from tests.paying import DAY, Paying

Run = Callable[..., Any]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal)
    return lambda *arguments: CliRunner().invoke(app, ["ledger", *arguments])


def test_the_books_are_shown_checked_and_an_edit_ends_with_exit_code_1(
    addresses: Addresses, tmp_path: Path, run: Run
) -> None:
    database = Database(addresses.database_url)
    one = Paying(database, tmp_path / "bank", "cli", deposit=15_000)
    one.paid()
    clean = run("check", "--json")
    assert clean.exit_code == 0, clean.output
    (books,) = json.loads(clean.stdout)
    assert (books["scheme_id"], books["postings"], books["problems"]) == (one.name, 4, [])
    assert [step["fen"] for step in books["ageing"]][-1] == 10_000  # paid in 2025, asked now
    pool = json.loads(run("statement", one.name, f"{one.name}/pool", "--json").stdout)
    assert [(entry["kind"], entry["balance_fen"]) for entry in pool] == [
        ("contribution", -100_000), ("reservation", -90_000)
    ]  # fmt: skip
    one.later(DAY)
    one.receive(one.assignment(), one.letter("debtor_notice"), one.issue(Letter.RECOURSE_DEMAND), one.letter("demand"))
    one.pay_in(of_scheme(one.name, AccountKind.RECOURSE).model_copy(update={"compensation_id": one.first}), 2_550)
    assert "25.5%" in run("check").stdout  # of the 100 yuan that were advanced
    shown = run("statement", one.name)
    assert "925.50" in shown.stdout
    assert "recourse" in shown.stdout
    unknown = run("statement", one.name, "没有", "--json")
    assert unknown.exit_code != 0
    owner = Database(addresses.owner_url)
    with owner.transaction() as session:
        session.execute(text("update account set balance_fen = balance_fen - 1 where kind = 'pool'"))
    owner.close()
    broken = run("check", one.name)
    assert broken.exit_code == 1
    assert "账户合计不为零" in broken.stdout
    database.close()


def test_acts_come_in_from_files_and_twice_is_once(addresses: Addresses, tmp_path: Path, run: Run) -> None:
    database = Database(addresses.database_url)
    one = Paying(database, tmp_path / "bank", "cli-783")
    days = {"repay_within_days": 1, "top_up_within_days": 1}
    joining = one.of_scheme("joining", "运营-01", agreement_id="示例协议", enterprise_id=one.other,
                            joined_on=one.now.date(), scope=("refund",), **days)  # fmt: skip
    for name, act in (("act", joining), ("pay", one.application())):
        (tmp_path / f"{name}.json").write_text(act.model_dump_json(), encoding="utf-8")
        for _ in range(2):
            done = run(name, str(tmp_path / f"{name}.json"), "--json")
            assert done.exit_code == 0, done.output
            assert json.loads(done.stdout)["act_id"] == act.act_id
    assert one.row().consumer == "示例消费者"
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    assert run("pay", str(tmp_path / "bad.json")).exit_code != 0
    one.receive(one.made("withdrawal", "运营-01", statement="示例"))
    database.close()
