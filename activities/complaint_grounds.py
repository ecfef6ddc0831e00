"""Grounds of refusal (不予受理的理由) that the register itself shows: they are proposed, and the officer decides.

What it cannot show (whose business it is, whether goods were bought for consumption, what a court has taken up, whether
papers are true) an officer finds out: nothing is proposed on it.
"""

from collections.abc import Iterator

from sqlmodel import Session

from activities import complaining
from activities.law import Law, law_day
from domain.base import Text
from domain.due import due
from models import complaint
from models.matter import MatterRow

HANDLED = ("order20/15.1.2", "order121/16.1.2")
KNOWLEDGE = "complaint_knowledge"  # the period in which a complaint is accepted


def proposed(session: Session, law: Law, row: MatterRow) -> Iterator[Text]:
    """In lines, each with its article."""
    day = law_day(row, row.began_at)
    if is_stale(session, law, row):
        by = law.cited(law.period(KNOWLEDGE, day).basis)
        yield Text(
            zh=f"投诉人知道权益受侵害之日起已超过三年：不予受理（{by.zh}）",
            en=f"more than three years had passed since the complainant knew: it is not accepted ({by.en})",
        )
    by = law.cited(law.in_force(HANDLED, day))
    for earlier in complaint.same_dispute(session, row.matter_id):
        yield Text(
            zh=f"看来同一争议此前已有投诉{earlier.complaint_id}；已经受理或者处理过的，可以考虑不予受理（{by.zh}）",
            en=f"the same dispute, it seems, was complained of before ({earlier.complaint_id}); where that was "
            f"accepted or handled, refusal may be considered ({by.en})",
        )


def is_stale(session: Session, law: Law, row: MatterRow) -> bool:
    """Whether three years had passed since the complainant knew when the complaint came in (O121 16, O20 15)."""
    taken = complaining.of_matter(session, row)
    over = due(law.period(KNOWLEDGE, taken.received_at), taken.known_on, law.published(session).calendar)
    return taken.received_at >= over.at
