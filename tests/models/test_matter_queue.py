"""The work queue of real matters, at any moment."""

from datetime import timedelta

from demo import cast
from domain.procedure import Phase
from domain.steps import StepKind, Track
from models import matter_queue
from models.matter import MatterRow, StepRow
from models.session import Database
from servers import Addresses

BEGAN = cast.morning(cast.BEGINS)
DUE = {"on": "2025-02-10", "provisional": True}


def test_a_period_is_overdue_from_its_end_on_before_anyone_has_noted_it(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    end = BEGAN + timedelta(hours=15)  # midnight
    with database.transaction() as session:
        cast.enter_cast(session)
        for number, rehearsal in ((1, True), (2, False)):
            check = cast.enter_copy(session, number, "润滑油")
            session.add(check)
            session.flush()
            name = check.check_id
            opened = MatterRow(
                matter_id=name,
                check_id=name,
                party_id=check.party_id,
                office_id=cast.OFFICE.office_id,
                rehearsal=rehearsal,
                began_at=BEGAN,
            )
            session.add(opened)
            session.flush()
            step = StepRow(matter_id=name, number=1, rule="matter.verify", begun_at=BEGAN, period_from=BEGAN)
            step.track, step.kind, step.phase = Track.CLUE, StepKind.VERIFICATION, Phase.REPORTING
            step.due, step.due_at = DUE, end
            session.add(step)
        session.flush()
        for now, overdue in ((end - end.resolution, False), (end, True)):
            real, rehearsed = matter_queue.queue(session, now)
            assert (real["matter_id"], real["overdue"], real["provisional"]) == ("rehearsal-002", overdue, True)
            assert (rehearsed["rehearsal"], rehearsed["overdue"]) == (True, False)
    database.close()
