"""Looks at clusters of complaints (聚集投诉): of what subject, by which office, as of when, and what each knows."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Self

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field, Session, SQLModel, select

from domain.cluster import ClusterFacts, Complained, Sampled
from domain.errors import Refused
from models.base import moment
from models.certificate import CertificateRow
from models.complaint import ComplaintRow
from models.enterprise import LotRow, ProductRow, natural


class ComplaintClusterRow(SQLModel, table=True):
    """One look at complaints about one subject: a lot of the register, one as complainants write it (`goods`, `lot`),
    or a trader. What the offices of the office's region had received by `at` counts; rehearsals apart."""

    __tablename__ = "complaint_cluster"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(lot_id, lot, enterprise_id) = 1 and num_nulls(goods, lot) in (0, 2)", name="one_subject"
        ),
    )

    cluster_id: str = Field(primary_key=True)
    office_id: str = Field(foreign_key="office.office_id")
    at: datetime = moment()
    rehearsal: bool
    lot_id: str | None = Field(default=None, foreign_key="lot.lot_id", index=True)
    goods: str | None = None
    lot: str | None = Field(default=None, index=True)
    enterprise_id: str | None = Field(default=None, foreign_key="enterprise.enterprise_id", index=True)

    @property
    def subject(self) -> "Subject":
        return Subject(self.lot_id, self.goods, self.lot, self.enterprise_id)


class Subject(NamedTuple):
    """What complaints are about: one of the three of ComplaintClusterRow."""

    lot_id: str | None = None
    goods: str | None = None
    lot: str | None = None
    enterprise_id: str | None = None

    @classmethod
    def of_enterprise(cls, enterprise_id: str) -> Self:
        return cls(enterprise_id=enterprise_id)

    @property
    def key(self) -> str:
        return natural("cluster", *(part or "" for part in self))


def subjects(session: Session, complaint: ComplaintRow) -> Iterator[Subject]:
    """Its lot (that of its certificate, else as it is written), its respondent, and the maker of certified goods."""
    certificate = session.get(CertificateRow, complaint.certificate) if complaint.certificate else None
    makers = {complaint.respondent_id}
    if certificate is not None:
        yield Subject(lot_id=certificate.lot_id)
        lot = session.get_one(LotRow, certificate.lot_id)
        makers.add(session.get_one(ProductRow, lot.product_id).enterprise_id)
    elif complaint.lot:
        yield Subject(goods=complaint.goods, lot=complaint.lot)
    yield from map(Subject.of_enterprise, sorted(makers))


def hold(session: Session, found: Subject) -> None:
    """Until the transaction ends nobody else looks at this subject: of two complaints at once the later one is seen."""
    session.execute(text("select pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": found.key})


def look(
    session: Session, found: Subject, office_id: str, at: datetime, *, rehearsal: bool, of: str
) -> tuple[str, bool]:
    """Keep a look, one for each thing `of` which it is taken. Returns its id, and whether it is new."""
    cluster_id = natural("look", of, found.key, office_id, at.astimezone(UTC).isoformat())
    if session.get(ComplaintClusterRow, cluster_id):
        return cluster_id, False
    session.add(
        ComplaintClusterRow(
            cluster_id=cluster_id, office_id=office_id, at=at, rehearsal=rehearsal, **found._asdict()
        )
    )
    session.flush()
    return cluster_id, True


def of_lot(session: Session, complaint: ComplaintRow) -> str | None:
    """The look at its lot that was taken when a complaint came in. None: nobody else had complained of it."""
    for found in subjects(session, complaint):
        if found.enterprise_id is None:
            at = complaint.received_at.astimezone(UTC).isoformat()
            cluster_id = natural("look", complaint.complaint_id, found.key, complaint.office_id, at)
            return cluster_id if session.get(ComplaintClusterRow, cluster_id) else None
    return None


def known(session: Session, cluster_id: str) -> ComplaintClusterRow:
    """Refused `unknown_cluster`."""
    row = session.get(ComplaintClusterRow, cluster_id)
    if row is None:
        raise Refused(
            "unknown_cluster",
            zh=f"没有编号为“{cluster_id}”的聚集投诉。",
            en=f"There is no cluster of complaints {cluster_id}.",
            field="cluster",
            value=cluster_id,
        )
    return row


