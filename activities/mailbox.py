"""Where e-mail leaves the program: a mail server by SMTP, or a folder of .eml files."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from pydantic import AwareDatetime

from domain.base import Value

PATIENCE = 20.0  # seconds for each answer of a mail server


class Letter(Value):
    """One e-mail with one PDF. Its bytes follow from its values: a second copy after a crash is the same message."""

    message_id: str
    to: str
    subject: str
    text: str
    at: AwareDatetime
    attachment: str
    pdf: bytes

    def message(self, sender: str) -> EmailMessage:
        made = EmailMessage(policy=SMTP)  # lines end as a mail server wants them
        made["Message-ID"] = f"<{self.message_id}@{sender.rpartition('@')[2]}>"
        made["Date"] = format_datetime(self.at)
        made["From"], made["To"], made["Subject"] = sender, self.to, self.subject
        made.set_content(self.text, cte="base64")
        made.add_attachment(self.pdf, maintype="application", subtype="pdf", filename=self.attachment)
        made.set_boundary(f"part-{self.message_id}")
        return made


class Undelivered(Exception):
    """The letter did not leave. `answer` is what was heard; `for_good`: the addressee's mailbox takes it never."""

    def __init__(self, answer: str, *, for_good: bool = False) -> None:
        super().__init__(answer)
        self.answer, self.for_good = answer, for_good


class Mailbox(Protocol):
    def deliver(self, letter: Letter) -> str:
        """Let the letter leave, and tell what was answered. Raises `Undelivered`."""


class OutboxFolder:
    """A folder of .eml files, for want of a mail server and for rehearsals: nothing leaves this machine."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def deliver(self, letter: Letter) -> str:
        name = f"{letter.message_id}.eml"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            written = self.folder / f"{name}.part"
            written.write_bytes(letter.message(self.sender).as_bytes())
            written.replace(self.folder / name)
        except OSError as error:
            raise Undelivered(f"{self.folder}: {error.strerror}") from error
        return f"{self.folder.name}/{name}: no mail server"


class MailServer:
    """A server that takes mail by SMTP. `password` is never repeated."""

    def __init__(
        self, host: str, port: int, sender: str, *, starttls: bool, user: str | None = None, password: str = "",
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self.host, self.port, self.sender = host, port, sender
        self.starttls, self.user, self.password, self.patience = starttls, user, password, patience

    def deliver(self, letter: Letter) -> str:
        server = smtplib.SMTP(timeout=self.patience)
        try:
            return self._speak(server, letter)
        except smtplib.SMTPResponseException as error:
            raise Undelivered(_told(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:  # OSError: no such host, refused, timed out, no TLS
            raise Undelivered(f"{self.host}:{self.port}: {error or type(error).__name__}") from error
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # what it answers changes nothing: the letter has been taken, or has not
            server.close()

    def _speak(self, server: smtplib.SMTP, letter: Letter) -> str:
        _wanted(server.connect(self.host, self.port), 220)
        server.ehlo_or_helo_if_needed()
        if self.starttls:
            server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
        if self.user:
            server.login(self.user, self.password)
        _wanted(server.mail(self.sender), 250)
        _wanted(server.rcpt(letter.to), 250, 251, of_addressee=True)
        return _wanted(server.data(letter.message(self.sender).as_bytes()), 250, of_addressee=True)


def _wanted(answer: tuple[int, bytes], *codes: int, of_addressee: bool = False) -> str:
    """The answer, where it is one of these. About the addressee's mailbox a 5 is final (RFC 5321, 4.2.1), but where it
    tells of a policy (RFC 3463, 3.8): that may be ours to mend."""
    code, text = answer
    told = _told(code, text)
    if code not in codes:
        raise Undelivered(told, for_good=of_addressee and 500 <= code < 600 and f"{code} 5.7." not in told)
    return told


def _told(code: int, text: bytes | str) -> str:
    """On one line and in ASCII, for it is kept, told and printed."""
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    plain = (mark if mark.isascii() and mark.isprintable() else " " for mark in f"{code} {said}")
    return " ".join("".join(plain).split())
