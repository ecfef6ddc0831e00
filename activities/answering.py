"""Answering (查询答复): a scan, or a goods-in check, is recorded and judged, and told what the register says."""

from datetime import datetime

from activities.judging import FAMILY, Taken, take_check
from activities.law import Law
from domain.answer import Answer, answer
from domain.calendar import legal_day
from domain.certificate_state import RegisterAnswer
from domain.circulation import CheckRegime
from domain.scan import Scan
from models.certified import certified
from models.circulation import CirculationCheckRow, Origin
from models.session import Database, driver
from rules.answers import remarks


def scan(database: Database, law: Law, made: Scan, at: datetime, *, keep: bool = True) -> Answer:
    """Record a scan as a check, and answer it; the same scan again has the same answer. `keep=False` leaves nothing.

    Refused `unknown_region`, and what `take_check` refuses.
    """
    check = CirculationCheckRow(
        check_id=made.scan_id,
        origin=Origin.OWN,
        regime=CheckRegime.CONSUMER_SCAN,
        lot_by_certificate=True,
        seen_on=legal_day(made.at),
        seen_at=made.at,
        region=made.region,
        certificate_number=made.number,
        serial=made.serial,
    )
    return answer_of(database, law, check, take_check(database, law, check, at, keep=keep))


def answer_of(database: Database, law: Law, check: CirculationCheckRow, taken: Taken) -> Answer:
    """By the facts that the judgement has read: what was registered since does not change an answer."""
    rules, number = law.rule_set(FAMILY, check.seen_on), check.certificate_number or ""
    told = remarks(rules, taken.facts, seller=check.regime is CheckRegime.GOODS_IN_CHECK)
    if taken.facts["certificate_register"] != RegisterAnswer.KNOWN:
        return answer(number, check.serial, check.seen_on, None, told)
    with database.checking() as connection:
        return answer(number, check.serial, check.seen_on, certified(driver(connection), number), told)
