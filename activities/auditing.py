"""Verification of the audit (审计核验): every chain followed, and what it vouches for held against it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from sqlmodel import Session, select

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

OnRecord = ActRow | CertificateActRow | RecallActRow | SchemeActRow | CompensationActRow



class Break(Value):
    """A place where a record is not what was recorded. `sequence` is 0 where no entry vouches for it at all."""

    chain: str
    sequence: int
    what: Text


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
    papers = _documents(session.exec(select(AuditRow)), session.exec(select(DocumentRow)))
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
    papers = _documents(vouching, session.exec(select(DocumentRow).where(DocumentRow.matter_id == matter_id)))
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


def _documents(vouching: Iterable[AuditRow], papers: Iterable[DocumentRow]) -> Iterator[Break]:
    vouched = {(row.chain, _vouched(row)): row for row in vouching if row.event == "issued"}
    for paper in papers:
        chain = audit.of_matter(paper.matter_id)
        entry = vouched.pop((chain, paper.document_id), None)
        if entry is None or entry.detail["sha256"] != paper.sha256 or sha256(paper.pdf).hexdigest() != paper.sha256:
            name = paper.number or paper.document_id
            what = Text(zh=f"文书“{name}”与制作时不同。", en=f"Document {name} is not what was issued.")
            yield Break(chain=chain, sequence=entry.sequence if entry else 0, what=what)
    for (chain, document), entry in vouched.items():
        name = entry.detail["number"] or document
        what = Text(zh=f"文书“{name}”不见了。", en=f"Document {name} is gone.")
        yield Break(chain=chain, sequence=entry.sequence, what=what)


def _vouched(row: AuditRow) -> str:
    """The id of the document; entries of earlier versions name its step, which then had one."""
    former = natural("document", row.chain.removeprefix("matter/"), str(row.detail["step"]))
    return str(row.detail.get("document", former))
