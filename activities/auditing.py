"""Verification of the audit (审计核验): every chain followed, and what it vouches for held against it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session, col, false, select

from domain.audit import content_sha256
from domain.base import Text, Value
from models import audit
from models.audit import AuditRow
from models.certificate_act import CertificateActRow
from models.compensation import CompensationActRow
from models.document import DocumentRow
from models.enterprise import natural
from models.matter import ActRow
from models.recall import RecallActRow
from models.scheme import SchemeActRow
from models.scheme_paper import SchemePaperRow
from models.sealed_copy import SealedCopyRow

OnRecord = ActRow | CertificateActRow | RecallActRow | SchemeActRow | CompensationActRow



class Break(Value):
    """A place where a record is not what was recorded. `sequence` is 0 where no entry vouches for it at all."""

    chain: str
    sequence: int
    what: Text


class Kept(NamedTuple):
    """A stored PDF, the sum that is stored with it, and the chain that vouches for it."""

    chain: str
    document: str
    name: str
    sha256: str
    pdf: bytes


KEPT = ("issued", "sealed")  # entries that hold the sum of a PDF


class Verdict(Value):
    chains: int
    entries: int
    breaks: tuple[Break, ...]


def verify(session: Session) -> Verdict:
    """Follow all chains, and compare acts and documents with the hashes that the chains hold of them."""
    chains, entries = audit.count(session)
    broken = [
        Break(chain=chain, sequence=sequence, what=Text(zh="审计链在此断裂。", en="The chain breaks here."))
        for chain, sequence in audit.breaks(session)
    ]
    acts = _acts(session.exec(select(AuditRow)), _acts_on_record(session))
    papers = _documents(session, session.exec(select(AuditRow).where(col(AuditRow.event).in_(KEPT))).all())
    return Verdict(chains=chains, entries=entries, breaks=(*broken, *acts, *papers))


def verify_matter(session: Session, matter_id: str) -> Verdict:
    """As `verify`, of the chain of one matter alone."""
    chain = audit.of_matter(matter_id)
    vouching = session.exec(select(AuditRow).where(AuditRow.chain == chain)).all()
    broken = [
        Break(chain=chain, sequence=sequence, what=Text(zh="审计链在此断裂。", en="The chain breaks here."))
        for chain, sequence in audit.breaks(session, chain)
    ]
    acts = _acts(vouching, ((chain, act) for act in session.exec(select(ActRow).where(ActRow.matter_id == matter_id))))
    papers = _documents(session, vouching, matter_id)
    return Verdict(chains=1, entries=len(vouching), breaks=(*broken, *acts, *papers))


def _acts(
    vouching: Iterable[AuditRow], on_record: Iterable[tuple[str, OnRecord]]
) -> Iterator[Break]:
    vouched = {(row.chain, row.detail["act"]): row for row in vouching if "act" in row.detail}
    for chain, act in on_record:
        entry = vouched.pop((chain, act.act_id), None)
        if entry is None or entry.detail["sha256"] != content_sha256(act.content):
            what = Text(zh=f"收件“{act.act_id}”与登记时不同。", en=f"The act {act.act_id} is not what was recorded.")
            yield Break(chain=chain, sequence=entry.sequence if entry else 0, what=what)
    for (chain, act_id), entry in vouched.items():
        what = Text(zh=f"收件“{act_id}”不见了。", en=f"The act {act_id} is gone.")
        yield Break(chain=chain, sequence=entry.sequence, what=what)


def _acts_on_record(session: Session) -> Iterator[tuple[str, OnRecord]]:
    for act in session.exec(select(ActRow)):
        yield audit.of_matter(act.matter_id), act
    for done in session.exec(select(CertificateActRow)):
        yield audit.of_application(done.application_id), done
    for recalled in session.exec(select(RecallActRow)):
        yield audit.of_recall(recalled.recall_id), recalled
    for founded in session.exec(select(SchemeActRow)):
        yield audit.of_scheme(founded.scheme_id), founded
    for paid in session.exec(select(CompensationActRow)):
        yield audit.of_compensation(paid.compensation_id), paid


def _documents(session: Session, vouching: Sequence[AuditRow], matter_id: str | None = None) -> Iterator[Break]:
    """Documents as they were issued, papers of schemes, and the copies that bear a seal; those of one matter alone."""
    papers, copies = select(DocumentRow), select(SealedCopyRow, DocumentRow).join(DocumentRow)
    of_schemes = select(SchemePaperRow)
    if matter_id is not None:
        papers = papers.where(DocumentRow.matter_id == matter_id)
        copies = copies.where(DocumentRow.matter_id == matter_id)
        of_schemes = of_schemes.where(false())
    issued = (_issued(paper, paper.sha256, paper.pdf) for paper in session.exec(papers))
    civil = (
        Kept(audit.of_compensation(one.compensation_id), one.paper_id, one.paper_id, one.sha256, one.pdf)
        for one in session.exec(of_schemes)
    )
    sealed = (_issued(paper, copy.sha256, copy.pdf) for copy, paper in session.exec(copies))
    yield from _kept(vouching, "issued", itertools.chain(issued, civil), "", "Document")
    yield from _kept(vouching, "sealed", sealed, "的用印件", "The sealed copy of document")


def _issued(paper: DocumentRow, sha256: str, pdf: bytes) -> Kept:
    name = paper.number or paper.document_id
    return Kept(audit.of_matter(paper.matter_id), paper.document_id, name, sha256, pdf)


def _kept(vouching: Sequence[AuditRow], event: str, stored: Iterable[Kept], zh: str, en: str) -> Iterator[Break]:
    vouched = {(row.chain, _vouched(row)): row for row in vouching if row.event == event}
    for one in stored:
        entry = vouched.pop((one.chain, one.document), None)
        if entry is None or entry.detail["sha256"] != one.sha256 or sha256(one.pdf).hexdigest() != one.sha256:
            what = Text(zh=f"文书“{one.name}”{zh}与登记时不同。", en=f"{en} {one.name} is not what was recorded.")
            yield Break(chain=one.chain, sequence=entry.sequence if entry else 0, what=what)
    for (of, document), entry in vouched.items():
        name = entry.detail.get("number") or document
        what = Text(zh=f"文书“{name}”{zh}不见了。", en=f"{en} {name} is gone.")
        yield Break(chain=of, sequence=entry.sequence, what=what)


def _vouched(row: AuditRow) -> str:
    """The id of the document; entries of earlier versions name its step, which then had one."""
    if "document" in row.detail:
        return str(row.detail["document"])
    return natural("document", row.chain.removeprefix("matter/"), str(row.detail["step"]))
