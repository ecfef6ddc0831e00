"""Backup and restore (备份与恢复) of the embedded servers: the register dumped, Temporal's file and evidence copied.

Temporal's state is taken first. Whatever it knows the register has had before (ADR 1), so the register is never behind:
what it has beyond that, the reconciler tells the restored workflows, and an activity that is carried out once more
changes nothing. Evidence goes last: what the register names of it was kept before, and never changes. Real servers
are backed up by their own means (`deploy/`).
"""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from hashlib import file_digest
from pathlib import Path

from domain.base import Value
from domain.errors import Refused
from servers.addresses import Addresses
from servers.postgres import programs
from servers.running import running

REGISTER, STATE, CONTENTS = "register.dump", "temporal.db", "contents.json"
_EVIDENCE = re.compile(r"evidence/[0-9a-f]{2}/[0-9a-f]{64}")


class Contents(Value):
    """The SHA-256 of each file of a backup."""

    files: dict[str, str]


def back_up(home: Path, addresses: Addresses, folder: Path) -> Contents:
    """Back up what works in `home` now into `folder`, which must be new. Nobody need stop working for it.

    Refused `backup_exists`, `backup_failed`.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise _refused("backup_exists", "该目录已经存在或者不能新建", "cannot be made anew", folder, error) from error
    try:
        source, copy = sqlite3.connect(f"file:{home / STATE}?mode=ro", uri=True), sqlite3.connect(folder / STATE)
        with closing(source), closing(copy):
            source.backup(copy)
        _postgres("pg_dump", "--format=custom", f"--file={folder / REGISTER}", addresses.owner_url)
        evidence = [str(file.relative_to(home)) for file in sorted((home / "evidence").glob("??/*"))]
        for name in evidence:
            _copy(home / name, folder / name)
        contents = Contents(files={name: _sum(folder / name) for name in (STATE, REGISTER, *evidence)})
        (folder / CONTENTS).write_text(contents.model_dump_json())
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder, ignore_errors=True)  # half a backup is none
        raise _refused("backup_failed", "备份未能完成", "could not be written", folder, error) from error
    return contents


def restore(folder: Path, home: Path) -> Contents:
    """Put a backup into a home that holds no state yet, and end again. Refused `backup_broken` where a file is missing
    or changed, `home_not_empty`, `restore_failed`."""
    contents = _read(folder)
    if any((home / name).exists() for name in ("postgres", STATE)):
        raise _refused("home_not_empty", "该目录已经有数据", "holds state already", home, None)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in contents.files.keys() - {REGISTER}:
        _copy(folder / name, home / name)
    try:
        with running(home) as servers:
            into = f"--dbname={servers.addresses.owner_url}"
            _postgres("pg_restore", "--exit-on-error", "--single-transaction", into, str(folder / REGISTER))
    except subprocess.CalledProcessError as error:
        said = "恢复未能完成，请清空该目录后重试", "is restored in part only: empty it and try again"
        raise _refused("restore_failed", *said, home, error) from error
    return contents


def _read(folder: Path) -> Contents:
    try:
        contents = Contents.model_validate_json((folder / CONTENTS).read_text("utf-8"))
        changed = [name for name, digest in contents.files.items() if _sum(folder / name) != digest]
    except (OSError, ValueError) as error:
        raise _refused("backup_broken", "不是完整的备份", "is no complete backup", folder, error) from error
    if changed or not all(map(_EVIDENCE.fullmatch, contents.files.keys() ^ {STATE, REGISTER})):
        raise _refused("backup_broken", "备份中的文件已被改动", "holds files that were changed", folder, None)
    return contents


def _copy(one: Path, other: Path) -> None:
    other.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy(one, other)


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _postgres(program: str, *arguments: str) -> None:
    subprocess.run([str(programs() / program), *arguments], check=True, capture_output=True, text=True)


def _refused(code: str, zh: str, en: str, folder: Path, error: Exception | None) -> Refused:
    why = error.stderr if isinstance(error, subprocess.CalledProcessError) else error
    return Refused(code, zh=f"“{folder}”{zh}。", en=f"{folder} {en}.", field="folder", value=str(why or folder).strip())
