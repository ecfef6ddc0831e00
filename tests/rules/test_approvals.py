from pathlib import Path

import pytest

from domain.errors import Refused
from domain.office import Role
from domain.steps import StepKind
from rules.approvals import approval, load


def test_an_order_to_correct_is_reviewed_by_another_and_approved_by_the_head_of_department() -> None:
    order = approval("order_to_correct")
    assert (order.drafts, order.reviews, order.approves) == (Role.HANDLER, Role.REVIEWER, Role.HEAD_OF_DEPARTMENT)
    assert order.certified_officers == 2


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_says_who_prepares_it(kind: StepKind) -> None:
    assert approval(kind).reports or approval(kind).drafts


@pytest.mark.parametrize("kind", ["verification", "recheck"])
def test_facts_are_found_by_two_certified_officers(kind: str) -> None:
    assert approval(kind).certified_officers == 2


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        approval("licence")
    assert refused.value.code == "unknown_approval"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("{drafts: handler, reviews: handler, basis: [pr/49]}", "law_file_invalid"),
        ("{approves: head_of_department, basis: [pr/77]}", "law_file_invalid"),
        ("{drafts: mayor, basis: [pr/77]}", "law_file_invalid"),
        ("{drafts: handler, basis: [pr/9999]}", "unknown_statute"),
    ],
)
def test_a_matrix_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, entry: str, code: str) -> None:
    file = tmp_path / "approvals.yaml"
    file.write_text(f"# matrix\nclosing: {entry}\n", "utf-8")
    with pytest.raises(Refused, match=r"approvals\.yaml, line 2") as refused:
        load(file)
    assert refused.value.code == code
