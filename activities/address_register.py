"""Register of confirmed addresses (送达地址确认书登记): entered and revoked once, on the chain of the addressee."""

from email.errors import HeaderParseError
from email.headerregistry import Address

from sqlmodel import Session

from activities.receipt import refuse_future
from domain.address import AddressConfirmation, Revocation
from domain.audit import content_sha256
from domain.calendar import legal_day
from domain.errors import Refused
from domain.service import AddressKind
from models import address, audit, enterprise, office
from models.address import AddressConfirmationRow


def confirm(session: Session, given: AddressConfirmation) -> str:
    """Enter one confirmed address, once. Returns its id.

    Refused `unknown_enterprise`, `unknown_officer`, `received_in_the_future`, `signed_after_received`,
    `bad_email_address`, and `confirmed_otherwise` where the same address was confirmed that day in other words.
    """
    party = enterprise.enterprise(session, given.enterprise_id)
    office.officer(session, given.officer)
    refuse_future(given.received_at, rehearsal=party.rehearsal)
    if given.signed_on > legal_day(given.received_at):
        raise Refused(
            "signed_after_received",
            zh="签署日期不能晚于收到日期。",
            en="A confirmation is signed before it is received.",
            field="signed_on",
            value=given.signed_on.isoformat(),
        )
    if given.kind is AddressKind.EMAIL:
        refuse_bad_email(given.address)
    known_by = (given.enterprise_id, given.kind.value, given.address, given.signed_on.isoformat())
    row = AddressConfirmationRow(
        confirmation_id=enterprise.natural("confirmation", *known_by), **given.model_dump()
    )
    if not address.enter(session, row):
        _refuse_other(address.confirmation(session, row.confirmation_id), given)
        return row.confirmation_id
    chain = _chain(session, given.enterprise_id)
    sha256 = content_sha256(given.model_dump(mode="json"))
    detail = {"confirmation": row.confirmation_id, "sha256": sha256}
    audit.append(session, chain, at=given.received_at, actor=given.officer, event="address_confirmed", **detail)
    return row.confirmation_id


def revoke(session: Session, given: Revocation) -> None:
    """Refused `unknown_confirmation`, `unknown_officer`, `received_in_the_future`, `revoked_before_confirmed`,
    `revoked_already`."""
    row = address.confirmation(session, given.confirmation_id, lock=True)
    office.officer(session, given.officer)
    refuse_future(given.received_at, rehearsal=enterprise.enterprise(session, row.enterprise_id).rehearsal)
    if given.received_at < row.received_at:
        raise _refused("revoked_before_confirmed", "撤回不能早于确认", "A revocation follows its confirmation", row)
    if row.revoked_at is not None:
        if (row.revoked_at, row.revocation_proof) == (given.received_at, given.proof):
            return
        raise _refused("revoked_already", "该送达地址已经撤回", "This address has been revoked already", row)
    row.revoked_at, row.revocation_proof = given.received_at, given.proof
    chain = _chain(session, row.enterprise_id)
    detail = {"confirmation": row.confirmation_id, "proof": given.proof}
    audit.append(session, chain, at=given.received_at, actor=given.officer, event="address_revoked", **detail)


def refuse_bad_email(given: str) -> None:
    """Refused `bad_email_address`: one plain address, without a name, of ASCII."""
    try:
        plain = Address(addr_spec=given)
    except (ValueError, IndexError, HeaderParseError):
        plain = None
    whole = plain is not None and plain.username and "." in plain.domain and plain.addr_spec == given
    if not (whole and given.isascii()):
        raise Refused(
            "bad_email_address",
            zh="电子邮件地址的格式不正确。",
            en="This is no e-mail address.",
            field="address",
            value=given,
        )


def _refuse_other(known: AddressConfirmationRow, given: AddressConfirmation) -> None:
    for name, value in given.model_dump().items():
        if getattr(known, name) != value:
            raise Refused(
                "confirmed_otherwise",
                zh="同一份送达地址确认书已经登记，内容不同。",
                en="This confirmation is on record already, in other words.",
                field=name,
                value=value,
            )


def _chain(session: Session, enterprise_id: str) -> str:
    chain = audit.of_addressee(enterprise_id)
    audit.begin_once(session, chain)
    return chain


def _refused(code: str, zh: str, en: str, row: AddressConfirmationRow) -> Refused:
    return Refused(code, zh=f"{zh}。", en=f"{en}.", field="confirmation_id", value=row.confirmation_id)
