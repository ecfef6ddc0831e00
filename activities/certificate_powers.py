"""Who may do what about a certificate: the producer, the laboratory whose turn it is, the platform under its contract,
an officer with a served document. Nobody but the producer withdraws; no authority grants or revokes."""

from sqlmodel import Session

from activities.law import Law
from activities.persons import refuse_left, refuse_role
from domain.calendar import legal_day
from domain.certificate_act import (
    Acceptance,
    CertificateAct,
    Declining,
    Freeze,
    Inspection,
    InspectionRoute,
    ObjectionAnswer,
    Party,
    Recall,
    StopSale,
    Unfreeze,
)
from domain.errors import Refused
from models import document, issuance, matter, office, platform
from models.issuance import LotApplicationRow
from notices import catalog

ORDERS = {"order", "coercive", "penalty"}  # natures of documents that order something


def whose(row: LotApplicationRow, act: CertificateAct) -> Party:
    """An own laboratory is its producer's: it acts in his name."""
    match act:
        case StopSale() | Recall():
            return Party.AUTHORITY
        case Freeze() | Unfreeze() | ObjectionAnswer():
            return Party.PLATFORM
        case Acceptance() | Declining() | Inspection() if row.route is InspectionRoute.INSTITUTE:
            return Party.LABORATORY
    return Party.PRODUCER


def refuse_without_power(session: Session, law: Law, row: LotApplicationRow, act: CertificateAct) -> None:
    """Refused `not_the_producer`, `not_the_laboratory`, `not_a_platform_operator`, `unknown_officer`, `not_a_handler`,
    `not_its_basis`, `document_not_served`, `document_of_another_office`, `document_orders_nothing`."""
    match whose(row, act):
        case Party.PRODUCER:
            if act.actor != issuance.producer(session, row).enterprise_id:
                raise issuance.not_the_producer(act.actor)
        case Party.LABORATORY:
            _refuse_other_laboratory(row, act)
        case Party.PLATFORM:
            platform.operator_on(session, act.actor, legal_day(act.received_at))
        case Party.AUTHORITY:
            assert isinstance(act, StopSale | Recall)
            _refuse_without_basis(law, act)
            _refuse_without_document(session, law, act)


def _refuse_other_laboratory(row: LotApplicationRow, act: CertificateAct) -> None:
    if act.actor != row.laboratory_id:
        raise Refused(
            "not_the_laboratory",
            zh="这项检验委托的不是该机构。",
            en="This inspection was ordered from another laboratory.",
            field="actor",
            value=act.actor,
        )


def _refuse_without_basis(law: Law, act: StopSale | Recall) -> None:
    """What an order to stop sales or to recall can rest on, the approval matrix says."""
    known = law.approval(act.kind).basis
    if other := next((article for article in act.basis if article not in known), None):
        raise Refused(
            "not_its_basis",
            zh=f"“{other}”不是作出此项命令的依据，可以依据的是：{law.cited(known).zh}。",
            en=f"“{other}” is no basis of such an order; it can rest on: {law.cited(known).en}.",
            field="basis",
            value=other,
        )


def _refuse_without_document(session: Session, law: Law, act: StopSale | Recall) -> None:
    """An order binds by its served document (PR 82), of the officer's own office."""
    officer = office.officer(session, act.actor)
    refuse_left(officer, act.received_at)
    if role := law.approval(act.kind).reports:
        refuse_role(officer, role)
    paper, served = document.served(session, act.document_id)
    if paper.office_id != officer.office_id:
        raise Refused(
            "document_of_another_office",
            zh=f"文书“{paper.number}”不是{officer.name}所在部门制作的。",
            en=f"Document {paper.number} is not of the office of {officer.name}.",
            field="document_id",
            value=act.document_id,
        )
    if catalog.kind(paper.kind).nature not in ORDERS:
        raise Refused(
            "document_orders_nothing",
            zh=f"文书“{paper.number}”没有责令任何事项。",
            en=f"Document {paper.number} orders nothing.",
            field="document_id",
            value=act.document_id,
        )
    if served.served_at > act.received_at:
        raise Refused(
            "served_after_recorded",
            zh="送达时间应当在登记之前。",
            en="A document is served before what it orders is recorded.",
            field="document_id",
            value=act.document_id,
        )


def addressee(session: Session, document_id: str) -> str:
    """Whom the document binds. Refused `document_binds_no_party` for one between authorities."""
    paper, _ = document.served(session, document_id)
    party = matter.lock(session, paper.matter_id).party_id
    if party is None:
        raise Refused(
            "document_binds_no_party",
            zh=f"文书“{paper.number}”不是对企业作出的。",
            en=f"Document {paper.number} binds no enterprise.",
            field="document_id",
            value=document_id,
        )
    return party
