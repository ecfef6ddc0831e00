"""Recalls (召回) in the register: what they cover, the acts in them, and the things behind each of their figures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Column, Identity, Text, text
from sqlmodel import Field, Session, SQLModel, col, select

from domain.certificate_state import StateActor
from domain.errors import Refused
from domain.recall import Behind, Figure, RecallPhase, Yardstick
from models.base import document, moment, one_of
from models.enterprise import LotRow


class RecallRow(SQLModel, table=True):
    """召回 of lots of one product. `version` counts its acts, `told` those that its workflow has heard of.

    `reached_at` is when the register first showed the figure that the plan undertakes.
    """

    __tablename__ = "recall"
    __table_args__ = (CheckConstraint("(by = 'authority') = (document_id is not null)", name="order_has_a_document"),)

    recall_id: str = Field(primary_key=True)
    product_id: str = Field(foreign_key="product.product_id")
    producer_id: str = Field(foreign_key="enterprise.enterprise_id")
    office_id: str = Field(foreign_key="office.office_id")
    rehearsal: bool
    by: StateActor = one_of(StateActor)
    basis: list[str] = Field(sa_type=ARRAY(Text))
    document_id: str | None = Field(default=None, foreign_key="document.document_id")
    phase: RecallPhase = one_of(RecallPhase)
    begun_at: datetime = moment()
    yardstick: Yardstick | None = one_of(Yardstick, nullable=True, default=None)
    per_mille: int | None = None
    reached_at: datetime | None = moment(nullable=True, default=None)
    closed_at: datetime | None = moment(nullable=True, default=None)
    version: int = 1
    told: int = 0


class RecallLotRow(SQLModel, table=True):
    """召回批次: whole where no serials are given. `unshipped` units never left the producer, by his plan."""

    __tablename__ = "recall_lot"
    __table_args__ = (CheckConstraint("num_nonnulls(serial_from, serial_until) <> 1", name="whole_or_a_range"),)

    recall_id: str = Field(foreign_key="recall.recall_id", primary_key=True)
    lot_id: str = Field(foreign_key="lot.lot_id", primary_key=True, index=True)
    serial_prefix: str = ""
    serial_from: int | None = Field(default=None, sa_type=BigInteger)
    serial_until: int | None = Field(default=None, sa_type=BigInteger)
    unshipped: int | None = None


class RecallActRow(SQLModel, table=True):
    """收件登记 of a recall, recorded before its workflow hears of it."""

    __tablename__ = "recall_act"

    act_id: str = Field(primary_key=True)
    sequence: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), unique=True))
    recall_id: str = Field(foreign_key="recall.recall_id", index=True)
    kind: str
    actor: str
    received_at: datetime = moment()
    content: dict[str, Any] = document()


def lock_lots(session: Session, lot_ids: Iterable[str]) -> dict[str, LotRow]:
    """The lots that there are, held until the transaction ends: of two recalls at once one sees the other."""
    query = select(LotRow).where(col(LotRow.lot_id).in_(lot_ids)).order_by(col(LotRow.lot_id))
    return {row.lot_id: row for row in session.exec(query.with_for_update(key_share=True))}


def hold(session: Session, recall_id: str) -> RecallRow | None:
    """The recall, held until the transaction ends: its acts are taken one after another."""
    return session.exec(select(RecallRow).where(RecallRow.recall_id == recall_id).with_for_update()).one_or_none()


def held(session: Session, recall_id: str) -> RecallRow:
    """As `hold`. Refused `unknown_recall`."""
    if row := hold(session, recall_id):
        return row
    zh, en = f"没有编号为“{recall_id}”的召回。", f"There is no recall {recall_id}."
    raise Refused("unknown_recall", zh=zh, en=en, field="recall_id", value=recall_id)


def open_recall_of(session: Session, lot_ids: Iterable[str]) -> tuple[str, str] | None:
    """A lot among these that an open recall covers, and that recall."""
    query = select(RecallLotRow.lot_id, RecallLotRow.recall_id).join(RecallRow)
    query = query.where(col(RecallLotRow.lot_id).in_(lot_ids), RecallRow.phase != RecallPhase.CLOSED)
    return session.exec(query.order_by(col(RecallLotRow.lot_id))).first()


def covered(session: Session, recall_id: str) -> dict[str, RecallLotRow]:
    query = select(RecallLotRow).where(RecallLotRow.recall_id == recall_id).order_by(col(RecallLotRow.lot_id))
    return {row.lot_id: row for row in session.exec(query)}


def acts(session: Session, recall_id: str, kind: str) -> list[RecallActRow]:
    query = select(RecallActRow).where(RecallActRow.recall_id == recall_id, RecallActRow.kind == kind)
    return list(session.exec(query.order_by(col(RecallActRow.sequence))))


def behind(session: Session, recall_id: str) -> tuple[Behind, ...]:
    """Everything that the figures of a recall count."""
    query = text("select figure, lot_id, seller_id, units, source from recall_figures where recall_id = :id"
                 " order by figure, lot_id, seller_id, source")  # fmt: skip
    rows = session.execute(query, {"id": recall_id}).mappings()
    return tuple(Behind.model_validate(dict(row) | {"figure": Figure.of(row["figure"])}) for row in rows)


def counted(session: Session, recall_id: str, seller_id: str) -> tuple[Behind, ...]:
    """As `behind`, added up for each figure of a lot, what is of this seller apart from what is of all others."""
    query = text("""
        select figure, lot_id, case when seller_id = :seller then seller_id end as seller_id,
            case when count(units) = count(*) then sum(units)::bigint end as units, min(source) as source
        from recall_figures where recall_id = :id group by 1, 2, 3
    """)
    rows = session.execute(query, {"id": recall_id, "seller": seller_id}).mappings()
    return tuple(Behind.model_validate(dict(row) | {"figure": Figure.of(row["figure"])}) for row in rows)


def newest_moment(session: Session, recall_id: str) -> datetime:
    query = select(RecallActRow.received_at).where(RecallActRow.recall_id == recall_id)
    return session.exec(query.order_by(col(RecallActRow.received_at).desc()).limit(1)).one()


def untold(session: Session) -> list[str]:
    """Recalls whose workflow has not heard of everything, or that have a seller whom nobody has notified."""
    rows = session.exec(select(RecallRow).order_by(col(RecallRow.recall_id)).where(
        (RecallRow.version > RecallRow.told) | (RecallRow.phase != RecallPhase.CLOSED)))  # fmt: skip
    return [row.recall_id for row in rows if row.version > row.told or not_notified(session, row.recall_id)]


def not_notified(session: Session, recall_id: str) -> list[str]:
    """The sellers known whom nobody has notified."""
    query = text("""
        select seller_id from recall_figures where recall_id = :id and figure = 'sellers_known'
        except
        select seller_id from recall_figures where recall_id = :id and figure = 'sellers_notified'
        order by 1
    """)
    return list(session.execute(query, {"id": recall_id}).scalars())


def mark_told(session: Session, recall_id: str, version: int) -> None:
    query = text("update recall set told = greatest(told, :version) where recall_id = :id")
    session.execute(query, {"id": recall_id, "version": version})


def newest(session: Session) -> list[RecallRow]:
    return list(session.exec(select(RecallRow).order_by(col(RecallRow.begun_at).desc(), col(RecallRow.recall_id))))


def places(session: Session, recall_id: str) -> list[dict[str, Any]]:
    """The sellers known, by region: their own, else where goods were seen with them. None is unknown."""
    query = text("""
        select f.seller_id, e.name, r.name as region
        from recall_figures as f
        join enterprise as e on e.enterprise_id = f.seller_id
        left join circulation_check as c on c.check_id = f.source
        left join region as r on r.code = coalesce(e.region, c.region)
        where f.recall_id = :id and f.figure = 'sellers_known'
        order by r.code, e.name
    """)
    return [dict(row) for row in session.execute(query, {"id": recall_id}).mappings()]
