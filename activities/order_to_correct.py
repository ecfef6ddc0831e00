"""Order to correct (责令改正): issue it once it is approved."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from temporalio import activity

from activities import clock
from activities.law import Law
from domain.acts import OrderDraft
from domain.calendar import legal_day
from domain.errors import Refused
from domain.judgement import Kind
from domain.matter import Step
from domain.office import Office
from domain.period import StartEvent
from domain.procedure import Phase, Standing
from domain.steps import Track
from models import audit, document, enterprise, judgement, matter, office
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from models.session import Database
from notices import catalog, numbering, render

KIND = "order_to_correct"
TEST_SEAL = "样章"
FAILED_SAMPLE = "supervisory_sample_failed"  # what an order of track A is about


class OrderToCorrectActivities:
    def __init__(self, database: Database, law: Law) -> None:
        self.database, self.law = database, law

    @activity.defn(no_thread_cancel_exception=True)
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
        context = self._context(session, row, order, issuer, number, now) | self._period(session, order, now)
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
        if self._runs_from_itself(order, now):
            clock.begin(session, self.law, order, now, at=now, actor=audit.PROGRAM, document=printed.sha256)

    def _runs_from_itself(self, order: StepRow, now: datetime) -> bool:
        """O18 46: sixty days from the order itself. Any other period begins with its service."""
        assert order.period is not None
        return self.law.period(order.period, now).runs_from is StartEvent.ORDER

    def _period(self, session: Session, order: StepRow, now: datetime) -> dict[str, Any]:
        """A day where it is known when the order is made; days from service where it is not."""
        assert order.period is not None
        if self._runs_from_itself(order, now):
            due = clock.due_since(session, self.law, order.period, now)
            return {"due": due.on, "due_explanation": due.explanation.zh}
        draft = matter.last_act(session, order.matter_id, order.number, OrderDraft)
        return {"period_days": draft.period_days, "period_reason": draft.period_reason}

    def _context(
        self, session: Session, row: MatterRow, order: StepRow, issuer: Office, number: str, now: datetime
    ) -> dict[str, Any]:
        draft = matter.last_act(session, row.matter_id, order.number, OrderDraft)
        assert row.party_id is not None
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
            "findings": self._findings(session, order),
            "basis": self.law.articles(order.basis),
            "demands": [draft.demands],
            "report_to": issuer.name,
            "officers": [{"name": one.name, "certificate": one.certificate} for one in officers],
            "issued_on": legal_day(now),
            "remedies": {
                "reconsideration_body": issuer.government,
                "court": issuer.court,
                "internet_channel": None,
            },
        }

    def _findings(self, session: Session, order: StepRow) -> list[dict[str, Any]]:
        """What is breached, the power of the order named apart; upon a failed sample (PQL 17) that it failed."""
        found = judgement.findings_of_matter(session, order.matter_id)
        if order.track is Track.AFTER_CARE:
            return [{"title": one.title["zh"], "articles": []} for one in found if one.finding == FAILED_SAMPLE]
        return [
            {
                "title": one.title["zh"],
                "articles": self.law.articles(article for article in one.basis if article not in order.basis),
            }
            for one in found
            if one.kind is Kind.VIOLATION
        ]

    def _note(self, session: Session, order: StepRow, at: datetime, event: str, **detail: Any) -> None:
        chain = audit.of_matter(order.matter_id)
        audit.append(session, chain, at=at, actor=audit.PROGRAM, event=event, step=order.number, **detail)
