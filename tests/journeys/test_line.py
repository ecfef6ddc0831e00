"""The line, walked once through all layers on the real servers: from a real row to a closed matter."""

import asyncio
import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session, select

from activities.auditing import verify
from activities.import_desk import import_spot_checks
from demo import cast
from demo.play import play
from demo.plots import AnswerPlot, OrderPlot, Plot
from demo.run import inspection_files
from domain.calendar import SHANGHAI
from domain.errors import Refused
from domain.imports import Counts
from domain.judgement import Kind
from domain.results import Result
from domain.steps import StepKind
from models import audit, judgement, matter
from models.circulation import CirculationCheckRow, Origin
from models.document import DocumentRow, ServiceRow
from models.judgement import FindingRow
from models.session import Database, engine_for
from servers import Addresses
from settings import read_settings
from tests.rehearsing import rehearsing
from worker import at_work

LATE = Plot(confirmed=True, orders=(OrderPlot(AnswerPlot.LATE, corrected=True),))


def test_a_real_row_is_questioned_and_its_copy_goes_from_a_clue_to_a_closed_matter(
    addresses: Addresses, tmp_path: Path
) -> None:
    row = _row_with_a_note_against_its_flag()
    (tmp_path / "one.jsonl").write_text(row, encoding="utf-8")
    matter_id = asyncio.run(_walk(addresses, tmp_path / "one.jsonl"))
    database = Database(addresses.database_url)
    with database.transaction() as session:
        _the_real_row_has_data_findings_only(session, json.loads(row)["manufacturer"])
        _the_copy_has_a_clue_that_counts_fifteen_working_days(session, matter_id)
        _the_steps_tell_the_story(session, matter_id)
        _the_order_is_numbered_served_and_vouched_for(session, matter_id)
        assert not verify(session).breaks
    _an_edit_anywhere_is_found(addresses)
    database.close()


async def _walk(addresses: Addresses, file: Path) -> str:
    async with at_work(addresses) as desk:
        counts = await import_spot_checks(desk, [file], datetime(2025, 2, 10, tzinfo=UTC), lambda _: None)
        assert counts == Counts(read=1, accepted=1, duplicates=0, rejected=0)
    async with rehearsing(addresses, 901) as rehearsal:
        await play(rehearsal, LATE)
        return rehearsal.matter_id


def _row_with_a_note_against_its_flag() -> str:
    lines = [line for file in inspection_files(read_settings().data) for line in file.read_text("utf-8").splitlines()]
    return next(line for line in lines if "假冒" in json.loads(line)["source_note"])


def _the_real_row_has_data_findings_only(session: Session, maker: str) -> None:
    real = session.exec(select(CirculationCheckRow).where(CirculationCheckRow.origin == Origin.PUBLISHED)).one()
    assert real.source is not None
    assert real.source["record"]
    (judged,) = session.exec(select(judgement.JudgementRow).where(judgement.JudgementRow.check_id == real.check_id))
    assert judged.facts["sample_outcome"] == "nonconforming"
    assert len(judged.fingerprint) == 64
    found = judgement.findings(session, judged.judgement_id)
    assert [(one.rule, one.kind) for one in found] == [("circulation.note_against_flag", Kind.DATA)]
    assert matter.of_check(session, real.check_id) is None
    assert session.execute(text("select count(*) from enterprise where name = :n"), {"n": maker}).scalar_one() == 1


def _the_copy_has_a_clue_that_counts_fifteen_working_days(session: Session, matter_id: str) -> None:
    row = session.get_one(matter.MatterRow, matter_id)
    kinds = {one.kind for one in judgement.findings_of_matter(session, matter_id)}
    assert kinds == {Kind.VIOLATION}
    assert row.rehearsal
    assert row.began_at == cast.morning(date(2025, 2, 10))
    verification = matter.step(session, matter_id, 1)
    assert verification.due is not None
    assert verification.due["on"] == "2025-03-03"
    assert verification.due["basis"][0] == "pr/18"
    assert verification.due_at == datetime(2025, 3, 4, tzinfo=SHANGHAI)


