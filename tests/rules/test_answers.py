"""The remarks of an answer: what they name must exist, and no remark speaks of procedure."""

from pathlib import Path

import pytest

from domain.errors import Refused
from rules.answers import answers, load

ENTRY = """
example:
  {which}
  basis: [{basis}]
  holder: {{zh: 可以询问, en: You may ask}}
  seller: {{zh: 可以询问, en: You may ask}}
"""
OWN = "title: {zh: 示例, en: example}\n  when: {recalled: true}"


def _load(folder: Path, which: str = OWN, basis: str = "consumer/8") -> None:
    (folder / "answers.yaml").write_text(ENTRY.format(which=which, basis=basis), encoding="utf-8")
    load(folder / "answers.yaml")


@pytest.mark.parametrize("which", [OWN, "rule: certificate_frozen"])
def test_a_remark_has_a_rule_or_a_title_with_its_condition(tmp_path: Path, which: str) -> None:
    _load(tmp_path, which)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"which": "rule: no_such_rule"}, "wrong_answer"),
        ({"which": OWN.replace("recalled", "no_such_fact")}, "wrong_answer"),
        ({"which": f"{OWN}\n  rule: certificate_frozen"}, "law_file_invalid"),
        ({"which": "title: {zh: 示例, en: example}"}, "law_file_invalid"),
        ({"basis": "pr/18"}, "wrong_answer"),
        ({"basis": "pql/999"}, "unknown_statute"),
    ],
)
def test_what_a_remark_names_must_be_there(tmp_path: Path, given: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        _load(tmp_path, **given)
    assert refused.value.code == code


def test_the_remarks_of_the_product_are_whole() -> None:
    assert {"recalled", "stop_sale_order", "past_use_by_date", "certificate_frozen"} <= set(answers())
    assert all(one.holder.zh and one.seller.en for one in answers().values())
