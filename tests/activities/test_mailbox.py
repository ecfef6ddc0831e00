"""A letter on its way to a real mail server, or into a folder: what is answered, and what is final."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.mailbox import Letter, Mailbox, OutboxFolder, Undelivered
from tests.mailing import Taking, mail_server, silent_server, to_port

LETTER = Letter(
    message_id="0123456789",
    to="party@example.com",
    subject="示例市市场监督管理局：《责令改正通知书》",
    text="示例\n.\n.示例\n",
    at=datetime(2025, 2, 11, tzinfo=UTC),
    attachment="示例.pdf",
    pdf=b"%PDF" * 4000,
)


def undelivered(mailbox: Mailbox) -> tuple[str, bool]:
    with pytest.raises(Undelivered) as refusal:
        mailbox.deliver(LETTER)
    return refusal.value.answer, refusal.value.for_good


def test_a_letter_arrives_as_it_was_written() -> None:
    taking = Taking()
    with mail_server(taking) as server:
        assert server.deliver(LETTER) == "250 2.0.0 taken as 1"
    (letter,) = taking.letters
    body = letter.get_body()
    assert body is not None
    assert body.get_content().splitlines() == LETTER.text.splitlines()
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (LETTER.attachment, LETTER.pdf)


def test_a_server_that_says_nothing_is_left_in_time() -> None:
    with silent_server() as server:
        answer, for_good = undelivered(server)
    assert "timed out" in answer
    assert not for_good


@pytest.mark.parametrize(
    ("refuses", "for_good"),
    [
        ("550 5.1.1 no such mailbox", True),
        ("550 no such mailbox", True),
        ("452 4.2.2 mailbox full", False),
        ("554 5.7.1 relay access denied", False),  # that is ours to mend
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_only_what_the_addressee_s_mailbox_refuses_is_final(refuses: str, for_good: bool, late: bool) -> None:
    taking = Taking()
    taking.refuses, taking.late = refuses, late
    with mail_server(taking) as server:
        assert undelivered(server) == (refuses, for_good)


def test_no_letter_leaves_in_the_clear_where_the_setting_wants_encryption() -> None:
    taking = Taking()
    with mail_server(taking) as server:
        assert not undelivered(to_port(server.port, starttls=True))[1]
    assert taking.letters == []


def test_what_a_server_answers_in_other_letters_is_told_as_far_as_it_can_be_printed() -> None:
    taking = Taking()
    taking.refuses = "550 \N{SNOWMAN} 邮箱不存在"
    with mail_server(taking) as server:
        answer, _ = undelivered(server)
    assert answer.isascii()  # it is printed one day, on the receipt of an announcement
    assert answer.startswith("550")


def test_a_folder_holds_each_letter_once_and_tells_where_it_cannot_be_written(tmp_path: Path) -> None:
    folder = OutboxFolder(tmp_path / "outbox", "office@example.com")
    assert folder.deliver(LETTER) == folder.deliver(LETTER) == "outbox/0123456789.eml: no mail server"
    assert [one.name for one in (tmp_path / "outbox").iterdir()] == ["0123456789.eml"]
    (tmp_path / "file").write_text("")
    answer, for_good = undelivered(OutboxFolder(tmp_path / "file" / "outbox", "office@example.com"))
    assert str(tmp_path) in answer
    assert not for_good
