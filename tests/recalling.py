"""A recall of an invented lamp: a lot of 100, two shops that checked 60 and 25 of it, one where it was scanned."""

from datetime import datetime
from typing import Any

import pytest

from activities.law import Law
from activities.recall_reception import RecallReception
from demo import cast
from domain.circulation import CheckRegime, PartyRole
from domain.errors import Refused
from domain.recall import RECALL_ACT, Behind, RecallAct
from models import enterprise, recall
from models.circulation import Origin
from models.enterprise import LotRow
from models.session import Database
from tests.market import DAY, NOON, Market

BEGINS = NOON + DAY
HEAD, OFFICE = cast.HEAD.officer_id, cast.OFFICE.office_id
REPORT = {"sale_stopped": True, "on_hand": 0, "sold": 0, "returned": 0, "disposed": 0, "consumer_returns": 0}


class Recalling:
    """One recall; acts are received by the register alone, at `now`."""

    def __init__(self, database: Database, name: str) -> None:
        self.database, self.name, self.now, self.acts = database, name, BEGINS, 0
        self.reception = RecallReception(database, Law())
        with database.transaction() as session:
            market = Market(session)
            self.maker, self.lot = market.maker, market.lot
            self.other = market.lot_of("示例厂", "示例灯", "甲型", "示例批次二")
            self.strange = market.lot_of("示例厂", "示例钟", "甲型", "示例批次三")
            self.product = session.get_one(LotRow, self.lot).product_id
            for lot in (self.lot, self.other):
                session.get_one(LotRow, lot).quantity = 100
            market.certify()
            shops = [enterprise.enter_enterprise(session, f"示例店{one}", rehearsal=True) for one in "甲乙丙"]
            self.first, self.second, self.scanned = shops
            given: dict[str, Any] = {"regime": CheckRegime.GOODS_IN_CHECK, "party_role": PartyRole.SELLER}
            for seller, units in ((self.first, 40), (self.first, 20), (self.second, 25)):
                market.check(party_id=seller, units_seen=units, region="430702", **given)
            market.check(party_id=self.scanned, regime=CheckRegime.CONSUMER_SCAN, serial="灯00007")
            real = enterprise.enter_enterprise(session, "示例店丙", rehearsal=False)  # no party to a rehearsal
            for seller, origin in ((real, Origin.OWN), (self.second, Origin.PUBLISHED), (self.maker, Origin.OWN)):
                market.check(party_id=seller, origin=origin, regime=CheckRegime.GOODS_IN_CHECK, units_seen=7)

    def made(self, kind: str, actor: str, **content: Any) -> RecallAct:
        self.acts += 1
        common = {"act_id": f"{self.name}/{self.acts}", "recall_id": self.name, "actor": actor, "received_at": self.now}
        return RECALL_ACT.validate_python({"kind": kind} | common | content, strict=False)

    def beginning(self, **given: Any) -> RecallAct:
        lawful = {"product_id": self.product, "covers": ({"lot_id": self.lot},), "defect": "示例", "office_id": OFFICE}
        return self.made("beginning", given.pop("actor", self.maker), **lawful | given)

    def plan(self, per_mille: int = 500, **given: Any) -> RecallAct:
        lawful = {"measures": ("repair", "refund"), "hotline": "示例热线", "audience": "销售者和消费者",
                  "yardstick": "units_recovered", "unshipped": ({"lot_id": self.lot, "units": 10},)}  # fmt: skip
        return self.made("plan", self.maker, per_mille=per_mille, **lawful | given)

    def report(self, seller: str, **given: Any) -> RecallAct:
        return self.made("seller_report", seller, **{"lot_id": self.lot} | REPORT | given)

    def closing(self, **given: Any) -> RecallAct:
        return self.made("closing", given.pop("actor", self.maker), statement="示例结束", **given)

    def receive(self, *acts: RecallAct) -> None:
        for act in acts:
            self.reception.receive(act)

    def refused(self, act: RecallAct) -> Refused:
        """The refusal of an act, of which nothing is on record."""
        with pytest.raises(Refused) as refused:
            self.receive(act)
        with self.database.transaction() as session:
            assert act.act_id not in {one.act_id for one in recall.acts(session, self.name, act.kind)}
        return refused.value

    def then(self, *acts: RecallAct) -> "Recalling":
        self.receive(*acts)
        return self

    def later(self, moment: datetime) -> "Recalling":
        self.now = moment
        return self

    def behind(self) -> tuple[Behind, ...]:
        with self.database.transaction() as session:
            return recall.behind(session, self.name)
