from pathlib import Path

import pytest

from domain.errors import Refused
from domain.service import Failure, Manner, announceable
from domain.service_act import Service
from rules.service import load, requirements
from rules.statutes import statute

BY_HAND, BY_POST = (Manner.DIRECT, Failure.ABSENT), (Manner.POST, Failure.RETURNED)


@pytest.mark.parametrize("manner", Manner)
def test_every_manner_rests_on_the_article_on_service_and_states_what_an_act_can_state(manner: Manner) -> None:
    needs = requirements(manner)
    assert {statute(one).article for one in needs.basis} <= {82, 83}
    assert needs.states
    assert needs.known <= Service.model_fields.keys()


def test_a_service_that_leaves_the_paper_behind_wants_a_witness_or_a_recording() -> None:
    assert ("witness", "recording") in requirements(Manner.LEFT).states


@pytest.mark.parametrize(
    ("failed", "electronic", "lawful"),
    [
        ([], False, False),
        ([BY_HAND], False, False),
        ([BY_POST], False, False),
        ([BY_HAND, BY_POST], False, True),
        ([BY_HAND, BY_POST], True, False),
        ([BY_HAND, BY_POST, (Manner.ELECTRONIC, Failure.RETURNED)], True, True),
        ([(Manner.DIRECT, Failure.REFUSED), BY_POST], False, False),
        ([(Manner.POST, Failure.UNTRACEABLE)], True, True),
    ],
)
def test_an_announcement_wants_an_untraceable_addressee_or_every_other_way_in_vain(
    failed: list[tuple[Manner, Failure]], electronic: bool, lawful: bool
) -> None:
    assert announceable(failed, electronic=electronic) is lawful


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("direct: {basis: [pr/82], states: [[handshake]]}", "law_file_invalid"),
        ("direct: {basis: [pr/9999], states: [[proof]]}", "law_file_invalid"),  # the other manners are missing
        ("pigeon: {basis: [pr/82], states: [[proof]]}", "law_file_invalid"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path: Path, entry: str, code: str) -> None:
    file = tmp_path / "service.yaml"
    file.write_text(f"# manners\n{entry}\n", "utf-8")
    with pytest.raises(Refused, match=r"service\.yaml, line") as refused:
        load(file)
    assert refused.value.code == code


def test_an_unknown_article_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    entries = [f"{one.value}: {{basis: [pr/82], states: [[proof]]}}" for one in Manner]
    entries[3] = entries[3].replace("pr/82", "pr/9999")
    file.write_text("\n".join(entries), "utf-8")
    with pytest.raises(Refused, match=r"service\.yaml, line 4") as refused:
        load(file)
    assert refused.value.code == "unknown_statute"
