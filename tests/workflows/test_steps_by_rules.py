"""The workflow takes its steps from the rules: another rule is another next step, without a line of code."""

import asyncio
import shutil
from datetime import date
from pathlib import Path

import pytest
from temporalio.testing import TimeSkipper

from activities.front_desk import FrontDesk
from activities.law import Law
from demo import cast
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.errors import Refused
from domain.procedure import Phase
from domain.steps import StepKind
from models.session import Database
from rules import catalog
from servers import Addresses
from tests.rehearsing import HANDLER, SECOND
from worker import connect, worker

MATTER_RULES = Path(catalog.__file__).parent / "matter"


async def first_step_after_a_confirmed_clue(addresses: Addresses, rules: Path, number: int) -> StepKind:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        law = Law([rules])
        cast.enter_cast(session)
        check = cast.enter_copy(session, number, "润滑油")
    desk = FrontDesk(database, law, await connect(addresses.temporal))
    async with worker(desk):
        skipper, watch = TimeSkipper(desk.client), Watch(database)
        rehearsal = Rehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
        await rehearsal.open()
        step = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
        await rehearsal.act(
            "verification", step.number, HANDLER, confirmed=True, statement="属实", second_officer=SECOND
        )
        begun = await watch.until(rehearsal.matter_id, lambda rows: rows[1] if len(rows) > 1 else None)
        await rehearsal.end()
    database.close()
    return begun.kind


def test_another_rule_is_another_next_step(addresses: Addresses, tmp_path: Path) -> None:
    changed = tmp_path / "matter"
    shutil.copytree(MATTER_RULES, changed)
    rule = changed / "order_correction.yaml"
    text = rule.read_text("utf-8")
    rule.write_text(text.replace("step: order_to_correct", "step: recheck"), encoding="utf-8")
    assert text != rule.read_text("utf-8")
    ours, theirs = (
        asyncio.run(first_step_after_a_confirmed_clue(addresses, rules, number))
        for rules, number in ((MATTER_RULES, 921), (changed, 922))
    )
    assert (ours, theirs) == (StepKind.ORDER_TO_CORRECT, StepKind.RECHECK)


def test_a_rule_with_an_unknown_step_is_refused_with_file_and_line(tmp_path: Path) -> None:
    changed = tmp_path / "matter"
    shutil.copytree(MATTER_RULES, changed)
    rule = changed / "recheck.yaml"
    rule.write_text(rule.read_text("utf-8").replace("step: recheck", "step: arrest"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        catalog.load(changed)
    assert "recheck.yaml 第7行" in refused.value.zh
    assert refused.value.value == "arrest"


def test_no_rule_in_force_is_a_loud_refusal() -> None:
    with pytest.raises(Refused, match="no_rule_in_force"):
        catalog.rule_set("matter", date(1999, 1, 1))
