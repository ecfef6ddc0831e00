"""hezheng report new, submit, receipt: the front door of reports as a person uses it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from activities.law import Law
from activities.platform_desk import PlatformDesk
from cli import app
from demo import cast
from domain.errors import Refused
from models.session import Database
from servers import Addresses
from servers.national_platform import EmbeddedPlatform
from tests.reporting import WHO
from tests.submitting import JPEG, PERSONAL, a_form, a_report_form
from worker import platform_folder

AT = ("--at", "2026-05-06T09:00:00+0800")


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(app, arguments)
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_report_is_submitted_alone_or_with_a_complaint_and_followed_by_its_link(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path))
    monkeypatch.setattr("worker.running_at", lambda home: addresses)
    database = Database(addresses.database_url)
    with database.transaction() as session:
        cast.enter_cast(session)
    blank, form, both, photo = (tmp_path / name for name in ("blank.json", "form.json", "both.json", "举报甲.jpg"))
    blank.write_text(ran("report", "new", "--office", "example-city", "--rehearsal"), "utf-8")
    with pytest.raises(Refused, match="particulars_missing") as missing:
        ran("report", "submit", str(blank))
    assert "匿名的，删去举报人信息" in missing.value.zh
    form.write_text(json.dumps(a_report_form(808)), "utf-8")
    photo.write_bytes(JPEG)
    told = ran("report", "submit", str(form), "--evidence", str(photo), *AT)
    token = told.splitlines()[-1].removeprefix("hezheng report receipt -- ")
    part = {"as_informant": False, "place": "示例市示例路2号", "facts": "没有合格证。"}
    both.write_text(json.dumps(a_form(809, report=part)), "utf-8")
    apart = json.loads(ran("claim", "submit", str(both), "--json", *AT))
    assert (apart["kind"], apart["report"]["kind"]) == ("complaint", "report")
    desk = PlatformDesk(database, Law(), platform_folder(addresses))  # type: ignore[arg-type]
    assert desk.hand_over() == 3
    assert addresses.national_platform is not None
    EmbeddedPlatform(Path(addresses.national_platform)).answer(cast.morning(cast.BEGINS))
    assert len(desk.collect().opened) == 3
    seen = json.loads(ran("report", "receipt", "--json", "--", token))
    assert (seen["kind"], seen["stage"]) == ("report", "received")
    assert "of a report" in ran("report", "receipt", "--lang", "en", "--", token)
    shown = ran("claim", "handovers")
    assert "举报 report" in shown
    assert not [one for one in (*WHO.values(), *PERSONAL.values()) if one in shown + told + json.dumps(apart)]
    database.close()
