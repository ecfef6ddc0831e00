"""Telling (告知): the office always, the party where the period is its own, once for each thing."""

from datetime import datetime

from sqlmodel import Session

from domain.base import Text
from domain.due import Due
from domain.procedure import Phase
from domain.steps import StepKind
from models import matter, message, sampled
from models.matter import StepRow

OF_THE_PARTY = {Phase.AWAITING, Phase.LAPSED}  # any other period is the office's own, and may be a secret of inquiry


def tell(session: Session, step: StepRow, about: str, at: datetime, text: Text) -> bool:
    """Leave the message with everybody concerned. False where all of them have it already."""
    row = matter.lock(session, step.matter_id)
    party = sampled.maker_id(session, row) if step.kind is StepKind.MAKER_OBJECTION else row.party_id or row.bureau_id
    recipients = [row.office_id, *([party] if party and step.phase in OF_THE_PARTY else [])]
    left = [message.tell(session, one, step.matter_id, step.number, about, at, text) for one in recipients]
    return any(left)


def ends_soon(step: StepRow, due: Due) -> Text:
    return Text(
        zh=f"事项“{step.matter_id}”第{step.number}步“{step.kind.zh}”的期限于{due.on}24时届满。",
        en=f"The period of step {step.number} ({step.kind.en}) of matter {step.matter_id} ends on {due.on} at 24:00.",
    )


def is_over(step: StepRow, due: Due) -> Text:
    return Text(
        zh=f"事项“{step.matter_id}”第{step.number}步“{step.kind.zh}”的期限已于{due.on}24时届满。",
        en=f"The period of step {step.number} ({step.kind.en}) of matter {step.matter_id} ended on {due.on} at 24:00.",
    )


def has_moved(step: StepRow, before: Due | None, due: Due | None, why: Text) -> Text:
    """`None` is a period that stands still; a day that was provisional may also have become final."""
    old, new = (Text(zh=f"{one.on}", en=f"{one.on}") if one else STANDS_STILL for one in (before, due))
    return Text(
        zh=f"事项“{step.matter_id}”第{step.number}步“{step.kind.zh}”的期限届满日由{old.zh}改为{new.zh}：{why.zh}",
        en=f"The last day of step {step.number} ({step.kind.en}) of matter {step.matter_id} moves from {old.en} to "
        f"{new.en}: {why.en}",
    )


STANDS_STILL = Text(zh="停止计算", en="a standstill")
