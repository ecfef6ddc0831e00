"""Rows of checks of goods (流通查验记录): entered by sets, then judged day by day by the rules of their day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from activities.importing.kind import Numbered
from activities.judging import judge_day
from activities.law import Law
from domain import production
from domain.calendar import legal_day
from domain.check_entry import CheckEntry
from domain.errors import Refused
from domain.imports import Outcome, Question
from domain.production import Production
from domain.row import Row
from models import check_staging, enterprise, imports
from models.circulation import Origin
from models.enterprise import natural
from models.imports import ImportRow

DAY_BATCH = 500  # checks of one day that are judged in one transaction
MOST_REMEMBERED = 200_000
_OF_GOODS = {"producer", "producer_code", "product", "product_kind", "model", "brand", "lot", "party", "party_code"}
_OTHERS = {"record", "produced_on", "use_by", "lot_quantity", "seen_on", "nonconforming_items"}


class Party(NamedTuple):
    enterprise_id: str
    dissolved_on: date | None


class Checks:
    row: type[Row] = CheckEntry
    batch = 2000

    def __init__(self) -> None:
        self._parties: dict[tuple[str, str | None], Party] = {}
        self._products: dict[tuple[str, str, str], str] = {}
        self._referred: dict[str, set[str]] = {}

    def enter(self, session: Session, run: ImportRow, rows: Sequence[Numbered]) -> list[Outcome | Refused]:
        """Refused for one row: `bad_credit_code`, `seen_in_future`, `unknown_region` and the like."""
        self._referred = dict(check_staging.referred(session))
        if len(self._parties) + len(self._products) > MOST_REMEMBERED:
            self._parties.clear()
            self._products.clear()
        outcomes: dict[int, Outcome | Refused] = {}
        staged = []
        for ordinal, row in rows:
            try:
                values, asked = self.values(session, row, legal_day(run.began_at))
            except Refused as refused:
                outcomes[ordinal] = refused
            else:
                outcomes[ordinal] = Outcome(False, tuple(asked))
                staged.append(check_staging.for_copy(values | {"ordinal": ordinal}))
        entered = check_staging.enter(session, run.import_id, staged)
        return [_became(outcomes[one.ordinal], one, entered) for one in rows]

    def judge(self, session: Session, law: Law, run: ImportRow, after: str) -> str | None:
        """Judge the next checks of one day. What calls for a clue and names no party or office is asked about."""
        waiting = imports.next_of_a_day(session, run, DAY_BATCH)
        if not waiting:
            return None
        day, ordinals = waiting[0].seen_on, {one.check_id: one.ordinal for one in waiting}
        for number, asked in enumerate(judge_day(session, law, list(ordinals), day, run.began_at)):
            ordinal = ordinals.get(asked.subject, waiting[0].ordinal)
            session.merge(imports.question_row(run, ordinal, JUDGING + number, "", 0, asked))
            run.questions += 1
        run.judged_on, run.judged = day, waiting[-1].ordinal
        return f"{day} {run.judged}"

    def values(self, session: Session, row: CheckEntry, today: date) -> tuple[dict[str, Any], list[Question]]:
        """A check by the columns of its staging table, its goods and parties entered; and what it leaves open."""
        if row.day > today:
            zh, en = "查验日期还没有到。", "The day of the check is yet to come."
            raise Refused("seen_in_future", zh=zh, en=en, field="seen_on", value=row.day.isoformat())
        for column, known in self._referred.items():
            if (said := getattr(row, column)) is not None and said not in known:
                zh, en = "登记中没有这个代码或者编号。", "The register has no such code or id."
                raise Refused(f"unknown_{column.removesuffix('_id')}", zh=zh, en=en, field=column, value=said)
        maker = self._party(session, row.producer, row.producer_code, "producer_code")
        party = self._party(session, row.party, row.party_code, "party_code") if row.party else None
        product_id = self._product(session, maker.enterprise_id, row)
        made = _made(row)
        check_id = natural("check", row.sender, row.record)
        asked = [one._replace(subject=check_id) for one in _asked(row, made, party, today)]
        values = row.model_dump(exclude=_OF_GOODS | _OTHERS, exclude_none=True)
        values |= made.model_dump() | {"product_id": product_id, "as_stated": row.lot, "quantity": row.lot_quantity}
        values |= {
            "check_id": check_id,
            "origin": Origin.OWN.value,
            "lot_id": natural("lot", product_id, row.lot),
            "seen_on": row.day,
            "lot_by_certificate": False,
            "party_id": party.enterprise_id if party else None,
            "nonconforming_items": list(row.nonconforming_items),
            "source": {"record": row.record, "sha256": row.sha256},
        }
        return values, asked

    def _party(self, session: Session, name: str, code: str | None, field: str) -> Party:
        key = name, code
        if key not in self._parties:
            try:
                found = enterprise.enter_enterprise(session, name, credit_code=code, rehearsal=False)
            except Refused as bad:
                raise Refused(bad.code, zh=bad.zh, en=bad.en, field=field, value=bad.value) from bad
            self._parties[key] = Party(found, enterprise.enterprise(session, found).dissolved_on)
        return self._parties[key]

    def _product(self, session: Session, maker: str, row: CheckEntry) -> str:
        key = maker, row.product, row.model
        if key not in self._products:
            self._products[key] = enterprise.enter_product(
                session, maker, name=row.product, kind=row.product_kind, model=row.model, brand=row.brand
            )
        return self._products[key]


JUDGING = 1000  # questions that come of judging are numbered from here


def _became(outcome: Outcome | Refused, one: Numbered, entered: check_staging.Entered) -> Outcome | Refused:
    if isinstance(outcome, Refused):
        return outcome
    if one.ordinal in entered.new:
        return outcome._replace(new=True)
    if one.ordinal in entered.otherwise:
        zh = "同一记录编号已有内容不同的记录，保留先前的。"
        en = "This record is there with another content, which was kept."
        check_id = natural("check", one.row.sender, one.row.record)
        return Outcome(False, (Question("record_differs", zh, en, "record", one.row.record, check_id),))
    return Outcome(False)


def _made(row: CheckEntry) -> Production:
    """What the line of the marking says; a column of its own says more surely when it was made."""
    read = production.read(row.lot)
    return read.model_copy(
        update={"produced_on": row.produced_on or read.produced_on, "use_by": row.use_by or read.use_by}
    )


def _asked(row: CheckEntry, made: Production, party: Party | None, today: date) -> list[Question]:
    asked = list(production.questions(made, today, row.lot))
    read = production.read(row.lot)
    if row.produced_on and read.produced_on not in (None, row.produced_on):
        zh, en = "生产日期一栏与批号中的生产日期不一致。", "The day of production is not that of the lot's line."
        asked.append(Question("production_date_differs", zh, en, "produced_on", row.lot))
    if party and party.dissolved_on and party.dissolved_on <= row.day:
        zh = f"当事人已于{party.dissolved_on}注销。"
        en = f"The party was dissolved on {party.dissolved_on}."
        asked.append(Question("party_dissolved", zh, en, "party", row.party))
    return asked
