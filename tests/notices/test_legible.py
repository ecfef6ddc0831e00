import pytest

from notices import render


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("已改正。", "已改正。"),
        ("谢谢😀", "谢谢〔U+1F600〕"),
        ("甲\u200b乙", "甲〔U+200B〕乙"),
        ("一\r\n二", "一\n二"),
        ("一\t二", "一〔U+0009〕二"),
        (" ", "—"),
        ("", "—"),
    ],
)
def test_what_cannot_be_printed_or_seen_is_told_by_its_code(written: str, printed: str) -> None:
    assert render.readable(written) == printed


def test_a_text_for_one_line_has_none() -> None:
    assert render.readable("一\n二", lines=False) == "一 二"
