"""Links (关联) of a clue: the complaint in one paper with it, checks that look into it, reports of the same informant.

They are told to officers in the story of a matter, and stand in no paper and no file (O121 37).
"""

from collections.abc import Iterator

from sqlmodel import Session

from domain.base import Text
from domain.ending import told
from models import clue
from models.clue import ClueRow
from models.complaint import ComplaintRow
from models.matter import MatterRow


def of_matter(session: Session, row: MatterRow) -> Iterator[Text]:
    if row.complaint_id is not None:
        for one in clue.of_complaint(session, row.complaint_id):
            yield _line(session, one.clue_id, one.source.zh, one.source.en)
    if (known := session.get(ClueRow, row.clue_id or "")) is None:
        return
    if complaint := session.get(ComplaintRow, known.complaint_id or ""):
        yield _line(session, complaint.complaint_id, "投诉", "complaint")
    for other in clue.of_same_informant(session, known):
        same = Text(zh="同一举报人对同一被举报人的举报", en="report of the same informant on the same respondent")
        yield _line(session, other.clue_id, same.zh, same.en)
    for check in clue.checks_of(session, known.clue_id):
        yield _line(session, check.check_id, "核查本线索的检查", "inspection that looks into it")


def _line(session: Session, subject: str, zh: str, en: str) -> Text:
    """With how its matter stands, where there is one: it has the id of its subject."""
    row = session.get(MatterRow, subject)
    ending = told(row.ending) if row and row.ending else None
    stands = Text(zh="没有事项", en="no matter") if row is None else ending or Text(zh="办理中", en="under way")
    return Text(zh=f"{zh} {subject}：{stands.zh}", en=f"{en} {subject}: {stands.en}")
