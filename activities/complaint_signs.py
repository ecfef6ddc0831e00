"""Signs (可以考虑的因素) beside a complaint: what the register knows of others like it. They decide nothing.

O121 17 lets an office consider them when it asks whether goods were bought for consumption; nothing is refused by them,
and a clue in the complaint is verified all the same (27). Complaints of several people on one lot point at the goods.
Papers of an agent that are missing (11) and the office that handles it (13, 14) are told with them.
"""

from collections.abc import Iterator

from sqlmodel import Session

from activities import complaint_place, representing
from activities.law import Law, law_day
from domain.base import Text
from models import complaint
from models.complaint import Alike
from models.matter import MatterRow
from rules import statutes

BY_PHONE, BY_SERIES, OF_LOT = "order121/17.1.4", "order121/17.1.2", "pql/15"


def of_matter(session: Session, law: Law, row: MatterRow) -> tuple[Text, ...]:
    """In lines, each with its article, where that was in force; none where there is nothing like it, or the matter is
    about no complaint."""
    if row.complaint_id is None:
        return ()
    day = law_day(row, row.began_at)
    known = law.in_force((BY_PHONE, BY_SERIES, OF_LOT), day)
    alike = tuple(one for article, one in _told(complaint.alike(session, row.complaint_id)) if article in known)
    if not law.in_force((representing.PAPERS_MISSING, complaint_place.NO_POWER), day):
        return alike
    return (*alike, *representing.missing(session, row), *complaint_place.proposed(session, row))


def _told(found: Alike) -> Iterator[tuple[str, Text]]:
    if found.people_of_one_phone > 1:
        yield _line(
            f"登记簿上使用同一联系电话的投诉人有{found.people_of_one_phone}名",
            f"{found.people_of_one_phone} complainants on record have given the same telephone number",
            BY_PHONE,
        )
    if found.of_one_series > 1:
        yield _line(
            f"登记簿上该投诉人对同一被投诉人的投诉共{found.of_one_series}件",
            f"{found.of_one_series} complaints of this complainant about this respondent are on record",
            BY_SERIES,
        )
    if found.people_of_one_lot > 1:
        yield _line(
            f"登记簿上对同一批次提出投诉的有{found.people_of_one_lot}人，可以考虑建议监督抽查",
            f"{found.people_of_one_lot} people on record have complained of this lot: sampling may be proposed",
            OF_LOT,
        )


def _line(zh: str, en: str, article: str) -> tuple[str, Text]:
    by = statutes.cited_as_read([article])
    return article, Text(zh=f"{zh}（{by.zh}）", en=f"{en} ({by.en})")
