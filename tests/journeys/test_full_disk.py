"""The disk of the register and of Temporal is full for a while: people are told, and nothing is lost."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.plots import PLOTS
from servers import Servers, running
from tests.killing import ROOT, Crew, wait_for
from tests.surviving import survive
from worker import bring_up_to_date

PLAYED = PLOTS[::6]
SIZE = "300m"


@pytest.fixture
def small(home: Path) -> Iterator[Path]:
    """A folder that is a file system of its own, so that it can be filled."""
    folder = home / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0711", "hezheng", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be made here: {mounted.stderr}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_every_matter_ends_as_it_would_have(small: Path, tmp_path: Path) -> None:
    parties = tmp_path / "parties.csv"
    parties.write_text("企业名称\n" + "".join(f"示例企业{number}\n" for number in range(500)), encoding="utf-8")

    async def fill_the_disk(crew: Crew) -> None:
        await asyncio.sleep(2)  # matters are under way
        filler = small / "filler"
        fill(filler)
        told = await asyncio.to_thread(bring_in, parties, crew.servers)
        assert told["error"]["code"] in ("database_full", "database_out_of_reach"), told
        await wait_for(lambda: "No space left on device" in log_of(crew.servers))
        filler.unlink()

    with running(small / "home", time_skipping=True) as servers:
        bring_up_to_date(servers.addresses.owner_url)
        asyncio.run(survive(servers, PLAYED, fill_the_disk))


def fill(file: Path) -> None:
    """To the last byte. What is freed meanwhile is taken too."""
    with file.open("ab", buffering=0) as filling:
        for piece in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    filling.write(bytes(piece))
            except OSError:
                continue


def bring_in(file: Path, servers: Servers) -> dict[str, dict[str, str]]:
    """What someone at a screen is told who brings in a file now."""
    found = subprocess.run(
        [sys.executable, "cli.py", "import", "enterprises", str(file), "--json"],
        cwd=ROOT, env=os.environ | {
            "HEZHENG_DATABASE_URL": servers.addresses.database_url, "HEZHENG_OWNER_URL": servers.addresses.owner_url,
            "TEMPORAL_ADDRESS": servers.addresses.temporal,
        }, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert found.returncode == 2, found.stderr
    told: dict[str, dict[str, str]] = json.loads(found.stdout)
    return told


def log_of(servers: Servers) -> str:
    log, before = servers.postgres.log, servers.postgres.log.with_suffix(".before")
    return "".join(one.read_text(errors="replace") for one in (log, before) if one.exists())
