"""The commands of the front door: hezheng claim new|submit|receipt|withdraw|handovers, report new|submit|receipt."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from act_file import read_act
from domain.calendar import SHANGHAI
from domain.submission import Receipt, SubmissionKind
from evidence_commands import opened
from settings import read_settings
from terminal import REHEARSAL, Json, Language, console, emit, print_json, table

MOST = 50
Certificate = Annotated[str | None, typer.Option(help="The number of the certificate of the goods.")]
Serial = Annotated[str | None, typer.Option(help="The number of this very piece, as scanned.")]
Rehearsal = Annotated[bool, typer.Option("--rehearsal", help="Invented: it goes to the stand-in alone.")]
FormFile = Annotated[Path, typer.Argument(help="The form as JSON; the same twice is one, with a new link.")]
Evidence = Annotated[list[Path] | None, typer.Option(help="A picture, PDF, film or recording; repeatable.")]
At = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M:%S%z"], help="When; now by default.")]
Spoken = Annotated[Language, typer.Option(help="In Chinese or in English.")]


def new(
    certificate: Certificate = None,
    serial: Serial = None,
    office: Annotated[str, typer.Option(help="The id of the office at the respondent's place.")] = "",
    rehearsal: Rehearsal = False,
) -> None:
    """Print a form to complete, filled in as far as the register knows the goods. What is empty the consumer adds."""
    from activities.prefilling import form

    _print_form(form, certificate, serial, office_id=office, rehearsal=rehearsal)


def submit(
    file: FormFile,
    evidence: Evidence = None,
    at: At = None,
    lang: Spoken = Language.ZH,
    as_json: Json = False,
) -> None:
    """Take a complaint for the national 12315 platform, and give a receipt; a report in one paper with it has its own.
    No authority has received it yet."""
    from activities.submitting import submit as take

    _submit(take, file, evidence, at, lang, as_json)


def submit_report(
    file: FormFile,
    evidence: Evidence = None,
    at: At = None,
    lang: Spoken = Language.ZH,
    as_json: Json = False,
) -> None:
    """Take a report for the national 12315 platform, and give a receipt. Who reports is kept apart, and goes nowhere
    else. Without an `informant` in the form it is anonymous."""
    from activities.submitting import submit_report as take

    _submit(take, file, evidence, at, lang, as_json)


def new_report(
    certificate: Certificate = None,
    serial: Serial = None,
    office: Annotated[str, typer.Option(help="The id of the office where it happened.")] = "",
    rehearsal: Rehearsal = False,
) -> None:
    """Print a form to complete, filled in as far as the register knows the goods. Without `informant`: anonymous."""
    from activities.prefilling import report_form

    _print_form(report_form, certificate, serial, office_id=office, rehearsal=rehearsal)


def _print_form(make: Callable[..., dict[str, Any]], *goods: str | None, **of: Any) -> None:
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        made = make(session, *goods, **of)
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")


def _submit(
    take: Callable[..., Any], file: Path, evidence: list[Path] | None, at: datetime | None, lang: Language,
    as_json: bool,
) -> None:  # fmt: skip
    from activities.evidence_store import EvidenceStore
    from activities.law import Law
    from activities.submission_receipt import receipt
    from activities.submitting import HandedIn
    from models.session import Database
    from worker import reached

    form, settings = read_act(file, TypeAdapter(dict[str, Any])), read_settings()
    with ExitStack() as files, reached(settings) as found, Database(found.database_url).transaction() as session:
        given = [HandedIn(one.name, files.enter_context(content), size) for one in evidence or ()
                 for content, size in [opened(one)]]  # fmt: skip
        embedded = found.embedded if found.national_platform else None
        store = EvidenceStore(settings.evidence_folder)
        made = take(session, store, form, given, at or datetime.now(UTC), embedded=embedded)
        told = [(receipt(session, Law(), one.token), one.token) for one in (made, made.report) if one]
    if as_json:
        first, *apart = [one.model_dump(mode="json") | {"token": token} for one, token in told]
        return emit(True, first | ({"report": apart[0]} if apart else {}), table())
    for one, token in told:
        _show(one, lang, as_json=False, token=token)


def show_receipt(
    token: Annotated[str, typer.Argument(help="The secret of the link, as the receipt told it once.")],
    lang: Spoken = Language.ZH,
    as_json: Json = False,
) -> None:
    """Where what was submitted stands. It names nobody; without its link nothing is told."""
    from activities.law import Law
    from activities.submission_receipt import receipt
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        told = receipt(session, Law(), token)
    _show(told, lang, as_json)


def withdraw(
    token: Annotated[str, typer.Argument(help="The secret of the link, as the receipt told it once.")],
    lang: Spoken = Language.ZH,
    as_json: Json = False,
) -> None:
    """Take a submitted complaint back while it has not been handed over. Afterwards its platform or office is asked."""
    from activities.law import Law
    from activities.submission_receipt import receipt
    from activities.submitting import withdraw as take_back
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        take_back(session, token)
        session.flush()
        told = receipt(session, Law(), token)
    _show(told, lang, as_json)


def handovers(
    office: Annotated[str | None, typer.Option(help="Submissions for this office; else for all.")] = None,
    again: Annotated[str | None, typer.Option(help="Hand over once more: the platform knows nothing of it.")] = None,
    actor: Annotated[str, typer.Option(help="The officer of its office who asks for --again; it is recorded.")] = "",
    most: Annotated[int, typer.Option(min=1, help="So many of each.")] = MOST,
    as_json: Json = False,
) -> None:
    """What is on its way to the national platform, and what its answers leave open. It names nobody."""
    from activities.submitting import hand_over_again
    from models import submission
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        if again:
            hand_over_again(session, again, actor)
        rows = [_told(row) for row in submission.submissions(session, office, most)]
        asked = [row.model_dump(mode="json") for row in submission.questions(session, most)]
    if as_json:
        return print_json({"submissions": rows, "questions": asked})
    shown = table("编号 number", "部门 office", "提交 submitted", "状态 stage", "次数 tries", "未移交的原因 why not")
    for row in rows:
        marks = [f"{SubmissionKind.of(row['kind']).zh} {row['kind']}", "演练 rehearsal" if row["rehearsal"] else ""]
        name = "\n".join([row["number"], *filter(None, marks)])
        stands = (row["stage"], str(row["tries"]), row["failure"] or "")
        shown.add_row(name, row["office_id"], _moment(row["submitted_at"]), *stands)
    console.print(shown)
    if asked:
        open_questions = table("时间 at", "疑问 question", title="平台回执的疑问 questions about receipts")
        for one in asked:
            open_questions.add_row(_moment(one["at"]), f"{one['text']['zh']}\n{one['text']['en']}")
        console.print(open_questions)


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _told(row: Any) -> dict[str, Any]:
    """No particulars: only where it is on its way."""
    named = {"number", "office_id", "rehearsal", "submitted_at", "tries", "failure", "again"}
    kept = row.model_dump(mode="json", include=named)
    handed_over = row.handed_over_at and row.handed_over_at.isoformat()
    return {**kept, "kind": row.kind.value, "stage": row.stage.value, "handed_over_at": handed_over}


def _show(told: Receipt, lang: Language, as_json: bool, token: str | None = None) -> None:
    if as_json:
        return emit(True, told.model_dump(mode="json"), table())
    for line in _lines(told, lang, token):
        console.print(line, markup=False, highlight=False, emoji=False)


def _lines(told: Receipt, lang: Language, token: str | None) -> Iterator[str]:
    if told.rehearsal:
        yield lang.of(REHEARSAL)
    at = _moment(told.submitted_at.isoformat())
    zh = lang is Language.ZH
    of = (f"{told.kind.zh}回执 {told.number}，{at}提交", f"Receipt {told.number} of {told.kind.en}, submitted {at}")
    yield of[0] if zh else of[1]
    yield lang.of(told.stands)
    yield from (f"  {lang.of(one)}" for one in told.told)
    yield ""
    yield from (lang.of(one) for one in told.explained)
    if token:
        yield ""
        yield "以后查询用下面的命令；其中的密码只显示这一次，请妥善保存，不要告诉他人：" if zh else (
            "To see where it stands later, run this; its secret is shown only now: keep it, and tell nobody."
        )
        yield f"hezheng {'report' if told.kind is SubmissionKind.REPORT else 'claim'} receipt -- {token}"
