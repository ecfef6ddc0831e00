"""Manners of service (送达方式): whether a paper may be served as an officer says that he has served it (PR 82-83)."""

from sqlmodel import Session

from activities import confirmed_address
from activities.law import Law
from activities.matter_deeds import title_of
from domain.act import BaseAct
from domain.acts import Service
from domain.errors import Refused
from domain.service import AddressKind, Manner, announceable
from models import address, dispatch, service_attempt
from models.address import AddressConfirmationRow
from models.dispatch import Fate, PortalPaperRow
from models.document import DocumentRow
from models.matter import MatterRow
from models.office import OfficeRow
from notices import catalog
from rules.service import Requirements

EVERY_MANNER = {*BaseAct.model_fields, "kind", "manner", "served_at", "second_officer", "document"}


def refuse_unlawful(session: Session, law: Law, row: MatterRow, paper: DocumentRow, act: Service) -> None:
    """Refused `service_incomplete`, `not_of_this_manner`, `not_sent_yet`, `portal_arrival`, `announcement_too_early`,
    `enforcement_paper`, and as `activities.confirmed_address` refuses."""
    _refuse_incomplete(law.manner(act.manner), act)
    if act.confirmation is not None:
        kinds = confirmed_address.ELECTRONIC if act.manner is Manner.ELECTRONIC else {AddressKind.POSTAL}
        confirmed = confirmed_address.ground(session, paper, act.confirmation, act.served_at, kinds)
        _refuse_not_arrived(session, row, paper, confirmed, act)
    if act.manner is Manner.ANNOUNCEMENT:
        _refuse_untried(session, paper, act)
    if act.manner is Manner.INFORMAL and not _needs_no_ladder(session, paper):
        zh, en = "执法文书应当按照法定方式送达", "An enforcement paper is served in one of the manners of the law"
        raise _refused("enforcement_paper", zh, en, "manner", act.manner.value)


def keep_in_account(session: Session, paper: DocumentRow, act: Service) -> None:
    """The paper lies in the addressee's account on this platform from this transaction on, if it was served there."""
    if act.manner is not Manner.ELECTRONIC or act.confirmation is None or paper.addressee is None:
        return
    if address.confirmation(session, act.confirmation).kind is AddressKind.PORTAL:
        session.add(
            PortalPaperRow(
                document_id=paper.document_id,
                enterprise_id=paper.addressee,
                confirmation_id=act.confirmation,
                arrived_at=act.served_at,
            )
        )


def _refuse_incomplete(needs: Requirements, act: Service) -> None:
    """What this manner must state, and nothing that belongs to another."""
    stated = {name for name in Service.model_fields if getattr(act, name) is not None}
    for one_of in needs.states:
        if not stated & set(one_of):
            zh = "或者".join(title_of(name).zh for name in one_of)
            en = " or ".join(title_of(name).en for name in one_of)
            raise _refused(
                "service_incomplete", f"{act.manner.zh}应当写明{zh}", f"Service {act.manner.en} states: {en}", one_of[0]
            )
    if strange := sorted(stated - needs.known - EVERY_MANNER):
        title = title_of(strange[0])
        zh = f"{act.manner.zh}没有“{title.zh}”一项"
        en = f"Service {act.manner.en} has nothing to state as: {title.en}"
        raise _refused("not_of_this_manner", zh, en, strange[0], getattr(act, strange[0]))


def _refuse_not_arrived(
    session: Session, row: MatterRow, paper: DocumentRow, confirmed: AddressConfirmationRow, act: Service
) -> None:
    """The day of arrival in the addressee's system is that of service (PR 82(3)). What the program itself sends cannot
    have arrived before it was sent; in an account on this platform it arrives when it is put there."""
    if confirmed.kind is AddressKind.PORTAL and act.served_at != act.received_at:
        zh, en = "平台账户的到达时间就是登记时间", "What is put into an account here arrives as it is recorded"
        raise _refused("portal_arrival", zh, en, "served_at", act.served_at.isoformat())
    if confirmed.kind is not AddressKind.EMAIL:
        return
    sent = [
        one
        for one in dispatch.of_document(session, paper.document_id)
        if one.fate is Fate.SENT and one.confirmation_id == confirmed.confirmation_id
    ]
    since = min((one.asked_at if row.rehearsal else one.sent_at or one.asked_at for one in sent), default=None)
    if since is None or act.served_at < since:
        zh, en = "当时电子邮件尚未发出", "The e-mail had not been sent by then"
        raise _refused("not_sent_yet", zh, en, "served_at", act.served_at.isoformat())


def _refuse_untried(session: Session, paper: DocumentRow, act: Service) -> None:
    tried = service_attempt.of_document(session, paper.document_id)
    failed = [(one.manner, one.failure) for one in tried if one.tried_at <= act.served_at]
    electronic = address.reachable_electronically(session, paper.addressee or "", act.served_at)
    if not announceable(failed, electronic=electronic):
        zh = "公告送达以受送达人下落不明或者其他方式均无法送达为前提，请先登记各次送达经过"
        en = (
            "Announcement wants an addressee who cannot be traced, or every other way tried in vain: "
            "record the attempts first"
        )
        raise _refused("announcement_too_early", zh, en, "manner", act.manner.value)


def _needs_no_ladder(session: Session, paper: DocumentRow) -> bool:
    """Guidance goes by any channel; so does what one office sends to another."""
    return catalog.kind(paper.kind).nature == "guidance" or session.get(OfficeRow, paper.addressee or "") is not None


def _refused(code: str, zh: str, en: str, field: str, value: object = None) -> Refused:
    return Refused(code, zh=f"{zh}。", en=f"{en}.", field=field, value=value)
