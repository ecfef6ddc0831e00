"""Issuing (制作文书): a paper is numbered, printed, sealed and stored in the transaction of the act that makes it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities.law import Law
from activities.succeeding import refuse_ended
from domain.calendar import legal_day
from domain.office import Office
from models import audit, document, enterprise, office, standing
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from notices import catalog, numbering, render
from notices.catalog import NoticeKind

TEST_SEAL = "样章"


def issue(
    session: Session,
    row: MatterRow,
    step: StepRow,
    kind_id: str,
    contents: dict[str, Any],
    at: datetime,
    *,
    addressee: str | None = None,
    act_id: str | None = None,
    by_office: str | None = None,
    again: bool = False,
    copy_of: DocumentRow | None = None,
) -> DocumentRow:
    """Make a document of a step and store it. `contents` are the fields of its kind that the office and the party do
    not tell already; `addressee` is the id of whom it is to be served on, None where it stays in the file; `act_id`
    names the act that makes it; `by_office` the office that issues it, where another one handles the matter.
    `again`: one like it, made by the same act, is in the file already; `copy_of`: this is another copy of that paper,
    for somebody else, and bears its number.

    A rehearsal bears the test seal. Any other paper is void until it is sealed (APL 59, PR 62).
    The party is named as it is called on that day. Refused `addressee_ended`, and as `notices.render.render` refuses:
    then the act that would make it is not taken.
    """
    kind, day = catalog.kind(kind_id), legal_day(at)
    issuer = office.office(session, by_office or row.office_id)
    refuse_ended(session, addressee, day)
    ordinal, number = (copy_of.ordinal, copy_of.number) if copy_of else (None, None)
    if kind.series and copy_of is None:
        ordinal = document.next_ordinal(session, issuer.office_id, kind.series, day.year, rehearsal=row.rehearsal)
        number = numbering.number(kind, issuer.short_name, day.year, ordinal)
    context = _known(session, kind, row, issuer, number, at) | contents
    printed = render.render(kind_id, context)
    known_by = [row.matter_id, str(step.number), kind_id, act_id or "", addressee or ""]
    known_by += [at.isoformat()] if again else []
    paper = DocumentRow(
        document_id=enterprise.natural("document", *known_by),
        matter_id=row.matter_id,
        step=step.number,
        kind=kind_id,
        act_id=act_id,
        addressee=addressee,
        copy_of=copy_of.document_id if copy_of else None,
        office_id=issuer.office_id,
        series=kind.series,
        year=day.year,
        ordinal=ordinal,
        rehearsal=row.rehearsal,
        number=number,
        issued_on=day,
        issued_at=at,
        context=document.as_json(context),
        seal=TEST_SEAL if row.rehearsal and kind.nature != "internal" else None,
        pdf=printed.pdf,
        sha256=printed.sha256,
    )
    session.add(paper)
    session.flush()
    detail = {"document": paper.document_id, "kind": kind_id, "number": number, "sha256": printed.sha256}
    chain = audit.of_matter(row.matter_id)
    audit.append(session, chain, at=at, actor=audit.PROGRAM, event="issued", step=step.number, **detail)
    return paper


def refuse_unprintable(
    session: Session, row: MatterRow, kind_id: str, contents: dict[str, Any], at: datetime
) -> None:
    """Hold what is drafted against what its document must state, before anybody reviews it. Refused as `issue`."""
    kind, issuer = catalog.kind(kind_id), office.office(session, row.office_id)
    number = numbering.number(kind, issuer.short_name, legal_day(at).year, 1) if kind.series else None
    render.refuse_unprintable(kind_id, _known(session, kind, row, issuer, number, at) | contents)


def officers(session: Session, ids: Iterable[str | None]) -> list[dict[str, Any]]:
    """Officers as a document names them: with the number of their enforcement certificate (PR 22)."""
    found = [office.officer(session, one) for one in ids if one]
    return [{"name": one.name, "certificate": one.certificate} for one in found]


def party(session: Session, enterprise_id: str, on: date) -> dict[str, Any]:
    """An enterprise as a document of that day names it."""
    found = standing.as_of(session, enterprise_id, on)
    return {"name": found.name, "address": None, "identifier": found.credit_code}


def cited(law: Law, kind_id: str, field: str) -> list[str]:
    """The articles that a field of a kind always cites."""
    return law.articles(catalog.kind(kind_id).fields[field].cites)


def _known(
    session: Session, kind: NoticeKind, row: MatterRow, issuer: Office, number: str | None, at: datetime
) -> dict[str, Any]:
    """What the register tells of any document, as far as this kind states it."""
    known: dict[str, Any] = {
        "office": issuer.name,
        "office_short": issuer.short_name,
        "number": number,
        "rehearsal": row.rehearsal,
        "test_seal": row.rehearsal,
        "reference": row.matter_id,
        "issued_on": legal_day(at),
        "remedies": {
            "reconsideration_body": issuer.government,
            "court": issuer.court,
            "internet_channel": issuer.internet_channel,
        },
    }
    if row.party_id is not None:
        known["party"] = party(session, row.party_id, legal_day(at))
    return {name: value for name, value in known.items() if name in kind.fields}
