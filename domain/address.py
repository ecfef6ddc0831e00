"""送达地址确认书 (PR 82(3), 83): an address to which its addressee, by his signature, lets papers be served."""

from datetime import date

from pydantic import AwareDatetime

from domain.act import Words
from domain.base import Value
from domain.service import AddressKind


class AddressConfirmation(Value):
    """One address of a signed confirmation. `consents`: he agrees that papers are served on him electronically.

    `signed_on` is the day of the signature, `received_at` when the office had it, `proof` names the signed paper.
    """

    enterprise_id: str
    kind: AddressKind
    address: Words
    consents: bool = False
    signed_by: Words
    signed_on: date
    received_at: AwareDatetime
    proof: Words
    officer: str


class Revocation(Value):
    """撤回或者变更: the addressee tells in writing that the address holds no more (PR 83), from the receipt on."""

    confirmation_id: str
    received_at: AwareDatetime
    proof: Words
    officer: str
