"""Orders to inspect (委托检验): from whom, whether he is able, and what waits for him."""

from datetime import date

from sqlmodel import Session, col, select

from domain.certificate import LifePhase
from domain.certificate_act import InspectionRoute
from domain.errors import Refused
from models.issuance import LotApplicationRow
from models.laboratory import LaboratoryAbilityRow, LaboratoryRow


def laboratory(session: Session, laboratory_id: str) -> LaboratoryRow:
    """Refused `unknown_laboratory`."""
    row = session.get(LaboratoryRow, laboratory_id)
    if row is None:
        raise Refused(
            "unknown_laboratory",
            zh=f"没有编号为“{laboratory_id}”的检验机构或者实验室。",
            en=f"There is no laboratory {laboratory_id}.",
            field="laboratory_id",
            value=laboratory_id,
        )
    return row


def refuse_wrong_laboratory(session: Session, laboratory_id: str, route: InspectionRoute, producer_id: str) -> None:
    """An own laboratory reports in its producer's name, an institute in its own: neither stands in for the other.

    Refused `unknown_laboratory`, `not_the_producers_laboratory`, `the_producers_own_laboratory`.
    """
    owned = laboratory(session, laboratory_id).enterprise_id == producer_id
    if route is InspectionRoute.OWN_LABORATORY and not owned:
        raise Refused(
            "not_the_producers_laboratory",
            zh="登记中该实验室不属于这家生产者，应当作为检验机构委托检验。",
            en="On record this laboratory is not the producer's own: order from it as an institute.",
            field="laboratory_id",
            value=laboratory_id,
        )
    if route is InspectionRoute.INSTITUTE and owned:
        raise Refused(
            "the_producers_own_laboratory",
            zh="该实验室是生产者自有实验室，不能作为检验机构受托。",
            en="This is the producer's own laboratory and no institute that he could order from.",
            field="laboratory_id",
            value=laboratory_id,
        )


def able_on(session: Session, laboratory_id: str, product_kind: str, day: date) -> bool | None:
    """Whether a laboratory can test goods of a kind on a day; None where no ability of it is on record at all."""
    query = select(LaboratoryAbilityRow).where(LaboratoryAbilityRow.laboratory_id == laboratory_id)
    known = session.exec(query).all()
    of_kind = (one for one in known if one.product_kind == product_kind)
    able = any(one.able_from <= day and (one.able_until is None or day <= one.able_until) for one in of_kind)
    return able if known else None


def queue(session: Session, laboratory_id: str, most: int) -> list[LotApplicationRow]:
    """What a laboratory has been asked to inspect: what is due first comes first, orders not yet accepted last."""
    query = select(LotApplicationRow).where(
        LotApplicationRow.laboratory_id == laboratory_id,
        col(LotApplicationRow.phase).in_([LifePhase.ACCEPTING, LifePhase.INSPECTING]),
    )
    order = (col(LotApplicationRow.due_at).asc().nulls_last(), LotApplicationRow.application_id)
    return list(session.exec(query.order_by(*order).limit(most)))
