"""The papers of a played matter, as their readers see them."""

import io
import re

from pypdf import PdfReader
from sqlmodel import select

from demo.rehearsal import Rehearsal
from models import document
from models.document import DocumentRow, ServiceRow


def papers(rehearsal: Rehearsal) -> list[DocumentRow]:
    with rehearsal.desk.database.transaction() as session:
        return document.of_matter(session, rehearsal.matter_id)


def the(rehearsal: Rehearsal, kind: str) -> DocumentRow:
    (found,) = [one for one in papers(rehearsal) if one.kind == kind]
    return found


def read(paper: DocumentRow) -> str:
    """The text of the print, without the spaces and line ends that justification moves."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages))


def served_on(rehearsal: Rehearsal, paper: DocumentRow) -> list[ServiceRow]:
    with rehearsal.desk.database.transaction() as session:
        return list(session.exec(select(ServiceRow).where(ServiceRow.document_id == paper.document_id)))
