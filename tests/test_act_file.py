"""Acts from files: what the commands of matters, certificates and recalls take."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from act_file import read_act
from cli import app
from domain.acts import ACT
from domain.errors import Refused
from domain.names import matter_workflow
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import matter
from models.session import Database
from servers import Addresses
from tests.rehearsing import HANDLER, SECOND, rehearsing
from worker import connect

AT = "2025-02-12T09:00:00+08:00"
COMMON = (
    f'"act_id": "1", "matter_id": "m", "step": 1, "actor": "a", "sent_at": "{AT}", "received_at": "{AT}",'
    ' "result": "served", "statement": "s"'
)
MISSPELT = f'{{"kind": "outcome", {COMMON}, "happend_at": "2025-02-11T09:00:00+08:00"}}'
DISAGREED = COMMON.replace('"result": "served"', '"agreed": false')
UNLIKE = f'{{"kind": "consent", {DISAGREED}}}'  # by whom, it does not say
NO_ZONE = f'{{"kind": "outcome", {COMMON}, "happened_at": "2025-02-11T09:00:00"}}'


def test_an_officer_reports_a_verification_by_a_file(
    addresses: Addresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def opened() -> str:
        async with rehearsing(addresses, 961) as rehearsal:
            await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
            return rehearsal.matter_id

    async def broken_off() -> None:
        client = await connect(addresses.temporal)
        await client.get_workflow_handle(matter_workflow(matter_id)).terminate("rehearsal over")

    matter_id = asyncio.run(opened())
    act = {"kind": "verification", "act_id": "by-file", "matter_id": matter_id, "step": 1, "actor": HANDLER}
    act |= {"sent_at": AT, "received_at": AT, "confirmed": True, "statement": "属实", "second_officer": SECOND}
    (tmp_path / "act.json").write_text(json.dumps(act), encoding="utf-8")
    monkeypatch.setenv("HEZHENG_DATABASE_URL", addresses.database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", addresses.temporal or "")
    ran = CliRunner().invoke(app, ["matter", "act", str(tmp_path / "act.json"), "--json"])
    assert ran.exit_code == 0, ran.output
    assert json.loads(ran.stdout) == {"matter_id": matter_id, "step": 1, "act_id": "by-file"}
    database = Database(addresses.database_url)
    with database.transaction() as session:
        assert matter.step(session, matter_id, 1).result is Result.CONFIRMED
    database.close()
    asyncio.run(broken_off())


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        ("{", "act_not_readable", "act.json"),
        ('{"kind": "arrest"}', "act_not_readable", "kind"),
        ('{"act_id": "1"}', "act_not_readable", "kind"),
        ('{"kind": "answer", "act_id": "1"}', "act_not_readable", "answer.matter_id"),
        (NO_ZONE, "act_not_readable", "outcome.happened_at"),
        (MISSPELT, "act_not_readable", "outcome.happend_at"),
    ],
)
def test_a_file_that_holds_no_act_is_refused_with_its_field(
    tmp_path: Path, content: str, code: str, field: str
) -> None:
    file = tmp_path / "act.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_act(file, ACT)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        ("{", "“act.json”第1行第2列不是有效的JSON", "is no JSON in line 1, column 2"),
        ("[1]", "应当是一个对象", "is to be an object"),
        ('{"act_id": "1"}', "“kind”没有填写", "“kind” is missing"),
        ('{"kind": "arrest"}', "“kind”不是已知的操作", "is no known act"),
        ('{"kind": "answer", "act_id": "1"}', "“answer.matter_id”没有填写", "is missing"),
        (NO_ZONE, "应当是带时区的时刻", "a moment with its zone"),
        (MISSPELT, "“outcome.happend_at”没有这一栏", "is no field of it"),
        (UNLIKE, "“consent”各栏之间不相符", "fields that do not go together"),
        (f'{{"kind": "outcome", {COMMON}, "channel": "pigeon"}}', "应当是下列之一", "is to be one of"),
        (f'{{"kind": "outcome", {COMMON.replace(": 1,", ": 1.5,")}}}', "“outcome.step”应当是整数", "a whole number"),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(tmp_path: Path, content: str, zh: str, en: str) -> None:
    file = tmp_path / "act.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_act(file, ACT)
    assert zh in refused.value.zh
    assert en in refused.value.en


def test_a_file_that_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="file_unusable"):
        read_act(tmp_path / "none.json", ACT)
