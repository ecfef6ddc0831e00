"""hezheng claim new, submit, receipt, withdraw, handovers: the front door as a person uses it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from activities.law import Law
from activities.platform_desk import PlatformDesk
from cli import app
from demo import cast
from domain.circulation import CheckRegime, PartyRole
from domain.errors import Refused
from models import circulation, enterprise
from models.certificate import CertificateRow
from models.circulation import CirculationCheckRow, Origin
from models.session import Database
from servers import Addresses
from servers.national_platform import EmbeddedPlatform
from tests.certifying import Certifying
from tests.submitting import JPEG, PERSONAL, a_form
from worker import platform_folder

Run = Callable[..., str]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """As on the embedded servers, which another process runs."""
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path))
    monkeypatch.setattr("worker.running_at", lambda home: addresses)

    def ran(*arguments: str) -> str:
        done = CliRunner().invoke(app, ["claim", *arguments])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return ran


@pytest.fixture
def database(addresses: Addresses) -> Any:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        cast.enter_cast(session)
    yield database
    database.close()


def test_a_form_is_submitted_and_followed_by_its_link(
    run: Run, database: Database, addresses: Addresses, tmp_path: Path
) -> None:
    form, photo = tmp_path / "form.json", tmp_path / "小票.jpg"
    form.write_text(json.dumps(a_form(714)), "utf-8")
    photo.write_bytes(JPEG)
    at = "2026-05-06T09:00:00+0800"
    told = run("submit", str(form), "--evidence", str(photo), "--at", at)
    lines = told.splitlines()
    assert lines[0] == "〔演练〕以下全部为虚构。"
    assert "等待移交全国12315平台" in lines[2]
    token = lines[-1].removeprefix("hezheng claim receipt -- ")
    desk = PlatformDesk(database, Law(), platform_folder(addresses))  # type: ignore[arg-type]
    (waiting,) = json.loads(run("handovers", "--json"))["submissions"]
    assert (waiting["stage"], waiting["tries"]) == ("waiting", 0)
    desk.hand_over()
    assert addresses.national_platform is not None
    stand_in = EmbeddedPlatform(Path(addresses.national_platform))
    again = "handovers", "--again", waiting["number"], "--json", "--actor"
    for stranger, code in (("", "unknown_officer"), (cast.STRANGER.officer_id, "officer_of_another_region")):
        with pytest.raises(Refused, match=code):
            run(*again, stranger)
    (asked,) = json.loads(run(*again, cast.HANDLER.officer_id))["submissions"]
    assert (asked["stage"], [one["by"] for one in asked["again"]]) == ("waiting", [cast.HANDLER.officer_id])
    desk.hand_over()
    stand_in.answer(cast.morning(cast.BEGINS))
    desk.platform.put_away("none.json")  # put away by another meanwhile: nothing happens
    stand_in.folder.put("broken", b"{", "in")
    desk.collect()
    told = json.loads(run("receipt", "--json", "--", token))
    assert (told["stage"], told["reference"]) == ("received", f"演练12315-{told['number']}")
    assert "under way" in run("receipt", "--lang", "en", "--", token) or not told["told"]
    shown = run("handovers", "--office", cast.OFFICE.office_id)
    assert "received" in shown
    assert "broken.json" in shown
    assert not [words for words in PERSONAL.values() if words in shown + json.dumps(told, ensure_ascii=False)]
    for arguments, code in ((("receipt", "--", "x"), "unknown_receipt"), (("withdraw", "--", "x"), "unknown_receipt"),
                            (("withdraw", "--", token), "handed_over_already"),
                            (("handovers", "--again", told["number"]), "platform_has_it"),
                            (("handovers", "--again", "x"), "unknown_submission")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            run(*arguments)


def test_a_form_is_taken_back_by_its_link(run: Run, database: Database, tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    form.write_text(json.dumps(a_form(830)), "utf-8")
    made = json.loads(run("submit", str(form), "--at", "2026-05-06T09:00:00+0800", "--json"))
    told = run("withdraw", "--", made["token"])
    assert "已经撤回：没有移交全国12315平台" in told
    assert json.loads(run("handovers", "--json"))["submissions"][0]["stage"] == "withdrawn"


def _sells(session: Session, lot: str, shop: str) -> None:
    """A shop has looked at goods of this lot when they came in."""
    seller = enterprise.enter_enterprise(session, shop, rehearsal=True)
    given: dict[str, Any] = {"regime": CheckRegime.GOODS_IN_CHECK, "origin": Origin.OWN, "region": "430702"}
    made = {"check_id": shop, "lot_id": lot, "party_id": seller, "party_role": PartyRole.SELLER}
    circulation.record(session, CirculationCheckRow(seen_on=date(2025, 4, 1), **made | given))


def test_a_scanned_certificate_fills_in_what_the_register_knows(run: Run, database: Database, tmp_path: Path) -> None:
    number = Certifying(database, "form").issued()
    with database.transaction() as session:
        lot, shop = session.get_one(CertificateRow, number).lot_id, "示例店一"
        _sells(session, lot, shop)
    form = json.loads(run("new", "--certificate", number, "--office", "example-city", "--rehearsal"))
    assert (form["certificate"], form["office_id"], form["rehearsal"]) == (number, "example-city", True)
    assert (form["goods"], form["lot"]) == ("示例牌 示例灯 甲型", "批form")
    assert (form["respondent"]["name"], form["respondent"]["address"]) == (shop, "")
    assert form["known"] == {"producer": "示例灯厂", "serial": None, "place": "武陵区"}
    with database.transaction() as session:
        _sells(session, lot, "示例店二")
    of_piece = json.loads(run("new", "--serial", "form00007", "--rehearsal"))
    assert of_piece["certificate"] == number
    assert of_piece["respondent"]["name"] == ""  # two are on record: the consumer knows which
    assert "示例店" not in json.dumps(of_piece, ensure_ascii=False)
    assert json.loads(run("new", "--certificate", number))["known"]["place"] is None  # invented shops are no real ones
    with pytest.raises(Refused, match="unknown_certificate"):
        run("new", "--certificate", "没有")
    for serial in ("没有", "form101", "formx"):
        with pytest.raises(Refused, match="unknown_serial"):
            run("new", "--serial", serial)
    (tmp_path / "form.json").write_text(json.dumps(form), "utf-8")
    with pytest.raises(Refused, match="particulars_missing"):
        run("submit", str(tmp_path / "form.json"))
    assert json.loads(run("new"))["certificate"] is None
