"""Who takes no part in a matter, by what was asked and decided (APL 43, PR 4)."""

from datetime import UTC, datetime

from domain.people_acts import RecusalDecision, RecusalRequest
from domain.recusal import pending, recused

NOW = datetime(2025, 3, 3, tzinfo=UTC)
Acts = list[RecusalRequest | RecusalDecision]
ABOUT = {"matter_id": "示例", "sent_at": NOW, "received_at": NOW, "reason": "示例"}


def asked(act_id: str, actor: str, officer: str) -> RecusalRequest:
    return RecusalRequest.model_validate(ABOUT | {"act_id": act_id, "actor": actor, "officer": officer})


def decided(act_id: str, request: str, agreed: bool) -> RecusalDecision:
    about = {"act_id": act_id, "actor": "head", "request": request, "agreed": agreed}
    return RecusalDecision.model_validate(ABOUT | about)


def test_the_request_of_a_party_binds_nobody_before_it_is_decided() -> None:
    acts: Acts = [asked("1", "party", "one")]
    assert (recused(acts), list(pending(acts))) == (frozenset(), ["1"])
    acts = [*acts, decided("2", "1", True)]
    assert recused(acts) == {"one"}
    assert pending(acts) == {}


def test_who_declares_it_himself_is_out_at_once_and_back_when_it_is_decided_so() -> None:
    acts: Acts = [asked("1", "one", "one"), asked("2", "party", "two")]
    assert recused(acts) == {"one"}
    assert recused([*acts, decided("3", "1", False), decided("4", "2", True)]) == {"two"}


def test_the_newest_decision_counts() -> None:
    acts: Acts = [
        asked("1", "party", "one"),
        decided("2", "1", False),
        asked("3", "party", "one"),
        decided("4", "3", True),
    ]
    assert recused(acts) == {"one"}
    assert recused([*acts, asked("5", "one", "one"), decided("6", "5", False)]) == frozenset()


def test_a_decision_upon_no_request_changes_nothing() -> None:
    assert recused([decided("1", "no such request", True)]) == frozenset()
