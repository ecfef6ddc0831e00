"""A confirmed address (送达地址确认书) as the ground of a service: whose it is, since when, and for what."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from domain.errors import Refused
from domain.service import AddressKind
from models import address
from models.address import AddressConfirmationRow
from models.document import DocumentRow
from notices import catalog

ELECTRONIC = {kind for kind in AddressKind if kind.electronic}


def ground(
    session: Session, paper: DocumentRow, confirmation_id: str, at: datetime, kinds: Collection[AddressKind]
) -> AddressConfirmationRow:
    """The confirmed address, which holds at this moment for whom the paper goes to.

    Refused `unknown_confirmation`, `address_of_another`, `wrong_kind_of_address`, `address_not_in_force`, and for an
    electronic one `no_consent`, `internet_channel_missing`.
    """
    row = address.confirmation(session, confirmation_id)
    if row.enterprise_id != paper.addressee:
        zh, en = "这份送达地址确认书不是受送达人签署的", "Somebody else than the addressee confirmed this address"
        raise _refused("address_of_another", zh, en, row)
    if row.kind not in kinds:
        zh, en = f"“{row.kind.zh}”不能用于此种送达方式", f"This manner of service needs no {row.kind.en}"
        raise _refused("wrong_kind_of_address", zh, en, row)
    if not row.holds_at(at):
        zh, en = "该送达地址当时尚未确认或者已经撤回", "At that moment the address was not yet confirmed, or revoked"
        raise _refused("address_not_in_force", zh, en, row)
    if row.kind.electronic:
        _refuse_without_consent(paper, row)
    return row


def _refuse_without_consent(paper: DocumentRow, row: AddressConfirmationRow) -> None:
    """PR 82(3); and 行政复议法 22: what is served by the internet names where to apply for reconsideration there."""
    if not row.consents:
        zh, en = "受送达人没有同意电子送达", "The addressee has not agreed to electronic service"
        raise _refused("no_consent", zh, en, row)
    if catalog.kind(paper.kind).remedies and not paper.context["remedies"]["internet_channel"]:
        zh = "文书没有写明提交行政复议申请的互联网渠道，不能电子送达"
        en = "The document names no internet channel for an application for reconsideration"
        raise _refused("internet_channel_missing", zh, en, row)


def _refused(code: str, zh: str, en: str, row: AddressConfirmationRow) -> Refused:
    return Refused(code, zh=f"{zh}。", en=f"{en}.", field="confirmation", value=row.confirmation_id)
