"""Every fact that a matter can rest on has one source, of a kind that the law knows (行政处罚法 46)."""

from pathlib import Path
from typing import get_args

import pytest

from domain.acts import Act
from domain.errors import Refused
from rules import catalog
from rules.evidence import load, of_act, source_of, sources
from rules.objections import objections
from rules.place import HERE
from rules.source import read

FAMILIES = ("circulation", "region")  # on whose findings a matter is opened
FILE = read(HERE / "evidence.yaml").data


@pytest.mark.parametrize("family", FAMILIES)
def test_every_fact_has_exactly_one_source(family: str) -> None:
    named = [fact for facts in FILE["facts"][family].values() for fact in facts]
    assert sorted(named) == sorted(catalog.fact_model(family).model_fields)
    assert all(source_of(family, fact) in sources() for fact in named)


def test_a_fact_that_nobody_placed_has_no_source() -> None:
    assert source_of("circulation", "weather") is None
    assert source_of("issuance", "on_sale") is None


def test_every_act_that_brings_evidence_is_an_act() -> None:
    kinds = {one.model_fields["kind"].default for one in get_args(get_args(Act)[0])}
    assert set(FILE["acts"]) <= kinds
    assert of_act("approval") is None  # a decision proves nothing


def test_a_fact_from_an_unknown_source_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text("sources: {}\nfacts:\n  circulation:\n    hearsay: [on_sale]\nacts: {}\n")
    with pytest.raises(Refused, match="unknown_source") as refusal:
        load(tmp_path / "evidence.yaml")
    assert "line 4" in refusal.value.en


def test_every_objection_is_raised_under_articles_that_are_read() -> None:
    assert len(objections()) == 16
    assert all(one.basis and one.title.zh and one.title.en for one in objections().values())
