"""What people wrote is shown on a terminal, and never obeyed by it."""

import io

from terminal import PlainConsole, table

HOSTILE = "\x1b]0;示例\x07\x1b[2J\x9b31m\u202e示例\u200b"


def shown(thing: object) -> str:
    out = PlainConsole(file=io.StringIO(), force_terminal=True, width=200)
    out.print(thing, markup=False, highlight=False)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_a_sequence_that_commands_a_terminal_is_printed_as_its_codes() -> None:
    told = shown(HOSTILE)
    assert told == "〔U+001B〕]0;示例〔U+0007〕〔U+001B〕[2J〔U+009B〕31m〔U+202E〕示例〔U+200B〕\n"


def test_the_words_of_a_table_command_nothing_either() -> None:
    rows = table("事实")
    rows.add_row(HOSTILE, style="red")
    told = shown(rows)
    assert "\x1b]0" not in told
    assert "\x1b[2J" not in told
    assert "〔U+001B〕[2J" in told
    assert "\x1b[31m" in told  # what the program itself wants is still obeyed


def test_lines_and_tabs_stay_what_they_are() -> None:
    assert shown("一\r\n二\t三").split() == ["一", "二", "三"]
