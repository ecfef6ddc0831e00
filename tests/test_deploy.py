"""The scripts of deploy/ on a real PostgreSQL: what was backed up while others wrote is what is restored."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
import yaml

from servers import running
from servers.postgres import programs

DEPLOY = Path(__file__).parents[1] / "deploy"


def script(name: str, *arguments: Path, sockets: Path | None = None) -> subprocess.CompletedProcess[str]:
    reached = {"PGHOST": str(sockets), "PGUSER": "postgres"} if sockets else {}
    path = f"{programs()}:{os.environ['PATH']}"
    command = [str(DEPLOY / name), *map(str, arguments)]
    return subprocess.run(command, env=os.environ | {"PATH": path} | reached, capture_output=True, text=True)


@pytest.fixture(scope="module")
def backup(module_home: Path) -> Path:
    folder = module_home / "backup"
    with running(module_home / "one") as servers, psycopg.connect(servers.addresses.owner_url) as open_ended:
        with psycopg.connect(servers.addresses.owner_url) as committed:
            committed.execute("create table kept as select generate_series(1, 1000) as number")
        open_ended.execute("insert into kept values (1001)")
        done = script("backup.sh", folder, sockets=servers.postgres.sockets)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(servers.addresses.owner_url) as later:
            later.execute("insert into kept values (1002)")
    return folder


def test_what_had_been_committed_is_restored_and_nothing_else(backup: Path, module_home: Path) -> None:
    other = module_home / "other"
    with running(other):
        pass
    shutil.rmtree(other / "postgres")
    done = script("restore.sh", backup, other / "postgres")
    assert done.returncode == 0, done.stderr
    _belongs_to_the_account_of_postgres(other / "postgres", module_home / "one" / "postgres")
    with running(other) as servers, psycopg.connect(servers.addresses.database_url) as connection:
        assert connection.execute("select count(*), max(number) from kept").fetchone() == (1000, 1000)


def _belongs_to_the_account_of_postgres(data: Path, like: Path) -> None:
    """Run as root, PostgreSQL has an account of its own; the backup was written as root."""
    owner = like.stat()
    for path in (data, *data.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def test_neither_script_overwrites_anything(backup: Path, module_home: Path) -> None:
    assert script("backup.sh", backup).returncode == 2
    assert script("restore.sh", backup, backup).returncode == 2


def test_a_backup_that_was_changed_is_not_restored(backup: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(backup, broken)
    (broken / "data" / "PG_VERSION").write_text("17\n")
    assert script("restore.sh", broken, tmp_path / "data").returncode == 1
    assert not (tmp_path / "data").exists()


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    done = script("backup.sh", tmp_path / "new", sockets=tmp_path)
    assert done.returncode == 1
    assert not (tmp_path / "new").exists()


def test_every_service_of_the_compose_file_knows_its_dependencies() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
    wanted = {line.partition("=")[0] for line in (DEPLOY / ".env.example").read_text().splitlines() if "=" in line}
    asked = set(re.findall(r"\$\{(\w+):\?", (DEPLOY / "compose.yaml").read_text("utf-8")))
    optional = set(re.findall(r"\$\{(\w+):-", (DEPLOY / "compose.yaml").read_text("utf-8")))
    assert asked <= wanted <= asked | optional
