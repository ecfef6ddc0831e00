"""Submissions and informants on record before reports came by the front door (revision 0034)."""

from sqlalchemy import text

from servers import Servers
from tests.migrating import brought_up_to_date
from tests.models.test_complaint_migration import OFFICE, REGION, TRADER

WAITING = (
    "insert into submission (number, office_id, token_sha256, content_sha256, form, evidence, rehearsal, submitted_at,"
    " tries, next_at) values ('TS1', 'one', 'a', 'b', '{}', '[]', true, '2026-05-06 09\\:00+08', 0, now())"
)
CLUE = (
    "insert into clue (clue_id, source, office_id, party_id, received_at, named, place, facts, content, rehearsal)"
    " values ('r1', 'report', 'one', 'shop', '2026-05-06 09\\:00+08', true, '示例路2号', '示例', '{}', true)"
)
WHO = "insert into informant (clue_id, name, phone, address) values ('r1', '示例甲', '13900000800', '示例路9号')"


def test_what_waits_is_a_complaint_and_an_informant_on_record_stays_where_he_is(servers: Servers) -> None:
    filling = REGION, OFFICE, TRADER, WAITING, CLUE, WHO
    with brought_up_to_date(servers, "0031", *filling) as connection:
        assert connection.execute(text("select kind from submission")).scalar_one() == "complaint"
        assert connection.execute(text("select name from informant where clue_id = 'r1'")).scalar_one() == "示例甲"
        allowed = text("select has_table_privilege('hezheng_app', 'informant', 'select, insert, update, delete')")
        assert not connection.execute(allowed).scalar_one()
