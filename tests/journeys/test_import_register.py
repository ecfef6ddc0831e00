"""Enterprises, products, laboratories and recall notices come in once, by the day, and nothing is merged in silence."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from demo import cast
from domain.errors import Refused
from domain.imports import ImportKind
from domain.procedure import Phase
from domain.steps import StepKind
from models import audit, product, standing
from models.enterprise import EnterpriseRow, enter_enterprise
from models.matter import MatterRow
from models.session import Database
from servers import Addresses
from settings import read_settings
from tests import assessing
from tests.assessing import enter_offices
from tests.importing import Importing

HEADS = "企业名称,统一社会信用代码,行政区划代码,原名称,更名日期,注销日期,承继企业"
CODE, OTHER = "91350100M000100Y43", "91430700MA4L16JQ9C"  # of nobody that we know
ENTERPRISES = ImportKind.ENTERPRISES


@pytest.fixture
def importing(addresses: Addresses, tmp_path: Path) -> Iterator[Importing]:
    database = Database(addresses.database_url)
    yield Importing(database, tmp_path)
    database.close()


def test_an_enterprise_that_gets_its_code_later_is_verified_without_a_second_row(importing: Importing) -> None:
    first = importing.table(ENTERPRISES, HEADS, "示例企业,,430702,,,,")
    assert first.asked == [(2, "without_credit_code")]
    ids = importing.rows("select enterprise_id from enterprise")
    later = importing.table(ENTERPRISES, HEADS, f"示例企业,{OTHER.lower()},430702,,,,")
    assert (later.counts.accepted, later.asked) == (1, [])
    assert importing.rows("select enterprise_id, credit_code, verified from enterprise") == [(*ids[0], OTHER, True)]


def test_a_wrong_check_digit_is_refused_with_the_right_one(importing: Importing) -> None:
    rows = f"示例企业,{CODE[:-1]}4,,,,,", "示例企业乙,123,,,,,", "示例企业丙,,999999,,,,"
    left = importing.table(ENTERPRISES, HEADS, *rows)
    assert left.refused == [
        (2, "bad_credit_code", "统一社会信用代码"),
        (3, "bad_credit_code", "统一社会信用代码"),
        (4, "unknown_region", "行政区划代码"),
    ]
    (told,) = importing.rows("select reason->>'zh' from rejected_row where line = 2")
    assert "应当是“3”" in told[0]
    assert importing.rows("select * from enterprise") == []


def test_two_under_one_code_are_a_question_and_no_merger(importing: Importing) -> None:
    importing.table(ENTERPRISES, HEADS, f"示例企业甲,{CODE},,,,,", "示例企业乙,,,,,,")
    left = importing.table(ENTERPRISES, HEADS, f"示例企业乙,{CODE},,,,,", f"示例企业丙,{CODE},,,,,")
    assert left.asked == [(2, "two_under_one_code"), (3, "name_differs_under_code")]
    names = importing.rows("select name, credit_code from enterprise order by name")
    assert sorted(names) == sorted([("示例企业乙", None), ("示例企业甲", CODE)])


def test_two_enterprises_of_one_name_and_two_codes_are_two(importing: Importing) -> None:
    importing.table(ENTERPRISES, HEADS, f"示例商行,{CODE},,,,,", f"示例商行,{OTHER},,,,,")
    assert len(importing.rows("select * from enterprise")) == 2
    with importing.database.transaction() as session:
        nobody_says_which = enter_enterprise(session, "示例商行", rehearsal=False)
        assert session.get_one(EnterpriseRow, nobody_says_which).credit_code is None
        assert enter_enterprise(session, "示例商行", rehearsal=False) == nobody_says_which


def test_a_renamed_enterprise_is_found_by_every_name_and_has_each_on_its_days(importing: Importing) -> None:
    importing.table(ENTERPRISES, HEADS, f"示例旧名,{CODE},,,,,")
    renaming = f"示例新名,{CODE},,示例旧名,2024-03-01,,"
    assert importing.table(ENTERPRISES, HEADS, renaming).counts.accepted == 1
    assert importing.table(ENTERPRISES, HEADS, renaming, "").counts.duplicates == 1
    with importing.database.transaction() as session:
        (found,) = standing.find(session, "示例旧名")
        assert standing.find(session, "示例新名") == standing.find(session, CODE) == [found]
        assert enter_enterprise(session, "示例旧名", rehearsal=False) == found
        days = (date(2024, 2, 29), date(2024, 3, 1), None)
        names = [standing.as_of(session, found, day).name for day in days]
    assert names == ["示例旧名", "示例新名", "示例新名"]


def test_renamings_told_out_of_order_must_follow_from_each_other(importing: Importing) -> None:
    importing.table(ENTERPRISES, HEADS, f"示例乙,{CODE},,,,,")
    left = importing.table(
        ENTERPRISES,
        HEADS,
        f"示例丙,{CODE},,示例乙,2024-03-01,,",
        f"示例乙,{CODE},,示例甲,2020-03-01,,",
        f"示例丁,{CODE},,示例甲,2021-03-01,,",
        f"示例戊,{CODE},,示例乙,2024-03-01,,",
        f"示例丙,{CODE},,示例乙,,,",
    )
    assert [code for _, code, _ in left.refused] == ["renaming_out_of_line", "renamed_otherwise"]
    assert (6, "renaming_incomplete") in left.asked
    with importing.database.transaction() as session:
        (found,) = standing.find(session, "示例甲")
        assert [standing.as_of(session, found, date(year, 1, 1)).name for year in (2019, 2022, 2025)] == [
            "示例甲",
            "示例乙",
            "示例丙",
        ]


def test_a_dissolved_enterprise_stood_until_its_day_and_names_who_took_over(importing: Importing) -> None:
    left = importing.table(
        ENTERPRISES,
        HEADS,
        f"示例企业,{CODE},,,,2024-05-01,示例承继企业",
        f"示例企业,{CODE},,,,2024-05-01,示例承继企业",
        f"示例企业,{CODE},,,,2024-06-01,",
        f"示例企业,{CODE},,,,2024-05-01,示例企业",
    )
    assert (left.counts.accepted, left.counts.duplicates) == (1, 1)
    assert [code for _, code, _ in left.refused] == ["dissolved_otherwise", "own_successor"]
    with importing.database.transaction() as session:
        found = standing.as_of(session, standing.find(session, CODE)[0])
    assert found.successor == "示例承继企业"
    assert found.stood_on(date(2024, 4, 30))
    assert not found.stood_on(date(2024, 5, 1))


def test_a_region_against_the_code_is_a_question(importing: Importing) -> None:
    left = importing.table(ENTERPRISES, HEADS, f"示例企业,{CODE},430702,,,,", f"示例企业乙,{OTHER},430702,,,,")
    assert left.asked == [(2, "region_against_code")]
    left = importing.table(ENTERPRISES, HEADS, f"示例企业乙,{OTHER},430700,,,,")
    assert left.asked == [(2, "region_differs")]


def test_products_have_a_category_standards_and_a_checked_gtin(importing: Importing) -> None:
    heads = "生产企业,产品名称,产品类别,规格型号,商品条码,执行标准编号"
    left = importing.table(
        ImportKind.PRODUCTS,
        heads,
        "示例企业,示例灯,灯具,甲型,6901234567892,GB 7000.1-2015、GB 7000.217-2008",
        "示例企业,示例灯,灯具,甲型,,GB 7000.1-2015；GB/T 1",
        "示例企业,示例灯,灯具,甲型,,",
        "示例企业,示例灯,电器,甲型,,",
        "示例企业,示例灯,灯具,乙型,6901234567892,",
        "示例企业,示例灯,灯具,丙型,6901234567890,",
        "示例企业,示例灯,灯具,丁型,12,",
    )
    assert (left.counts.accepted, left.counts.duplicates, left.counts.rejected) == (3, 2, 2)
    assert left.asked == [(5, "kind_differs"), (6, "gtin_of_another_product")]
    assert left.refused == [(7, "bad_gtin", "商品条码"), (8, "bad_gtin", "商品条码")]
    assert "6901234567892" in importing.rows("select reason->>'zh' from rejected_row where line = 7")[0][0]
    with importing.database.transaction() as session:
        ours = next(one for one in product.of_gtin(session, "06901234567892") if one.model == "甲型")
        assert product.standards(session, ours.product_id) == ["GB 7000.1-2015", "GB 7000.217-2008", "GB/T 1"]
    assert len(importing.rows("select * from product")) == 2


def test_laboratories_have_a_kind_and_abilities_by_the_day(importing: Importing) -> None:
    heads = "检验机构,类型,所属企业,登记日期,检验产品类别,能力起始日期,能力终止日期"
    left = importing.table(
        ImportKind.LABORATORIES,
        heads,
        "示例检验所,检验机构,,2024-01-01,灯具,2024-01-01,",
        "示例检验所,检验机构,,2024-01-01,灯具,2024-01-01,2025-12-31",
        "示例检验所,检验机构,,2024-01-01,灯具,2024-01-01,2026-12-31",
        "示例检验所,企业自检实验室,,,电器,2024-01-01,",
        "示例实验室,企业自检实验室,示例企业,,灯具,,",
        "示例检验所,别的,,,,,",
    )
    assert left.refused == [
        (4, "ability_ends_otherwise", "能力终止日期"),
        (6, "ability_without_day", "能力起始日期"),
        (7, "unknown_word", "类型"),
    ]
    assert left.asked == [(5, "kind_differs")]
    assert importing.rows("select product_kind, able_until from laboratory_ability order by 1") == [
        ("灯具", date(2025, 12, 31)),
        ("电器", None),
    ]


def test_the_real_recall_notices_are_kept_as_stated_and_read_only_where_certain(importing: Importing) -> None:
    files = sorted((read_settings().data / "recalls_hunan").glob("*.csv"))
    if not files:
        raise Refused("data_missing", zh="没有真实数据。", en="The real data is absent.", field="HEZHENG_DATA")
    left = importing.files(ImportKind.RECALLS, *files)
    assert (left.counts.read, left.counts.accepted, left.refused) == (25, 25, [])
    twice = "select producer from recall_notice group by producer, producer_id having count(*) = 2"
    assert importing.rows(twice) == [("邵东市廉桥镇玫花电器厂",)]
    count = "select quantity from recall_notice where quantity_stated = :said"
    assert [importing.rows(count, said=said) for said in ("150 台", "4 00个")] == [[(150,)], [(None,)]]
    questions = "select reason->>'value' from import_question where reason->>'code' = 'day_unreadable' order by 1"
    assert importing.rows(questions) == [("20212.11.3",), ("202230508",)]
    assert {code for _, code in left.asked} == {
        "day_unreadable",
        "quantity_unreadable",
        "quantity_not_stated",
        "producer_not_stated",
        "product_is_title",
    }
    assert importing.rows("select distinct verified, region from enterprise") == [(False, None)]
    again = importing.files(ImportKind.RECALLS, *files)
    assert (again.counts.duplicates, again.asked) == (25, [])


def test_absences_come_in_by_file_once_and_the_office_is_told_what_is_left_to_nobody(importing: Importing) -> None:
    began = datetime(2025, 6, 2, tzinfo=UTC)
    with importing.database.transaction() as session:
        enter_offices(session)
        cast.enter_cast(session)
        waiting = assessing.matter(session, "示例待核查", cast.OFFICE)
        assessing.step(session, waiting, 1, StepKind.VERIFICATION, phase=Phase.REPORTING)
        audit.begin(session, audit.of_matter(waiting))
        audit.append(session, audit.of_matter(waiting), at=began, actor=audit.RULES, event="clue_registered")
    rows = "officer-01,2025-06-03,2025-06-06,officer-02", "officer-02,2025-06-03,2025-06-04,"
    left = importing.table(ImportKind.ABSENCES, "人员编号,起,止,代理人编号", *rows)
    assert (left.counts.accepted, left.refused) == (2, [])
    assert importing.table(ImportKind.ABSENCES, "人员编号,起,止,代理人编号", *rows, "").counts.duplicates == 2
    wrong = "officer-01,2025-06-05,2025-06-09", "无此人,2025-06-05,2025-06-09"
    bad = importing.table(ImportKind.ABSENCES, "人员编号,起,止", *wrong)
    assert [code for _, code, _ in bad.refused] == ["absences_overlap", "unknown_officer"]
    told = importing.rows("select recipient, matter_id, step from message")
    assert told == [(cast.OFFICE.office_id, "示例待核查", 1)]


def test_the_office_hears_that_a_party_of_an_open_matter_is_renamed_and_is_no_more(importing: Importing) -> None:
    importing.table(ENTERPRISES, HEADS, f"示例旧名,{CODE},,,,,")
    with importing.database.transaction() as session:
        enter_offices(session)
        (party,) = standing.find(session, "示例旧名")
        assessing.matter(session, "示例事项", cast.OFFICE)
        session.get_one(MatterRow, "示例事项").party_id = party
    ends = f"示例新名,{CODE},,示例旧名,2024-03-01,2025-03-01,示例承继"
    importing.table(ENTERPRISES, HEADS, ends)
    importing.table(ENTERPRISES, HEADS, ends, "")
    told = importing.rows("select recipient, text ->> 'zh' from message order by about desc")
    assert [one[0] for one in told] == [cast.OFFICE.office_id] * 2
    assert "更名为“示例新名”" in told[0][1]
    assert "承继企业是“示例承继”" in told[1][1]
