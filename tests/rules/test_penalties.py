"""What the file of penalties may say."""

from pathlib import Path

import pytest

from domain.errors import Refused
from rules.penalties import load

WHOLE = """measured_by: [pql/72]
fines:
  {fine}
one_fine: [apl/29]
grounds: []
"""


@pytest.mark.parametrize(
    ("fine", "code"),
    [
        ("pql/49: {least: 300, most: 100}", "law_file_invalid"),
        ("pql/49: {least: 0, most: 100, only_where: [harmless]}", "law_file_invalid"),
        ("pql/49: {least: 0, most: 100, upon: [whipping]}", "law_file_invalid"),
        ("pql/99: {least: 0, most: 100}", "unknown_statute"),
        ("pql/54: {least: 0, most: 30, of: [pql/99.1.4]}", "unknown_statute"),
    ],
)
def test_a_fine_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, fine: str, code: str) -> None:
    file = tmp_path / "penalties.yaml"
    file.write_text(WHOLE.replace("{fine}", fine), "utf-8")
    with pytest.raises(Refused, match=r"penalties\.yaml, line [23]") as refused:
        load(file)
    assert refused.value.code == code


def test_a_fine_that_can_be_right_is_read(tmp_path: Path) -> None:
    file = tmp_path / "penalties.yaml"
    file.write_text(WHOLE.replace("{fine}", "pql/52: {least: 0, most: 200}"), "utf-8")
    assert [(one.article, one.most) for one in load(file).fines] == [("pql/52", 200)]
