"""The papers of a complaint (投诉文书): for the complainant, for both sides, or for the file."""

from typing import Any

from sqlmodel import Session

from activities import complaining, issuing, mediating
from activities.law import Law, law_day
from domain.complaint_acts import (
    AcceptanceDecision,
    IdentityDemand,
    MediationNotice,
    MediationRecord,
    Side,
    TerminationDecision,
)
from domain.errors import Refused
from domain.wording import worded
from models import office
from models.document import DocumentRow
from models.matter import MatterRow, StepRow
from notices import catalog, render

Made = AcceptanceDecision | IdentityDemand | MediationNotice | MediationRecord | TerminationDecision


def tell_decision(session: Session, law: Law, row: MatterRow, step: StepRow, act: AcceptanceDecision) -> None:
    """受理决定书 or 不予受理决定书, to the complainant (O121 15)."""
    if act.accepted:
        contents = {"articles": _cited(law, row, "complaint_acceptance", "articles"),
                    "limit": law.length("mediation", law_day(row, act.received_at))}  # fmt: skip
        return _issue(session, row, step, "complaint_acceptance", contents, act, Side.COMPLAINANT)
    contents = {
        "ground": law.articles([act.ground or ""])[0],
        "reason": act.statement,
        "articles": _cited(law, row, "complaint_refusal", "articles"),
        "routes": _cited(law, row, "complaint_refusal", "routes"),
    }
    return _issue(session, row, step, "complaint_refusal", contents, act, Side.COMPLAINANT)


def demand_identity(session: Session, law: Law, row: MatterRow, step: StepRow, act: IdentityDemand) -> None:
    """限期提供身份证明材料通知书 (O121 10)."""
    contents = {"wanted": act.wanted, "by": act.by, "articles": _cited(law, row, "identity_demand", "articles")}
    _issue(session, row, step, "identity_demand", contents, act, Side.COMPLAINANT)


def invite(session: Session, law: Law, row: MatterRow, step: StepRow, act: MediationNotice) -> None:
    """调解通知书, to both sides (O121 20)."""
    by_another = mediating.entrusted(session, row)
    contents = {
        "entrusted_to": by_another.organisation if by_another else None,
        "entrusted_scope": by_another.scope if by_another else None,
        "entrusting": _cited(law, row, "mediation_notice", "entrusting"),
        "held_at": worded(act.held_at).zh,
        "place": act.place,
        "mediators": list(act.mediators),
        "articles": _cited(law, row, "mediation_notice", "articles"),
        "recusal": _cited(law, row, "mediation_notice", "recusal"),
    }
    _issue(session, row, step, "mediation_notice", contents, act, *Side)


def print_agreement(session: Session, law: Law, row: MatterRow, step: StepRow, act: MediationRecord) -> None:
    """调解书, one for each side (O121 24)."""
    contents = {"terms": act.terms, "articles": _cited(law, row, "mediation_agreement", "articles")}
    _issue(session, row, step, "mediation_agreement", contents, act, *Side)


def print_record(session: Session, law: Law, row: MatterRow, step: StepRow, act: MediationRecord) -> None:
    """调解记录, for the file, where no 调解书 is made (O121 24)."""
    by_another = mediating.entrusted(session, row)
    contents = {
        "entrusted_to": by_another.organisation if by_another else None,
        "manner": act.manner.zh,
        "settled": act.settled,
        "statement": act.statement,
        "terms": act.terms,
        "performed": act.performed_at_once,
        "waived": act.waived,
        "ground": law.articles([act.ground])[0] if act.ground else None,
        "mediator": office.officer(session, act.actor).name,
    }
    _issue(session, row, step, "mediation_record", contents, act)


def tell_termination(session: Session, law: Law, row: MatterRow, step: StepRow, act: TerminationDecision) -> None:
    """终止调解决定书, to both sides within seven working days (O121 23(2)), with the civil routes (25)."""
    contents = {
        "ground": law.articles([act.ground])[0],
        "reason": act.statement,
        "routes": _cited(law, row, "mediation_termination", "routes"),
    }
    _issue(session, row, step, "mediation_termination", contents, act, *Side)


def _cited(law: Law, row: MatterRow, kind: str, field: str) -> list[str]:
    """The articles on which a paper rests under the order that applies. Refused `paper_without_basis`."""
    if found := law.in_force(catalog.kind(kind).fields[field].cites, law_day(row, row.began_at)):
        return law.articles(found)
    title = catalog.kind(kind).title
    raise Refused(
        "paper_without_basis",
        zh=f"本件投诉适用的办法没有规定《{title.zh}》。",
        en=f"The order under which this complaint is handled knows no such paper: {title.en}.",
        field="kind",
        value=kind,
    )


def _issue(
    session: Session, row: MatterRow, step: StepRow, kind: str, contents: dict[str, Any], act: Made, *to: Side
) -> None:
    """One paper, a copy of it for each of those sides, or for the file alone. What the complaint states nobody here
    can mend: what of it cannot be printed appears as the codes of its characters, for the decision has to be told all
    the same (O121 15)."""
    dispute = {
        name: render.readable(given, lines=name == "request") if isinstance(given, str) else given
        for name, given in complaining.described(session, row).items()
    }
    people: list[tuple[str | None, str]] = []
    if Side.COMPLAINANT in to:
        people += complaining.addressees(session, row).items()
    if Side.RESPONDENT in to:
        people.append((row.party_id, dispute["respondent"]))
    first: DocumentRow | None = None
    for addressee, name in people or [(None, "")]:
        of_his = {"addressed_to": render.readable(name, lines=False)} if addressee else {}
        paper = issuing.issue(
            session, row, step, kind, contents | {"dispute": dispute} | of_his, act.received_at,
            addressee=addressee, act_id=act.act_id, copy_of=first,
        )  # fmt: skip
        first = first or paper
