"""The front door (网上提交): forms of complaints and reports are checked and kept with their evidence, to be handed to
the platform."""

import itertools
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from sqlmodel import Session

from activities import complaint_place, report_place
from activities.evidence_store import EvidenceStore
from activities.persons import refuse_left, refuse_member_of_another
from activities.receipt import refuse_future
from activities.reporting import report_of
from domain import report_submission
from domain.audit import content_sha256
from domain.errors import Refused
from domain.evidence_file import EvidenceFile
from domain.report import Informant, refuse_impossible
from domain.submission import SubmissionKind, SubmissionStage, checked, complaint_of
from models import clue, enterprise, office, submission
from models.submission import SubmissionRow

AHEAD = "—"  # the numbers that are not given yet
NUMBERED = {SubmissionKind.COMPLAINT: "TS", SubmissionKind.REPORT: "JB"}  # how our numbers begin


class HandedIn(NamedTuple):
    """A file that comes with the form; `size` in bytes."""

    name: str
    content: BinaryIO
    size: int


class Submitted(NamedTuple):
    """`token` opens the receipt. It is told once, and nobody can find it again. `report`: that in one paper with it."""

    number: str
    token: str
    report: "Submitted | None" = None


def submit(
    session: Session, store: EvidenceStore, form: Mapping[str, Any], files: Sequence[HandedIn], at: datetime,
    *, embedded: bool | None,
) -> Submitted:  # fmt: skip
    """Keep a complaint for the platform; the same form again is the same submission, whose receipt then has a new link.
    A report in one paper with it goes its own way from here (O121 9), without the evidence: that names the complainant.

    `embedded` tells whether the platform that it goes to is the stand-in; None: there is none. Refused
    `no_way_to_the_platform`, `unknown_office`, `bad_credit_code`, `received_in_the_future`, `submitted_already` where
    evidence comes too late to go along, and as `domain.submission.checked`,
    `domain.report.refuse_impossible`, `activities.complaint_place` and `EvidenceStore.keep` refuse.
    """
    kept = checked(form, at)
    rehearsal = bool(kept["rehearsal"])
    _refuse_without_way(embedded, rehearsal=rehearsal)
    refuse_future(at, rehearsal=rehearsal)
    complaint = complaint_of(kept, AHEAD, AHEAD, at)
    report = report_of(complaint)
    if report:
        refuse_impossible(report)  # here he can write it anew, and later nobody can ask him
    complaint_place.refuse_impossible(session, complaint)
    _refuse_unknown(session, kept["office_id"], kept["respondent"])
    kept["report"] = None
    number, token = _kept(session, SubmissionKind.COMPLAINT, kept, _stored(store, files), at)
    if report is None:
        return Submitted(number, token)
    part = report.model_dump(mode="json", exclude={*report_submission.GIVEN, "informant"})
    part[report_submission.APART] = report.informant is not None
    apart = _kept(session, SubmissionKind.REPORT, part, {}, at, informant=report.informant, beside=number)
    return Submitted(number, token, Submitted(*apart))


def submit_report(
    session: Session, store: EvidenceStore, form: Mapping[str, Any], files: Sequence[HandedIn], at: datetime,
    *, embedded: bool | None,
) -> Submitted:  # fmt: skip
    """Keep a report for the platform, as `submit`; who reports goes to where he is kept apart, at once (O121 37), and
    names of files, which may tell it, are not kept. Refused as `submit` and `domain.report_submission.checked`."""
    kept, informant = report_submission.checked(form, at)
    rehearsal = bool(kept["rehearsal"])
    _refuse_without_way(embedded, rehearsal=rehearsal)
    refuse_future(at, rehearsal=rehearsal)
    _refuse_unknown(session, kept["office_id"], kept["reported"])
    report_place.refuse_impossible(session, report_submission.report_of(kept, AHEAD, AHEAD, at))
    given = _stored(store, files)
    nameless = {
        one.sha256: one.model_copy(update={"name": f"举报材料{count}"}) for count, one in enumerate(given.values(), 1)
    }
    return Submitted(*_kept(session, SubmissionKind.REPORT, kept, nameless, at, informant=informant))


def _stored(store: EvidenceStore, files: Sequence[HandedIn]) -> dict[str, EvidenceFile]:
    return {one.sha256: one for one in [store.keep(one.content, one.name, one.size) for one in files]}


