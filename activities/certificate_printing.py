"""Printing a certificate (合格证打印): from the register whenever it is wanted, the same bytes each time; nothing is
stored, for there are as many certificates as lots."""

from datetime import date
from typing import Any

from sqlmodel import Session

from domain.certificate import LifePhase
from domain.certificate_state import CertificateState
from domain.errors import Refused
from models import certificate, issuance
from models.issuance import LotApplicationRow
from notices import render
from notices.render import Rendered

KIND = "certificate"
DAYS = ("inspected_on", "left_factory_on")
STATED = (
    "product_name", "model", "specification", "maker", "address", "standard_number", "lot_number", "lot_size",
    "conclusion", "inspector",
)  # fmt: skip


def print_certificate(session: Session, number: str) -> Rendered:
    """The certificate as its producer registered it, while it stands.

    Refused `unknown_certificate`, `certificate_not_standing` for one that is withdrawn, superseded or frozen,
    `certificate_without_contents` for one that did not come by an application here, and what `notices.render` refuses
    of a value.
    """
    held = certificate.certificate(session, number)
    if held.application_id is None:
        raise Refused(
            "certificate_without_contents",
            zh=f"合格证“{number}”不是经平台申请登记的，没有可以打印的内容。",
            en=f"Certificate {number} did not come by an application here: there are no contents to print.",
            field="certificate",
            value=number,
        )
    row = issuance.application(session, held.application_id)
    frozen = certificate.lasts(session, number, CertificateState.FROZEN)
    if row.phase is not LifePhase.IN_CIRCULATION or frozen:
        why = CertificateState.FROZEN if frozen else row.phase
        raise Refused(
            "certificate_not_standing",
            zh=f"合格证“{number}”目前为“{why.zh}”，不能打印。",
            en=f"Certificate {number} is {why.en}: it is not printed.",
            field="certificate",
            value=number,
        )
    return render.render(KIND, _context(session, row, number, held.issued_on))


def _context(session: Session, row: LotApplicationRow, number: str, issued_on: date) -> dict[str, Any]:
    stated = row.contents
    days = {name: date.fromisoformat(stated[name]) for name in DAYS}
    return {name: stated[name] for name in STATED} | days | {
        "rehearsal": issuance.producer(session, row).rehearsal,
        "number": number,
        "serials": f"{row.serial_prefix}{row.serial_from}—{row.serial_prefix}{row.serial_until}",
        "issued_on": issued_on,
    }
