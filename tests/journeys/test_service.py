"""Service on virtual time: what a workflow waits for while a paper is announced, sent, handed over."""

import asyncio
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from typer.testing import CliRunner

from cli import app
from demo.rehearsal import Rehearsal
from domain.calendar import SHANGHAI
from domain.names import TASK_QUEUE
from domain.procedure import Phase
from domain.service import AddressKind, Failure, Manner
from domain.steps import StepKind
from models import document
from models.dispatch import DispatchRow, Fate
from models.matter import StepRow
from servers import Addresses
from tests.rehearsing import HANDLER, HEAD, REVIEWER, confirmed, drafted, rehearsing
from tests.test_cli import given
from workflows.posting import PostMail

SIGNED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}
ANNOUNCED: dict[str, Any] = {"difficulty": "下落不明", "through": "示例市局公告栏", "proof": "公告照片"}
DAY = timedelta(days=1)
Run = Callable[..., str]


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for name, value in given(addresses).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path))

    def ran(*arguments: str) -> str:
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == 0, done.output or done.exception
        return done.stdout

    return ran


async def waiting(rehearsal: Rehearsal) -> int:
    """An order to correct that is approved, and waits for its service."""
    step = await confirmed(rehearsal)
    await drafted(rehearsal, step)
    await rehearsal.act("review", step, REVIEWER, agreed=True, remarks="同意")
    await rehearsal.act("approval", step, HEAD, agreed=True, remarks="同意")
    await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.SERVING)
    await rehearsal.wait(1)
    return step


async def announced(rehearsal: Rehearsal) -> tuple[int, datetime]:
    """The order was announced today; returns its step and the moment at which it counts as served."""
    step = await waiting(rehearsal)
    for failure in (Failure.ABSENT, Failure.UNTRACEABLE):
        told = {"manner": Manner.DIRECT, "failure": failure, "statement": "人去楼空", "proof": "现场照片"}
        await rehearsal.act("attempt", step, HANDLER, tried_at=rehearsal.now, **told)
    served = {"manner": Manner.ANNOUNCEMENT, "served_at": rehearsal.now}
    await rehearsal.act("service", step, HANDLER, **served, **ANNOUNCED)
    row = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.AWAITING)
    assert row.happened_at is not None
    return step, row.happened_at


def the_order(rehearsal: Rehearsal) -> StepRow:
    return next(row for row in rehearsal.steps() if row.kind is StepKind.ORDER_TO_CORRECT)


def paper(rehearsal: Rehearsal) -> str:
    with rehearsal.desk.database.transaction() as session:
        found = document.newest_for(session, the_order(rehearsal), rehearsal.party)
    assert found is not None
    return found.document_id


def test_the_period_of_an_order_that_was_announced_ends_after_the_thirty_days_and_its_own(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 712) as rehearsal:
            _, served_at = await announced(rehearsal)
            published = rehearsal.now.astimezone(SHANGHAI).date()
            assert served_at == datetime.combine(published + 31 * DAY, time(), SHANGHAI)
            due_at = the_order(rehearsal).due_at
            assert due_at == served_at + 16 * DAY  # fifteen days from the day after it, the last day whole
            await rehearsal.reach(due_at - timedelta(hours=1))
            assert the_order(rehearsal).phase is Phase.AWAITING
            await rehearsal.reach(due_at + timedelta(hours=1))
            await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
            await rehearsal.end()

    asyncio.run(walk())


def test_an_announced_order_that_is_handed_over_lapses_by_the_day_on_its_receipt(addresses: Addresses) -> None:
    async def walk() -> None:
        async with rehearsing(addresses, 713) as rehearsal:
            step, served_at = await announced(rehearsal)
            first = the_order(rehearsal).due_at
            await rehearsal.wait(10)
            handed = {"served_at": rehearsal.now, "document": paper(rehearsal)}
            await rehearsal.act("service", step, HANDLER, **handed, **SIGNED)
            moved = the_order(rehearsal)
            assert moved.happened_at == rehearsal.now < served_at
            assert moved.due_at is not None
            assert first is not None
            assert moved.due_at < first
            await rehearsal.reach(moved.due_at + timedelta(hours=1))
            lapsed = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.LAPSED)
            assert lapsed.lapsed_at is not None
            assert lapsed.lapsed_at < first
            await rehearsal.end()

    asyncio.run(walk())


def test_a_paper_that_is_sent_and_arrives_is_told_as_a_story(addresses: Addresses, run: Run, tmp_path: Path) -> None:
    agreed = tmp_path / "confirmation.json"
    queued: list[str] = []

    async def walk() -> None:
        async with rehearsing(addresses, 714) as rehearsal:
            step = await waiting(rehearsal)
            address = {"kind": AddressKind.EMAIL, "address": "party@example.com", "consents": True}
            signed = {"signed_by": "示例收件人", "signed_on": date(2025, 2, 10), "proof": "示例送达地址确认书"}
            received = {"enterprise_id": rehearsal.party, "received_at": rehearsal.now, "officer": HANDLER}
            agreed.write_text(json.dumps(address | signed | received, default=str), "utf-8")
            name = json.loads(await asyncio.to_thread(run, "address", "confirm", str(agreed), "--json"))
            refused = {"manner": Manner.DIRECT, "failure": Failure.ABSENT, "statement": "无人", "proof": "现场照片"}
            await rehearsal.act("attempt", step, HANDLER, tried_at=rehearsal.now, **refused)
            queued.append(await asyncio.to_thread(run, "matter", "list", "--json"))
            await rehearsal.act("dispatch", step, HANDLER, confirmation=name["confirmation_id"])
            client = rehearsal.skipper.client
            sent = await client.execute_workflow(PostMail.run, id="post-mail-714", task_queue=TASK_QUEUE)
            assert sent.sent == 1
            await rehearsal.wait(1)
            arrived = {"manner": Manner.ELECTRONIC, "served_at": rehearsal.now, "proof": "到达截屏"}
            await rehearsal.act("service", step, HANDLER, **arrived, confirmation=name["confirmation_id"])
            await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.AWAITING)
            await rehearsal.end()
            with rehearsal.desk.database.transaction() as session:
                _was_sent(session, tmp_path)

    asyncio.run(walk())
    (row,) = json.loads(queued[0])
    assert row["what"]["zh"] == "责令改正：待送达《责令改正通知书》示市监责改〔2025〕1号（1次未能送达）"
    story, place = run("matter", "show", "rehearsal-714").replace("\n", ""), 0
    for line in (
        "未能送达《责令改正通知书》示市监责改〔2025〕1号  —— 示例甲",
        "送达方式：直接送达；情形：无人签收",
        "交付电子发送《责令改正通知书》示市监责改〔2025〕1号",
        "确认的送达地址：电子邮件party@example.com",
        "电子邮件已发出  —— 程序",
        "电子送达《责令改正通知书》示市监责改〔2025〕1号",
        "送达方式：电子送达",
        "依据：《市场监督管理行政处罚程序规定》第八十二条第一款第（三）项",
        "制作文书《送达回证》",
    ):
        assert line in story[place:], f"“{line}” is not told where it belongs"
        place = story.index(line, place) + len(line)


def _was_sent(session: Session, home: Path) -> None:
    row = session.exec(select(DispatchRow)).one()
    assert row.fate is Fate.SENT
    assert (home / "outbox" / f"{row.message_id}.eml").is_file()
