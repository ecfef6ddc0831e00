"""Opening a matter (事项登记): its row, and its chain with what it was opened on, in one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from models import audit
from models.judgement import FindingRow
from models.matter import MatterRow


def open_matter(session: Session, row: MatterRow, *, actor: str, event: str, **detail: Any) -> MatterRow:
    """Enter a matter and begin its chain, whose first entry says on the moment of its beginning what opened it."""
    session.add(row)
    session.flush()
    chain = audit.of_matter(row.matter_id)
    audit.begin(session, chain)
    audit.append(session, chain, at=row.began_at, actor=actor, event=event, **detail)
    return row


def open_matter_on(
    session: Session, row: MatterRow, judgement_id: str, found: Sequence[FindingRow], event: str
) -> MatterRow:
    """Open a matter on the findings of a judgement, which are its own from then on."""
    named = [{"rule": one.rule, "kind": one.kind.value, "basis": one.basis} for one in found]
    open_matter(session, row, actor=audit.RULES, event=event, judgement=judgement_id, findings=named)
    for one in found:
        one.matter_id = row.matter_id
    return row
