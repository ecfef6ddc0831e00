"""Certificates from the command line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.certificate_act import CertificateAct
from domain.errors import Refused
from models import certificate
from models.session import Database
from servers import Addresses
from tests.certifying import INSTITUTE, OPERATOR, Certifying

NAME = "cli-1"
NUMBER = certificate.number_of(NAME)


@pytest.fixture
def one(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Iterator[Certifying]:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("HEZHENG_OWNER_URL", addresses.owner_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal)
    database = Database(addresses.database_url)
    yield Certifying(database, NAME)
    database.close()


def run(*arguments: str) -> str:
    ran = CliRunner().invoke(app, ["certificate", *arguments])
    if isinstance(ran.exception, Refused):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def hezheng(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def written(folder: Path, act: CertificateAct) -> str:
    file = folder / f"{act.kind}.json"
    file.write_text(act.model_dump_json(), encoding="utf-8")
    return str(file)


def test_a_lot_is_led_to_its_certificate_and_its_story_told(one: Certifying, tmp_path: Path) -> None:
    applied = written(tmp_path, one.application(route="institute", laboratory_id=INSTITUTE))
    assert hezheng("apply", applied) == hezheng("apply", applied)
    assert [row["phase"] for row in hezheng("queue", INSTITUTE)] == ["accepting"]
    for act in (
        one.made("acceptance", INSTITUTE, due_on="2025-03-10"),
        one.inspection(actor=INSTITUTE),
        one.made("freeze", OPERATOR, cause="key_lost", reason="密钥丢失。"),
    ):
        (row,) = hezheng("act", written(tmp_path, act))
    assert (row["phase"], row["version"]) == ("in_circulation", 4)
    assert hezheng("queue", INSTITUTE) == []
    assert hezheng("list", "--pending") == []
    assert [row["application_id"] for row in hezheng("list")] == [NAME]
    story = hezheng("show", NUMBER)
    assert story == hezheng("show", NAME)
    assert [(event["what"]["zh"], event["by"]["zh"], event["basis"]) for event in story["events"]] == [
        ("申请", "生产者", ["platform/terms"]),
        ("受理委托", "检验机构", ["platform/terms"]),
        ("出厂检验报告", "检验机构", ["platform/terms"]),
        ("冻结", "平台", ["platform/terms"]),
    ]
    assert "密钥丢失" in run("show", NAME)


def test_a_certificate_is_printed_while_it_stands(one: Certifying, tmp_path: Path) -> None:
    one.issued()
    first = hezheng("print", NUMBER, str(tmp_path / "one.pdf"))
    assert first["sha256"] == hezheng("print", NUMBER, str(tmp_path / "two.pdf"))["sha256"]
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    assert first["pages"] == 1
    with pytest.raises(Refused, match="file_unusable"):
        run("print", NUMBER, str(tmp_path / "no" / "such" / "folder.pdf"))
    one.receive(one.made("freeze", OPERATOR, cause="key_lost", reason="密钥丢失。"))
    with pytest.raises(Refused, match="certificate_not_standing"):
        run("print", NUMBER, str(tmp_path / "three.pdf"))
    one.receive(one.made("withdrawal", one.maker, reason="标签有误。"))
    with pytest.raises(Refused, match="certificate_not_standing"):
        run("print", NUMBER, str(tmp_path / "three.pdf"))
    assert not (tmp_path / "three.pdf").exists()


def test_an_operator_is_appointed_and_then_acts(one: Certifying) -> None:
    one.issued()
    freeze = {"cause": "key_lost", "reason": "密钥丢失。"}
    with pytest.raises(Refused, match="not_a_platform_operator"):
        one.receive(one.made("freeze", "operator-09", **freeze))
    with pytest.raises(Refused, match="appointment_ends_before_it_begins"):
        run("appoint", "operator-09", "示例新任", "--from", "2025-01-02", "--until", "2025-01-01")
    assert hezheng("appoint", "operator-09", "示例新任", "--from", "2025-01-01")["appointed_until"] is None
    one.receive(one.made("freeze", "operator-09", **freeze))
    assert one.states() == [("frozen", False, "platform", ["platform/terms"])]


def test_why_no_certificate_was_issued_is_shown(one: Certifying) -> None:
    one.receive(one.application(scope="drug"))
    assert "DB43/T 2203-2021" in run("show", NAME).replace("\n", "")
    assert hezheng("show", NAME)["certificate"] is None


@pytest.mark.parametrize(
    "content", ["", "not json", "[]", "7", "{}", '{"kind": "bribe"}', '{"kind": "freeze"}', "\udcff"]
)
def test_what_is_no_act_is_told_in_a_sentence(one: Certifying, tmp_path: Path, content: str) -> None:
    file = tmp_path / "act.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    for command in ("act", "apply"):
        with pytest.raises(Refused, match="act_not_readable"):
            run(command, str(file))
    with pytest.raises(Refused, match="file_unusable"):
        run("act", str(tmp_path / "nowhere.json"))


def test_what_is_not_on_record_is_told(one: Certifying, tmp_path: Path) -> None:
    for command, code in (
        (("show", "nothing"), "unknown_application"),
        (("queue", "nowhere"), "unknown_laboratory"),
        (("print", "HZ0", str(tmp_path / "one.pdf")), "unknown_certificate"),
    ):
        with pytest.raises(Refused, match=code):
            run(*command)
