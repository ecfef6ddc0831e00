"""A real mail server on the loopback, which takes mail, or refuses it, or says nothing at all."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from activities.mailbox import MailServer


class Taking:
    """Takes every letter, unless `refuses` is what it answers to every recipient or, with `late`, to every letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses: str | None = None
        self.late = False

    async def handle_RCPT(  # noqa: N802 (the name that the server looks for)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses and not self.late:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return f"250 2.0.0 taken as {len(self.letters)}"


@contextmanager
def mail_server(taking: Taking) -> Iterator[MailServer]:
    """The way to a server that listens for as long as the block lasts."""
    port = free_port()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield to_port(port)
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[MailServer]:
    """It takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []
        answering = threading.Thread(target=lambda: held.append(listening.accept()[0]))
        answering.start()
        try:
            yield to_port(listening.getsockname()[1])
        finally:
            answering.join(5)
            for one in held:
                one.close()


def to_port(port: int, *, starttls: bool = False) -> MailServer:
    return MailServer("127.0.0.1", port, "office@example.com", starttls=starttls, patience=1.0)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
