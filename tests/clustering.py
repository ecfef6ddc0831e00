"""Complaints about one lot and one trader, by the register alone: who complains, of what, to whom, decided how."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from activities import clusters
from activities.complaining import open_complaint
from activities.law import Law
from demo import cast
from domain.cluster import Cluster, ClusterFacts
from domain.office import Office
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models import cluster, office
from models.cluster import ComplaintClusterRow
from models.matter import ActRow, StepRow
from tests.complaining import RECEIVED, a_complaint

COUNTY = cast.OFFICE.model_copy(update={"office_id": "county", "region": "430726"})
DAY = timedelta(days=1)


class Clustering:
    """Complaint after complaint about `lot` of one kettle, sold by one shop, to one office, a minute between them."""

    lot: str | None = "示例批次720"

    def __init__(self, session: Session, first: int = 720, law: Law | None = None) -> None:
        cast.enter_cast(session)
        office.register_office(session, COUNTY, ())
        self.session, self.law, self.number = session, law or Law(), first
        self.now = RECEIVED

    def complain(
        self, name: str = "", phone: str = "", at: datetime | None = None, by: Office = cast.OFFICE, **given: Any
    ) -> str:
        """By somebody of his own, if no name or telephone number is given. Returns the complaint's id."""
        self.number += 1
        self.now = at or self.now + timedelta(minutes=1)
        phone = phone or f"1380000{self.number:04}"
        who = {"name": name or f"示例投诉人{self.number}", "phone": phone, "address": "示例市"}
        common = {"received_at": self.now, "office_id": by.office_id, "complainant": who, "lot": self.lot}
        shop = {"name": "示例商店720", "address": "示例市示例路2号"}
        taken = a_complaint(self.number, **{"respondent": shop} | common | given)
        open_complaint(self.session, taken)
        clusters.look_around(self.session, self.law, taken.complaint_id)
        return taken.complaint_id

    def looks(self) -> list[ComplaintClusterRow]:
        """All that were kept, the newest first."""
        return list(self.session.exec(select(ComplaintClusterRow).order_by(col(ComplaintClusterRow.at).desc())))

    def newest(self, *, of_lot: bool = True) -> str:
        return next(one.cluster_id for one in self.looks() if (one.enterprise_id is None) is of_lot)

    def facts(self, *, of_lot: bool = True) -> ClusterFacts:
        return cluster.facts(self.session, self.newest(of_lot=of_lot))

    def shown(self, *, of_lot: bool = True) -> Cluster:
        return clusters.shown(self.session, self.law, self.newest(of_lot=of_lot))

    def decide(self, complaint_id: str, *, accepted: bool, ground: str | None = None) -> None:
        act: dict[str, Any] = {"kind": "acceptance_decision", "accepted": accepted, "ground": ground}
        self.session.add(
            ActRow(act_id=f"{complaint_id}/1", matter_id=complaint_id, step=1, kind="acceptance_decision",
                   actor=cast.HANDLER.officer_id, received_at=self.now, content=act)
        )  # fmt: skip
        self.session.flush()

    def settle(self, complaint_id: str) -> None:
        self.session.add(
            StepRow(matter_id=complaint_id, number=2, track=Track.COMPLAINT, kind=StepKind.MEDIATION,
                    phase=Phase.DONE, rule="示例", begun_at=self.now, ended_at=self.now, result=Result.SETTLED)
        )  # fmt: skip
        self.session.flush()
