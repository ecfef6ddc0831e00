"""Inspection of a file (查阅案卷, HAP 79): the main volume alone is handed out, and who had it is on the chain."""

from sqlmodel import Session

from activities.law import Law
from activities.matter_file import file_of
from activities.matter_record import INSPECTED, MatterRecord
from activities.persons import refuse_left, refuse_member_of_another
from activities.receipt import moment_in_matter, refuse_unless_same
from domain.errors import Refused
from domain.file_inspection import FileInspection
from domain.matter_file import MatterFile
from domain.results import Result
from models import audit, matter, office
from models.matter import MatterRow
from notices.file_order import Volume

BASIS = "hunan_procedure/79"


def inspect_file(session: Session, law: Law, asked: FileInspection) -> MatterFile:
    """Record the inspection once, and make the copy: nothing of the side volume is in it, nor who gave a clue.

    Refused `unknown_matter`, `unknown_officer`, `officer_of_another_region`, `officer_left`, `relation_not_stated`,
    `clue_confidential`, `moment_without_zone`, `received_in_the_future`, `before_the_matter`; `act_id_taken` where the
    id belongs to another inspection, or the file has grown since.
    """
    row = matter.lock(session, asked.matter_id)
    record = MatterRecord(session, law, asked.matter_id)
    actor = office.officer(session, asked.officer)
    refuse_member_of_another(actor, row.office_id)
    last_at = record.telling.last_at
    at = moment_in_matter(asked.at, began_at=row.began_at, last_at=last_at, rehearsal=row.rehearsal)
    refuse_left(actor, at)
    _refuse_confidential(session, row)
    stated = (asked.relation or "").strip()
    if not stated and not record.is_partys(asked.inspector):
        raise Refused(
            "relation_not_stated",
            zh="查阅人不是当事人，请写明其与本案卷的关系。",
            en="The inspector is not the party: state how the file concerns him.",
            field="relation",
            value=asked.inspector,
        )
    name, relation = record.named(asked.inspector), stated or "当事人"
    copy = file_of(session, law, asked.matter_id, (Volume.MAIN,), copy_for=f"{name}（{relation}）")
    content = {
        "inspection": asked.inspection_id,
        "inspector": asked.inspector,
        "relation": asked.relation,
        "basis": BASIS,
        "pages": copy.pages,
        "sha256": copy.sha256,
        "reason": {
            "zh": f"查阅人：{name}；关系：{relation}；正卷{copy.pages}页；SHA-256：{copy.sha256}",
            "en": f"by {name} ({relation}); main volume, {copy.pages} pages; SHA-256: {copy.sha256}",
        },
    }
    known = [one for one in record.chain if one.event == INSPECTED and one.detail["inspection"] == asked.inspection_id]
    if known:
        refuse_unless_same(asked.inspection_id, known[0].detail, content)
        return copy
    audit.append(session, audit.of_matter(row.matter_id), at=at, actor=actor.officer_id, event=INSPECTED, **content)
    return copy


def _refuse_confidential(session: Session, row: MatterRow) -> None:
    """O121 37: how a report is handled is told to nobody outside, until a case is filed against the party."""
    filed = any(one.result is Result.FILED for one in matter.steps(session, row.matter_id))
    if row.clue_id is not None and not filed:
        raise Refused(
            "clue_confidential",
            zh="线索的处理情况依法保密，立案前案卷不供查阅。",
            en="How a clue is handled is confidential: its file is not inspected before a case is filed.",
            field="matter_id",
            value=row.matter_id,
        )
