"""Whether a higher level has sampled the goods of a matter (PQL 15(2)), as the view `matter_facts` says it."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.circulation import CheckRegime
from domain.production import Production
from models import circulation, enterprise, matter, office
from models.circulation import CirculationCheckRow, Origin
from models.enterprise import product_of_lot
from models.parameter import ParameterRow
from servers import Addresses
from tests.clustering import COUNTY
from tests.registering import registered

BEGAN = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("by", "same_lot", "days", "above"),
    [
        (None, True, None, False),
        ("example-province", True, None, True),
        ("example-province", False, None, None),  # no text says for how long
        ("example-province", False, 180, True),
        ("example-province", False, 179, False),
        ("example-city", True, 180, False),  # its own
        ("county", True, 180, False),  # below
        ("example-neighbour", True, 180, False),  # beside
        ("", True, None, None),  # whose it was is not on record
    ],
)
def test_a_higher_level_has_sampled_the_lot_or_the_product_not_long_ago(
    addresses: Addresses, by: str | None, same_lot: bool, days: int | None, above: bool | None
) -> None:
    with registered(addresses, 821, BEGAN) as told, told.session() as session:
        office.register_office(session, COUNTY, ())
        session.get_one(ParameterRow, "higher_sampling_days").value = days
        check = session.get_one(CirculationCheckRow, told.matter_id)
        assert check.lot_id is not None
        product, _ = product_of_lot(session, check.lot_id)
        other = enterprise.enter_lot(session, product.product_id, "示例批次甲", Production())
        common: dict[str, Any] = {"regime": CheckRegime.SUPERVISORY_SAMPLING, "seen_on": BEGAN - timedelta(days=180)}
        if by is not None:
            one = {"check_id": "821-1", "lot_id": check.lot_id if same_lot else other, "office_id": by or None}
            circulation.record(session, CirculationCheckRow(**common | one, origin=Origin.REHEARSAL))
        # What is no rehearsal counts for none.
        true = {"check_id": "821-2", "lot_id": check.lot_id, "office_id": "example-province"}
        circulation.record(session, CirculationCheckRow(**common | true, origin=Origin.OWN))
        assert matter.facts(session, told.matter_id)["sampled_above"] is above


def test_of_goods_that_are_not_registered_no_sampling_is_on_record(addresses: Addresses) -> None:
    """Whoever proposes one looks up what has been published; the register cannot."""
    with registered(addresses, 822, BEGAN) as told, told.session() as session:
        check = session.get_one(CirculationCheckRow, told.matter_id)
        check.lot_id, check.certificate_number = None, "示例合格证822"
        session.flush()
        assert matter.facts(session, told.matter_id)["sampled_above"] is False
