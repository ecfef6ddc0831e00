"""Seven complaints (投诉), each to its end: agreed, refused, without consent, terminated for a no-show, withdrawn; and
two whose consumers a scheme pays first (`demo.payments`), without an agreement, or with a trader who has left."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial

from demo import cast
from demo.acting import HANDLER, hand_over
from demo.front_door import report
from demo.rehearsal import Rehearsal
from domain.base import Text
from domain.complaint import Complaint
from domain.complaint_acts import MediationManner, Side
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind

RECEIVED = cast.morning(date(2026, 5, 6))
BY_THE_FRONT_DOOR = 1  # this one was submitted by the consumer himself; the others came by the platform
RECEIPT = {"signed_by": "示例收件人", "proof": "送达回证，当面签收"}
Play = Callable[[Rehearsal], Awaitable[None]]


async def settled(matter: Rehearsal) -> None:
    """His identity is verified, both sides agree, and each has the agreement."""
    step = await matter.step(StepKind.ACCEPTANCE, Phase.REPORTING)
    await matter.act("identity_demand", step.number, HANDLER, wanted="本人居民身份证复印件", by=date(2026, 5, 12))
    await hand_over(matter)
    await _accepted(matter)
    number = await _invited(matter)
    await matter.act(
        "mediation_record", number, HANDLER, settled=True, manner=MediationManner.ON_SITE,
        statement="双方到场，商店承认商品存在故障。", terms="商店于2026年6月5日前退还货款199元，投诉人同时退回商品。",
    )  # fmt: skip


async def refused(matter: Rehearsal) -> None:
    """A court has accepted the same dispute: that is found out and recorded, then decided."""
    step = await matter.step(StepKind.ACCEPTANCE, Phase.REPORTING)
    found = {"taken_up": True, "within_remit": True}
    statement = "经向人民法院查询，同一争议已经立案。"
    await matter.act("acceptance_examination", step.number, HANDLER, found=found, statement=statement)
    await _decided(matter, accepted=False, statement="人民法院已经受理同一争议。", ground="order121/16.1.2")


async def without_consent(matter: Rehearsal) -> None:
    """The shop does not agree to mediation."""
    await _accepted(matter)
    step = await matter.step(StepKind.MEDIATION, Phase.CONSENTING)
    await matter.act(
        "consent", step.number, HANDLER, agreed=False, refused_by=Side.RESPONDENT, statement="商店书面表示不同意调解。"
    )
    await _terminated(matter, "被投诉人明确拒绝调解。")


async def not_attended(matter: Rehearsal) -> None:
    """The shop agreed to mediation, and did not come."""
    await _accepted(matter)
    number = await _invited(matter)
    await matter.act(
        "mediation_record", number, HANDLER, settled=False, manner=MediationManner.ON_SITE,
        statement="商店经通知未到场，也没有说明理由。", ground="order121/23.1.2",
    )  # fmt: skip
    await _terminated(matter, "被投诉人无正当理由不参加调解。")


async def withdrawn(matter: Rehearsal) -> None:
    """They have come to terms by themselves."""
    step = await matter.step(StepKind.ACCEPTANCE, Phase.REPORTING)
    await matter.wait(2)
    await matter.act("complaint_withdrawal", step.number, matter.matter_id, statement="双方已经自行和解，撤回投诉。")


async def without_agreement(matter: Rehearsal) -> None:
    """Both came, and the shop would not pay."""
    await _accepted(matter)
    number = await _invited(matter)
    await matter.act(
        "mediation_record", number, HANDLER, settled=False, manner=MediationManner.ON_SITE,
        statement="商店承认商品存在故障，但明确表示不退货款。", ground="order121/23.1.3",
    )  # fmt: skip
    await _terminated(matter, "被投诉人明确表示无法达成调解协议。", "order121/23.1.3")


async def unanswered(matter: Rehearsal) -> None:
    """The shop has left the market and does not say whether it agrees, and the sixty days pass."""
    await _accepted(matter)
    step = await matter.step(StepKind.MEDIATION, Phase.CONSENTING)
    assert step.due_at is not None
    await matter.reach(step.due_at + timedelta(hours=9))
    await _terminated(matter, "自受理之日起六十日内未能达成调解协议，商店已经撤场，征求意愿未答复。", "order121/23.1.5")


async def _decided(matter: Rehearsal, **content: object) -> None:
    step = await matter.step(StepKind.ACCEPTANCE, Phase.REPORTING)
    await matter.wait(2)
    await matter.act("acceptance_decision", step.number, HANDLER, **content)
    await matter.act("service", step.number, HANDLER, served_at=matter.now, **RECEIPT)


async def _accepted(matter: Rehearsal) -> None:
    await _decided(matter, accepted=True, statement="属于本部门职责，材料齐全。")


async def _invited(matter: Rehearsal) -> int:
    """Both agree and are invited; it is the day of the mediation. Returns the number of the step."""
    step = await matter.step(StepKind.MEDIATION, Phase.CONSENTING)
    await matter.act("consent", step.number, HANDLER, agreed=True, statement="电话征求，双方同意调解。")
    held_at = matter.now + timedelta(days=10)  # a Monday
    await matter.act(
        "mediation_notice", step.number, HANDLER, held_at=held_at, place="示例市市场监督管理局调解室",
        mediators=(cast.HANDLER.name, cast.SECOND.name),
    )  # fmt: skip
    await hand_over(matter)
    await matter.reach(held_at + timedelta(hours=1))
    return step.number


async def _terminated(matter: Rehearsal, statement: str, ground: str = "order121/23.1.2") -> None:
    step = await matter.step(StepKind.TERMINATION, Phase.REPORTING)
    await matter.act("termination_decision", step.number, HANDLER, ground=ground, statement=statement)
    await matter.act("service", step.number, HANDLER, served_at=matter.now, **RECEIPT)


async def _of_a_complaint(number: int, play: Play, told: Rehearsal) -> None:
    """What the office does with the complaint is the matter that is told, and it is filed away."""
    matter = told.beside(RECEIVED)
    await matter.complain(_complaint(number), front_door=number == BY_THE_FRONT_DOOR)
    await play(matter)
    await hand_over(matter)
    step = await matter.step(StepKind.ARCHIVING, Phase.REPORTING)
    await matter.act("outcome", step.number, HANDLER, result=Result.CLOSED, statement="材料齐全，归档。")
    await report(told.desk)
    told.matter_id, told.now = matter.matter_id, matter.now


def complaint_id(number: int) -> str:
    return f"rehearsal-complaint-{number}"


def shop(number: int) -> str:
    """The respondent of a complaint, by name."""
    return f"示例电器商店{number}"


def _complaint(number: int) -> Complaint:
    given = {
        "complaint_id": complaint_id(number),
        "office_id": cast.OFFICE.office_id,
        "channel": "platform",
        "reference": f"示例投诉编号{number:04d}",
        "received_at": RECEIVED,
        "complainant": {"name": f"示例投诉人{number}", "phone": "00000000000", "address": "示例市示例路1号"},
        "respondent": {"name": shop(number), "address": "示例市示例路2号"},
        "goods": "示例牌电热水壶 SL-1500",
        "traded_on": date(2026, 4, 20),
        "known_on": date(2026, 4, 22),
        "price_fen": 19_900,
        "request": "退还货款199元。",
        "facts": "使用两次后不能加热，商店拒绝退货。",
        "rehearsal": True,
    }
    return Complaint.model_validate(given, strict=False)


def _story(number: int, zh: str, en: str, play: Play, ending: str) -> tuple[Text, Play, str]:
    return Text(zh=f"一件投诉：{zh}", en=f"A complaint: {en}"), partial(_of_a_complaint, number, play), ending


STORIES_OF_COMPLAINTS = (
    _story(1, "网上提交，达成调解协议", "by the front door, settled", settled, "complaint_accepted/settled"),
    _story(2, "不予受理", "not accepted", refused, "complaint_refused"),
    _story(
        3, "被投诉人不同意调解", "no consent", without_consent, "complaint_accepted/consent_refused/terminated"
    ),
    _story(
        4, "被投诉人不到场", "nobody came", not_attended, "complaint_accepted/not_settled/terminated"
    ),
    _story(5, "投诉人撤回", "withdrawn", withdrawn, "complaint_withdrawn"),
    _story(
        6, "未能达成协议", "no agreement", without_agreement, "complaint_accepted/not_settled/terminated"
    ),
    _story(
        7, "被投诉人撤场", "the trader has left", unanswered, "complaint_accepted/terminated/terminated"
    ),
)
