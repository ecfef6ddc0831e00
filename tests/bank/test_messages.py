"""What is exchanged with banks: written and read as the standard says, by the word of another implementation too."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyiso20022.camt.camt_054_001_08 import Document as Notification
from pyiso20022.pain.pain_001_001_09 import Document as Initiation
from pyiso20022.pain.pain_002_001_10 import Document as Status
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

from bank import answers, orders
from bank.validation import LARGEST
from domain.calendar import SHANGHAI
from domain.errors import Refused
from domain.payment import Answer, Booking, Direction, Order
from servers.bank import EmbeddedBank
from sources.exchange import BankFolder

ORDER = Order(
    order_id="HZ1", fen=123_456, made_at=datetime(2025, 3, 3, 12, tzinfo=SHANGHAI), debtor_name="示例市场公司",
    debtor_account="6222000000000001", payee_name="示例消费者", payee_account="6222020000000008",
    payee_bank="示例银行", purpose="先行赔付 示例",
)  # fmt: skip
STRICT = XmlParser(ParserConfig(fail_on_unknown_properties=True))
STATUS = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>S1</MsgId><CreDtTm>2025-03-03T12:00:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>HZ1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
{payments}</CstmrPmtStsRpt></Document>"""
ENTRY = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N1</MsgId><CreDtTm>2025-03-03T12:00:00+08:00</CreDtTm></GrpHdr>
<Ntfctn><Id>1</Id><CreDtTm>2025-03-03T12:00:00</CreDtTm><Acct><Id><IBAN>CN0012345</IBAN></Id></Acct><Ntry>
<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>{day}
<AcctSvcrRef>B1</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
<NtryDtls>{details}</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""
AS_USUAL = {"currency": "CNY", "amount": "1234.56", "way": "DBIT", "status": "BOOK",
            "day": "<BookgDt><Dt>2025-03-03</Dt></BookgDt>",
            "details": "<TxDtls><Refs><EndToEndId>HZ1</EndToEndId></Refs></TxDtls>"}  # fmt: skip


def entry(**given: str) -> bytes:
    return ENTRY.format(**AS_USUAL | given).encode()


def test_an_order_is_what_another_implementation_of_the_standard_reads() -> None:
    read = STRICT.from_bytes(orders.message(ORDER), Initiation).cstmr_cdt_trf_initn
    payment = read.pmt_inf[0]
    transfer = payment.cdt_trf_tx_inf[0]
    assert (read.grp_hdr.msg_id, read.grp_hdr.nb_of_txs, str(read.grp_hdr.ctrl_sum)) == ("HZ1", "1", "1234.56")
    assert (str(transfer.amt.instd_amt.value), transfer.amt.instd_amt.ccy) == ("1234.56", "CNY")
    assert transfer.cdtr_acct.id.othr.id == "6222020000000008"
    assert payment.dbtr_acct.id.othr.id == "6222000000000001"


def test_the_same_order_is_the_same_bytes() -> None:
    assert orders.message(ORDER) == orders.message(ORDER.model_copy())


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=140))
def test_whatever_a_consumer_is_called_an_order_is_valid_or_refused(name: str) -> None:
    order = ORDER.model_copy(update={"payee_name": name})
    try:
        content = orders.message(order)
    except Refused:
        assert any(ord(one) < 32 or one in "\ufffe\uffff" for one in name) or not name.strip()
        return
    read: Any = STRICT.from_bytes(content, Initiation)
    said = read.cstmr_cdt_trf_initn.pmt_inf[0].cdt_trf_tx_inf[0].cdtr.nm
    assert said.split() == name.split()


def test_what_the_embedded_bank_writes_another_implementation_reads_too(tmp_path: Path) -> None:
    bank = EmbeddedBank(tmp_path)
    bank.status("HZ1", "RJCT", "2025-03-03T12:00:00+08:00", "AC04")
    bank.book("6222", 1, "DBIT", "B1", "2025-03-03T12:00:00+08:00", ("HZ1", "附言"), "1")
    booked, told = (file.read_bytes() for file in BankFolder(tmp_path).waiting())
    assert STRICT.from_bytes(booked, Notification).bk_to_cstmr_dbt_cdt_ntfctn.ntfctn[0].ntry
    assert STRICT.from_bytes(told, Status).cstmr_pmt_sts_rpt.orgnl_pmt_inf_and_sts
    assert answers.read(told).answers == (Answer(order_id="HZ1", code="RJCT", reason="AC04"),)
    assert answers.read(booked).bookings == (
        Booking(reference="B1", account="6222", direction=Direction.OUT, fen=1, booked_on=date(2025, 3, 3),
                order_id="HZ1", texts=("HZ1", "附言")),
    )  # fmt: skip


