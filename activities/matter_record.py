"""The record of a matter (事项登记): everything that the register holds of it, read once, for whoever tells of it."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from activities import matter_party
from activities.law import Law
from activities.matter_events import Telling
from domain.acts import Act
from domain.base import Text
from domain.calendar import legal_day
from domain.office import Office
from domain.story import Event
from models import document, judgement, matter, office, sealed_copy, standing
from models.document import DocumentRow
from models.enterprise import EnterpriseRow
from models.judgement import JudgementRow
from models.named import named
from models.office import OfficerRow
from models.sealed_copy import SealedCopyRow
from notices import catalog

RECEIPT = "service_receipt"
INSPECTED = "file_inspected"  # the entry that says who has looked into the file


class MatterRecord:
    """Refused `unknown_matter`. `day` is that of the last thing on record, but for who has looked into the file: what
    is made of it is dated so."""

    def __init__(self, session: Session, law: Law, matter_id: str) -> None:
        self.session, self.law = session, law
        self.row = matter.known(session, matter_id)
        self.telling = Telling(session, law, self.row)
        self.chain, self.steps, self.acts = self.telling.chain, self.telling.steps, self.telling.acts
        until = self.row.ended_at or self.telling.last_at
        self.events = tuple(matter_party.told(session, self.row, self.telling.events(), until))
        self.papers = document.of_matter(session, matter_id)
        self.copies = sealed_copy.of_matter(session, matter_id)
        self.services = document.services_of_matter(session, matter_id)
        self.office = office.office(session, self.row.office_id)

    @property
    def day(self) -> date:
        return legal_day(next(one.at for one in reversed(self.chain) if one.event != INSPECTED))

    @property
    def judgement(self) -> JudgementRow | None:
        """That on which the matter was opened; None of a complaint, which a person makes."""
        known = self.chain[0].detail.get("judgement")
        return judgement.stored(self.session, known) if known else None

    @property
    def party(self) -> str:
        """The enterprise with its code, or the bureau."""
        if self.row.party_id is None:
            return office.office(self.session, self.row.bureau_id or "").name
        found = standing.as_of(self.session, self.row.party_id, self.day)
        return f"{found.name}（统一社会信用代码：{found.credit_code}）" if found.credit_code else found.name

    def is_partys(self, actor: str) -> bool:
        """Whether somebody acts for the party: the enterprise itself, or an officer of the bureau under supervision."""
        if self.row.party_id is not None:
            return actor == self.row.party_id
        found = self.session.get(OfficerRow, actor)
        return found is not None and found.office_id == self.row.bureau_id

    def for_enterprise(self, paper: DocumentRow) -> bool:
        """Whether a document goes to the party, or to another enterprise."""
        to = paper.addressee
        return to is not None and (to == self.row.bureau_id or self.session.get(EnterpriseRow, to) is not None)

    def certified(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        """Officers by name, each with the number of his certificate; anybody else by name."""
        return tuple(self._certified(one) for one in ids if one)

    def _certified(self, identity: str) -> str:
        found = self.session.get(OfficerRow, identity)
        if found is None:
            return self.named(identity)
        return f"{found.name}（执法证号：{found.certificate or '没有登记'}）"

    def office_of(self, officer_id: str) -> Office:
        """The office of an officer; that of the matter for anybody else."""
        found = self.session.get(OfficerRow, officer_id)
        return office.office(self.session, found.office_id) if found else self.office

    def named(self, identity: str) -> str:
        """As `models.named` names."""
        return named(self.session, identity)

    def act_of(self, event: Event) -> Act | None:
        """The act that an event of the story tells of; None where it was none."""
        detail = self.chain[event.entry - 1].detail if event.entry else {}
        return self.acts.get(detail.get("act", ""))

    def step_name(self, number: int | None) -> Text:
        step = self.steps.get(number or 0)
        if step is None:
            return Text(zh="事项本身", en="the matter itself")
        return Text(zh=f"第{step.number}步“{step.kind.zh}”", en=f"step {step.number} ({step.kind.en})")

    def paper_of(self, event: Event) -> DocumentRow | None:
        """The document that an event of the story names; None where it names none."""
        detail = self.chain[event.entry - 1].detail if event.entry else {}
        named = detail.get("document") or getattr(self.act_of(event), "document", None)
        return next((one for one in self.papers if one.document_id == named), None)

    def proofs_of(self, paper: DocumentRow) -> list[DocumentRow]:
        """The proofs of service of a document: they name it by its title and number, and whom it was served on."""
        named = {"title": catalog.kind(paper.kind).title.zh, "number": paper.number}
        to = self.named(paper.addressee or "")
        receipts = [one for one in self.papers if one.kind == RECEIPT and one.step == paper.step]
        return [
            one
            for one in receipts
            if one.context["addressee"] == to
            and any(named == {"number": None} | about for about in one.context["documents"])
        ]

    def as_served(self, paper: DocumentRow) -> DocumentRow | SealedCopyRow:
        """The copy with the seal, where there is one: that is what its addressee has."""
        return self.copies.get(paper.document_id, paper)

    def paper_name(self, paper: DocumentRow) -> Text:
        title = catalog.kind(paper.kind).title
        return Text(zh=f"《{title.zh}》{paper.number or ''}", en=f"{title.en} {paper.number or ''}".rstrip())
