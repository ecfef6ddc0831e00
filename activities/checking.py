"""Taking checks (收录查验): what an officer or a seller states becomes a row, and is told what it has found."""

from datetime import datetime

from activities.answering import answer_of
from activities.front_desk import FrontDesk
from domain.answer import Answer
from domain.base import Value
from domain.circulation import PEOPLE
from domain.circulation_check import CirculationCheck
from models.circulation import CirculationCheckRow, Origin


class CheckTaken(Value):
    """`matter_id` is what the check has opened, `answer` what the register says of the certificate that it states."""

    check_id: str
    judgement_id: str
    matter_id: str | None
    answer: Answer | None


async def take_stated(desk: FrontDesk, check: CirculationCheck, at: datetime) -> CheckTaken:
    """Record and judge a check, once however often it is sent. Refused as `activities.judging.take_check` refuses."""
    row = row_of(check)
    taken = await desk.take_and_judge(row, at)
    return CheckTaken(
        check_id=check.check_id,
        judgement_id=taken.judgement_id,
        matter_id=None if taken.opened is None else taken.opened.matter_id,
        answer=None if check.certificate_number is None else answer_of(desk.database, desk.law, row, taken),
    )


def row_of(check: CirculationCheck) -> CirculationCheckRow:
    """A seller who states no lot has looked at the certificate: its lot is meant. An officer's lot is what he saw."""
    given = {name: getattr(check, name) for name in CirculationCheck.model_fields}
    by_certificate = check.lot_id is None and check.certificate_number is not None and check.regime in PEOPLE
    return CirculationCheckRow(
        **given | {"nonconforming_items": list(check.nonconforming_items)},
        origin=Origin.OWN,
        seen_on=check.seen_on,
        lot_by_certificate=by_certificate,
    )
