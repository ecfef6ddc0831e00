"""Printing a certificate (合格证打印): from the register whenever it is wanted, the same bytes each time; nothing is
stored, for there are as many certificates as lots."""

from datetime import date
from typing import Any

from sqlmodel import Session

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
    """The certificate as its producer registered it. Refused `unknown_certificate`, `certificate_without_contents` for
    one that did not come by an application here, and what `notices.render` refuses of a value."""
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
