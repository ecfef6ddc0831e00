"""Two reports of breaches (举报): one verified, not filed, its result told; one in the power of another office."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from demo import cast
from demo.acting import HANDLER, HEAD, SECOND, close, verify
from demo.rehearsal import Rehearsal
from domain.base import Text
from domain.procedure import Phase
from domain.report import Report
from domain.results import Result
from domain.steps import StepKind

RECEIVED = cast.morning(date(2026, 5, 6))
BY_HOTLINE = "通过12315热线回复"
Play = Callable[[Rehearsal], Awaitable[None]]


async def not_filed(matter: Rehearsal) -> None:
    """Confirmed, slight and put right at once: not filed, and the informant is told, since a law wants it."""
    clue = (await matter.step(StepKind.VERIFICATION, Phase.REPORTING)).number
    await verify(matter, confirmed=True, statement="现场核查：一箱台灯没有标注执行标准编号，店主当场下架并改正。")
    number = (await matter.step(StepKind.FILING, Phase.DRAFTING)).number
    await matter.act(
        "draft", number, HANDLER, proposes=Result.NOT_FILED, statement="情节轻微，及时改正，没有造成危害后果。",
        ground="pr/20.1.1", education="告知店主核对执行标准标注的义务。", second_officer=SECOND,
    )  # fmt: skip
    await matter.act("approval", number, HEAD, agreed=True, remarks="同意。")
    await matter.act(
        "result_telling", clue, HANDLER, rule="standards/35", statement="举报内容属实，商店已经改正，不予立案。",
        told_how=BY_HOTLINE,
    )  # fmt: skip
    await matter.act("choice", 0, HEAD, begins=StepKind.CLOSING, reason="已经决定不予立案。")


async def without_power(matter: Rehearsal) -> None:
    """It happened in another city: the informant is told to turn there."""
    number = (await matter.step(StepKind.VERIFICATION, Phase.REPORTING)).number
    await matter.wait(1)
    await matter.act(
        "redirection", number, HANDLER, within=True, turn_to=cast.NEIGHBOUR.name, told_how=BY_HOTLINE,
        statement="被举报行为发生在示例邻市。",
    )  # fmt: skip


async def _of_a_report(number: int, play: Play, told: Rehearsal) -> None:
    matter = told.beside(RECEIVED)
    await matter.report(_report(number))
    await play(matter)
    await close(matter)
    told.matter_id, told.now = matter.matter_id, matter.now


def _report(number: int) -> Report:
    given = {
        "report_id": f"rehearsal-report-{number}",
        "office_id": cast.OFFICE.office_id,
        "channel": "hotline",
        "received_at": RECEIVED,
        "informant": {"name": f"示例举报人{number}", "phone": "00000000000", "address": "示例市示例路3号"},
        "reported": {"name": f"示例灯具商店{number}", "address": "示例市示例路4号"},
        "place": "示例市示例路4号",
        "facts": "货架上的示例牌台灯没有标注执行标准编号。",
        "goods": "示例牌台灯",
        "rehearsal": True,
    }
    return Report.model_validate(given, strict=False)


def _story(number: int, zh: str, en: str, play: Play, ending: str) -> tuple[Text, Play, str]:
    return Text(zh=f"一件举报：{zh}", en=f"A report: {en}"), partial(_of_a_report, number, play), ending


STORIES_OF_REPORTS = (
    _story(1, "属实，不予立案", "confirmed, and not filed", not_filed, "not_filed"),
    _story(2, "不具备处理权限", "not in the power of this office", without_power, "without_power"),
)
