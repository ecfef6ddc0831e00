"""Evidence that is handed in (提交证据材料): the file goes into the store, what it is on the chain of what it is for.

The chain alone is the record of it: a file that no entry names belongs to nothing, and one that is named must be there.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from sqlmodel import Session, col, select

from activities.auditing import Break
from activities.evidence_store import EvidenceStore
from activities.persons import refuse_left, refuse_member_of_another
from activities.receipt import moment_in_matter
from activities.reporting import refuse_informant_named
from domain.base import Text
from domain.errors import Refused
from domain.evidence_file import EvidenceFile, HandingIn
from models import audit, matter, office
from models.audit import AuditRow

EVENT = "handed_in"


def hand_in(session: Session, store: EvidenceStore, asked: HandingIn, content: BinaryIO, size: int) -> EvidenceFile:
    """Keep a file for a matter; the same content twice in one matter is one.

    Refused `unknown_matter`, `unknown_officer`, `officer_of_another_region`, `officer_left`, `matter_closed`,
    `informant_named`, `before_the_matter`, `moment_without_zone`, `received_in_the_future`, and what
    `EvidenceStore.keep` refuses.
    """
    row, actor = matter.known(session, asked.matter_id), office.officer(session, asked.officer)
    last_at = audit.entries(session, audit.of_matter(row.matter_id))[-1].at
    at = moment_in_matter(asked.at, began_at=row.began_at, last_at=last_at, rehearsal=row.rehearsal)
    refuse_member_of_another(actor, row.office_id)
    refuse_left(actor, at)
    refuse_informant_named(session, row, {"file": asked.name, "shows": asked.statement})
    file = store.keep(content, asked.name, size)
    session.expire(row)  # the disk was slow, and others worked meanwhile
    if matter.lock(session, asked.matter_id).ended_at is not None:
        zh, en = f"事项“{asked.matter_id}”已经办结，不再接受材料。", f"Matter {asked.matter_id} is closed."
        raise Refused("matter_closed", zh=zh, en=en, field="matter_id", value=asked.matter_id)
    enter(session, audit.of_matter(row.matter_id), file, at=at, actor=actor.officer_id, statement=asked.statement)
    return file


def enter(
    session: Session, chain: str, file: EvidenceFile, *, at: datetime, actor: str, statement: str
) -> bool:
    """Put a kept file on the chain of what it is handed in for; False where it is there already. In the transaction of
    the act that it comes with; `statement` tells what it shows, in words that everyone may read who reads the chain."""
    audit.hold(session, chain)
    if any(one.sha256 == file.sha256 for one in files_of(session, chain)):
        return False
    size = f"{file.size:,}"
    reason = Text(
        zh=f"{statement}；{file.name}（{file.media_type.zh}，{size}字节）；SHA-256：{file.sha256}",
        en=f"{statement}; {file.name} ({file.media_type.en}, {size} bytes); SHA-256: {file.sha256}",
    )
    audit.append(
        session, chain, at=at, actor=actor, event=EVENT, file=file.model_dump(mode="json"), reason=reason.model_dump()
    )
    return True


def files_of(session: Session, chain: str) -> tuple[EvidenceFile, ...]:
    """What was handed in for a thing, in order."""
    of = select(AuditRow).where(AuditRow.chain == chain, AuditRow.event == EVENT).order_by(col(AuditRow.sequence))
    return tuple(file_in(row.detail) for row in session.exec(of))


def content_of(session: Session, store: EvidenceStore, chain: str, sha256: str) -> bytes:
    """A file of a thing, as it was handed in. Refused `unknown_evidence`, `evidence_lost`."""
    if all(one.sha256 != sha256 for one in files_of(session, chain)):
        zh, en = "该事项没有这份证据材料。", "The matter has no such evidence."
        raise Refused("unknown_evidence", zh=zh, en=en, field="sha256", value=sha256)
    content = store.read(sha256)
    if content is None:
        zh, en = "这份证据材料遗失或者被改动。", "This evidence is gone or was changed."
        raise Refused("evidence_lost", zh=zh, en=en, field="sha256", value=sha256)
    return content


def file_in(detail: dict[str, object]) -> EvidenceFile:
    """The file that an entry of the chain is about."""
    return EvidenceFile.model_validate(detail["file"], strict=False)


def lost(session: Session, store: EvidenceStore) -> Iterator[Break]:
    """Every entry whose file is gone or is no longer what was handed in. Each file is read once."""
    whole = dict[str, bool]()
    rows = select(AuditRow).where(AuditRow.event == EVENT).order_by(col(AuditRow.chain), col(AuditRow.sequence))
    for row in session.exec(rows):
        file = file_in(row.detail)
        if file.sha256 not in whole:
            whole[file.sha256] = store.is_whole(file.sha256)
        if not whole[file.sha256]:
            zh, en = f"证据材料“{file.name}”遗失或者被改动。", f"The evidence {file.name} is gone or was changed."
            yield Break(chain=row.chain, sequence=row.sequence, what=Text(zh=zh, en=en))
