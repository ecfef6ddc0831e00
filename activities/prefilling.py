"""A form to complete (预填投诉): what the register knows of the goods in a consumer's hand, and of who sold them."""

from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.errors import Refused
from domain.scan import code
from models import certificate, enterprise
from models.certificate import CertificateRow
from models.enterprise import EnterpriseRow

_OF_SERIAL = text("""
    select c.number
    from certificate as c
    join lot_application as a using (application_id)
    cross join lateral (select substr(:serial, length(a.serial_prefix) + 1) as counted) as piece
    where starts_with(:serial, a.serial_prefix)
      and case when piece.counted ~ '^[0-9]{1,18}$'
          then piece.counted::bigint between a.serial_from and a.serial_until else false end
""")
_SELLERS = text("""
    select distinct seller.name, seller.credit_code, region.name as place
    from circulation_check as seen
    join enterprise as seller on seller.enterprise_id = seen.party_id
    left join region on region.code = seen.region
    where (seen.certificate_number = :number or seen.lot_id = :lot) and seen.party_id <> :producer
      and (cast(:serial as text) is null or seen.serial is null or seen.serial = :serial)
      and (seen.party_role = 'seller' or seen.regime = 'goods_in_check')
      and seen.origin <> 'published' and seller.rehearsal = :rehearsal
""")


def form(
    session: Session, number: str | None, serial: str | None, *, office_id: str = "", rehearsal: bool = False
) -> dict[str, Any]:
    """A form of `domain.submission` with what is to be completed left empty, and under `known` what else the register
    knows: the producer, and the place of the sale. A seller is named only where he alone is on record with goods of
    this lot, or this very piece: who else sells them is nobody's to know. Without number and serial nothing is known.

    Refused `bad_code`, `unknown_certificate`, `unknown_serial`, `serial_of_several`."""
    piece = code(serial) if serial else None
    known = _certificate(session, code(number) if number else None, piece)
    blank: dict[str, Any] = {
        "office_id": office_id,
        "complainant": {"name": "", "phone": "", "address": ""},
        "respondent": {"name": "", "address": "", "credit_code": None},
        "goods": "",
        "lot": None,
        "certificate": None,
        "traded_on": "",
        "known_on": "",
        "price_fen": None,
        "request": "",
        "facts": "",
        "rehearsal": rehearsal,
    }
    if known is None:
        return blank
    goods, lot = enterprise.product_of_lot(session, known.lot_id)
    producer = session.get_one(EnterpriseRow, goods.enterprise_id).name
    given = {"number": known.number, "lot": known.lot_id, "serial": piece, "producer": goods.enterprise_id}
    seen = session.execute(_SELLERS, given | {"rehearsal": rehearsal}).all()
    alone = len({(one.name, one.credit_code) for one in seen}) == 1
    if alone:
        blank["respondent"] |= {"name": seen[0].name, "credit_code": seen[0].credit_code}
    place = seen[0].place if alone and len(seen) == 1 else None
    blank |= {
        "goods": " ".join(one for one in (goods.brand, goods.name, goods.model) if one),
        "lot": lot.lot_number or lot.as_stated,
        "certificate": known.number,
    }
    return blank | {"known": {"producer": producer, "serial": piece, "place": place}}


def report_form(
    session: Session, number: str | None, serial: str | None, *, office_id: str = "", rehearsal: bool = False
) -> dict[str, Any]:
    """As `form`, of a report: a form of `domain.report_submission`. Who is reported nobody fills in but who reports."""
    known = form(session, number, serial, office_id=office_id, rehearsal=rehearsal)
    blank: dict[str, Any] = {
        "office_id": office_id,
        "informant": {"name": "", "phone": "", "address": ""},
        "reported": {"name": "", "address": "", "credit_code": None},
        "place": "",
        "facts": "",
        "goods": known["goods"] or None,
        "lot": known["lot"],
        "certificate": known["certificate"],
        "rehearsal": rehearsal,
    }
    return blank | ({"known": known["known"]} if "known" in known else {})


def _certificate(session: Session, number: str | None, serial: str | None) -> CertificateRow | None:
    if number is not None:
        return certificate.certificate(session, number)
    if serial is None:
        return None
    found = session.execute(_OF_SERIAL, {"serial": serial}).scalars().all()
    if len(found) == 1:
        return certificate.certificate(session, found[0])
    if found:
        zh = f"编号“{serial}”见于多份合格证，请一并指明合格证编号。"
        en = f"Several certificates have a piece {serial}: name one of them, too."
        raise Refused("serial_of_several", zh=zh, en=en, field="serial", value=serial)
    zh, en = f"登记中没有编号为“{serial}”的产品。", f"The register knows no piece {serial}."
    raise Refused("unknown_serial", zh=zh, en=en, field="serial", value=serial)
