"""The file of a matter (卷宗): its documents as they were issued and what the register tells, in the order of law."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session

from activities import file_cover, file_tables
from activities.file_tables import Table
from activities.law import Law
from activities.matter_evidence import MatterEvidence
from activities.matter_record import RECEIPT, MatterRecord
from domain.base import Text
from domain.errors import Refused
from domain.matter_file import Leaf, MatterFile
from models.document import DocumentRow
from notices import catalog, render
from notices.binding import Mark, bind, count_pages
from notices.file_order import TableName, Volume, order, place

TABLES: dict[TableName, Callable[[MatterRecord, MatterEvidence], Table | None]] = {
    "services": file_tables.services,
    "evidence": file_tables.evidence_list,
    "facts": file_tables.facts,
    "statements": file_tables.statements,
    "story": file_tables.story,
    "source": file_tables.source,
    "approvals": file_tables.approvals,
    "letters": file_tables.letters,
    "periods": file_tables.periods,
    "computation": file_tables.computation,
    "internal": file_tables.internal,
}


class Part(NamedTuple):
    """What is bound into a volume: `section` counts from 0, None is in front of all of them."""

    section: int | None
    title: str
    pdf: bytes
    pages: int
    paper: DocumentRow | None = None
    sha256: str | None = None


def file_of(
    session: Session,
    law: Law,
    matter_id: str,
    volumes: Sequence[Volume] = tuple(Volume),
    *,
    copy_for: str | None = None,
) -> MatterFile:
    """The volumes as one PDF, the same bytes as long as nothing is recorded. `copy_for` says who inspects a copy.

    Refused `unknown_matter`, `document_unreadable`.
    """
    record = MatterRecord(session, law, matter_id)
    return _Binder(record, MatterEvidence(record), copy_for).bound(volumes)


class _Binder:
    def __init__(self, record: MatterRecord, evidence: MatterEvidence, copy_for: str | None) -> None:
        self.record, self.evidence, self.copy_for = record, evidence, copy_for
        self.altered = tuple(
            record.paper_name(one).zh
            for one in record.papers
            if any(sha256(each.pdf).hexdigest() != each.sha256 for each in (one, record.as_served(one)))
        )

    def bound(self, volumes: Sequence[Volume]) -> MatterFile:
        row, parts = self.record.row, list[Part]()
        stamps, marks, leaves = list[str](), list[Mark](), list[Leaf]()
        for volume in volumes:
            whole = self._volume(volume)
            mark = "演练　" if row.rehearsal else ""
            marks.append(Mark(volume.zh, len(stamps), 0))
            page = 1
            for part in whole:
                marks.append(Mark(part.title, len(stamps), 1))
                leaves.append(_leaf(volume, part, page))
                stamps += [f"{mark}{volume.zh}　第{page + count}页" for count in range(part.pages)]
                page += part.pages
            parts += whole
        title = f"{'〔演练〕' if row.rehearsal else ''}卷宗 {row.matter_id}"
        day = self.record.day
        bound = bind([one.pdf for one in parts], render.stamps(stamps, day), marks, title, day)
        return MatterFile(
            matter_id=row.matter_id,
            rehearsal=row.rehearsal,
            title=title,
            pdf=bound.pdf,
            sha256=bound.sha256,
            pages=bound.pages,
            archival=bound.archival,
            leaves=tuple(leaves),
            altered=self.altered,
        )

    def _volume(self, volume: Volume) -> list[Part]:
        inside = [*self._papers(volume), *self._tables(volume)]
        inside.sort(key=lambda part: part.section or 0)  # what stands first in its section stays first
        cover = contents = None
        pages = (1, 1)
        while cover is None or contents is None or pages != (cover.pages, contents.pages):
            pages = (cover.pages, contents.pages) if cover and contents else pages
            total = sum(part.pages for part in inside) + sum(pages)
            told = file_cover.context(self.record, volume, total, self.copy_for)
            printed = render.render("file_cover", told)
            cover = Part(None, "卷宗封面", printed.pdf, printed.pages)
            contents = self._table(None, self._contents(volume, inside, 1 + sum(pages)))
        return [cover, contents, *inside]

    def _papers(self, volume: Volume) -> list[Part]:
        """In the order of their issue, each with the proofs of its service behind it."""
        record, parts = self.record, list[Part]()
        receipts = [one for one in record.papers if one.kind == RECEIPT]
        for paper in record.papers:
            if paper.kind == RECEIPT:
                continue
            found, section = place(catalog.kind(paper.kind), for_party=record.for_enterprise(paper))
            proofs = [one for one in record.proofs_of(paper) if one in receipts]
            receipts = [one for one in receipts if one not in proofs]
            if found is volume:
                parts += [self._paper(section, one) for one in (paper, *proofs)]
        found, section = place(catalog.kind(RECEIPT), for_party=True)
        return parts + ([self._paper(section, one) for one in receipts] if found is volume else [])

    def _paper(self, section: int, paper: DocumentRow) -> Part:
        name = self.record.paper_name(paper).zh
        copy = self.record.as_served(paper)
        pages = count_pages(copy.pdf)
        if pages is None:
            raise Refused(
                "document_unreadable",
                zh=f"文书{name}存储的内容不是可以读取的PDF，不能装订。",
                en=f"What is stored of {self.record.paper_name(paper).en} is no PDF that can be read.",
                field="document",
                value=paper.document_id,
            )
        return Part(section, name, copy.pdf, pages, paper, copy.sha256)

    def _tables(self, volume: Volume) -> list[Part]:
        return [
            self._table(section, made)
            for section, one in enumerate(order().sections(volume))
            for name in one.tables
            if (made := TABLES[name](self.record, self.evidence))
        ]

    def _contents(self, volume: Volume, parts: Sequence[Part], first: int) -> Table:
        """Every section of the law, those that hold nothing, too."""
        rows, page, place_ = list[tuple[str, ...]](), first, 0
        for index, section in enumerate(order().sections(volume)):
            inside = [part for part in parts if part.section == index]
            rows.append((f"（{index + 1}）", section.title.zh, *(["—"] * 3), "" if inside else "无"))
            for part in inside:
                place_ += 1
                paper = part.paper
                known = (paper.number or "—", str(paper.issued_on)) if paper else ("—", "—")
                name = catalog.kind(paper.kind).title.zh if paper else part.title
                rows.append((str(place_), name, *known, (part.sha256 or "—")[:16], _pages(page, part.pages)))
                page += part.pages
        columns = (("序号", 3), ("文书或者材料", 8), ("文号", 7), ("日期", 5), ("SHA-256前16位", 8), ("页次", 3))
        notes = tuple(f"注意：{name}的内容与制作时登记的SHA-256不符。" for name in self.altered)
        return Table(f"卷内目录（{volume.zh}）", columns, rows, notes)

    def _table(self, section: int | None, table: Table) -> Part:
        record = self.record
        context = {
            "office": render.readable(record.office.name, lines=False),
            "rehearsal": record.row.rehearsal,
            "title": table.title,
            "reference": render.readable(record.row.matter_id, lines=False),
            "notes": [render.readable(one) for one in table.notes],
            "columns": [{"title": title, "share": share} for title, share in table.columns],
            "rows": [{"cells": [render.readable(cell) for cell in row]} for row in table.rows],
            "issued_on": record.day,
        }
        printed = render.render("file_table", context)
        return Part(section, table.title, printed.pdf, printed.pages)


def _leaf(volume: Volume, part: Part, page: int) -> Leaf:
    section = order().sections(volume)[part.section].title if part.section is not None else Text(zh="", en="")
    paper = part.paper
    return Leaf(
        volume=volume.value,
        section=section,
        title=part.title,
        number=paper.number if paper else None,
        day=paper.issued_on if paper else None,
        first_page=page,
        last_page=page + part.pages - 1,
        sha256=part.sha256,
    )


def _pages(first: int, count: int) -> str:
    return str(first) if count == 1 else f"{first}-{first + count - 1}"
