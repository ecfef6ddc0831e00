"""Verification of the audit (审计核验): every chain followed, and what it vouches for held against it."""

from collections.abc import Iterator
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

_Act = ActRow | CertificateActRow | RecallActRow | SchemeActRow | CompensationActRow


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
    return Verdict(chains=chains, entries=entries, breaks=(*broken, *_acts(session), *_documents(session)))


def _acts(session: Session) -> Iterator[Break]:
    vouched = {
        (row.chain, row.detail["act"]): row for row in session.exec(select(AuditRow)) if "act" in row.detail
    }
    for chain, act in _acts_on_record(session):
        entry = vouched.pop((chain, act.act_id), None)
        if entry is None or entry.detail["sha256"] != content_sha256(act.content):
            what = Text(zh=f"收件“{act.act_id}”与登记时不同。", en=f"The act {act.act_id} is not what was recorded.")
            yield Break(chain=chain, sequence=entry.sequence if entry else 0, what=what)
    for (chain, act_id), entry in vouched.items():
        what = Text(zh=f"收件“{act_id}”不见了。", en=f"The act {act_id} is gone.")
        yield Break(chain=chain, sequence=entry.sequence, what=what)


def _acts_on_record(session: Session) -> Iterator[tuple[str, _Act]]:
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


def _documents(session: Session) -> Iterator[Break]:
    vouched = {(row.chain, _vouched(row)): row for row in session.exec(select(AuditRow)) if row.event == "issued"}
    for paper in session.exec(select(DocumentRow)):
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
