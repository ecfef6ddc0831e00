"""What hinders a start is told at once: what it is, who holds it, and what to do."""

import os
import socket
from pathlib import Path

import pytest

from domain.errors import Refused
from servers import Servers, running, running_at


def test_a_taken_port_is_told_with_its_number(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused) as refused, running(home, temporal_port=port):
            pass
    assert (refused.value.code, refused.value.value) == ("port_taken", port)
    assert str(port) in refused.value.zh
    assert f"({os.getpid()})" in refused.value.en  # who holds it


def test_a_second_starter_on_one_home_is_told_who_is_there(servers: Servers) -> None:
    with pytest.raises(Refused) as refused, running(servers.home):
        pass
    assert refused.value.code == "home_in_use"
    assert str(os.getpid()) in refused.value.en
    assert running_at(servers.home) == servers.addresses


def test_the_home_of_another_user_is_left_alone(home: Path) -> None:
    theirs = Path("/usr")
    if os.geteuid() == 0:
        theirs = home / "theirs"
        theirs.mkdir()
        os.chown(theirs, 12345, 12345)
    with pytest.raises(Refused) as refused, running(theirs):
        pass
    assert refused.value.code == "home_of_another_user"
    assert not (theirs / "lock").exists()


def test_a_home_that_cannot_be_written_is_told(home: Path) -> None:
    (home / "file").write_text("in the way")
    with pytest.raises(Refused) as refused, running(home / "file" / "home"):
        pass
    assert (refused.value.code, refused.value.value) == ("home_not_writable", str(home / "file" / "home"))


def test_a_server_that_cannot_start_is_told_with_its_last_words(home: Path) -> None:
    with running(home) as servers:
        data = servers.postgres.data
    (data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(Refused) as refused, running(home):
        pass
    assert refused.value.code == "server_did_not_start"
    assert "9.6" in refused.value.value


def test_a_home_whose_path_is_too_long_for_a_socket_is_served_from_a_short_private_folder(home: Path) -> None:
    with running(home / ("long" * 30)) as servers:
        sockets = servers.postgres.sockets
        assert sockets.stat().st_mode & 0o777 == 0o700
        assert servers.create_database("reached").database_url
    assert not sockets.exists()


def test_a_socket_folder_that_somebody_else_made_is_not_used(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / "socket").symlink_to(home / "elsewhere")
    with pytest.raises(Refused) as refused, running(home):
        pass
    assert refused.value.code == "folder_of_another_user"


def test_nobody_runs_in_a_folder_that_is_not_there(home: Path) -> None:
    assert running_at(home / "absent") is None


def test_no_other_user_can_read_the_state_or_the_logs(servers: Servers) -> None:
    others = 0o077
    assert servers.postgres.data.stat().st_mode & others == 0
    assert servers.postgres.sockets.stat().st_mode & others == 0
    kept = [path for path in servers.home.iterdir() if path.name.startswith(("temporal", "postgres.log"))]
    assert {"temporal.db", "temporal.log", "postgres.log"} <= {path.name for path in kept}
    assert all(path.stat().st_mode & others == 0 for path in kept)