def _kept(
    session: Session, kind: SubmissionKind, form: dict[str, Any], evidence: Mapping[str, EvidenceFile], at: datetime,
    *, informant: Informant | None = None, beside: str | None = None,
) -> tuple[str, str]:  # fmt: skip
    """Its number, and the secret of its receipt."""
    token = secrets.token_urlsafe(24)
    found = _entered(
        session, informant, number=f"{NUMBERED[kind]}{secrets.token_hex(8).upper()}", kind=kind,
        office_id=form["office_id"], token_sha256=hashed(token), form=form,
        evidence=[one.model_dump(mode="json") for one in evidence.values()], rehearsal=bool(form["rehearsal"]),
        submitted_at=at, next_at=datetime.now(UTC), beside=beside,
    )  # fmt: skip
    further = [one for one in evidence.values() if one.sha256 not in {known.sha256 for known in found.files()}]
    if further:
        if found.stage is not SubmissionStage.WAITING:
            raise Refused(
                "submitted_already",
                zh=f"该{kind.zh}已经提交并移交，编号{found.number}；补充材料请直接交给处理部门。",
                en=f"This was handed over before, as {found.number}: give the office what you add to it.",
                field="evidence",
            )
        found.evidence = [*found.evidence, *(one.model_dump(mode="json") for one in further)]
    found.token_sha256 = hashed(token)
    return found.number, token


def _entered(session: Session, informant: Informant | None, **row: Any) -> SubmissionRow:
    """The submission of this form by this informant. He is in no hash: another who hands in the same words has a
    submission of his own, found by a place behind the form."""
    for place in itertools.count():
        content = content_sha256({"form": row["form"], "place": place} if place else row["form"])
        found = submission.enter(session, SubmissionRow(**row, content_sha256=content))
        if informant is None or clue.keep_informant(session, found.number, informant):
            return found
    raise AssertionError


def _refuse_unknown(session: Session, office_id: str, against: Mapping[str, Any]) -> None:
    office.office(session, office_id)
    if code := against["credit_code"]:
        enterprise.checked_code(code)


def of_link(session: Session, token: str, *, hold: bool = False) -> SubmissionRow:
    """Refused `unknown_receipt`, in the same words whatever is wrong."""
    row = submission.of_token(session, hashed(token.strip()), hold=hold)
    if row is None:
        zh = "没有这份回执：请核对链接；再次提交过的，以最新回执为准。"
        en = "There is no such receipt: compare the link. After another submission its newest link counts."
        raise Refused("unknown_receipt", zh=zh, en=en, field="token")
    return row


def withdraw(session: Session, token: str) -> None:
    """He who has the link takes his complaint back before it is handed over; then it is nowhere, and twice is once.
    What may have reached the platform is no longer withdrawn here. Refused `unknown_receipt`, `report_not_withdrawn`,
    `handed_over_already`."""
    row = of_link(session, token, hold=True)
    if row.kind is SubmissionKind.REPORT:
        zh, en = "法律没有规定撤回举报：举报的线索由市场监督管理部门核查。", "No article lets a report be withdrawn."
        raise Refused("report_not_withdrawn", zh=zh, en=en, field="token")
    if row.withdrawn_at:
        return
    if row.received or row.handed_over_at or row.tries > row.failures:
        who = office.office(session, row.office_id).name
        raise Refused(
            "handed_over_already",
            zh=f"该投诉已经或者可能已经移交全国12315平台，不能在此撤回；请通过全国12315平台或者向{who}撤回。",
            en=f"It has gone to the national 12315 platform, or may have: withdraw it there, or before {who}.",
            field="token",
        )
    row.form, row.content_sha256, row.evidence, row.withdrawn_at = None, None, [], datetime.now(UTC)


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _refuse_without_way(embedded: bool | None, *, rehearsal: bool) -> None:
    """What would never be handed over is not taken: a stand-in receives nothing in law."""
    if embedded is not rehearsal:
        raise Refused(
            "no_way_to_the_platform",
            zh="本系统目前不能向全国12315平台移交，请直接通过该平台、12315热线或者受理窗口提出；演练只移交演练平台。",
            en="Nothing can be handed over to the national platform from here: use the platform itself, the hotline "
            "12315 or the office's counter. A rehearsal goes to the stand-in alone.",
            field="rehearsal",
            value=rehearsal,
        )


def hand_over_again(session: Session, number: str, officer_id: str) -> None:
    """An officer of its office has found that the platform knows nothing of what was handed over; who, and when, stays
    beside it. Refused `unknown_submission`, `platform_has_it`, `submission_withdrawn`,
    `unknown_officer`, `officer_of_another_region`, `officer_left`."""
    row = submission.held(session, number)
    if row is None:
        zh, en = f"没有编号为“{number}”的网上提交。", f"There is no submission {number}."
        raise Refused("unknown_submission", zh=zh, en=en, field="number", value=number)
    if row.received:
        zh, en = f"平台已经收到“{number}”。", f"The platform has received {number}."
        raise Refused("platform_has_it", zh=zh, en=en, field="number", value=number)
    if row.withdrawn_at:
        zh, en = f"“{number}”已经由投诉人撤回。", f"{number} was withdrawn by the complainant."
        raise Refused("submission_withdrawn", zh=zh, en=en, field="number", value=number)
    now, actor = datetime.now(UTC), office.officer(session, officer_id)
    refuse_member_of_another(actor, row.office_id)
    refuse_left(actor, now)
    row.again = [*row.again, {"by": actor.officer_id, "at": now.isoformat()}]
    row.handed_over_at, row.next_at = None, now
