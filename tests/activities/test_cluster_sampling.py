"""A sampling of a lot that consumers complain of: it may be proposed, unless a higher level has sampled (PQL 15)."""

from typing import Any

import pytest
from sqlmodel import Session

from domain.circulation import CheckRegime, SampleOutcome
from domain.cluster import Permission
from models.circulation import Origin
from models.parameter import ParameterRow
from tests.clustering import DAY, Clustering
from tests.market import NUMBER, Market

SAMPLED: dict[str, Any] = {"regime": CheckRegime.SUPERVISORY_SAMPLING, "origin": Origin.REHEARSAL, "party_id": None}
OPEN, BARRED, UNCLEAR = Permission.OPEN, Permission.BARRED, Permission.UNCLEAR


@pytest.mark.parametrize(
    ("by", "same_lot", "days", "permission"),
    [
        (None, None, None, OPEN),
        ("example-province", True, None, BARRED),
        ("example-province", False, None, UNCLEAR),  # no text says for how long
        ("example-province", False, 180, BARRED),
        ("example-province", False, 179, OPEN),
        ("example-city", True, 180, OPEN),  # its own
        ("county", True, 180, OPEN),  # below
        ("example-neighbour", True, 180, OPEN),  # beside
        ("", True, None, UNCLEAR),  # whose it was is not on record
    ],
)
def test_what_a_higher_level_has_sampled_is_not_proposed_again(
    session: Session, by: str | None, same_lot: bool | None, days: int | None, permission: Permission
) -> None:
    """PQL 15(2)."""
    told, market = Clustering(session), Market(session)
    market.certify()
    session.get_one(ParameterRow, "higher_sampling_days").value = days
    if by is not None:
        other = market.lot_of("示例厂", "示例灯", "甲型", "示例批次二")
        market.check(
            None, on=(told.now - 180 * DAY).date(), lot_id=market.lot if same_lot else other, office_id=by or None,
            sample_outcome=SampleOutcome.NONCONFORMING, **SAMPLED,
        )  # fmt: skip
    for _ in range(2):
        told.complain(certificate=NUMBER)
    found = told.shown()
    assert found.proposal is not None
    assert found.proposal.permission is permission
    assert any("第十五条第二款" in one.zh for one in found.proposal.says) is (permission is not OPEN)
    assert found.facts.failed_samples == len(found.samplings) == (0 if by is None else 1)


def test_a_lot_that_is_not_in_the_register_waits_for_somebody_who_knows_it(session: Session) -> None:
    told = Clustering(session)
    told.complain()
    told.complain()
    proposal = told.shown().proposal
    assert proposal is not None
    assert proposal.permission is UNCLEAR
    assert any("批次没有登记" in one.zh for one in proposal.says)
    assert told.shown(of_lot=False).proposal is None
