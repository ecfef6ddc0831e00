"""Order to correct (责令改正): issue it once it is approved."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from temporalio import activity

from activities.law import Law
from domain.calendar import legal_day
from domain.errors import Refused
from domain.judgement import Kind
from domain.matter import OrderDraft, Step
from domain.office import Office
from domain.procedure import Phase, Standing
from models import audit, document, enterprise, judgement, matter, office
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.session import Database
from notices import catalog, numbering, render

KIND = "order_to_correct"
TEST_SEAL = "样章"


class OrderToCorrectActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    @activity.defn
    def issue_order(self, step: Step, now: datetime) -> Standing:
        """Number, print and seal the approved order, once. Returns where the step then stands.

        A value that cannot be printed (a rare character in a name) sends the paper back to its drafter.
        """
        with self.database.transaction() as session:
            row = matter.lock(session, step.matter_id)
            order = matter.step(session, step.matter_id, step.number)
            if order.phase is Phase.ISSUING:
                try:
                    with session.begin_nested():
                        self._issue(session, row, order, now)
                    order.phase = Phase.SERVING
                except Refused as refused:
                    order.phase = Phase.DRAFTING
                    self._note(session, order, now, "returned", reason=refused.as_dict())
            return matter.standing(session, order)

    def _issue(self, session: Session, row: MatterRow, order: StepRow, now: datetime) -> None:
        kind, day = catalog.kind(KIND), legal_day(now)
        issuer = office.office(session, row.office_id)
        assert kind.series is not None
        ordinal = document.next_ordinal(
            session, row.office_id, kind.series, day.year, rehearsal=row.rehearsal
        )
        number = numbering.number(kind, issuer.short_name, day.year, ordinal)
        context = self._context(session, row, order, issuer, number, now)
        printed = render.render(KIND, context)
        session.add(
            DocumentRow(
                document_id=enterprise.natural("document", row.matter_id, str(order.number)),
                matter_id=row.matter_id,
                step=order.number,
                kind=KIND,
                office_id=row.office_id,
                series=kind.series,
                year=day.year,
                ordinal=ordinal,
                rehearsal=row.rehearsal,
                number=number,
                issued_on=day,
                issued_at=now,
                context=document.as_json(context),
                seal=TEST_SEAL if row.rehearsal else None,
                pdf=printed.pdf,
                sha256=printed.sha256,
            )
        )
        session.flush()
        self._note(session, order, now, "issued", number=number, sha256=printed.sha256)

    def _context(
        self, session: Session, row: MatterRow, order: StepRow, issuer: Office, number: str, now: datetime
    ) -> dict[str, Any]:
        draft = matter.last_act(session, row.matter_id, order.number, OrderDraft)
        party = enterprise.enterprise(session, row.party_id)
        officers = [office.officer(session, one) for one in (draft.actor, draft.second_officer)]
        return {
            "office": issuer.name,
            "office_short": issuer.short_name,
            "number": number,
            "rehearsal": row.rehearsal,
            "test_seal": row.rehearsal,
            "party": {"name": party.name, "address": None, "identifier": party.credit_code},
            "facts": draft.facts,
            "findings": [
                {
                    "title": one.title["zh"],  # what is breached; the power of the order is named apart
                    "articles": self.law.articles(article for article in one.basis if article not in order.basis),
                }
                for one in judgement.findings_of_matter(session, row.matter_id)
                if one.kind is Kind.VIOLATION
            ],
            "basis": self.law.articles(order.basis),
            "demands": [draft.demands],
            "period_days": draft.period_days,
            "period_reason": draft.period_reason,
            "report_to": issuer.name,
            "officers": [{"name": one.name, "certificate": one.certificate} for one in officers],
            "issued_on": legal_day(now),
            "remedies": {
                "reconsideration_body": issuer.government,
                "court": issuer.court,
                "internet_channel": None,
            },
        }

    def _note(self, session: Session, order: StepRow, at: datetime, event: str, **detail: Any) -> None:
        chain = audit.of_matter(order.matter_id)
        audit.append(session, chain, at=at, actor=audit.PROGRAM, event=event, step=order.number, **detail)
