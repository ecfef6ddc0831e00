"""The complaints of the demo: each ends as it is told, and its story and its file can be read."""

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from activities import matter_story
from activities.auditing import verify_matter
from activities.matter_answers import answers
from activities.matter_file import file_of
from cli import app
from demo.stories_of_complaints import STORIES_OF_COMPLAINTS
from domain.errors import Refused
from models import document
from models.matter import MatterRow
from notices.binding import text_of
from servers import Addresses
from tests.complaining import a_complaint, complained, day
from tests.test_cli import given
from worker import at_work


@pytest.mark.parametrize("number", range(len(STORIES_OF_COMPLAINTS)))
def test_a_story_of_a_complaint_ends_as_it_is_told(addresses: Addresses, number: int) -> None:
    _, play, ending = STORIES_OF_COMPLAINTS[number]

    async def walk() -> None:
        async with at_work(addresses) as desk:
            told = await complained(desk, 641 + number)
            await play(told)
            with desk.database.transaction() as session:
                row = session.get_one(MatterRow, told.matter_id)
                story = matter_story.story(session, desk.law, told.matter_id, told.now)
                file = file_of(session, desk.law, told.matter_id)
                asked = answers(session, desk.law, told.matter_id)
                owed = document.unserved(session, told.matter_id, told.now)
                verdict = verify_matter(session, told.matter_id)
            assert (row.ending, owed, verdict.breaks, file.altered) == (ending, [], (), ())
            assert "登记投诉" in [event.what.zh for event in story.events]
            assert "投诉" in text_of(file.pdf)
            assert asked

    asyncio.run(walk())


def test_the_same_complaint_twice_is_one_and_another_of_its_number_is_refused(addresses: Addresses) -> None:
    async def walk() -> None:
        async with at_work(addresses) as desk:
            told = await complained(desk, 651)
            assert await desk.take_complaint(a_complaint(651)) == told.matter_id
            with pytest.raises(Refused, match="act_id_taken"):
                await desk.take_complaint(a_complaint(651, goods="示例牌电饭锅"))
            other = a_complaint(652, reference=a_complaint(651).reference)
            with pytest.raises(Refused, match="reference_known"):
                await desk.take_complaint(other)

    asyncio.run(walk())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"received_at": "2019-12-31T09:00:00+08:00", "traded_on": "2019-12-01", "known_on": "2019-12-02"},
         "before_these_rules"),
        ({"traded_on": "2026-05-07", "known_on": "2026-05-07"}, "received_before_trade"),
        ({"known_on": "2026-04-19"}, "known_before_trade"),
        ({"known_on": "2026-05-07"}, "known_after_receipt"),
        ({"reference": None}, "reference_missing"),
        ({"office_id": "no-such-office"}, "unknown_office"),
        ({"complainant": {"name": "示例", "phone": "none", "address": "示例"}}, "act_not_readable"),
        ({"price_fen": 199.5}, "act_not_readable"),
    ],
)  # fmt: skip
def test_a_complaint_that_cannot_be_is_refused_and_leaves_nothing(
    addresses: Addresses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: dict[str, object], code: str
) -> None:
    for name, value in given(addresses).items():
        monkeypatch.setenv(name, value)
    content = a_complaint(653).model_dump(mode="json") | wrong
    file = tmp_path / "complaint.json"
    file.write_text(json.dumps(content), "utf-8")
    result = CliRunner().invoke(app, ["claim", "file", str(file)])
    assert isinstance(result.exception, Refused), result.output
    assert result.exception.code == code


def test_signs_are_told_and_decide_nothing(addresses: Addresses) -> None:
    """O121 17: one number of several people, a series on one respondent; PQL 15: several people on one lot, of whom
    those with one number are one."""
    phone = {"phone": "11111111111", "address": "示例市"}
    on_lot: dict[str, Any] = {"lot": "示例批次654", "respondent": {"name": "示例商店654", "address": "示例市"}}

    async def walk() -> None:
        async with at_work(addresses) as desk:
            for number, name in ((654, "示例投诉甲"), (655, "示例投诉乙"), (656, "示例投诉甲")):
                told = await complained(desk, number, complainant=phone | {"name": name}, **on_lot)
            other = await complained(desk, 720, received_at=day(date(2026, 5, 7)), **on_lot)
            alone = await complained(desk, 657)
            with desk.database.transaction() as session:
                signs = matter_story.story(session, desk.law, told.matter_id, told.now).signs
                of_lot = matter_story.story(session, desk.law, other.matter_id, other.now).signs
                none = matter_story.story(session, desk.law, alone.matter_id, alone.now).signs
        assert [one.zh.partition("（")[0] for one in signs] == [
            "登记簿上使用同一联系电话的投诉人有2名",
            "登记簿上该投诉人对同一被投诉人的投诉共2件",
        ]
        assert [one.zh.partition("，")[0] for one in of_lot] == ["登记簿上对同一批次提出投诉的有2人"]
        assert none == ()

    asyncio.run(walk())