def _the_steps_tell_the_story(session: Session, matter_id: str) -> None:
    steps = matter.steps(session, matter_id)
    assert [(one.kind, one.result) for one in steps] == [
        (StepKind.VERIFICATION, Result.CONFIRMED),
        (StepKind.ORDER_TO_CORRECT, Result.LATE),
        (StepKind.RECHECK, Result.PASSED),
        (StepKind.CLOSING, Result.CLOSED),
    ]
    order = steps[1]
    assert order.rule == "matter.order_correction"
    assert "pql/54" in order.basis
    assert order.lapsed_at is not None
    assert order.due_at is not None
    assert order.lapsed_at > order.due_at
    assert session.get_one(matter.MatterRow, matter_id).ending == "late/passed"


def _the_order_is_numbered_served_and_vouched_for(session: Session, matter_id: str) -> None:
    paper, told = (
        session.exec(select(DocumentRow).where(DocumentRow.matter_id == matter_id, DocumentRow.kind == kind)).one()
        for kind in ("order_to_correct", "recheck_result")
    )
    assert paper.number == "示市监责改〔2025〕1号"
    assert paper.pdf.startswith(b"%PDF")
    assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
    assert told.number == "示市监复查〔2025〕1号"
    assert {one.document_id for one in session.exec(select(ServiceRow))} == {paper.document_id, told.document_id}
    chain = audit.entries(session, audit.of_matter(matter_id))
    issued = next(entry for entry in chain if entry.detail.get("document") == paper.document_id)
    assert issued.detail["sha256"] == paper.sha256
    assert [entry.event for entry in chain if entry.event != "reminded"] == [
        "clue_registered",
        "step_begun",
        "period_begun",
        "issued",
        "verification",
        "step_begun",
        "order_draft",
        "review",
        "approval",
        "issued",
        "service",
        "period_begun",
        "issued",
        "period_over",
        "step_begun",
        "answer",
        "recheck",
        "issued",
        "step_begun",
        "service",
        "issued",
        "closing_draft",
        "approval",
        "issued",
        "closed",
    ]


EDITS = {
    "an entry of the chain": "update audit set actor = 'someone' where sequence = 3",
    "an entry taken out": "delete from audit where sequence = 5",
    "the end cut off": "delete from audit where sequence = (select max(sequence) from audit)",
    "an act": """update act set content = content || '{"statement": "other"}' where kind = 'answer'""",
    "an act taken out": "delete from act where kind = 'review'",
    "a document": "update document set pdf = pdf || '\\x00'",
}


def _an_edit_anywhere_is_found(addresses: Addresses) -> None:
    """The owner of the tables makes them here, for the program's own role may not touch the chain."""
    owner = engine_for(addresses.owner_url)
    for what, edit in EDITS.items():
        with Session(owner) as session:
            assert session.connection().execute(text(edit)).rowcount, what
            assert verify(session).breaks, what
            session.rollback()
    owner.dispose()


def test_the_program_may_add_to_the_audit_chain_and_not_change_it(addresses: Addresses) -> None:
    database = Database(addresses.database_url)
    for edit in ("delete from audit", "update audit set actor = ''", "truncate audit"):
        with pytest.raises(ProgrammingError, match="permission denied"), database.transaction() as session:
            session.execute(text(edit))
    database.close()


def test_a_clue_that_nobody_could_follow_is_refused_and_its_check_not_recorded(addresses: Addresses) -> None:
    async def nobody() -> None:
        async with at_work(addresses) as desk:
            with desk.database.transaction() as session:
                cast.enter_cast(session)
                check = cast.enter_copy(session, 903, "润滑油")
            check.office_id = None
            with pytest.raises(Refused, match="check_without_office"):
                await desk.take_check(check, cast.morning(cast.BEGINS))
            with desk.database.transaction() as session:
                assert session.get(CirculationCheckRow, "rehearsal-903") is None

    asyncio.run(nobody())


def test_a_check_that_finds_nothing_is_one_transaction_and_no_matter(addresses: Addresses) -> None:
    async def lawful() -> None:
        async with at_work(addresses) as desk:
            with desk.database.transaction() as session:
                cast.enter_cast(session)
                check = cast.enter_copy(session, 902, "润滑油")
            check.sold_bare, check.sample_outcome = True, None
            assert await desk.take_check(check, cast.morning(cast.BEGINS)) is None
            with desk.database.transaction() as session:
                assert not session.exec(select(FindingRow)).all()

    asyncio.run(lawful())
