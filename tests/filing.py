"""Matters on the real servers whose files and answers are read by several tests."""

from datetime import date

from temporalio.testing import TimeSkipper

from activities.law import Law
from activities.matter_answers import answers
from activities.matter_file import file_of
from demo import cast
from demo.play import play
from demo.rehearsal import Rehearsal
from demo.watch import Watch
from domain.answer_pack import Answered, AnswerPack
from domain.procedure import Phase
from domain.steps import StepKind
from models.circulation import Origin
from models.session import Database
from notices.binding import text_of
from notices.file_order import Volume
from servers import Addresses
from tests.journeys.test_supervision import LATER, look, supervised, supervision_of
from tests.journeys.test_tracks import ANNOUNCED
from tests.rehearsing import confirmed, rehearsing, sampled, served
from worker import at_work

SUPERVISED = "look-773"
SAMPLE, CLUE, ANSWERED, REAL = "rehearsal-778", "rehearsal-777", "rehearsal-776", "own-775"
SECRET_CLUE, SECRET_NOTE = "示例举报第777号", "示例举报人说明情况"


async def played(addresses: Addresses) -> None:
    """A failed sample to its end, an answered order, a lagging bureau, and two clues, one of them no rehearsal."""
    async with sampled(addresses, 778) as sample:
        await play(sample, ANNOUNCED)
        await sample.over()
    async with rehearsing(addresses, 776) as answered:
        step = await confirmed(answered)
        await served(answered, step)
        await answered.act("answer", step, answered.party, statement="已改正😀\u200b，请复查。")
        await answered.step(StepKind.RECHECK, Phase.REPORTING)
        await answered.end()
    async with rehearsing(addresses, 773) as lagging:
        await lagging.step(StepKind.VERIFICATION, Phase.REPORTING)
        supervision = supervision_of(lagging, cast.morning(LATER))
        await supervision.supervise(look(SUPERVISED, LATER), cast.OFFICE.office_id)
        await supervised(supervision)
        await supervision.end()
        await lagging.end()
    async with at_work(addresses) as desk:
        for number, origin, name in ((777, Origin.REHEARSAL, CLUE), (775, Origin.OWN, REAL)):
            with desk.database.transaction() as session:
                check = cast.enter_copy(session, number, "润滑油")
                check.check_id, check.origin, check.clue, check.note = name, origin, SECRET_CLUE, SECRET_NOTE
            clue = Rehearsal(desk, TimeSkipper(desk.client), Watch(desk.database), check, cast.morning(cast.BEGINS))
            await clue.open()
            await clue.step(StepKind.VERIFICATION, Phase.REPORTING)
            await clue.end()


def printed(database: Database, name: str, *volumes: Volume) -> str:
    with database.snapshot() as session:
        return text_of(file_of(session, Law(), name, volumes or tuple(Volume)).pdf)


def pack(database: Database, name: str, received: date | None = None) -> AnswerPack:
    with database.snapshot() as session:
        return answers(session, Law(), name, received)


def answer(of: AnswerPack, objection: str) -> Answered:
    return next(one for one in of.answers if one.objection == objection)
