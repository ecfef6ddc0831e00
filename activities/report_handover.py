"""Hand-over of a report (移交举报): the one moment at which its informant leaves the table where he is kept apart."""

from datetime import datetime

from sqlmodel import Session

from domain.national_platform import HandedOverReport
from domain.report_submission import APART
from models import audit, clue
from models.submission import SubmissionRow

HANDED_OVER = "informant_handed_over"  # as the function `hand_over_informant` of the database wants it
WHY = {"zh": "移交全国12315平台（令121号第四十条）", "en": "handed over to the national 12315 platform (O121 40)"}


def message(session: Session, row: SubmissionRow, at: datetime) -> HandedOverReport:
    """The report with who has made it. That he is handed over is written first, each time, without the identity."""
    assert row.form is not None
    informant = None
    if row.form[APART]:
        chain = audit.of_submission(row.number)
        audit.begin_once(session, chain)
        audit.append(session, chain, at=at, actor=audit.PROGRAM, event=HANDED_OVER, reason=WHY)
        informant = clue.hand_over_informant(session, row.number, len(audit.entries(session, chain)))
        assert informant is not None
    return HandedOverReport(
        number=row.number, submitted_at=row.submitted_at, rehearsal=row.rehearsal, informant=informant,
        report={name: value for name, value in row.form.items() if name != APART}, evidence=row.files(),
    )  # fmt: skip
