"""The page on the state of the law is what the law files say."""

from pathlib import Path

from notices import catalog as documents
from rules import catalog
from rules.place import HERE
from rules.status import page

PAGE = HERE.parent / "docs" / "law-status.md"


def test_the_page_is_as_the_command_writes_it() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: hezheng rules status > docs/law-status.md"


def test_it_names_what_was_read_in_part_and_what_is_off() -> None:
    told = page()
    assert "| `circulation.inspection_without_code` | inspections/inspections | partial |" in told
    assert "`repeated_findings_window`" in told.partition("## Off")[2]
    assert "`circulation.repeated_findings`" in told.partition("## Off")[2]
    assert "`correction_label` from 2021-07-15: no minimum" in told


def test_every_document_that_a_rule_serves_is_in_the_catalogue_of_documents() -> None:
    kinds = frozenset(documents.kinds())
    assert kinds
    assert [catalog.surveyed(Path(HERE / name), kinds).problems for name in catalog.FAMILIES] == [()] * len(
        catalog.FAMILIES
    )
