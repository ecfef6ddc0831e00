"""The front door (网上提交): a consumer's form is checked and kept with its evidence, to be handed to the platform."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from sqlmodel import Session

from activities.evidence_store import EvidenceStore
from activities.persons import refuse_left, refuse_member_of_another
from activities.receipt import refuse_future
from activities.reporting import report_of
from domain.audit import content_sha256
from domain.errors import Refused
from domain.report import refuse_impossible
from domain.submission import SubmissionStage, checked, complaint_of
from models import enterprise, office, submission
from models.submission import SubmissionRow

AHEAD = "—"  # the numbers that are not given yet


class HandedIn(NamedTuple):
    """A file that comes with the form; `size` in bytes."""

    name: str
    content: BinaryIO
    size: int


class Submitted(NamedTuple):
    """`token` opens the receipt. It is told once, and nobody can find it again."""

    number: str
    token: str


def submit(
    session: Session, store: EvidenceStore, form: Mapping[str, Any], files: Sequence[HandedIn], at: datetime,
    *, embedded: bool | None,
) -> Submitted:  # fmt: skip
    """Keep a complaint for the platform; the same form again is the same submission, whose receipt then has a new link.

    `embedded` tells whether the platform that it goes to is the stand-in; None: there is none. Refused
    `no_way_to_the_platform`, `unknown_office`, `bad_credit_code`, `received_in_the_future`, `submitted_already` where
    evidence comes too late to go along, and as `domain.submission.checked`,
    `domain.report.refuse_impossible` and `EvidenceStore.keep` refuse.
    """
    kept = checked(form, at)
    rehearsal = bool(kept["rehearsal"])
    _refuse_without_way(embedded, rehearsal=rehearsal)
    refuse_future(at, rehearsal=rehearsal)
    if report := report_of(complaint_of(kept, AHEAD, AHEAD, at)):
        refuse_impossible(report)  # here he can write it anew, and later nobody can ask him
    office.office(session, kept["office_id"])
    if code := kept["respondent"]["credit_code"]:
        enterprise.checked_code(code)
    given = [store.keep(one.content, one.name, one.size) for one in files]
    evidence = {one.sha256: one for one in given}
    token = secrets.token_urlsafe(24)
    row = SubmissionRow(
        number=f"TS{secrets.token_hex(8).upper()}",
        office_id=kept["office_id"],
        token_sha256=hashed(token),
        content_sha256=content_sha256(kept),
        form=kept,
        evidence=[one.model_dump(mode="json") for one in evidence.values()],
        rehearsal=rehearsal,
        submitted_at=at,
        next_at=datetime.now(UTC),
    )
    found = submission.enter(session, row)
    further = [one for one in evidence.values() if one.sha256 not in {known.sha256 for known in found.files()}]
    if further:
        if found.stage is not SubmissionStage.WAITING:
            raise Refused(
                "submitted_already",
                zh=f"该投诉已经提交并移交，编号{found.number}；补充材料请直接交给处理部门。",
                en=f"This complaint was handed over before, as {found.number}: give the office what you add to it.",
                field="evidence",
            )
        found.evidence = [*found.evidence, *(one.model_dump(mode="json") for one in further)]
    found.token_sha256 = hashed(token)
    return Submitted(found.number, token)


def of_link(session: Session, token: str, *, hold: bool = False) -> SubmissionRow:
    """Refused `unknown_receipt`, in the same words whatever is wrong."""
    row = submission.of_token(session, hashed(token.strip()), hold=hold)
    if row is None:
        zh = "没有这份回执：请核对链接；再次提交过的，以最新回执为准。"
        en = "There is no such receipt: compare the link. After another submission its newest link counts."
        raise Refused("unknown_receipt", zh=zh, en=en, field="token")
    return row


def withdraw(session: Session, token: str) -> None:
    """He who has the link takes it back before it is handed over; then it is nowhere, and twice is once. What may have
    reached the platform is no longer withdrawn here. Refused `unknown_receipt`, `handed_over_already`."""
    row = of_link(session, token, hold=True)
    if row.withdrawn_at:
        return
    if row.complaint_id or row.handed_over_at or row.tries > row.failures:
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
            zh="本系统目前不能向全国12315平台移交，请直接通过该平台、12315热线或者受理窗口投诉；演练只移交演练平台。",
            en="Nothing can be handed over to the national platform from here: use the platform itself, the hotline "
            "12315 or the office's counter. A rehearsal goes to the stand-in alone.",
            field="rehearsal",
            value=rehearsal,
        )


def hand_over_again(session: Session, number: str, officer_id: str) -> None:
    """An officer of its office has found that the platform knows nothing of a complaint that was handed over; who, and
    when, stays beside it. Refused `unknown_submission`, `platform_has_it`, `submission_withdrawn`,
    `unknown_officer`, `officer_of_another_region`, `officer_left`."""
    row = submission.held(session, number)
    if row is None:
        zh, en = f"没有编号为“{number}”的网上提交。", f"There is no submission {number}."
        raise Refused("unknown_submission", zh=zh, en=en, field="number", value=number)
    if row.complaint_id is not None:
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
