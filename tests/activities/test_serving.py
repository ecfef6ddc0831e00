"""The ladder of service (PR 82-83): what each manner must state, what goes before it, and which day it counts from."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from activities import issuing
from activities.address_register import confirm, revoke
from activities.matter_queue import queue
from demo import cast
from domain.address import AddressConfirmation, Revocation
from domain.errors import Refused
from domain.procedure import Phase
from domain.service import AddressKind, Failure, Manner
from models import enterprise, office
from models.dispatch import portal_papers
from models.matter import MatterRow
from servers import Addresses
from tests.serving import HANDLER, ISSUED, SECOND, Serving, on, serving

STRANGER = cast.STRANGER.officer_id
SIGNED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}
LEFT: dict[str, Any] = {"place": "示例经营场所", "refusal": "称负责人不在", "proof": "送达回证"}
POSTED: dict[str, Any] = {"difficulty": "当事人在外地", "postal_number": "示例邮件1号", "proof": "邮政回执"}
ANNOUNCED: dict[str, Any] = {"difficulty": "下落不明", "through": "示例市局公告栏和门户网站", "proof": "公告照片"}
DAY = timedelta(days=1)


@pytest.fixture
def order(addresses: Addresses) -> Iterator[Serving]:
    with serving(addresses, 710) as waiting:
        yield waiting


def refused(order: Serving, day: date, manner: Manner, **content: Any) -> str:
    with pytest.raises(Refused) as refusal:
        order.serve(day, manner, **content)
    assert order.step().phase is Phase.SERVING
    assert order.services() == []
    return refusal.value.code


def test_a_paper_that_was_handed_over_counts_from_the_day_on_the_receipt(order: Serving) -> None:
    order.serve(ISSUED + DAY, recorded_on=ISSUED + 3 * DAY, **SIGNED, relation="公司负责收件的人")
    assert order.step().phase is Phase.AWAITING
    assert order.ends_after(ISSUED + DAY)
    (receipt,) = order.receipts()
    assert receipt.addressee is None
    printed = "".join(page.extract_text() for page in PdfReader(BytesIO(receipt.pdf)).pages)
    stated = ("示市监责改〔2025〕1号", "示例企业710", "直接送达", "示例收件人", "公司负责收件的人", "2025年2月11日")
    for part in ("送达回证", *stated):
        assert part in printed.replace("\n", "")


def test_a_paper_whose_receipt_is_refused_is_left_behind_with_a_witness_or_on_film(order: Serving) -> None:
    day = ISSUED + DAY
    order.fail(day, Manner.DIRECT, Failure.REFUSED)
    assert refused(order, day, Manner.LEFT, **LEFT) == "service_incomplete"
    for missing in ("place", "refusal", "proof"):
        stated = {name: value for name, value in LEFT.items() if name != missing}
        assert refused(order, day, Manner.LEFT, witness="示例见证人", **stated) == "service_incomplete"
    order.serve(day, Manner.LEFT, **LEFT, recording="示例录像1号", second_officer=SECOND)
    assert order.ends_after(day)
    assert order.receipts()[0].context["refusal"] == "称负责人不在"


INCOMPLETE: list[tuple[Manner, dict[str, Any]]] = [
    (Manner.DIRECT, {"signed_by": "示例收件人"}),
    (Manner.POST, SIGNED),
    (Manner.POST, {"postal_number": "示例邮件1号", "proof": "邮政回执"}),
    (Manner.ENTRUSTED, SIGNED | {"difficulty": "当事人在外地"}),
    (Manner.FORWARDED, {"difficulty": "在押", "through": "示例看守所", "proof": "送达回证"}),
    (Manner.ELECTRONIC, {"proof": "截屏"}),
    (Manner.RETURNED_FROM_ADDRESS, POSTED),
    (Manner.ANNOUNCEMENT, {"proof": "公告照片", "difficulty": "下落不明"}),
]


def test_each_manner_states_what_its_article_wants(order: Serving) -> None:
    for manner, content in INCOMPLETE:
        assert refused(order, ISSUED + DAY, manner, **content) == "service_incomplete", manner


def test_a_service_states_nothing_that_belongs_to_another_manner(order: Serving) -> None:
    assert refused(order, ISSUED + DAY, Manner.DIRECT, **SIGNED, refusal="拒收") == "not_of_this_manner"


def test_by_post_the_day_on_the_slip_counts_and_not_the_day_of_recording(order: Serving) -> None:
    slip = ISSUED + 4 * DAY
    order.serve(slip, Manner.POST, recorded_on=slip + 3 * DAY, **POSTED)
    assert order.ends_after(slip)


def test_whoever_was_asked_to_serve_serves_by_the_day_of_the_signature(order: Serving) -> None:
    entrusted: dict[str, Any] = {"difficulty": "当事人在外地", "through": "示例邻市市场监督管理局"}
    order.serve(ISSUED + 2 * DAY, Manner.ENTRUSTED, recorded_on=ISSUED + 9 * DAY, **entrusted, **SIGNED)
    assert order.ends_after(ISSUED + 2 * DAY)


def test_nothing_is_served_electronically_without_the_addressee_s_consent(order: Serving) -> None:
    day = ISSUED + DAY
    shown: dict[str, Any] = {"proof": "截屏"}
    assert refused(order, day, Manner.ELECTRONIC, **shown, confirmation="示例无此确认书") == "unknown_confirmation"
    silent = order.confirm(AddressKind.PORTAL, "示例账户", consents=False)
    assert refused(order, day, Manner.ELECTRONIC, **shown, confirmation=silent) == "no_consent"
    postal = order.confirm(AddressKind.POSTAL, "示例市示例路1号")
    assert refused(order, day, Manner.ELECTRONIC, **shown, confirmation=postal) == "wrong_kind_of_address"
    later = order.confirm(AddressKind.SMS, "00000000000", day + DAY)
    assert refused(order, day, Manner.ELECTRONIC, **shown, confirmation=later) == "address_not_in_force"


def test_a_text_message_counts_from_its_arrival_in_the_addressee_s_system(order: Serving) -> None:
    agreed = order.confirm(AddressKind.SMS, "00000000000")
    arrived = ISSUED + DAY
    order.serve(arrived, Manner.ELECTRONIC, recorded_on=arrived + 5 * DAY, confirmation=agreed, proof="截屏")
    assert order.ends_after(arrived)
    assert "手机短信00000000000" in order.receipts()[0].context["remarks"]


def test_a_paper_in_the_addressee_s_account_has_arrived_when_it_is_put_there(order: Serving) -> None:
    agreed, day = order.confirm(AddressKind.PORTAL, "示例账户"), ISSUED + DAY
    early: dict[str, Any] = {"served_at": on(ISSUED, 12), "recorded_on": day}
    assert refused(order, day, Manner.ELECTRONIC, confirmation=agreed, proof="系统日志", **early) == "portal_arrival"
    order.serve(day, Manner.ELECTRONIC, confirmation=agreed, proof="系统日志")
    assert order.ends_after(day)
    with order.database.transaction() as session:
        ((lying, paper),) = portal_papers(session, order.party)
        assert (lying.arrived_at, paper.kind) == (on(day), "order_to_correct")


def test_an_address_that_was_revoked_in_writing_serves_no_more(order: Serving) -> None:
    agreed, day = order.confirm(AddressKind.SMS, "00000000000"), ISSUED + 2 * DAY
    told = Revocation(confirmation_id=agreed, received_at=on(ISSUED + DAY), proof="书面变更告知", officer=HANDLER)
    for _ in range(2):
        with order.database.transaction() as session:
            revoke(session, told)
    shown: dict[str, Any] = {"confirmation": agreed, "proof": "截屏"}
    assert refused(order, day, Manner.ELECTRONIC, **shown) == "address_not_in_force"
    with pytest.raises(Refused, match="revoked_already"), order.database.transaction() as session:
        revoke(session, told.model_copy(update={"received_at": on(day)}))
    order.serve(ISSUED, Manner.ELECTRONIC, served_at=on(ISSUED, 10), recorded_on=day, **shown)  # it had arrived before


def test_what_goes_by_the_internet_names_where_to_apply_for_reconsideration_there(order: Serving) -> None:
    agreed, paper = order.confirm(AddressKind.SMS, "00000000000"), order.paper()
    silent = paper.context | {"remedies": paper.context["remedies"] | {"internet_channel": None}}
    with order.database.transaction() as session:
        session.merge(paper).context = silent
    shown: dict[str, Any] = {"confirmation": agreed, "proof": "截屏"}
    assert refused(order, ISSUED + DAY, Manner.ELECTRONIC, **shown) == "internet_channel_missing"


def test_an_attempt_is_told_in_characters_that_can_be_printed(order: Serving) -> None:
    for proof, code in (("示例照片\N{GRINNING FACE}", "missing_glyph"), (" ", "blank_field")):
        with pytest.raises(Refused, match=code):
            order.fail(ISSUED + DAY, Manner.DIRECT, Failure.ABSENT, proof=proof)


def test_another_s_address_is_no_address_of_the_addressee(order: Serving) -> None:
    agreed = order.confirm(AddressKind.SMS, "00000000000")
    addressee = order.party
    with order.database.transaction() as session:
        stranger = enterprise.enter_enterprise(session, "示例企业719", rehearsal=True)
    order.party = stranger
    foreign = order.confirm(AddressKind.SMS, "00000000001")
    order.party = addressee
    shown: dict[str, Any] = {"proof": "截屏"}
    assert refused(order, ISSUED + DAY, Manner.ELECTRONIC, **shown, confirmation=foreign) == "address_of_another"
    order.serve(ISSUED + DAY, Manner.ELECTRONIC, **shown, confirmation=agreed)


def test_mail_that_comes_back_from_the_confirmed_address_is_served_on_the_day_of_its_return(order: Serving) -> None:
    back = ISSUED + 6 * DAY
    order.fail(back, Manner.POST, Failure.RETURNED)
    unconfirmed = POSTED | {"confirmation": "示例无此确认书"}
    assert refused(order, back, Manner.RETURNED_FROM_ADDRESS, **unconfirmed) == "unknown_confirmation"
    agreed = order.confirm(AddressKind.POSTAL, "示例市示例路1号", consents=False)
    order.serve(back, Manner.RETURNED_FROM_ADDRESS, **POSTED, confirmation=agreed)
    assert order.ends_after(back)


def test_a_paper_left_at_a_wrong_confirmed_address_is_served_on_that_day(order: Serving) -> None:
    agreed = order.confirm(AddressKind.POSTAL, "示例市示例路1号", consents=False)
    found: dict[str, Any] = {"difficulty": "该地址已无此企业", "proof": "现场照片", "confirmation": agreed}
    order.serve(ISSUED + DAY, Manner.LEFT_AT_ADDRESS, **found)
    assert order.ends_after(ISSUED + DAY)


def test_an_enforcement_paper_goes_by_no_other_channel(order: Serving) -> None:
    assert refused(order, ISSUED + DAY, Manner.INFORMAL, through="电话") == "enforcement_paper"


def test_one_officer_is_not_two_and_both_are_of_one_office(order: Serving) -> None:
    for second, code in ((HANDLER, "one_officer_alone"), (STRANGER, "officer_of_another_region")):
        assert refused(order, ISSUED + DAY, Manner.DIRECT, **SIGNED, second_officer=second) == code
        with pytest.raises(Refused, match=code):
            order.fail(ISSUED + DAY, Manner.DIRECT, Failure.ABSENT, second_officer=second)
    with order.database.transaction() as session:
        assert office.leave(session, SECOND, ISSUED)
    assert refused(order, ISSUED + DAY, Manner.DIRECT, **SIGNED, second_officer=SECOND) == "officer_left"


def test_a_copy_for_another_office_waits_in_the_list_and_goes_by_letter_without_a_ladder(order: Serving) -> None:
    order.serve(ISSUED + DAY, **SIGNED)
    bureau = cast.NEIGHBOUR.office_id
    with order.database.transaction() as session:
        row, paper = session.get_one(MatterRow, order.matter_id), order.paper()
        same = ("facts", "findings", "basis", "demands", "report_to", "officers")
        given = {name: paper.context[name] for name in same}
        given |= {"period_days": 15, "period_reason": "按库存量确定。"}
        copy = issuing.issue(session, row, order.step(), paper.kind, given, on(ISSUED + DAY), addressee=bureau)
        name, number = copy.document_id, copy.number
    assert waits(order) == ["责令改正：期限内", f"责令改正：待送达《责令改正通知书》{number}"]
    order.fail(ISSUED + 2 * DAY, Manner.POST, Failure.RETURNED, document=name)
    assert waits(order)[1].endswith("（1次未能送达）")
    order.serve(ISSUED + 3 * DAY, Manner.INFORMAL, through="公文交换", document=name)
    assert waits(order) == ["责令改正：期限内"]
    assert order.ends_after(ISSUED + DAY)
    assert len(order.receipts()) == 1  # of the paper for the party


def waits(order: Serving) -> list[str]:
    with order.database.transaction() as session:
        return [one.what.zh for one in queue(session, order.law, on(ISSUED), most=9)]


def test_a_failed_attempt_of_a_paper_that_was_served_is_refused(order: Serving) -> None:
    order.serve(ISSUED + DAY, **SIGNED)
    with pytest.raises(Refused, match="act_not_awaited"):
        order.fail(ISSUED + 2 * DAY, Manner.DIRECT, Failure.ABSENT)
    with pytest.raises(Refused, match="served_already"):
        order.fail(ISSUED + 2 * DAY, Manner.DIRECT, Failure.ABSENT, document=order.paper().document_id)


def test_an_address_is_confirmed_once_and_only_as_it_was_signed(order: Serving) -> None:
    first = order.confirm(AddressKind.EMAIL, "party@example.com")
    assert order.confirm(AddressKind.EMAIL, "party@example.com") == first
    with pytest.raises(Refused, match="confirmed_otherwise"):
        order.confirm(AddressKind.EMAIL, "party@example.com", consents=False)
    for bad in ("party", "party@", "示例@example.com", "a b@example.com", "a@example.com\r\nBcc: b@example.com", "@@"):
        with pytest.raises(Refused, match="bad_email_address"):
            order.confirm(AddressKind.EMAIL, bad)
    late: dict[str, Any] = {"enterprise_id": order.party, "kind": AddressKind.SMS, "address": "0", "officer": HANDLER}
    late |= {"signed_by": "示例收件人", "signed_on": ISSUED + DAY, "received_at": on(ISSUED), "proof": "示例"}
    with pytest.raises(Refused, match="signed_after_received"), order.database.transaction() as session:
        confirm(session, AddressConfirmation.model_validate(late))
