"""Servers and their starters are killed with -9, and what had been committed is there again."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from temporalio.client import Client

from servers import Addresses, Servers, end_orphans, running, running_at

ROOT = Path(__file__).parents[2]
STARTER = """
import time
from pathlib import Path
from servers import running
with running(Path({home!r})) as servers:
    print(servers.postgres.process.pid, servers.temporal.process.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def ours(module_home: Path) -> Iterator[Servers]:
    """Servers of this module's own, since it kills them."""
    with running(module_home) as servers:
        with psycopg.connect(servers.addresses.owner_url) as connection:
            connection.execute("create table kept (number int)")
        yield servers


def test_a_database_killed_with_9_comes_back_with_its_rows(ours: Servers) -> None:
    before = ours.addresses
    write(before, 1)
    kill(ours.postgres.process)
    with pytest.raises(psycopg.OperationalError):
        rows(before)
    ours.start()
    assert ours.addresses == before
    assert rows(before) == [1]


def test_a_database_killed_under_an_open_connection_comes_back_without_what_was_not_committed(ours: Servers) -> None:
    kept = rows(ours.addresses)
    with psycopg.connect(ours.addresses.database_url) as connection:
        connection.execute("insert into kept values (99)")
        kill(ours.postgres.process)
        ours.start()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    assert rows(ours.addresses) == kept


def test_a_temporal_server_killed_with_9_comes_back_on_its_port_with_its_workflows(ours: Servers) -> None:
    address = ours.addresses.temporal
    asyncio.run(begin_workflow(address, "before-the-kill"))
    kill(ours.temporal.process)
    ours.start()
    assert ours.addresses.temporal == address
    assert asyncio.run(status(address, "before-the-kill")) == "RUNNING"


def test_a_server_that_does_not_answer_is_ended_and_started_again(ours: Servers) -> None:
    assert ours.postgres.process is not None
    frozen = psutil.Process(ours.postgres.process.pid)
    kept = rows(ours.addresses)
    frozen.send_signal(signal.SIGSTOP)
    ours.postgres.start()
    assert not frozen.is_running() or frozen.status() == psutil.STATUS_ZOMBIE
    assert rows(ours.addresses) == kept


def test_starting_what_runs_changes_nothing(ours: Servers) -> None:
    processes = ours.postgres.process, ours.temporal.process
    assert ours.start() is False
    assert (ours.postgres.process, ours.temporal.process) == processes


def test_servers_whose_starter_was_killed_with_9_are_ended_by_the_next_and_their_state_is_kept(home: Path) -> None:
    starter, orphans = start_elsewhere(home)
    first = running_at(home)
    assert first is not None
    with psycopg.connect(first.owner_url) as connection:
        connection.execute("create table kept (number int)")
    write(first, 7)
    asyncio.run(begin_workflow(first.temporal, "of-the-killed-run"))
    kill(starter)
    assert all(orphan.is_running() for orphan in orphans)
    assert running_at(home) is None
    with running(home) as second:
        assert not any(alive(orphan) for orphan in orphans)
        assert rows(second.addresses) == [7]
        assert asyncio.run(status(second.addresses.temporal, "of-the-killed-run")) == "RUNNING"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_starter_that_is_asked_to_end_leaves_no_server_behind(home: Path, number: signal.Signals) -> None:
    starter, servers = start_elsewhere(home)
    starter.send_signal(number)
    starter.wait(30)
    assert not any(alive(server) for server in servers)


def test_orphans_can_be_ended_without_a_new_start(home: Path) -> None:
    starter, orphans = start_elsewhere(home)
    kill(starter)
    end_orphans(home)
    assert not any(alive(orphan) for orphan in orphans)


def test_a_pid_file_that_names_a_stranger_does_not_hinder_the_start(home: Path) -> None:
    with running(home) as servers:
        pid_file = servers.postgres.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with running(home) as servers, psycopg.connect(servers.addresses.database_url) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert stranger.poll() is None  # and it is not ended for its number
    finally:
        kill(stranger)


def test_a_cluster_half_made_by_a_killed_run_is_made_again(home: Path) -> None:
    half = home / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with running(home) as servers, psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("select current_user").fetchone() == ("hezheng_app",)


def start_elsewhere(home: Path) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """Another program that runs the servers, and its two servers."""
    program = STARTER.format(home=str(home))
    starter = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout as out:
        return starter, [psutil.Process(int(pid)) for pid in out.readline().split()]


def kill(process: subprocess.Popen[bytes] | subprocess.Popen[str] | None) -> None:
    assert process is not None
    process.kill()
    process.wait()


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def write(addresses: Addresses, number: int) -> None:
    with psycopg.connect(addresses.database_url) as connection:
        connection.execute("insert into kept values (%s)", [number])


def rows(addresses: Addresses) -> list[int]:
    with psycopg.connect(addresses.database_url) as connection:
        return [number for (number,) in connection.execute("select number from kept order by number")]


async def begin_workflow(address: str, name: str) -> None:
    client = await Client.connect(address)
    await client.start_workflow("Waiting", id=name, task_queue="nobody-listens")


async def status(address: str, name: str) -> str:
    client = await Client.connect(address)
    found = (await client.get_workflow_handle(name).describe()).status
    return found.name if found else ""
