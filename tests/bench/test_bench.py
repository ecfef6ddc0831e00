"""The bench compares two that do the same work, and says what it promises. Nothing here looks at a time."""

import io
import json
from collections.abc import Iterator

import pytest
from rich.console import Console
from sqlalchemy import text

from activities.judging import take_check
from activities.law import Law
from bench.backtests import Backtests
from bench.checks import NOW, Checks, stated
from bench.harness import Figure, Row
from bench.imports import BATCH, CEILING, Imports
from bench.judgements import Judgements
from bench.ledger import BANK, Ledger
from bench.notices import KIND, Notices
from bench.run import FIGURES, run_bench, table
from domain.errors import Refused
from domain.imports import Outcome
from models import judgement
from models.circulation import CirculationCheckRow
from notices.render import render
from tests.measuring import KEYS, keeps_its_promise


def test_judgements_and_their_ceiling_find_the_same() -> None:
    ours, bare = Judgements().sides(500)
    judged = [ours.act(facts) for facts in ours.inputs]
    found = [{finding.rule for finding in one.findings} for one in judged]
    assert found == [set(bare.act(message)) for message in bare.inputs]
    rules = {rule.id for rule in Judgements().rule_set.rules}
    assert set.union(*found) == rules  # no rule that the bench leaves idle
    assert any(one.not_evaluated for one in judged)


def test_every_run_judges_the_same_facts() -> None:
    assert Judgements().sides(50)[0].inputs == Judgements().sides(50)[0].inputs


def test_notices_and_their_ceiling_print_the_same_bytes() -> None:
    notices = Notices()
    context = notices.context()
    printed = render(KIND, context)
    assert printed.pdf == notices.bare.compile(notices.source(context))
    assert printed.pages >= 1


@pytest.fixture(scope="module")
def imports() -> Iterator[Imports]:
    """On registers that are small enough for a test."""
    with Imports(few=100, many=1_000) as figure:
        yield figure


def test_imports_and_their_ceiling_leave_the_same_number_of_checks(imports: Imports) -> None:
    for number, database, rows in zip((1, 10), imports.databases, (100, 1_000), strict=True):
        ours, ceiling = imports.sides(number)
        outcomes = ours.act(ours.inputs[0])
        ceiling.act(ceiling.inputs[0])
        assert all(isinstance(one, Outcome) and one.new for one in outcomes)
        with database.transaction() as session:
            for table in ("circulation_check", CEILING):
                assert session.execute(text(f"select count(*) from {table}")).scalar_one() == rows + BATCH


def test_no_notice_is_printed_twice() -> None:
    ours, bare = Notices().sides(3)
    numbers = [context["number"] for context in ours.inputs]
    assert len(set(numbers)) == 3
    assert not [number for number in numbers for source in bare.inputs if number.encode() in source]


@pytest.fixture(scope="module")
def checks() -> Iterator[Checks]:
    """On registers that are small enough for a test."""
    with Checks(few=100, many=1_000) as figure:
        yield figure


@pytest.fixture(scope="module")
def backtests() -> Iterator[Backtests]:
    """With a server of its own, as the bench has it."""
    with Backtests() as figure:
        yield figure


def test_a_back_test_finds_as_many_checks_as_are_counted_by_hand(backtests: Backtests) -> None:
    ours, bare = backtests.sides(2_000)
    found = ours.act(ours.inputs[0])
    assert sum(one.hits for one in found) == bare.act(bare.inputs[0]) > 100
    assert sum(one.not_evaluated for one in found) > 0
    assert (ours.each, bare.each) == (2_000, 2_000)


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    """On ledgers that are small enough for a test."""
    with Ledger(few=100, many=1_000) as figure:
        yield figure


