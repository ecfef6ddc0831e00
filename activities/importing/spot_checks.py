"""Rows of published spot checks (监督抽查结果), entered as their source states them and judged for data questions."""

from sqlmodel import Session

from activities.importing.kind import OneByOne
from activities.judging import FAMILY, judge_published
from activities.law import Law
from domain import production
from domain.calendar import legal_day
from domain.circulation import CheckRegime, SampleOutcome
from domain.imports import Outcome, Question
from domain.spot_check import SpotCheckRow
from models import circulation, enterprise, judgement
from models.circulation import CirculationCheckRow, Origin
from models.imports import ImportRow

WINDOW = 1000  # checks that are looked at in one transaction


class SpotChecks(OneByOne):
    def __init__(self) -> None:
        super().__init__(SpotCheckRow, _enter)

    def judge(self, session: Session, law: Law, run: ImportRow, after: str) -> str | None:
        """After all are read, so that a row knows of its twin; also what an earlier rule set has judged."""
        fingerprint = law.rule_set(FAMILY, legal_day(run.began_at)).fingerprint
        waiting, last = judgement.unjudged(session, Origin.PUBLISHED, fingerprint, after, WINDOW)
        judge_published(session, law, waiting, run.began_at)
        return last


def _enter(session: Session, run: ImportRow, row: SpotCheckRow) -> Outcome:
    """Enter a row as its source states it: maker, product, lot and sample, no more."""
    maker = enterprise.enter_enterprise(session, row.manufacturer, rehearsal=False)
    product = enterprise.enter_product(
        session, maker, name=row.product_name, kind=row.product_kind, model=row.model, brand=row.brand
    )
    read = production.read(row.production)
    lot = enterprise.enter_lot(session, product, row.production, read)
    check_id = enterprise.natural("spot_check", row.source_record_id, row.source_facts_sha256)
    new = circulation.record(
        session,
        CirculationCheckRow(
            check_id=check_id,
            origin=Origin.PUBLISHED,
            regime=CheckRegime.SUPERVISORY_SAMPLING,
            lot_id=lot,
            seen_on=row.report_date,
            sample_outcome=row.outcome,
            nonconforming_items=list(row.nonconforming_items),
            report_date=row.report_date,
            note=row.note,
            counterfeit_flag=row.counterfeit_flag,
            content_key=row.content_key,
            source={"record": row.source_record_id, "url": row.source_url, "sha256": row.source_facts_sha256},
        ),
    )
    today = max(legal_day(run.began_at), row.report_date)  # a rehearsal reads notices that are later than its day
    asked = (*production.questions(read, today, row.production), *_within(row))
    return Outcome(new, tuple(one._replace(subject=check_id) for one in asked) if new else ())


def _within(row: SpotCheckRow) -> list[Question]:
    """Where a row contradicts itself. A note that speaks of a counterfeit is asked about by a rule."""
    asked = []
    failed = row.outcome is SampleOutcome.NONCONFORMING
    if row.nonconforming_items and not failed:
        zh, en = "结论为合格，却列有不合格项目。", "It conforms, and yet items that do not conform are named."
        named = "、".join(row.nonconforming_items)
        asked.append(Question("outcome_against_items", zh, en, "nonconforming_items", named))
    if row.retest_confirmed and not failed:
        zh, en = "结论为合格，却标明复检确认不合格。", "It conforms, and yet a retest is said to have failed, too."
        asked.append(Question("outcome_against_retest", zh, en, "retest_confirmed"))
    if "复检仍不合格" in row.note and not row.retest_confirmed:
        zh, en = "备注称复检仍不合格，复检标记却不是。", "The note says that the retest failed, too; the flag does not."
        asked.append(Question("note_against_retest", zh, en, "note", row.note[:80]))
    return asked