def test_a_status_of_the_whole_message_or_of_a_bundle_holds_for_what_is_in_it() -> None:
    why = "<StsRsnInf><Rsn><Cd>FF01</Cd></Rsn></StsRsnInf>"
    whole = STATUS.format(group=f"<GrpSts>RJCT</GrpSts>{why}", payments="")
    assert answers.read(whole.encode()).answers == (Answer(order_id="HZ1", code="RJCT", reason="FF01"),)
    bundle = "<OrgnlPmtInfAndSts><OrgnlPmtInfId>HZ2</OrgnlPmtInfId><PmtInfSts>ACCP</PmtInfSts></OrgnlPmtInfAndSts>"
    assert answers.read(STATUS.format(group="", payments=bundle).encode()).answers[0].order_id == "HZ2"


def test_money_is_read_digit_by_digit() -> None:
    for written, fen in (("0.01", 1), ("1", 100), ("1.5", 150), ("1234.56", 123_456), ("1.10000", 110),
                         ("90000000000.10", 9 * 10**12 + 10)):  # fmt: skip
        assert answers.read(entry(amount=written)).bookings[0].fen == fen
    for wrong in ("0.001", "0", "-1", "1e3", "NaN", "", "1,5", "99999999999999"):
        with pytest.raises(Refused, match="bank_message_invalid"):
            answers.read(entry(amount=wrong))
    with pytest.raises(Refused, match="bank_message_invalid"):
        answers.read(entry(currency="USD"))


def test_what_is_not_booked_yet_moves_nothing() -> None:
    assert answers.read(entry(status="PDNG")).bookings == ()


def test_a_moment_of_booking_is_the_day_in_shanghai() -> None:
    late = entry(day="<BookgDt><DtTm>2025-03-03T20:00:00Z</DtTm></BookgDt>")
    assert answers.read(late).bookings[0].booked_on == date(2025, 3, 4)


def test_a_booking_of_several_orders_names_none_of_them() -> None:
    both = "".join(f"<TxDtls><Refs><EndToEndId>HZ{n}</EndToEndId></Refs></TxDtls>" for n in (1, 2))
    assert answers.read(entry(details=both)).bookings[0].order_id == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bank_message_unreadable"),
        (b"MZ\x90\x00", "bank_message_unreadable"),
        (b"{}", "bank_message_unreadable"),
        (b"<a", "bank_message_unreadable"),
        (b"x" * (LARGEST + 1), "bank_message_unreadable"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "bank_message_unreadable"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', "bank_message_unreadable"),
        (b"<a/>", "bank_message_unknown"),
        (b'<a xmlns="urn:x"/>', "bank_message_unknown"),
        (orders.message(ORDER), "bank_message_unknown"),
        (entry(way="BOTH"), "bank_message_invalid"),
        (entry(day=""), "bank_message_invalid"),
        (entry(day="<BookgDt><Dt>-2025-03-03</Dt></BookgDt>"), "bank_message_invalid"),
        (entry(day="<BookgDt><DtTm>2025-03-03T24:00:00</DtTm></BookgDt>"), "bank_message_invalid"),
        (entry().replace(b"2025-03-03T12:00:00+08:00", b"9999-12-31T23:59:59Z"), "bank_message_invalid"),
        (entry().replace(b"<Id>1</Id>", b""), "bank_message_invalid"),
        (entry().replace(b"<MsgId>N1</MsgId>", b"<MsgId>" + b"N" * 36 + b"</MsgId>"), "bank_message_invalid"),
        (STATUS.format(group="", payments="").encode(), "bank_message_invalid"),
    ],
    ids=str,
)
def test_rubbish_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        answers.read(content)
    assert refused.value.code == code


@given(st.integers(1, 10**13 - 1))
def test_a_sum_comes_back_as_it_went_out(fen: int) -> None:
    read: Any = STRICT.from_bytes(orders.message(ORDER.model_copy(update={"fen": fen})), Initiation)
    written = read.cstmr_cdt_trf_initn.pmt_inf[0].cdt_trf_tx_inf[0].amt.instd_amt.value
    assert answers.read(entry(amount=str(written))).bookings[0].fen == fen


def test_a_file_that_is_still_being_written_waits_and_none_is_lost(tmp_path: Path) -> None:
    folder = BankFolder(tmp_path)
    assert folder.waiting() == []
    (tmp_path / "in").mkdir()
    folder.put("a", b"1", "in")
    (tmp_path / "in" / ".b.part").write_bytes(b"half")
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    (file,) = folder.waiting()
    folder.done(file)
    folder.put("a", b"2", "in")
    folder.done(folder.waiting()[0])
    folder.done(file)  # away already
    assert sorted(one.read_bytes() for one in (tmp_path / "read").iterdir()) == [b"1", b"2"]


def test_moments_without_a_zone_are_those_of_the_bank() -> None:
    assert answers.read(STATUS.format(group="<GrpSts>ACCP</GrpSts>", payments="").encode()).made_at == datetime(
        2025, 3, 3, 4, tzinfo=UTC
    )
