"""Checks of goods come in by the thousand, once each, and are judged by the same rules as any other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from temporalio.testing import ActivityEnvironment

from demo import cast
from domain.imports import ImportKind
from models import judgement
from models.circulation import Origin
from models.session import Database
from servers import Addresses
from tests.importing import AT, Importing

CHECKS = ImportKind.CHECKS
USUAL = {
    "记录编号": "",
    "检查方式": "销售者进货查验",
    "生产企业": "示例厂",
    "产品名称": "示例灯",
    "规格型号": "甲型",
    "批号": "2025-01-10/L1",
    "查验日期": "2025-03-03",
    "当事人": "示例店",
    "当事人身份": "销售者",
    "承办部门编号": "",
    "查见数量": "3",
    "正在销售": "是",
    "检验合格证明": "纸质合格证",
    "裸装产品": "否",
}
HEADS = ",".join(USUAL)


def row(number: int, **changes: str) -> str:
    return ",".join((USUAL | {"记录编号": f"R{number}"} | changes).values())


@pytest.fixture
def importing(addresses: Addresses, tmp_path: Path) -> Iterator[Importing]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        cast.enter_cast(session)
    yield Importing(database, tmp_path)
    database.close()


def test_checks_are_entered_once_with_their_goods_and_judged_once(importing: Importing) -> None:
    rows = [row(one, 批号=f"2025-01-10/L{one % 7}", 查验日期=f"2025-03-{one % 9 + 1:02}") for one in range(2300)]
    first = importing.table(CHECKS, HEADS, *rows)
    assert (first.counts.read, first.counts.accepted, first.counts.rejected) == (2300, 2300, 0)
    again = importing.table(CHECKS, HEADS, *rows, "")
    assert (again.counts.duplicates, again.asked) == (2300, [])
    counts = {"circulation_check": 2300, "judgement": 2300, "lot": 7, "product": 1, "enterprise": 2}
    for table, count in counts.items():
        assert importing.rows(f"select count(*) from {table}") == [(count,)], table


def test_a_record_that_comes_again_with_another_content_is_a_question(importing: Importing) -> None:
    of_an_office = row(1, 承办部门编号=cast.OFFICE.office_id)
    left = importing.table(CHECKS, HEADS, row(1), row(1), row(1, 查见数量="4"), of_an_office)
    assert (left.counts.accepted, left.counts.duplicates) == (2, 2)
    assert left.asked == [(4, "record_differs")]
    assert importing.rows("select units_seen from circulation_check") == [(3,), (3,)]


def test_a_bulk_row_is_judged_by_the_rules_of_its_day_and_opens_its_clue(importing: Importing) -> None:
    office = cast.OFFICE.office_id
    without = {"检查方式": "日常检查", "检验合格证明": "没有任何形式的检验合格证明"}
    left = importing.table(
        CHECKS,
        HEADS,
        row(1),
        row(2, 承办部门编号=office, **without),
        row(3, **without),
        row(4, 承办部门编号=office, 当事人="", **without),
        row(5, 查验日期="1999-01-01", 批号="L5"),
    )
    assert left.counts.accepted == 5
    assert sorted(code for _, code in left.asked) == ["check_without_office", "check_without_party", "no_rule_in_force"]
    (matter,) = importing.rows("select matter_id, began_at, rehearsal from matter")
    assert matter[1:] == (AT, False)
    found = "select rule from finding join judgement using (judgement_id) where check_id = :id and kind = 'violation'"
    assert importing.rows(found, id=matter.matter_id) == [("circulation.no_proof_of_inspection",)]
    assert importing.rows("select count(*) from judgement") == [(4,)]


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"记录编号": ""}, "malformed_row", "记录编号"),
        ({"检查方式": "看一看"}, "unknown_word", "检查方式"),
        ({"查验日期": "03/04/2025"}, "not_a_day", "查验日期"),
        ({"查验日期": "2925-03-04"}, "impossible_day", "查验日期"),
        ({"查验日期": "2025-06-03"}, "seen_in_future", "查验日期"),
        ({"查验日期": ""}, "check_without_day", "查验日期"),
        ({"查见数量": "-1"}, "negative_count", "查见数量"),
        ({"查见数量": "2.5"}, "not_a_count", "查见数量"),
        ({"查见数量": "99999999999"}, "absurd_count", "查见数量"),
        ({"正在销售": "也许"}, "not_yes_or_no", "正在销售"),
        ({"承办部门编号": "nowhere"}, "unknown_office", "承办部门编号"),
        ({"产品名称": "示例\0灯"}, "malformed_row", "产品名称"),
        ({"产品名称": "长" * 301}, "malformed_row", "产品名称"),
    ],
)
def test_a_bad_row_is_refused_by_its_column_and_the_good_ones_are_taken(
    importing: Importing, changes: dict[str, str], code: str, column: str
) -> None:
    left = importing.table(CHECKS, HEADS, row(1), row(2, **changes), row(3))
    assert left.refused == [(3, code, column)]
    assert left.counts.accepted == 2


def test_what_contradicts_itself_in_a_row_is_a_question_and_is_taken(importing: Importing) -> None:
    left = importing.table(
        CHECKS,
        f"{HEADS},生产日期",
        row(1, 批号="2025-06-03/L1") + ",",
        row(2, 批号="2025-01-10/20250111") + ",",
        row(3, 批号="2025-01-10/L3") + ",2025-01-12",
    )
    assert left.counts.accepted == 3
    assert left.asked == [
        (2, "produced_in_future"),
        (3, "lot_against_production_date"),
        (4, "production_date_differs"),
    ]
    late = "select rule from finding join judgement using (judgement_id) where kind = 'data' order by 1"
    assert importing.rows(late) == [("circulation.production_after_check",)]


def test_two_runs_of_one_import_at_once_and_two_imports_of_one_file_leave_each_row_once(importing: Importing) -> None:
    path = importing.folder / "many.csv"
    path.write_text("\n".join([HEADS, *(row(number) for number in range(4500))]), "utf-8")
    other = importing.folder / "other.csv"
    other.write_text("\n".join([HEADS, *(row(number) for number in reversed(range(4500)))]), "utf-8")
    with ThreadPoolExecutor(4) as threads:
        begin = importing.activities.begin
        begun = list(threads.map(lambda _: begin(CHECKS, [path], AT), range(4)))
        assert len({one.import_id for one in begun}) == 1
        begun = [begun[0], begun[1], begin(CHECKS, [other], AT)]
        run = lambda one: ActivityEnvironment().run(importing.activities.import_files, one)  # noqa: E731
        counts = list(threads.map(run, begun))
    assert counts[0] == counts[1]
    assert counts[0].accepted + counts[2].accepted == 4500
    assert all(one.read == 4500 == one.accepted + one.duplicates for one in counts)
    assert importing.rows("select count(*) from circulation_check") == [(4500,)]


def test_checks_that_wait_for_a_judgement_are_each_looked_at_once(importing: Importing) -> None:
    importing.table(CHECKS, HEADS, *(row(number) for number in range(50)))
    with importing.database.transaction() as session:
        after: str | None = ""
        windows = []
        while after is not None:
            waiting, after = judgement.unjudged(session, Origin.OWN, "another rule set", after, 20)
            windows.append(waiting)
        assert [len(one) for one in windows] == [20, 20, 10, 0]
        assert len({check for window in windows for check in window}) == 50
        fingerprint = session.connection().exec_driver_sql("select distinct fingerprint from judgement").scalar_one()
        assert judgement.unjudged(session, Origin.OWN, fingerprint, "", 20)[0] == []


def test_an_import_goes_on_where_it_stopped_and_judges_what_is_left(importing: Importing) -> None:
    path = importing.folder / "many.csv"
    rows = [row(number, 查验日期=f"2025-03-{number % 20 + 1:02}") for number in range(5000)]
    path.write_text("\n".join([HEADS, *rows]), "utf-8")
    begun = importing.activities.begin(CHECKS, [path], datetime(2025, 6, 1, tzinfo=UTC))

    class Killed(Exception):
        pass

    for stop in ("2025-03-01", None):
        environment = ActivityEnvironment()

        def beat(*details: object, until: str | None = stop) -> None:
            if until is not None and details and str(details[0]).startswith(until):
                raise Killed

        environment.on_heartbeat = beat
        if stop:
            with pytest.raises(Killed):
                environment.run(importing.activities.import_files, begun)
            assert importing.rows("select read, judged > 0, finished_at from import_run") == [(5000, True, None)]
        else:
            assert environment.run(importing.activities.import_files, begun).accepted == 5000
    assert importing.rows("select count(*), count(distinct check_id) from judgement") == [(5000, 5000)]