def facts(session: Session, cluster_id: str) -> ClusterFacts:
    row = session.execute(text("select * from cluster_facts where cluster_id = :id"), {"id": cluster_id})
    return ClusterFacts.model_validate(
        {name: value for name, value in row.mappings().one().items() if name != "cluster_id"}, strict=False
    )


_COMPLAINTS = text("""
    select m.complaint_id, m.received_on, o.name as office, e.name as respondent, m.goods, m.lot, m.person, m.accepted,
           m.ground, m.settled
    from cluster_complaint as m
    join office as o using (office_id)
    join enterprise as e on e.enterprise_id = m.respondent_id
    where m.cluster_id = :id
    order by m.received_on, m.complaint_id
    limit :most
""")
_SAMPLINGS = text("""
    select k.check_id, o.name as office, k.seen_on as "on", k.same_lot, k.above, k.sample_outcome as outcome
    from cluster_sampling as k
    left join office as o using (office_id)
    where k.cluster_id = :id
    order by k.seen_on, k.check_id
    limit :most
""")


def complaints(session: Session, cluster_id: str, most: int | None = None) -> tuple[Complained, ...]:
    """The oldest first, without a word of who complained."""
    rows = session.execute(_COMPLAINTS, {"id": cluster_id, "most": most}).mappings()
    return tuple(Complained(**row) for row in rows)


def refused_on(session: Session, cluster_id: str, grounds: Sequence[str]) -> dict[str, int]:
    """How many complaints were refused on each of these articles; nothing of one on which none was."""
    query = text("select ground, count(*) from cluster_complaint where cluster_id = :id group by ground")
    counted: dict[str, int] = {ground: count for ground, count in session.execute(query, {"id": cluster_id})}
    return {ground: counted[ground] for ground in grounds if ground in counted}


def samplings(session: Session, cluster_id: str, most: int | None = None) -> tuple[Sampled, ...]:
    rows = session.execute(_SAMPLINGS, {"id": cluster_id, "most": most}).mappings()
    return tuple(Sampled.model_validate(dict(row), strict=False) for row in rows)


def newest(session: Session, office_id: str | None, most: int, *, rehearsal: bool) -> list[str]:
    """The newest look at each subject by each office, the newest first."""
    query = text("""
        select cluster_id from (
            select distinct on (office_id, lot_id, goods, lot, enterprise_id) cluster_id, at
            from complaint_cluster
            where rehearsal = :rehearsal and (cast(:office as text) is null or office_id = :office)
            order by office_id, lot_id, goods, lot, enterprise_id, at desc, cluster_id
        ) as looked
        order by at desc, cluster_id
        limit :most
    """)
    given = {"rehearsal": rehearsal, "office": office_id, "most": most}
    return list(session.execute(query, given).scalars())


def taken_up(session: Session, row: ComplaintClusterRow) -> tuple[str, ...]:
    """The checks that name this look, or another of the same subject, as their clue."""
    same = select(ComplaintClusterRow.cluster_id).filter_by(**row.subject._asdict())
    query = text("select check_id from circulation_check where clue = any(:looks) order by seen_on, check_id")
    return tuple(session.execute(query, {"looks": list(session.exec(same))}).scalars())


_OTHERS = text("""
    with other as (select * from complaint where complaint_id <> :id and rehearsal = :rehearsal)
    select exists (select from other where respondent_id = :enterprise_id)
        or exists (select from other where lot = :lot and goods = :goods)
        or exists (select from certificate as k join other on other.certificate = k.number where k.lot_id = :lot_id)
        or exists (
            select from product as p
            join lot as l using (product_id)
            join certificate as k using (lot_id)
            join other on other.certificate = k.number
            where p.enterprise_id = :enterprise_id
        )
""")


def others(session: Session, found: Subject, complaint: ComplaintRow) -> bool:
    """Whether another complaint is about this subject, in whatever region."""
    given = {"id": complaint.complaint_id, "rehearsal": complaint.rehearsal, **found._asdict()}
    return bool(session.execute(_OTHERS, given).scalar_one())
