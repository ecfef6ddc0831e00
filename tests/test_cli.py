"""The command line, run as a person runs it: sentences, not tracebacks; JSON where a machine reads."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from servers import Addresses

ROOT = Path(__file__).parents[1]


def hezheng(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "cli.py", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def given(addresses: Addresses) -> dict[str, str]:
    """Real servers, as far as the program knows: it starts none."""
    return {
        "HEZHENG_DATABASE_URL": addresses.database_url,
        "HEZHENG_OWNER_URL": addresses.owner_url,
        "TEMPORAL_ADDRESS": addresses.temporal,
    }


def test_the_rules_and_all_their_examples_are_checked() -> None:
    checked = hezheng("rules", "check", "--json")
    assert checked.returncode == 0
    report = json.loads(checked.stdout)
    assert report["rules"] >= 16
    assert report["failures"] == []


def test_with_real_servers_nothing_is_started(addresses: Addresses, home: Path) -> None:
    verified = hezheng("audit", "verify", "--json", HEZHENG_HOME=str(home), **given(addresses))
    assert json.loads(verified.stdout) == {"chains": 0, "entries": 0, "breaks": []}
    assert not list(home.iterdir())


def test_a_database_without_a_temporal_address_is_told_in_both_languages(addresses: Addresses) -> None:
    environment = {**given(addresses), "TEMPORAL_ADDRESS": ""}
    told = hezheng("audit", "verify", **environment)
    assert told.returncode == 2
    assert "temporal_address_missing" in told.stderr
    assert "请设置 TEMPORAL_ADDRESS" in told.stderr
    assert "Traceback" not in told.stderr


def test_servers_that_do_not_answer_are_told_in_a_sentence(addresses: Addresses, tmp_path: Path) -> None:
    nobody, file = "127.0.0.1:1", tmp_path / "示例.csv"
    file.write_text("企业名称\n示例企业\n", encoding="utf-8")
    for gone, code in (
        ({"HEZHENG_DATABASE_URL": f"postgresql://someone:secret@{nobody}/register"}, "database_out_of_reach"),
        ({"TEMPORAL_ADDRESS": nobody}, "temporal_out_of_reach"),
    ):
        told = hezheng("import", "enterprises", str(file), "--json", **{**given(addresses), **gone})
        assert told.returncode == 2, told.stderr
        assert json.loads(told.stdout)["error"]["code"] == code
        assert "secret" not in told.stdout + told.stderr
        assert "Traceback" not in told.stderr


def test_a_file_is_imported_once_and_its_bad_rows_are_counted(addresses: Addresses, tmp_path: Path) -> None:
    row = {
        "source_record_id": "示例-1",
        "source_facts_sha256": "0" * 64,
        "manufacturer": "示例企业",
        "product_name": "示例产品",
        "inspection_outcome": "conforming",
        "report_date": "2025-01-02",
    }
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row) + "\nnot json\n" + json.dumps(row) + "\n", encoding="utf-8")
    bad = tmp_path / "bad.csv"
    imported = hezheng("import", "spot-checks", str(file), "--json", "--rejected", str(bad), **given(addresses))
    counts = json.loads(imported.stdout)
    assert counts.pop("import_id")
    assert counts == {"read": 3, "accepted": 1, "duplicates": 1, "rejected": 1, "questions": 0}
    (told,) = csv.DictReader(bad.read_text("utf-8-sig").splitlines())
    assert (told["行 line"], told["代码 code"], told["内容 value"]) == ("2", "malformed_json", "not json")


def test_a_formula_in_a_refused_row_is_none_in_the_file_of_refused_rows(addresses: Addresses, tmp_path: Path) -> None:
    file, bad = tmp_path / "rows.csv", tmp_path / "bad.csv"
    file.write_text("企业名称,统一社会信用代码\n示例企业,=1+1\n", "utf-8")
    hezheng("import", "enterprises", str(file), "--rejected", str(bad), **given(addresses))
    (told,) = csv.DictReader(bad.read_text("utf-8-sig").splitlines())
    assert told["内容 value"] == "'=1+1"


def test_a_file_of_refused_rows_that_cannot_be_written_stops_the_import_before_it_begins(
    addresses: Addresses, tmp_path: Path
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("企业名称\n示例企业\n", "utf-8")
    nowhere = str(tmp_path / "nowhere" / "bad.csv")
    told = hezheng("import", "enterprises", str(file), "--rejected", nowhere, "--json", **given(addresses))
    assert json.loads(told.stdout)["error"]["code"] == "cannot_write"
    assert hezheng("enterprise", "示例企业", **given(addresses)).returncode == 2


def test_an_enterprise_is_shown_by_an_old_name_as_it_stood_on_a_day(addresses: Addresses, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("企业名称,原名称,更名日期\n示例新名,示例旧名,2024-03-01\n", "utf-8")
    hezheng("import", "enterprises", str(file), **given(addresses))
    (now,) = json.loads(hezheng("enterprise", "示例旧名", "--json", **given(addresses)).stdout)
    before = hezheng("enterprise", "示例新名", "--on", "2024-02-29", "--json", **given(addresses))
    (then,) = json.loads(before.stdout)
    assert (now["name"], then["name"], now["verified"]) == ("示例新名", "示例旧名", False)


def test_a_file_that_is_not_there_is_told(addresses: Addresses) -> None:
    told = hezheng("import", "spot-checks", "nowhere.jsonl", "--json", **given(addresses))
    assert told.returncode == 2
    assert json.loads(told.stdout)["error"]["code"] == "no_such_file"


def test_an_unknown_judgement_is_told(addresses: Addresses) -> None:
    told = hezheng("rules", "explain", "no-such", **given(addresses))
    assert told.returncode == 2
    assert "unknown_judgement" in told.stderr
    assert "no-such" in told.stderr


def test_the_demo_tells_where_it_looked_for_the_data(home: Path) -> None:
    told = hezheng("demo", HEZHENG_HOME=str(home), HEZHENG_DATA=str(home))
    assert told.returncode == 2
    assert "data_missing" in told.stderr
    assert "HEZHENG_DATA" in told.stderr


def test_a_demo_that_is_told_to_stop_leaves_no_server_behind(home: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "cli.py", "demo"],
        cwd=ROOT,
        env=os.environ | {"HEZHENG_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (home / "rehearsal" / "addresses.json").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(3)  # into the middle of things
    started.terminate()
    _, told = started.communicate(timeout=60)
    assert started.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in told
    left = [process.pid for process in psutil.process_iter(["cmdline"]) if _names(process, home)]
    assert left == []


def _names(process: psutil.Process, home: Path) -> bool:
    return any(str(home) in word for word in process.info["cmdline"] or [])
