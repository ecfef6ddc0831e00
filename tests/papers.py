"""The papers of a played matter, as their readers see them."""

import io
import re

from pypdf import PdfReader
from sqlmodel import select

from demo.rehearsal import Rehearsal
from models import document
from models.document import DocumentRow, ServiceRow
from models.scheme_paper import SchemePaperRow


def papers(rehearsal: Rehearsal, kind: str | None = None) -> list[DocumentRow]:
    """All, or those of a kind, in the order of their issue; of those made at once the party's own comes first."""
    with rehearsal.desk.database.transaction() as session:
        found = document.of_matter(session, rehearsal.matter_id)
    of_kind = (one for one in found if kind in (None, one.kind))
    return sorted(of_kind, key=lambda one: (one.issued_at, one.addressee != rehearsal.party))


def the(rehearsal: Rehearsal, kind: str) -> DocumentRow:
    (found,) = papers(rehearsal, kind)
    return found


def read(paper: DocumentRow | SchemePaperRow) -> str:
    """The text of the print, without page numbers and the spaces and line ends that justification moves."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages]
    return re.sub(r"\s", "", "".join(re.sub(r"— \d+ —", "", page) for page in pages))


def served_on(rehearsal: Rehearsal, paper: DocumentRow) -> list[ServiceRow]:
    with rehearsal.desk.database.transaction() as session:
        return list(session.exec(select(ServiceRow).where(ServiceRow.document_id == paper.document_id)))
