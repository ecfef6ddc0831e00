"""The stories (演练故事) of the demo: invented parties, through what the plots do not touch, for a person to read."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from temporalio.testing import TimeSkipper

from activities import matter_story
from activities.front_desk import FrontDesk
from demo import cast
from demo.acting import HANDLER, HEAD, LABEL, SECOND, close, hand_over, order_to_correct, recheck, verify
from demo.plots import AnswerPlot, OrderPlot
from demo.rehearsal import Rehearsal
from demo.stories_of_complaints import STORIES_OF_COMPLAINTS
from demo.stories_of_reports import STORIES_OF_REPORTS
from demo.story_of_a_city import of_a_city
from demo.watch import Watch
from domain import ending
from domain.base import Text, Value
from domain.calendar import legal_day
from domain.guidance_acts import Attendee, Commitment, Kept
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from domain.withdrawal import Revoker

FIRST = 301  # number of the first story's enterprise, above those of the copies
GOODS = "润滑油"
RECEIPT = {"signed_by": "示例收件人", "proof": "送达回证，当面签收"}
AGREED = {"agreed": True, "remarks": "同意。"}


class Story(NamedTuple):
    """One story. `ending` as the register must show it; None: it is still open. `sampled`: it begins with a failed
    sample, else with goods without proof of inspection."""

    title: Text
    play: Callable[[Rehearsal], Awaitable[None]]
    ending: str | None
    sampled: bool = False


async def of_an_enterprise(rehearsal: Rehearsal) -> None:
    """Reminded, ordered to correct, re-checked, interviewed; its commitments are followed up."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="现场核查：在售产品没有任何形式的检验合格证明。")
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.REMINDER_LETTER, reason="一并提醒其建立进货查验制度。")
    letter = await rehearsal.step(StepKind.REMINDER_LETTER, Phase.DRAFTING)
    await rehearsal.act(
        "letter_draft",
        letter.number,
        HANDLER,
        purpose="提醒你单位建立并执行进货检查验收制度。",
        reason="本批产品进货时没有验明检验合格证明。",
        suggestions=("逐批索取并留存检验合格证明。", "指定专人登记进货查验情况。"),
    )
    await rehearsal.act("service", letter.number, HANDLER, served_at=rehearsal.now, **RECEIPT)
    order = OrderPlot(AnswerPlot.IN_TIME, corrected=True)
    number = await order_to_correct(rehearsal, order, LABEL)
    await _interviewed(rehearsal)
    await recheck(rehearsal, order, LABEL, number)
    await close(rehearsal)


async def _interviewed(rehearsal: Rehearsal) -> None:
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.INTERVIEW, reason="约谈主要负责人，了解制度落实情况。")
    number = (await rehearsal.step(StepKind.INTERVIEW, Phase.DRAFTING)).number
    day = rehearsal.now + timedelta(days=5)
    await rehearsal.act(
        "interview_draft",
        number,
        HANDLER,
        purpose="了解进货检查验收制度的建立情况。",
        reason="在售产品曾没有检验合格证明。",
        topics=("进货查验制度", "检验合格证明的留存"),
        place="示例市市场监督管理局会议室",
        invited="主要负责人",
        held_at=day,
        second_officer=SECOND,
    )
    await rehearsal.act("service", number, HANDLER, served_at=rehearsal.now, **RECEIPT)
    await rehearsal.reach(day + timedelta(hours=2))
    by = legal_day(day) + timedelta(days=20)
    await rehearsal.act(
        "interview_record",
        number,
        HANDLER,
        held_at=day,
        place="示例市市场监督管理局会议室",
        attended=(Attendee(name="示例某", position="经理"),),
        said="说明了进货检查验收的要求。",
        replied="今后逐批核对并留存检验合格证明。",
        commitments=(Commitment(what="建立进货查验台账", by=by),),
        signed_for_party="示例某",
        signed_for_office="示例甲、示例乙",
        second_officer=SECOND,
    )
    await rehearsal.wait(15)
    await rehearsal.act(
        "follow_up", number, HANDLER, commitment=1, kept=Kept.KEPT, statement="台账已经建立，逐批登记。"
    )


