"""A payment ends no mediation: the office hears what the consumer has chosen, and it goes on (O121 18, 23)."""

from pathlib import Path

import pytest

from demo import cast
from domain.steps import StepKind
from models import matter, message
from servers import Addresses
from tests.complaining import complained_of
from tests.paying import DAY, PAYEE, Paying


@pytest.mark.parametrize(("number", "ends"), [(863, True), (864, False)])
def test_the_office_hears_that_the_consumer_agrees_and_ends_nothing_by_itself(
    addresses: Addresses, tmp_path: Path, number: int, ends: bool
) -> None:
    with complained_of(addresses, number) as complaint:
        complaint.accept()
        one = Paying(complaint.database, tmp_path / "bank", f"choice-{number}", account=f"62220000000{number}")
        one.receive(one.application(claim_id=complaint.matter_id), one.assessment(), one.decision())
        one.send()
        one.exchange()
        one.later(DAY)
        one.receive(one.assignment(ends_mediation=ends))
        with complaint.session() as session:
            told = message.of_matter(session, complaint.matter_id)
            assert matter.known(session, complaint.matter_id).ended_at is None
        words = [one.text["zh"] for one in told if "先行赔付" in one.text["zh"]]
        assert len(words) == ends
        assert {one.recipient for one in told} <= {cast.OFFICE.office_id}
        assert complaint.step(StepKind.MEDIATION).result is None
        for secret in ("示例消费者", PAYEE, "250.00"):
            assert secret not in "".join(words)
