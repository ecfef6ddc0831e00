"""Every period of a complaint is kept on its last day and over on the day after (令121号, and 令20号 before it).

The three years in which a complaint is accepted (16, 15) are in test_complaints and test_repealed_order, how a last day
moves on from a holiday (45) in tests/domain/test_due.
"""

from datetime import date, timedelta

import pytest

from activities import matter_queue
from domain.complaint_acts import Side
from domain.steps import StepKind
from servers import Addresses
from tests import registering
from tests.complaining import EVE, FIRST, complained_of, last_day, over, received
from tests.registering import HANDLER, HEAD


def kept_until(matter: registering.Registered, kind: StepKind, last: date) -> None:
    """In time at the last moment of that day, over at the next."""
    step = matter.step(kind)
    assert last_day(step) == last
    matter.reach(over(step) - timedelta(seconds=1))
    assert not matter.lapsed(kind)
    matter.reach(over(step))
    assert matter.lapsed(kind)


@pytest.mark.parametrize(
    ("number", "on", "kind", "last"),
    [
        (743, EVE, StepKind.ACCEPTANCE, date(2026, 4, 23)),  # 令20号 14: 7 working days
        (752, FIRST, StepKind.ACCEPTANCE, date(2026, 4, 24)),  # 15: 7 working days
        (753, EVE, StepKind.MEDIATION, date(2026, 6, 18)),  # 令20号 21: 45 working days
        (754, FIRST, StepKind.MEDIATION, date(2026, 6, 14)),  # 23: 60 days; a Sunday is no statutory holiday (45)
        (755, EVE, StepKind.TERMINATION, date(2026, 4, 23)),  # 令20号 21: 7 working days
        (756, FIRST, StepKind.TERMINATION, date(2026, 4, 24)),  # 23: 7 working days
    ],
)
def test_a_period_of_a_complaint_is_over_on_the_day_after_its_last(
    addresses: Addresses, number: int, on: date, kind: StepKind, last: date
) -> None:
    with complained_of(addresses, number, **received(on)) as complaint:
        if kind is not StepKind.ACCEPTANCE:
            mediation = complaint.accept().number
        if kind is StepKind.TERMINATION:
            complaint.act(
                "consent", mediation, HANDLER, agreed=False, refused_by=Side.RESPONDENT, statement="不同意调解。"
            )
            ground = "order20/21.1.3" if on == EVE else "order121/23.1.2"
            step = complaint.step(kind).number
            complaint.act("termination_decision", step, HANDLER, ground=ground, statement="被投诉人不同意调解。")
        kept_until(complaint, kind, last)


@pytest.mark.parametrize(
    ("number", "extended", "last"), [(757, False, date(2026, 5, 9)), (758, True, date(2026, 5, 29))]
)
def test_a_clue_found_in_a_mediation_is_verified_in_fifteen_working_days_and_once_fifteen_more(
    addresses: Addresses, number: int, extended: bool, last: date
) -> None:
    """令121号 27, 令20号 23, as 处罚程序规定 18: the clue is a matter of its own. Saturday 9 May is worked."""
    with registering.registered(addresses, number, FIRST) as clue:
        step = clue.step(StepKind.VERIFICATION).number
        if extended:
            clue.act("extension", step, HEAD, count=15, reason="需赴外地核查。")
        kept_until(clue, StepKind.VERIFICATION, last)


def test_the_respondent_too_is_told_within_the_seven_working_days(addresses: Addresses) -> None:
    """23(2): both are told. That the complainant has been ends the step, and not what is owed to the other."""
    with complained_of(addresses, 866, **received(FIRST)) as complaint:
        mediation = complaint.accept().number
        complaint.act("consent", mediation, HANDLER, agreed=False, refused_by=Side.RESPONDENT, statement="不同意调解。")
        step = complaint.step(StepKind.TERMINATION).number
        complaint.act("termination_decision", step, HANDLER, ground="order121/23.1.2", statement="不同意调解。")
        complaint.serve(step)
        with complaint.session() as session:
            found = matter_queue.of_matter(session, complaint.law, complaint.now, complaint.matter_id)
        assert [one.due_on for one in found if "终止调解决定书" in one.what.zh] == [date(2026, 4, 24)]
