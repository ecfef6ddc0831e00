from pathlib import Path
from typing import get_args

import pytest

from domain.acts import ClockAct, MatterAct
from domain.errors import Refused
from domain.office import Role
from domain.steps import StepKind
from notices.catalog import kinds
from rules.approvals import approval, approvals, load


def test_an_order_to_correct_is_reviewed_by_another_and_approved_by_the_head_of_department() -> None:
    order = approval("order_to_correct")
    assert (order.drafts, order.reviews, order.approves) == (Role.HANDLER, Role.REVIEWER, Role.HEAD_OF_DEPARTMENT)
    assert order.certified_officers == 2


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_says_who_prepares_it(kind: StepKind) -> None:
    assert approval(kind).reports or approval(kind).drafts


def test_every_paper_of_an_authority_says_who_prepares_and_approves_it() -> None:
    named = approvals()
    covered = set(named) | {paper for one in named.values() for paper in one.papers}
    of_authorities = {name for name, kind in kinds().items() if kind.nature != "civil"}  # a party declares for itself
    assert of_authorities - covered == set(), "no decision in rules/approvals.yaml has these among its papers"
    assert {paper for one in named.values() for paper in one.papers} <= of_authorities


@pytest.mark.parametrize("kind", [one.model_fields["kind"].default for one in get_args(MatterAct | ClockAct)])
def test_every_decision_about_a_matter_or_a_period_says_whose_it_is(kind: str) -> None:
    """Who extends a period, its own article says (rules/deadlines.yaml)."""
    assert kind == "extension" or approval(kind).reports


def test_where_the_law_wants_a_collective_discussion_the_matrix_says_so() -> None:
    together = {name for name, one in approvals().items() if one.collective}
    assert together == {"recusal_of_principal", "grave_penalty"}  # PR 4, 60; of an extension its article says it


def test_only_a_referral_goes_to_the_head_of_the_whole_office_or_whoever_is_in_charge() -> None:
    referral = approval("referral")  # 移送规定 5
    assert (referral.approves, referral.acting) == (Role.PRINCIPAL, Role.HEAD_OF_DEPARTMENT)
    assert [name for name, one in approvals().items() if Role.PRINCIPAL in (one.approves, one.acting)] == ["referral"]


@pytest.mark.parametrize("kind", ["result_notice", "reminder_letter", "interview"])
def test_nobody_approves_what_no_article_wants_approved(kind: str) -> None:
    one = approval(kind)
    assert (one.drafts, one.reviews, one.approves) == (Role.HANDLER, None, None)


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
        ("{drafts: handler, acting: head_of_department, basis: [referral/5]}", "law_file_invalid"),
        ("{drafts: handler, basis: [pr/9999]}", "unknown_statute"),
    ],
)
def test_a_matrix_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, entry: str, code: str) -> None:
    file = tmp_path / "approvals.yaml"
    file.write_text(f"# matrix\nclosing: {entry}\n", "utf-8")
    with pytest.raises(Refused, match=r"approvals\.yaml, line 2") as refused:
        load(file)
    assert refused.value.code == code
