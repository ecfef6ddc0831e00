"""What the papers of agents and of joint complaints must state (令121号 11, 12)."""

from datetime import date
from typing import Any

import pytest

from domain.complaint import refuse_impossible
from domain.errors import Refused
from domain.representation import lacking
from tests.complaining import RECEIVED, a_complaint
from tests.representing import AGENT, FIRST, by_agent, joint, person


@pytest.mark.parametrize(
    ("paper", "missing"),
    [
        ({}, []),
        ({"original": False}, ["授权委托书原件"]),
        ({"matters": None}, ["委托事项"]),
        ({"powers": []}, ["代为提出投诉的权限"]),
        ({"until": date(2026, 5, 6)}, []),
        ({"until": date(2026, 5, 5)}, ["包括收到投诉之日的委托期限"]),
        ({"first": None}, ["包括收到投诉之日的委托期限"]),
        ({"signed_by": AGENT}, ["委托人签名"]),
    ],
)
def test_the_authority_of_an_agent_states_matters_powers_and_term_over_a_signature(
    paper: dict[str, Any], missing: list[str]
) -> None:
    complaint = a_complaint(688, **by_agent(**paper))
    assert [one.zh for one in lacking(complaint.complainant, RECEIVED.date())] == missing


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (joint(others=[person(FIRST)]), "complainant_twice"),
        (joint("示例路人"), "representative_unknown"),
        (joint(FIRST, FIRST), "representative_unknown"),
        (joint(FIRST, election=None), "election_missing"),
    ],
)
def test_a_joint_complaint_that_cannot_be_is_refused(content: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        refuse_impossible(a_complaint(688, **content))