def test_postings_and_their_ceiling_leave_the_same_rows_and_ours_moves_the_balances(ledger: Ledger) -> None:
    ours, bare = ledger.sides(3)
    database = ledger.databases[0]
    balances = "select account_id, balance_fen from account"
    with database.transaction() as session:
        before = dict(session.execute(text(balances)).all())
    for side in (ours, bare):
        for one in side.inputs:
            side.act(one)
    counted = "select count(*), sum(fen) from {} where posting_id like 'bench-%'"
    with database.transaction() as session:
        assert session.execute(text(counted.format("entry"))).one() == (6, 303)
        assert session.execute(text(counted.format("bench_entry"))).one() == (6, 303)
        after = dict(session.execute(text(balances)).all())
    assert after[BANK] - before[BANK] == 303
    assert sum(after.values()) == sum(before.values()) == 0


SIDE_BY_SIDE = {"matters", "claims"}  # tests/bench/test_side_by_side.py


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in SIDE_BY_SIDE])
def test_a_row_has_the_promised_shape(
    name: str, checks: Checks, imports: Imports, backtests: Backtests, ledger: Ledger
) -> None:
    ready: dict[str, tuple[Figure, int]] = {
        "checks": (checks, 1), "imports": (imports, 1), "backtests": (backtests, 200), "ledger": (ledger, 1),
    }  # fmt: skip
    figure, size = ready.get(name) or (FIGURES[name](), 1)
    keeps_its_promise(name, figure, size)


def test_checks_and_their_ceiling_record_the_same_row_and_ours_judges_it(checks: Checks) -> None:
    database, bare = checks.databases[1], checks.bare[1]
    row = checks.row(10_000, checks.many)
    taken = take_check(database, Law(), row, NOW)
    other = row.model_copy(update={"check_id": "bench-bare"})
    bare.insert(stated(other))
    with database.transaction() as session:
        rows = [session.get_one(CirculationCheckRow, one).model_dump() for one in (row.check_id, "bench-bare")]
        judged = judgement.stored(session, row.check_id)
        assert judgement.findings(session, judged.judgement_id) == []
    assert [one.pop("check_id") for one in rows] == [row.check_id, "bench-bare"]
    assert rows[0] == rows[1]
    assert judged.facts == taken.facts
    assert (judged.facts["certificate_register"], judged.facts["certified_goods"]) == ("known", "the_same")


def test_the_larger_turn_of_checks_runs_on_the_larger_register(checks: Checks) -> None:
    sizes = []
    for number in (1, 10):
        ours, bare = checks.sides(number)
        for side in (ours, bare):
            side.act(side.inputs[0])
        sizes.append(len(ours.inputs))
    assert sizes == [1, 10]
    for database, rows in zip(checks.databases, (checks.few, checks.many), strict=True):
        with database.transaction() as session:
            counted = session.execute(text("select count(*) from circulation_check where check_id like 'loaded-%'"))
            assert counted.scalar_one() == rows
            assert session.execute(text("select count(*) from certificate")).scalar_one() == rows


def test_one_figure_alone_is_one_row_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = io.StringIO()
    run_bench("judgements", Console(file=told), as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert list(row) == KEYS
    assert row["figure"] == "judgements"


@pytest.mark.parametrize(("ratio", "marked"), [(0.7, False), (0.699, True)])
def test_a_figure_below_its_goal_is_shown_as_such_with_the_goal(ratio: float, marked: bool) -> None:
    told = io.StringIO()
    row = Row(figure="notices", ours=7.0, ceiling=10.0, ratio=ratio, at_least=0.7, growth=1.0)
    Console(file=told, width=120).print(table([row]))
    assert "0.70" in told.getvalue()
    assert ("未达 below" in told.getvalue()) is marked


def test_an_unknown_figure_is_refused_and_the_known_ones_are_named() -> None:
    known = "judgements, notices, checks, imports, backtests, matters, claims, ledger"
    with pytest.raises(Refused, match=known) as refused:
        run_bench("scans", Console(file=io.StringIO()), as_json=False)
    assert (refused.value.code, refused.value.field, refused.value.value) == ("unknown_figure", "only", "scans")