async def of_a_withdrawn_order(rehearsal: Rehearsal) -> None:
    """The party asks for more time, which nobody here may grant; then the office withdraws its order."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="现场核查：产品及包装均无检验合格证明。")
    step = await rehearsal.step(StepKind.ORDER_TO_CORRECT, Phase.DRAFTING)
    await rehearsal.act(
        "order_draft", step.number, HANDLER, facts=LABEL.facts, demands=(LABEL.demands,), period_days=LABEL.days,
        period_reason=LABEL.reason, second_officer=SECOND,
    )  # fmt: skip
    await rehearsal.act("review", step.number, cast.REVIEWER.officer_id, **AGREED)
    await rehearsal.act("approval", step.number, HEAD, **AGREED)
    await rehearsal.act("service", step.number, HANDLER, served_at=rehearsal.now, **RECEIPT)
    await rehearsal.wait(3)
    await rehearsal.act("extension_request", step.number, rehearsal.party, count=10, reason="检验机构排期紧张。")
    await rehearsal.act("extension_refusal", step.number, HEAD, reason="没有规定可以延长，期限内可以补办检验。")
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.ORDER_WITHDRAWAL, reason="当事人提供了检查前的合格证明。")
    number = (await rehearsal.step(StepKind.ORDER_WITHDRAWAL, Phase.DRAFTING)).number
    await rehearsal.act(
        "draft", number, HANDLER, proposes=Result.WITHDRAWN, statement="检查前已有合格证明，责令改正的事实不成立。",
        revoked_by=Revoker.OFFICE, second_officer=SECOND,
    )  # fmt: skip
    await rehearsal.act("approval", number, HEAD, **AGREED)
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.CLOSING, reason="责令改正已经撤销。")
    await close(rehearsal)


async def of_a_transferred_case(rehearsal: Rehearsal) -> None:
    """The verification takes longer, the bureau of the maker is told, and the case goes to the office in charge."""
    await rehearsal.open()
    clue = await rehearsal.step(StepKind.VERIFICATION, Phase.REPORTING)
    await rehearsal.act("extension", clue.number, HEAD, count=15, reason="需要向生产者所在地核实。")
    await verify(rehearsal, confirmed=True, statement="核查：检验报告、抽样单与样品相符。")
    step = await rehearsal.step(StepKind.RESULT_NOTICE, Phase.DRAFTING)
    await rehearsal.act("notification", step.number, HANDLER, to_office=cast.NEIGHBOUR.office_id)
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.TRANSFER, reason="违法行为发生地不在本市。")
    number = (await rehearsal.step(StepKind.TRANSFER, Phase.DRAFTING)).number
    await rehearsal.act(
        "draft", number, HANDLER, proposes=Result.TRANSFERRED, statement="违法行为发生地不在本市。",
        to_office=cast.NEIGHBOUR.office_id,
    )  # fmt: skip
    await rehearsal.act("approval", number, HEAD, **AGREED)
    await hand_over(rehearsal)
    await close(rehearsal)


async def of_a_referred_case(rehearsal: Rehearsal) -> None:
    """A suspected crime: decided, handed over within a day, filed by the police."""
    await rehearsal.open()
    await verify(rehearsal, confirmed=True, statement="核查：检验报告、抽样单与样品相符。")
    await rehearsal.act("choice", 0, HEAD, begins=StepKind.REFERRAL, reason="销售金额较大。")
    number = (await rehearsal.step(StepKind.REFERRAL, Phase.DRAFTING)).number
    await rehearsal.act(
        "draft", number, HANDLER, proposes=Result.REFERRED, statement="销售金额涉嫌达到追诉标准。",
        to_office="示例市公安局", materials=("调查报告", "涉案物品清单", "检验报告"), second_officer=SECOND,
    )  # fmt: skip
    await rehearsal.wait(1)
    await rehearsal.act("approval", number, cast.PRINCIPAL.officer_id, **AGREED)
    await rehearsal.reach(rehearsal.now + timedelta(hours=5))
    await hand_over(rehearsal)
    await _reported(rehearsal, number, Result.SENT, "材料已送达公安机关。")
    await rehearsal.wait(2)
    await _reported(rehearsal, number, Result.POLICE_FILED, "公安机关决定立案。")


async def _reported(rehearsal: Rehearsal, number: int, result: Result, statement: str) -> None:
    said = {"result": result, "statement": statement, "proof": "示例回执", "second_officer": SECOND}
    await rehearsal.act("outcome", number, HANDLER, **said)


STORIES = (
    Story(
        Text(zh="一家企业：从提醒到约谈", en="An enterprise, from a reminder to an interview"),
        of_an_enterprise,
        "in_time/passed",
    ),
    Story(Text(zh="一份撤销的责令改正", en="An order that is withdrawn"), of_a_withdrawn_order, "revoked"),
    Story(
        Text(zh="一件移送的案件", en="A case that is transferred"), of_a_transferred_case, "transferred", sampled=True
    ),
    Story(Text(zh="一件移送公安的案件", en="A case that is referred"), of_a_referred_case, None, sampled=True),
    Story(
        Text(zh="一个滞后的市：从数据到解除督办", en="A lagging city, from its figures to the lifting"),
        of_a_city,
        "sent/in_time/upheld/improved/lifted",
    ),
    *(Story(*told) for told in (*STORIES_OF_COMPLAINTS, *STORIES_OF_REPORTS)),
)


class Chronicle(Value):
    """A story as the register tells it: moment, step, what happened and who acted; `ending` None: it is still open.
    `money`: where that of a payment stands."""

    title: Text
    matter_id: str
    ending: Text | None
    expected: Text | None
    events: tuple[tuple[datetime, int | None, Text, Text], ...]
    money: tuple[Text, ...] = ()


async def play_stories(desk: FrontDesk) -> tuple[Chronicle, ...]:
    """Play them one after another, and ask the register for each."""
    skipper, watch = TimeSkipper(desk.client), Watch(desk.database)
    chronicles = []
    for number, story in enumerate(STORIES, FIRST):
        with desk.database.transaction() as session:
            check = cast.enter_copy(session, number, GOODS, sampled=story.sampled)
        rehearsal = Rehearsal(desk, skipper, watch, check, cast.morning(cast.BEGINS))
        await story.play(rehearsal)
        with desk.database.transaction() as session:
            told = matter_story.story(session, desk.law, rehearsal.matter_id, rehearsal.now)
        events = tuple((event.at, event.step, event.what, event.by) for event in told.events)
        expected = ending.told(story.ending) if story.ending else None
        chronicles.append(
            Chronicle(
                title=story.title, matter_id=told.matter_id, ending=told.ending, expected=expected, events=events
            )
        )
    return tuple(chronicles)
