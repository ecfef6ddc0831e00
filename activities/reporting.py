"""Reports (举报登记) and what a mediation brings to light: registered once, each with the matter that verifies it."""

from typing import Any

from sqlmodel import Session

from activities import report_place
from activities.matter_opening import open_matter
from activities.receipt import refuse_future, refuse_unless_same
from domain.act import BaseAct
from domain.audit import content_sha256
from domain.complaint import Complaint
from domain.errors import Refused
from domain.report import ClueSource, Informant, Report, refuse_impossible, told_apart
from domain.report_acts import ClueFound
from models import audit, clue, enterprise, office
from models.circulation import CirculationCheckRow
from models.clue import ClueRow
from models.enterprise import natural
from models.matter import MatterRow

UNKNOWN = "—"
KEPT = {"office_id", "channel", "reference", "received_at", "place", "facts", "rehearsal"}


def open_report(
    session: Session, taken: Report, complaint_id: str | None = None, *, kept_apart: bool = False
) -> MatterRow:
    """Record a report and open its matter, once; who reports is kept apart. `complaint_id`: in one paper with it;
    `kept_apart`: its informant is on record under its id already, for it came by the front door.

    Refused `unknown_office`, `act_id_taken`, `reference_known`, `received_in_the_future`, `bad_credit_code`, and as
    `domain.report` and `activities.report_place` refuse by `refuse_impossible`.
    """
    named = kept_apart or taken.informant is not None
    content = taken.model_dump(mode="json", exclude={"informant"}) | {"named": named}
    known = session.get(ClueRow, taken.report_id)
    if known is None:
        refuse_impossible(taken)
        report_place.refuse_impossible(session, taken)
        refuse_future(taken.received_at, rehearsal=taken.rehearsal)
        office.office(session, taken.office_id)
        _refuse_known(session, taken)
        row = ClueRow(
            clue_id=taken.report_id,
            source=ClueSource.REPORT,
            party_id=enterprise.enter_enterprise(
                session, taken.reported.name, credit_code=taken.reported.credit_code, rehearsal=taken.rehearsal
            ),
            complaint_id=complaint_id,
            named=named,
            content=content,
            **taken.model_dump(include=KEPT),
        )
        opened = _open(session, row, audit.PROGRAM)
    else:
        refuse_unless_same(taken.report_id, known.content, content)
        opened = session.get_one(MatterRow, taken.report_id)
    if taken.informant is not None and not clue.keep_informant(session, taken.report_id, taken.informant):
        refuse_unless_same(taken.report_id, {}, {"informant": None})
    return opened


def part(session: Session, taken: Complaint) -> MatterRow | None:
    """The report in one paper with a complaint goes its own way (O121 9). None: there is none in it."""
    report = report_of(taken)
    return open_report(session, report, taken.complaint_id) if report else None


def report_of(taken: Complaint) -> Report | None:
    if taken.report is None:
        return None
    whose = taken.complainant.model_dump(include={"name", "phone", "address"})
    return Report(
        informant=Informant(**whose) if taken.report.as_informant else None,
        reported=taken.respondent,
        **taken.report.model_dump(exclude={"as_informant", "reference"}),
        **taken.model_dump(include={"office_id", "received_at", "goods", "lot", "certificate", "rehearsal"}),
        channel=taken.channel,
        reference=taken.report.reference or taken.reference,
    )


def open_found(session: Session, row: MatterRow, act: ClueFound) -> None:
    """O121 27: what a mediation brings to light is verified apart from it. Refused `found_outside_the_complaint`."""
    if not row.began_at <= act.found_at <= act.received_at:
        zh, en = "发现时间应当在收到投诉之后、登记之前。", "It was found after the receipt, and before this record."
        raise Refused("found_outside_the_complaint", zh=zh, en=en, field="found_at", value=act.found_at.isoformat())
    assert row.party_id is not None
    found = ClueRow(
        clue_id=natural("clue", act.act_id),
        source=ClueSource.MEDIATION,
        office_id=row.office_id,
        party_id=row.party_id,
        complaint_id=row.complaint_id,
        received_at=act.found_at,
        named=False,
        place=act.place,
        facts=act.facts,
        content={},
        rehearsal=row.rehearsal,
    )
    _open(session, found, act.actor)


def refuse_informant_named(session: Session, row: MatterRow, content: dict[str, Any]) -> None:
    """What people write in the matter of a report, or of a check that looks into it, does not say who gave it
    (O121 37). Refused `informant_named`."""
    clue_id = row.clue_id or (session.get_one(CirculationCheckRow, row.check_id).clue if row.check_id else None)
    if clue_id is None:
        return
    said = {name: value for name, value in content.items() if name not in BaseAct.model_fields}
    if clue.says_who(session, clue_id, str(said)):
        raise told_apart()


def _open(session: Session, found: ClueRow, actor: str) -> MatterRow:
    session.add(found)
    session.flush()
    row = MatterRow(
        matter_id=found.clue_id,
        clue_id=found.clue_id,
        party_id=found.party_id,
        office_id=found.office_id,
        rehearsal=found.rehearsal,
        began_at=found.received_at,
    )
    event = f"{found.source.value}_clue_registered"
    told = {"sha256": content_sha256(found.content), "reason": _told(found)}
    return open_matter(session, row, actor=actor, event=event, **told)


def _told(found: ClueRow) -> dict[str, str]:
    """How it came in and of what place it speaks; its own words stand in the register of its source."""
    channel, number = found.channel, found.reference or UNKNOWN
    if channel is None:
        return {"zh": f"发生地：{found.place}", "en": f"place: {found.place}"}
    return {
        "zh": f"{channel.zh}，编号{number}；发生地：{found.place}",
        "en": f"{channel.en}, number {number}; place: {found.place}",
    }


def _refuse_known(session: Session, taken: Report) -> None:
    if taken.reference and (known := clue.of_reference(session, taken.reference)):
        raise Refused(
            "reference_known",
            zh=f"平台编号“{taken.reference}”的举报已经登记为“{known.clue_id}”。",
            en=f"The report {taken.reference} of the platform is on record as {known.clue_id}.",
            field="reference",
            value=taken.reference,
        )
