"""The 1,404 real rows are read once, however a worker dies, and what cannot be read is told row by row."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.import_desk import follow, import_spot_checks
from activities.imports import ImportActivities
from activities.law import Law
from demo.run import inspection_files
from domain.errors import Refused
from domain.imports import Counts, ImportKind
from models.enterprise import natural
from models.session import Database
from servers import Addresses, Servers
from settings import read_settings
from tests.killing import kill, start_worker, wait_for, waiting_for_a_lock
from worker import at_work, connect, front_desk

AT = datetime(2025, 2, 10, 1, tzinfo=UTC)
ROWS = 1404


class Entered(NamedTuple):
    """All that an import leaves in the register."""

    counts: Counts
    checks: list[Any]
    judgements: list[Any]
    findings: list[Any]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """The real inspection results; where they are absent, the product says so (`data_missing`)."""
    return inspection_files(read_settings().data)


@pytest.fixture(scope="module")
def undisturbed(servers: Servers, migrated: str, files: list[Path]) -> Iterator[tuple[Addresses, Entered]]:
    """An import that nothing disturbs."""
    name = f"test_{uuid.uuid4().hex}"
    try:
        addresses = servers.create_database(name, template=migrated)
        yield addresses, _entered(addresses, _import(addresses, files, AT))
    finally:
        servers.drop_database(name)


def test_every_row_is_accepted_a_duplicate_or_rejected(undisturbed: tuple[Addresses, Entered]) -> None:
    _, entered = undisturbed
    counts = entered.counts
    assert counts.read == ROWS == counts.accepted + counts.duplicates + counts.rejected
    assert counts.rejected == 0
    assert len(entered.checks) == len(entered.judgements) == counts.accepted
    assert {row.kind for row in entered.findings} == {"data"}


def test_the_same_files_again_are_duplicates_and_add_nothing(
    undisturbed: tuple[Addresses, Entered], files: list[Path]
) -> None:
    addresses, entered = undisturbed
    again = _entered(addresses, _import(addresses, files, AT + timedelta(hours=1)))
    assert again.counts == Counts(read=ROWS, accepted=0, duplicates=ROWS, rejected=0)
    assert again[1:] == entered[1:]


def test_an_import_whose_worker_is_killed_at_row_700_ends_as_if_it_had_not_been(
    addresses: Addresses, undisturbed: tuple[Addresses, Entered], files: list[Path]
) -> None:
    _, entered = undisturbed

    async def import_with_a_kill() -> Counts:
        worker, database = start_worker(addresses), Database(addresses.database_url)
        try:
            desk = front_desk(database, await connect(addresses.temporal))
            begun = ImportActivities(database, desk.law).begin(ImportKind.SPOT_CHECKS, files, AT + timedelta(hours=2))
            running = asyncio.create_task(follow(desk, begun, lambda _: None))
            with _held(addresses, _new_maker(files, 700)):
                await wait_for(lambda: waiting_for_a_lock(addresses) > 0)
                assert 600 <= _read_so_far(database) < ROWS
                kill(worker)
            async with at_work(addresses):
                return await running
        finally:
            kill(worker)
            database.close()

    assert _entered(addresses, asyncio.run(import_with_a_kill())) == entered


def test_a_run_that_was_given_up_and_lives_on_does_not_count_a_row_again(addresses: Addresses, tmp_path: Path) -> None:
    """Temporal repeats an activity that was silent for long; the silent one may only have waited for a lock."""
    file = tmp_path / "many.jsonl"
    file.write_text("".join(json.dumps(_row(number)) + "\n" for number in range(350)))
    database = Database(addresses.database_url)
    activities = ImportActivities(database, Law())
    begun = activities.begin(ImportKind.SPOT_CHECKS, [file], AT)

    def run() -> Counts:
        return ActivityEnvironment().run(activities.import_files, begun)

    with ThreadPoolExecutor(2) as threads:
        with _held(addresses, _row(150)["manufacturer"]):
            silent = threads.submit(run)
            asyncio.run(wait_for(lambda: waiting_for_a_lock(addresses) == 1))
            successor = threads.submit(run)
            asyncio.run(wait_for(lambda: waiting_for_a_lock(addresses) == 2))
        assert silent.result() == successor.result() == Counts(read=350, accepted=350, duplicates=0, rejected=0)
    entered = _entered(addresses, silent.result())
    assert len(entered.checks) == len(entered.judgements) == 350
    database.close()


MALFORMED: list[tuple[Any, str, str, object]] = [
    (b"{not json", "malformed_json", "", "{not json"),
    (b'{"manufacturer": "\xff\xfe"}', "not_utf8", "", '{"manufacturer": "��"}'),
    (b"[1, 2]", "not_an_object", "", "[1, 2]"),
    (b'{"manufacturer": "raw \x00"}', "malformed_json", "", '{"manufacturer": "raw �"}'),
    ({"manufacturer": ...}, "malformed_row", "manufacturer", None),
    ({"manufacturer": "  "}, "malformed_row", "manufacturer", "  "),
    ({"manufacturer": "示例\0企业"}, "malformed_row", "manufacturer", "示例�企业"),
    ({"source_note": "\ud800"}, "malformed_row", "source_note", "?"),
    ({"inspection_outcome": "perhaps"}, "unknown_word", "inspection_outcome", "perhaps"),
    ({"report_date": "2024-02-30"}, "not_a_day", "report_date", "2024-02-30"),
    ({"source_facts_sha256": "00"}, "malformed_row", "source_facts_sha256", "00"),
    ({"product_name": "长" * 400}, "malformed_row", "product_name", "长" * 80),
]


def test_each_malformed_row_is_told_with_its_place_and_reason_and_the_good_ones_are_taken(
    addresses: Addresses, tmp_path: Path
) -> None:
    good = [json.dumps(_row(number)).encode() for number in range(3)]
    bad = [one if isinstance(one, bytes) else json.dumps(_changed(one)).encode() for one, *_ in MALFORMED]
    (tmp_path / "first.jsonl").write_bytes(b"\n".join([good[0], *bad, b"", good[1]]))
    (tmp_path / "second.jsonl").write_bytes(b"\n".join([good[2], bad[0]]))
    counts = _import(addresses, sorted(tmp_path.iterdir()), AT)
    assert counts == Counts(read=len(bad) + 4, accepted=3, duplicates=0, rejected=len(bad) + 1)
    database = Database(addresses.database_url)
    with database.transaction() as session:
        rejected = session.execute(text("select file, line, reason from rejected_row order by ordinal")).all()
    database.close()
    places = [("first.jsonl", line) for line in range(2, len(bad) + 2)] + [("second.jsonl", 2)]
    assert [(row.file, row.line) for row in rejected] == places
    for row, (_, code, field, value) in zip(rejected, [*MALFORMED, MALFORMED[0]], strict=True):
        assert (row.reason["code"], row.reason["field"], row.reason["value"]) == (code, field, value)
        assert row.reason["zh"].endswith("。")
        assert row.reason["en"].endswith(".")


def test_a_file_that_changes_while_it_is_read_is_refused(addresses: Addresses, tmp_path: Path) -> None:
    file = tmp_path / "growing.jsonl"
    file.write_text("".join(json.dumps(_row(number)) + "\n" for number in range(3)))

    async def change_it_meanwhile() -> None:
        async with at_work(addresses) as desk:
            with _held(addresses, _row(1)["manufacturer"]):
                running = asyncio.create_task(import_spot_checks(desk, [file], AT, lambda _: None))
                await wait_for(lambda: waiting_for_a_lock(addresses) > 0)
                file.write_text(file.read_text() + json.dumps(_row(3)) + "\n")
            await running

    with pytest.raises(Refused) as refused:
        asyncio.run(change_it_meanwhile())
    assert (refused.value.code, refused.value.field, refused.value.value) == ("file_changed", "paths", str(file))
    with psycopg.connect(addresses.database_url) as connection:
        assert connection.execute("select finished_at from import_run").fetchone() == (None,)


def test_a_file_that_is_not_there_is_refused_before_anything_begins(addresses: Addresses, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _import(addresses, [tmp_path / "nowhere.jsonl"], AT)
    assert refused.value.code == "no_such_file"


def _import(addresses: Addresses, files: list[Path], at: datetime) -> Counts:
    told: list[Counts] = []

    async def at_the_desk() -> Counts:
        async with at_work(addresses) as desk:
            return await import_spot_checks(desk, files, at, told.append)

    counts = asyncio.run(at_the_desk())
    assert all(before.read <= after.read for before, after in pairwise(told))
    return counts


def _entered(addresses: Addresses, counts: Counts) -> Entered:
    database = Database(addresses.database_url)
    with database.transaction() as session:

        def rows(table: str) -> list[Any]:
            return list(session.execute(text(f"select * from {table} order by 1, 2")).all())

        entered = Entered(counts, rows("circulation_check"), rows("judgement"), rows("finding"))
    database.close()
    return entered


@contextmanager
def _held(addresses: Addresses, maker: str) -> Iterator[None]:
    """Someone else is entering the same enterprise and has not committed: whoever needs it waits."""
    with psycopg.connect(addresses.database_url) as connection:
        entering = "insert into enterprise (enterprise_id, name, verified, rehearsal) values (%s, %s, false, false)"
        connection.execute(entering, [natural("enterprise", maker, False), maker])
        yield
        connection.rollback()


def _new_maker(files: list[Path], after: int) -> str:
    """The first manufacturer that no row up to number `after` names."""
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    makers = [json.loads(line)["manufacturer"].strip() for line in lines]
    return str(next(maker for maker in makers[after:] if maker not in makers[:after]))


def _read_so_far(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("select read from import_run")).scalar_one())


def _row(number: int) -> dict[str, Any]:
    return {
        "source_record_id": f"example-{number}",
        "source_facts_sha256": f"{number:064x}",
        "manufacturer": f"示例企业{number}",
        "product_name": "示例润滑油",
        "inspection_outcome": "conforming",
        "report_date": "2024-05-06",
    }


def _changed(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (_row(9) | change).items() if value is not ...}
