"""Evidence at the command line: what is no evidence is told, nothing endless is read, and what is gone is missed."""

import json
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from activities.evidence_store import EvidenceStore
from cli import app
from domain.errors import Refused
from servers import Addresses, Servers
from tests.registering import HANDLER, registered
from tests.test_cli import given

Run = Callable[..., Any]
JPEG = bytes.fromhex("ffd8ffe000104a46494600010101004800480000") + bytes(200)


@pytest.fixture(scope="module")
def played(servers: Servers, migrated: str) -> Iterator[tuple[Addresses, str]]:
    name = f"commands_{uuid.uuid4().hex}"
    addresses = servers.create_database(name, template=migrated)
    with registered(addresses, 747) as one:
        matter_id = one.matter_id
    yield addresses, matter_id
    servers.drop_database(name)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(played: tuple[Addresses, str], monkeypatch: pytest.MonkeyPatch, home: Path) -> Run:
    for name, value in given(played[0]).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HEZHENG_HOME", str(home))

    def ran(*arguments: str, exit_code: int = 0) -> Any:
        done = CliRunner().invoke(app, [*arguments, "--json"])
        if isinstance(done.exception, Refused):
            raise done.exception
        assert done.exit_code == exit_code, done.output
        return json.loads(done.stdout)

    return ran


def refused(run: Run, matter_id: str, file: Path, statement: str = "购物小票") -> str:
    with pytest.raises(Refused) as refusal:
        run("evidence", "add", matter_id, str(file), "--by", HANDLER, "--statement", statement)
    return refusal.value.code


def test_a_file_goes_in_comes_out_as_it_was_and_is_missed_when_it_is_gone(
    run: Run, played: tuple[Addresses, str], tmp_path: Path, home: Path
) -> None:
    matter_id, file, out = played[1], tmp_path / "小票.jpg", tmp_path / "out.jpg"
    file.write_bytes(JPEG)
    kept = run("evidence", "add", matter_id, str(file), "--by", HANDLER, "--statement", "购物小票")
    assert run("evidence", "list", matter_id) == [kept]
    run("evidence", "print", matter_id, kept["sha256"], str(out))
    assert out.read_bytes() == JPEG
    assert run("audit", "verify")["breaks"] == []
    EvidenceStore(home / "evidence").place(kept["sha256"]).unlink()
    (gone,) = run("audit", "verify", exit_code=1)["breaks"]
    assert "小票.jpg" in gone["what"]["zh"]
    with pytest.raises(Refused, match="evidence_lost"):
        run("evidence", "print", matter_id, kept["sha256"], str(out))
    run("evidence", "add", matter_id, str(file), "--by", HANDLER, "--statement", "购物小票")  # whoever still has it
    assert run("audit", "verify")["breaks"] == []


def test_what_is_no_evidence_is_told_and_leaves_nothing(
    run: Run, played: tuple[Addresses, str], tmp_path: Path, home: Path
) -> None:
    program, large, pipe = tmp_path / "照片.jpg", tmp_path / "长.jpg", tmp_path / "pipe.jpg"
    program.write_bytes(b"MZ\0\0ftypmp42" + bytes(200))
    large.write_bytes(JPEG)
    os.truncate(large, 2 << 30)
    os.mkfifo(pipe)
    matter_id = played[1]
    assert refused(run, matter_id, program) == "evidence_of_no_type"
    assert refused(run, matter_id, large) == "evidence_too_large"
    assert refused(run, matter_id, pipe) == "no_file"
    assert refused(run, matter_id, tmp_path) == "no_file"
    assert refused(run, matter_id, tmp_path / "absent.jpg") == "file_unusable"
    program.write_bytes(JPEG)
    assert refused(run, matter_id, program, statement=" ") == "statement_missing"
    assert refused(run, "none", program) == "unknown_matter"
    assert not list(home.rglob("*"))
    with pytest.raises(Refused, match="unknown_matter"):
        run("evidence", "list", "none")
