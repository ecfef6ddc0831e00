"""Signs (可以考虑的因素) beside a complaint: what the register knows of others like it. They decide nothing.

O121 17 lets an office consider them when it asks whether goods were bought for consumption; nothing is refused by them,
and a clue in the complaint is verified all the same (27). Complaints of several people on one lot point at the goods.
Papers of an agent that are missing (11) and the office that handles it (13, 14) are told with them.
"""

from collections.abc import Iterator, Mapping

from sqlmodel import Session

from activities import complaint_place, report_place, representing
from activities.law import Law, law_day
from domain.base import Text
from domain.cluster import ClusterFacts
from models import cluster, complaint
from models.complaint import Alike, ComplaintRow
from models.matter import MatterRow
from rules import statutes
from rules.approvals import approval

HANDLED = ("order20/15.1.2", "order121/16.1.2")
BY_PHONE, BY_SERIES, OF_LOT, NO_CONSUMER = "order121/17.1.4", "order121/17.1.2", "pql/15", "refused_as_no_consumer"


def of_matter(session: Session, law: Law, row: MatterRow) -> tuple[Text, ...]:
    """In lines, each with its article, where that was in force; none where there is nothing like it, or the matter is
    about no complaint and no report. Of a report: who handles it."""
    if row.complaint_id is None:
        return tuple(report_place.proposed(session, row))
    day = law_day(row, row.began_at)
    look = cluster.of_lot(session, session.get_one(ComplaintRow, row.complaint_id))
    people = cluster.facts(session, look).people or 0 if look else 0
    found = (*_told(complaint.alike(session, row.complaint_id)), *(_of_lot(people, look) if look else ()))
    known = law.in_force((BY_PHONE, BY_SERIES, OF_LOT), day)
    alike = *(one for article, one in found if article in known), *_of_same_dispute(session, law, row)
    if not law.in_force((representing.AUTHORITY, complaint_place.FIRST), day):
        return alike
    return (*alike, *representing.missing(session, row), *complaint_place.proposed(session, row))


def _of_same_dispute(session: Session, law: Law, row: MatterRow) -> Iterator[Text]:
    by = law.cited(law.in_force(HANDLED, law_day(row, row.began_at)))
    for earlier in complaint.same_dispute(session, row.matter_id):
        yield Text(
            zh=f"看来同一争议此前已有投诉{earlier.complaint_id}（{by.zh}）",
            en=f"the same dispute, it seems, was complained of before: {earlier.complaint_id} ({by.en})",
        )


def of_cluster(session: Session, cluster_id: str, facts: ClusterFacts) -> tuple[Text, ...]:
    """Beside a cluster: a series that somebody organises is not to be taken for goods that many complain of. A refusal
    is counted under the article of its own order."""
    refused = cluster.refused_on(session, cluster_id, approval(NO_CONSUMER).basis)
    return tuple(one for _, one in _of_cluster(facts, refused))


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


def _of_lot(people: int, look: str) -> Iterator[tuple[str, Text]]:
    if people > 1:
        yield _line(
            f"登记簿上对同一批次提出投诉的有{people}人，可以考虑建议监督抽查，见聚集投诉{look}",
            f"{people} people on record have complained of this lot: sampling may be proposed, see cluster {look}",
            OF_LOT,
        )


def _of_cluster(facts: ClusterFacts, refused: Mapping[str, int]) -> Iterator[tuple[str, Text]]:
    if (names := facts.names_of_one_telephone or 0) > 1:
        yield _line(
            f"使用同一联系电话的姓名有{names}个，只计为一人",
            f"{names} names have come with one telephone number: they are counted as one person",
            BY_PHONE,
        )
    if (series := facts.complaints_of_one_person or 0) > 1:
        yield _line(
            f"同一人对同一被投诉人的投诉有{series}件，只计为一人",
            f"{series} complaints about one respondent are of one person, who is counted once",
            BY_SERIES,
        )
    for ground, count in refused.items():
        yield _line(
            f"其中不予受理的有{count}件，线索仍应依法核查",
            f"{count} of them were not accepted; a clue in them is verified all the same",
            ground,
        )


def _line(zh: str, en: str, article: str) -> tuple[str, Text]:
    by = statutes.cited_as_read([article])
    return article, Text(zh=f"{zh}（{by.zh}）", en=f"{en} ({by.en})")
