"""What a scan is told: three states, each thing for what it is; nobody is accused, nothing recommended or kept."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from activities.answering import answer_of, scan
from activities.checking import row_of
from activities.judging import take_check
from activities.law import Law
from domain.answer import Answer, AnswerState
from domain.circulation_check import read
from domain.errors import Refused
from domain.scan import Scan
from models.enterprise import LotRow
from models.leads import leads
from models.session import Database
from rules import answers
from servers import Addresses
from tests.market import DAY, MINUTE, NOON, NUMBER, Market

AN_ORDER: dict[str, Any] = {"basis": ["o18/45"], "document": "示例文书"}


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        Market(session).certify()
    yield database
    database.close()


def _ask(database: Database, number: str = NUMBER, at: datetime = NOON, *, keep: bool = True, **given: Any) -> Answer:
    made = Scan.model_validate({"scan_id": f"扫码{number}{at}{given}"[:60], "number": number, "at": at} | given)
    return scan(database, Law(), made, at, keep=keep)


def _rows(database: Database, table: str = "circulation_check") -> int:
    with database.transaction() as session:
        return int(session.execute(text(f"select count(*) from {table}")).scalar_one())


def test_a_quiet_certificate_is_in_order_and_that_is_no_recommendation(database: Database) -> None:
    told = _ask(database, serial="0001", region="430702")
    assert (told.state, told.remarks) == (AnswerState.IN_ORDER, ())
    assert told.certified is not None
    assert (told.certified.producer, told.certified.product, told.certified.lot) == ("示例厂", "示例灯", "示例批次一")
    assert "不是对产品的推荐" in told.says.zh
    assert "recommends and guarantees nothing" in told.says.en


def test_a_number_that_the_register_does_not_know_is_not_called_forged_nor_none(database: Database) -> None:
    told = _ask(database, "示例无此号")
    assert (told.state, told.certified) == (AnswerState.NOT_KNOWN, None)
    assert [one.id for one in told.remarks] == ["certificate_not_in_register"]
    assert "不表示合格证不真实或者产品没有合格证" in told.says.zh
    assert _rows(database) == 1  # the scan is kept, without a lot


def _state(name: str, by: str, **given: Any) -> Callable[[Market], None]:
    return lambda market: market.state(name, by, NOON - DAY, **given)


def _ordered(market: Market) -> None:
    market.state("stop_sale", "authority", NOON - DAY, addressee_id=market.seller, **AN_ORDER)


@pytest.mark.parametrize(
    ("happened", "remark", "says"),
    [
        (_state("withdrawn", "producer"), "certificate_withdrawn", "生产者已撤回"),
        (_state("superseded", "producer"), "certificate_superseded", "生产者已换发"),
        (_state("frozen", "platform"), "certificate_frozen", "平台已冻结"),
        (_state("recalled", "authority", basis=["consumer/19"]), "recalled", "已召回"),
        (_ordered, "stop_sale_order", "是否针对本销售者不明"),
    ],
)
def test_what_became_of_a_certificate_is_told_for_what_it_is_with_what_the_holder_may_do(
    database: Database, happened: Callable[[Market], None], remark: str, says: str
) -> None:
    assert _ask(database, at=NOON - 2 * DAY).state is AnswerState.IN_ORDER
    with database.transaction() as session:
        happened(Market(session))
    told = _ask(database)
    assert told.state is AnswerState.ATTENTION
    (one,) = told.remarks
    assert one.id == remark
    assert says in one.says.zh
    assert one.may.zh
    assert one.cited


def test_goods_past_their_use_by_date_are_told_from_the_day_after_it(database: Database) -> None:
    assert _ask(database, at=NOON).state is AnswerState.IN_ORDER  # its last day
    (one,) = _ask(database, at=NOON + DAY).remarks
    assert (one.id, one.basis[0]) == ("past_use_by_date", "pql/35")


def test_a_serial_seen_in_two_cities_too_soon_is_told_and_can_have_many_reasons(database: Database) -> None:
    assert _ask(database, serial="0001", region="430702").state is AnswerState.IN_ORDER
    (one,) = _ask(database, at=NOON + 59 * MINUTE, serial="0001", region="430100").remarks
    assert one.id == "serial_in_two_cities"
    assert "原因可能很多" in one.may.zh
    assert _ask(database, at=NOON + 200 * MINUTE, serial="0001", region="430702").state is AnswerState.IN_ORDER
    assert _rows(database, "matter") == 0


def test_what_an_anonymous_scan_has_found_waits_until_an_inspection_names_it_as_its_clue(database: Database) -> None:
    _ask(database, scan_id="示例先", serial="0001", region="430702")
    _ask(database, at=NOON + MINUTE, scan_id="示例后", serial="0001", region="430100")
    with database.transaction() as session:
        (one,) = leads(session)
        assert (one.check_id, one.rule, one.region) == ("示例后", "circulation.serial_in_two_cities", "430100")
        assert [len(leads(session, region=region)) for region in ("430100", "430000", "430700")] == [1, 1, 0]
        Market(session).check(clue="示例后")
        assert leads(session) == ()


def test_more_units_than_the_lot_holds_are_told(database: Database) -> None:
    with database.transaction() as session:
        session.get_one(LotRow, session.execute(text("select lot_id from lot")).scalar_one()).quantity = 1
    assert _ask(database, serial="0001").state is AnswerState.IN_ORDER
    assert [one.id for one in _ask(database, serial="0002").remarks] == ["units_beyond_lot"]


def test_the_same_scan_again_has_the_same_answer_though_the_number_was_registered_since(database: Database) -> None:
    first = _ask(database, "示例新号")
    with database.transaction() as session:
        session.execute(
            text("insert into certificate (number, lot_id, issued_on) select '示例新号', lot_id, '2025-03-01' from lot")
        )
    assert _ask(database, "示例新号") == first
    assert _rows(database) == 1
    assert _ask(database, "示例新号", at=NOON + MINUTE).state is AnswerState.IN_ORDER


def test_a_scan_that_is_not_to_be_kept_has_the_answer_and_leaves_nothing(database: Database) -> None:
    kept_not = _ask(database, serial="0001", keep=False)
    assert [_rows(database, one) for one in ("circulation_check", "judgement", "finding")] == [0, 0, 0]
    assert _ask(database, serial="0001") == kept_not


def test_a_scan_keeps_nothing_of_who_made_it(database: Database) -> None:
    _ask(database, serial="0001", region="430702")
    with database.transaction() as session:
        row = session.execute(text("select * from circulation_check")).mappings().one()
    kept = {name for name, value in row.items() if value not in (None, "", [])}
    assert kept == {
        "check_id", "origin", "regime", "lot_id", "lot_by_certificate", "seen_on", "seen_at", "region",
        "certificate_number", "serial",
    }  # fmt: skip


def test_nobody_says_that_scanned_goods_were_compared_with_their_certificate(database: Database) -> None:
    _ask(database)
    with database.transaction() as session:
        assert session.execute(text("select certified_goods from circulation_facts")).scalar_one() == "not_known"


@pytest.mark.parametrize("number", ["", "  ", "a\x00b", "a\nb", "9" * 65])
def test_what_is_no_code_is_refused(number: str) -> None:
    with pytest.raises(Refused, match="bad_code"):
        Scan(scan_id="示例", number=number, at=NOON)


def test_a_code_is_read_in_full_width_as_in_half(database: Database) -> None:
    assert Scan(scan_id="示例", number="  ＡＢ１２ ", at=NOON).number == "AB12"


def test_no_answer_accuses_or_recommends(database: Database) -> None:
    for entry in answers.answers().values():
        words = "".join(text.zh for text in (entry.title, entry.where_unknown, entry.holder, entry.seller) if text)
        assert not [one for one in ("假冒", "伪造", "违法", "推荐", "放心", "处罚") if one in words]


def test_a_seller_is_told_what_a_seller_may_do(database: Database) -> None:
    with database.transaction() as session:
        stated = {"check_id": "示例", "regime": "goods_in_check", "party_id": Market(session).seller}
    stated |= {"seen_at": NOON.isoformat(), "certificate_number": "示例无此号"}
    row = row_of(read(json.dumps(stated)))
    told = answer_of(database, Law(), row, take_check(database, Law(), row, NOON))
    assert "其他形式的产品合格证明" in told.remarks[0].may.zh
