"""A paper without a seal is void (行政处罚法 59): it is served once the sealed copy is attached, and as that copy."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from activities import matter_queue, sealing
from activities.auditing import verify_matter
from activities.matter_file import file_of
from activities.matter_story import story
from domain.errors import Refused
from domain.sealing import Sealing, SealManner
from domain.steps import StepKind
from domain.story import Awaited
from models import document
from models.circulation import Origin
from models.document import DocumentRow
from models.session import Database
from servers import Addresses
from tests.registering import HANDLER, HEAD, REVIEWER, SECOND, STRANGER, Registered, registered


@pytest.fixture
def ordered(addresses: Addresses) -> Iterator[Registered]:
    """A real matter whose order is approved and waits to be served."""
    with registered(addresses, 704, origin=Origin.OWN) as one:
        one.confirm()
        step = one.step(StepKind.ORDER_TO_CORRECT).number
        said: dict[str, Any] = {"facts": "没有合格证明。", "demands": "附具检验合格证明。", "second_officer": SECOND}
        one.act("order_draft", step, HANDLER, period_days=15, period_reason="按库存量。", **said)
        one.act("review", step, REVIEWER, agreed=True, remarks="同意")
        one.act("approval", step, HEAD, agreed=True, remarks="同意")
        yield one


def paper(one: Registered) -> DocumentRow:
    with one.session() as session:
        found = document.newest_of(session, one.matter_id, "order_to_correct")
        assert found is not None
        return found


def scan(pages: int = 1) -> bytes:
    """Pages without a word: pictures of paper."""
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(made)
    return made.getvalue()


def signed(pdf: bytes) -> bytes:
    """With a signature field that somebody has filled in."""
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf))), io.BytesIO()
    signature = DictionaryObject({NameObject("/Type"): NameObject("/Sig")})
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("seal"),
            NameObject("/V"): writer._add_object(signature),
        }
    )
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    writer._root_object[NameObject("/AcroForm")] = writer._add_object(form)
    writer.write(made)
    return made.getvalue()


def attach(
    one: Registered,
    pdf: bytes,
    *,
    officer: str = HANDLER,
    manner: SealManner = SealManner.SCAN,
    at: datetime | None = None,
    of: str | None = None,
) -> None:
    asked = Sealing(document_id=of or paper(one).document_id, manner=manner, officer=officer, at=at or one.now)
    with one.session() as session:
        sealing.seal(session, asked, pdf)


def pages(one: Registered) -> int:
    return len(PdfReader(io.BytesIO(paper(one).pdf)).pages)


def serve(one: Registered) -> None:
    step = one.step(StepKind.ORDER_TO_CORRECT).number
    one.act("service", step, HANDLER, served_at=one.now, signed_by="示例收件人", proof="送达回证")


def waits(one: Registered) -> list[Awaited]:
    with one.session() as session:
        return list(matter_queue.of_matter(session, one.law, one.now, one.matter_id))


def test_the_list_tells_of_a_paper_that_it_waits_for_its_seal_and_then_for_its_service(ordered: Registered) -> None:
    named = f"《责令改正通知书》{paper(ordered).number}"
    (before,) = waits(ordered)
    assert before.what.zh == f"责令改正：待用印后送达{named}"
    assert before.what.en.startswith("order to correct: awaiting its sealed copy, then service of ")
    assert (before.document, before.unsealed) == (paper(ordered).document_id, True)
    attach(ordered, scan(pages(ordered)))
    (sealed,) = waits(ordered)
    assert (sealed.what.zh, sealed.unsealed) == (f"责令改正：待送达{named}", False)
    serve(ordered)
    (over,) = waits(ordered)
    assert (over.what.zh, over.document) == ("责令改正：期限内", None)


def test_a_paper_is_served_when_its_sealed_copy_is_attached_and_not_before(ordered: Registered) -> None:
    one, step = ordered, ordered.step(StepKind.ORDER_TO_CORRECT).number
    before, served = one.now, {"signed_by": "示例收件人", "proof": "送达回证"}
    assert one.refused("service", step, HANDLER, served_at=one.now, **served).code == "document_not_sealed"
    one.wait(1)
    copy = scan(pages(one))
    attach(one, copy)
    assert one.refused("service", step, HANDLER, served_at=before, **served).code == "served_before_sealed"
    serve(one)
    with one.session() as session:
        assert document.is_served(session, paper(one).document_id)
        assert sealing.as_served(session, paper(one)) == copy
        told = story(session, one.law, one.matter_id, datetime.now(UTC))
        (sealed,) = [event for event in told.events if event.what.zh == "用印"]
        assert "《责令改正通知书》" in sealed.words.zh
        assert "加盖印章后的扫描件" in sealed.words.zh
        whole = file_of(session, one.law, one.matter_id)
        (leaf,) = [leaf for leaf in whole.leaves if leaf.number == paper(one).number and "责令改正" in leaf.title]
        assert leaf.sha256 == sha256(copy).hexdigest()
        assert not whole.altered


def test_an_electronic_seal_is_a_signature_on_the_same_words(ordered: Registered) -> None:
    one, whole = ordered, paper(ordered).pdf
    assert code(one, whole, SealManner.ELECTRONIC) == "signature_missing"
    assert code(one, signed(scan(pages(one))), SealManner.ELECTRONIC) == "copy_of_another"
    attach(one, signed(whole), manner=SealManner.ELECTRONIC)
    serve(one)


def code(one: Registered, pdf: bytes, manner: SealManner = SealManner.SCAN, **asked: str | datetime) -> str:
    with pytest.raises(Refused) as refusal:
        attach(one, pdf, manner=manner, **asked)  # type: ignore[arg-type]
    return refusal.value.code


def test_what_is_no_sealed_copy_of_the_paper_is_refused(ordered: Registered) -> None:
    one, copy = ordered, scan(pages(ordered))
    assert code(one, "公章".encode()) == "copy_unreadable"
    assert code(one, scan(pages(one) + 1)) == "copy_of_another"
    assert code(one, b"%" * (sealing.MOST_BYTES + 1)) == "copy_too_large"
    assert code(one, copy, officer=STRANGER) == "officer_of_another_region"
    assert code(one, copy, officer="nobody") == "unknown_officer"
    assert code(one, copy, of="nothing") == "unknown_document"
    assert code(one, copy, at=one.now - timedelta(days=1)) == "sealed_before_issued"
    assert code(one, copy, at=datetime.now(UTC) + timedelta(days=1)) == "received_in_the_future"
    with one.session() as session:
        form = document.newest_of(session, one.matter_id, "case_source_register")
        assert form is not None
    assert code(one, copy, of=form.document_id) == "no_seal_wanted"


def test_a_rehearsed_paper_bears_the_test_seal_and_no_other(addresses: Addresses) -> None:
    with registered(addresses, 705) as one:
        one.confirm()
        with one.session() as session:
            form = document.of_matter(session, one.matter_id)[0]
        assert code(one, scan(), of=form.document_id) == "no_seal_wanted"


def test_a_paper_is_sealed_once_and_nobody_changes_its_copy(ordered: Registered, addresses: Addresses) -> None:
    one, copy = ordered, scan(pages(ordered))
    attach(one, copy)
    attach(one, copy)
    assert code(one, copy + b"\n") == "sealed_already"
    with one.session() as session, pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("update sealed_copy set sha256 = ''"))
    with one.session() as session:
        assert verify_matter(session, one.matter_id).breaks == ()
    with Database(addresses.owner_url).transaction() as session:
        session.execute(text("update sealed_copy set pdf = :other"), {"other": scan(9)})
    with one.session() as session:
        (broken,) = verify_matter(session, one.matter_id).breaks
    assert "用印件与登记时不同" in broken.what.zh
