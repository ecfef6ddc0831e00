"""E-mail: a row first, sent once to a real mail server; what refuses or hangs is told and tried again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from activities.address_register import revoke
from activities.auditing import verify
from activities.mailbox import Letter, Mailbox, OutboxFolder
from activities.posting import Posted, PostingActivities
from domain.address import Revocation
from domain.errors import Refused
from domain.procedure import Phase
from domain.service import AddressKind, Failure, Manner
from models import dispatch, message, service_attempt
from models.dispatch import DispatchRow, Fate
from models.matter import MatterRow
from servers import Addresses
from tests.mailing import Taking, free_port, mail_server, to_port
from tests.serving import HANDLER, ISSUED, Serving, on, serving

TO = "party@example.com"
DAY = timedelta(days=1)
SIGNED: dict[str, Any] = {"signed_by": "示例收件人", "proof": "送达回证"}


@pytest.fixture
def order(addresses: Addresses) -> Iterator[Serving]:
    """No rehearsal to those who post: its letters really leave."""
    with serving(addresses, 711) as waiting:
        yield waiting


def dispatched(order: Serving, *, rehearsal: bool = False) -> str:
    """Returns the id of the confirmed address."""
    agreed = order.confirm(AddressKind.EMAIL, TO)
    order.act("dispatch", HANDLER, ISSUED + DAY, confirmation=agreed)
    with order.database.transaction() as session:
        the(session).rehearsal = rehearsal
    return agreed


def the(session: Session) -> DispatchRow:
    return session.exec(select(DispatchRow)).one()


def posted(order: Serving, mailbox: Mailbox, rehearsed: Path = Path("/nowhere")) -> Posted:
    return PostingActivities(order.database, mailbox, OutboxFolder(rehearsed, "office@example.com")).send_waiting()


def come_due(order: Serving) -> None:
    """The pause before the next try is over."""
    with order.database.transaction() as session:
        the(session).next_at = datetime.now(UTC)


def row(order: Serving) -> DispatchRow:
    with order.database.transaction() as session:
        return the(session)


def told(order: Serving) -> list[str]:
    with order.database.transaction() as session:
        office = session.get_one(MatterRow, order.matter_id).office_id
        return [one.text["zh"] for one in message.newest(session, office, 10) if "电子邮件" in one.text["zh"]]


def test_a_paper_leaves_once_with_its_pdf_and_under_its_own_message_id(order: Serving) -> None:
    dispatched(order)
    taking = Taking()
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(sent=1)
        assert posted(order, server) == Posted()
    (letter,) = taking.letters
    assert (letter["To"], letter["From"]) == (TO, "office@example.com")
    assert "《责令改正通知书》示市监责改〔2025〕1号" in letter["Subject"]
    assert letter["Message-ID"] == f"<{row(order).message_id}@example.com>"
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == "示市监责改〔2025〕1号.pdf"
    assert attached.get_content() == order.paper().pdf
    assert row(order).answer == "250 2.0.0 taken as 1"
    assert order.step().phase is Phase.SERVING  # sent is not arrived
    with order.database.transaction() as session:
        assert not verify(session).breaks


def test_what_was_sent_counts_from_its_arrival_and_not_before_it_left(order: Serving) -> None:
    agreed = dispatched(order)
    arrived = {"confirmation": agreed, "proof": "到达截屏"}
    with pytest.raises(Refused, match="not_sent_yet"):
        order.serve(ISSUED + DAY, Manner.ELECTRONIC, **arrived)
    with mail_server(Taking()) as server:
        posted(order, server)
    with pytest.raises(Refused, match="sent_already"):
        order.act("dispatch", HANDLER, ISSUED + 2 * DAY, confirmation=agreed)
    with pytest.raises(Refused, match="not_sent_yet"):
        order.serve(ISSUED, Manner.ELECTRONIC, served_at=on(ISSUED, 10), recorded_on=ISSUED + DAY, **arrived)
    order.serve(ISSUED + 2 * DAY, Manner.ELECTRONIC, **arrived)
    assert order.ends_after(ISSUED + 2 * DAY)


def test_a_server_that_cannot_be_reached_is_told_once_and_tried_again(order: Serving) -> None:
    dispatched(order)
    gone = to_port(free_port())
    for tries in (1, 2):
        assert posted(order, gone) == Posted(waiting=1)
        assert row(order).tries == tries
        assert posted(order, gone) == Posted()  # not before its pause is over
        come_due(order)
    (note,) = told(order)
    assert "暂时未能发出" in note
    assert "127.0.0.1" in note
    taking = Taking()
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(sent=1)
    assert len(taking.letters) == 1


@pytest.mark.parametrize("late", [False, True])
def test_a_mailbox_that_is_full_for_now_is_tried_again(order: Serving, late: bool) -> None:
    dispatched(order)
    taking = Taking()
    taking.refuses, taking.late = "452 4.2.2 mailbox full", late
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(waiting=1)
        taking.refuses = None
        come_due(order)
        assert posted(order, server) == Posted(sent=1)
    assert len(taking.letters) == 1


def test_a_mailbox_that_does_not_exist_is_an_attempt_that_failed(order: Serving) -> None:
    agreed = dispatched(order)
    taking = Taking()
    taking.refuses = "550 5.1.1 no such mailbox"
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(refused=1)
        assert posted(order, server) == Posted()
        with order.database.transaction() as session:
            (failed,) = service_attempt.of_document(session, order.paper().document_id)
        assert (failed.manner, failed.failure) == (Manner.ELECTRONIC, Failure.RETURNED)
        assert failed.proof == "550 5.1.1 no such mailbox"
        assert "拒收" in told(order)[0]
        taking.refuses = None
        order.act("dispatch", HANDLER, ISSUED + 2 * DAY, confirmation=agreed)  # it may be tried anew
        with order.database.transaction() as session:
            for one in dispatch.of_document(session, order.paper().document_id):
                one.rehearsal = False
        assert posted(order, server) == Posted(sent=1)


def test_a_crash_after_sending_sends_the_same_message_again_and_no_other(order: Serving) -> None:
    dispatched(order)
    taking = Taking()

    class Crashing:
        def __init__(self, server: Mailbox) -> None:
            self.server = server

        def deliver(self, letter: Letter) -> str:
            self.server.deliver(letter)
            raise KeyboardInterrupt

    with mail_server(taking) as server:
        with pytest.raises(KeyboardInterrupt):
            posted(order, Crashing(server))
        assert row(order).fate is Fate.WAITING
        assert posted(order, server) == Posted()  # whoever was cut off may still be at it
        come_due(order)
        assert posted(order, server) == Posted(sent=1)
    first, second = (letter.as_bytes() for letter in taking.letters)
    assert first == second


def test_nothing_is_sent_after_the_paper_was_handed_over(order: Serving) -> None:
    dispatched(order)
    order.serve(ISSUED + DAY, **SIGNED)
    taking = Taking()
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(cancelled=1)
    assert (taking.letters, told(order)) == (
        [],
        ["文书“示市监责改〔2025〕1号”：电子邮件不再发送，文书已经送达。"],
    )


def test_nothing_is_sent_to_an_address_that_was_revoked(order: Serving) -> None:
    agreed = dispatched(order)
    back = Revocation(confirmation_id=agreed, received_at=on(ISSUED + DAY), proof="书面撤回", officer=HANDLER)
    with order.database.transaction() as session:
        revoke(session, back)
    taking = Taking()
    with mail_server(taking) as server:
        assert posted(order, server) == Posted(cancelled=1)
    assert taking.letters == []
    assert "该送达地址已经撤回" in told(order)[0]


def test_what_is_rehearsed_never_reaches_a_mail_server(order: Serving, tmp_path: Path) -> None:
    dispatched(order, rehearsal=True)
    taking = Taking()
    with mail_server(taking) as server:
        assert posted(order, server, tmp_path) == Posted(sent=1)
    assert taking.letters == []
    (written,) = tmp_path.iterdir()
    assert written.name == f"{row(order).message_id}.eml"
    assert TO.encode() in written.read_bytes()


def test_two_senders_send_no_letter_twice(order: Serving) -> None:
    for number in range(6):
        agreed = order.confirm(AddressKind.EMAIL, f"party{number}@example.com")
        order.act("dispatch", HANDLER, ISSUED + DAY, confirmation=agreed)
    with order.database.transaction() as session:
        for one in session.exec(select(DispatchRow)):
            one.rehearsal = False
    taking = Taking()
    with mail_server(taking) as server, ThreadPoolExecutor(3) as senders:
        sent = [done.result().sent for done in [senders.submit(posted, order, server) for _ in range(3)]]
    assert sum(sent) == 6
    assert len({letter["To"] for letter in taking.letters}) == len(taking.letters) == 6
