"""Succession (权利义务承受): a party that is no more, and whether its matter goes on against another or ends."""

from datetime import date, datetime

from sqlmodel import Session

from activities.law import Law
from activities.powers import refuse_without_power
from domain.base import Text
from domain.calendar import legal_day
from domain.errors import Refused
from domain.people_acts import Succession
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind
from models import audit, document, matter, message, standing
from models.enterprise import EnterpriseRow
from models.matter import MatterRow, StepRow

_STANDS = {StepKind.CLOSING}  # what is still to be done when nobody is left


def find(session: Session, law: Law, row: MatterRow, act: Succession) -> None:
    """The matter goes on against the successor, or ends: there is nobody left to address (PR 47).

    Refused `party_stands`, `not_the_successor`, and for whom the approval matrix does not name.
    """
    refuse_without_power(session, law, row, None, act)
    _refuse_unfounded(session, row, act)
    if act.successor is None:
        for step in matter.steps(session, row.matter_id):
            if step.phase is not Phase.DONE and step.kind not in _STANDS:
                _end(session, step, act)
        return
    for step in matter.steps(session, row.matter_id):
        if step.phase is Phase.SERVING and document.newest_for(session, step, row.party_id):
            _end(session, step, act)  # its paper names a party that is no more: another is made for the successor
    row.party_id = act.successor


def refuse_ended(session: Session, addressee: str | None, day: date) -> None:
    """Nothing is addressed to, or served on, an enterprise that is no more. Refused `addressee_ended`."""
    row = session.get(EnterpriseRow, addressee) if addressee else None
    if row is None or row.dissolved_on is None or day < row.dissolved_on:
        return
    raise Refused(
        "addressee_ended",
        zh=f"“{row.name}”已于{row.dissolved_on}终止，文书不能再向其制作、送达；应当先认定承受人。",
        en=f"{row.name} ended on {row.dissolved_on}: no paper can reach it. First find who has taken over.",
        field="addressee",
        value=addressee,
    )


def tell_offices(session: Session, enterprise_id: str, about: str, at: datetime, text: Text) -> None:
    """Leave word with each office that has an open matter about the enterprise, once."""
    for row in matter.open_about(session, enterprise_id):
        message.tell(session, row.office_id, row.matter_id, 0, about, at, text)


def renamed(old: str, new: str, on: date) -> Text:
    return Text(
        zh=f"当事人“{old}”自{on}起更名为“{new}”，此后的文书使用新名称。",
        en=f"The party {old} is called {new} from {on} on; papers name it so from that day.",
    )


def ended(name: str, on: date, successor: str | None) -> Text:
    zh = f"登记的承继企业是“{successor}”，" if successor else "登记中没有承继企业，"
    en = f"the register names {successor} as its successor" if successor else "the register names no successor"
    return Text(
        zh=f"当事人“{name}”已于{on}终止：{zh}应当认定权利义务承受人。",
        en=f"The party {name} ended on {on}; {en}. Who has taken over is to be found.",
    )


def _refuse_unfounded(session: Session, row: MatterRow, act: Succession) -> None:
    day = legal_day(act.received_at)
    party = standing.as_of(session, row.party_id, day) if row.party_id else None
    if party is None or party.stood_on(day):
        name = party.name if party else row.bureau_id
        raise Refused(
            "party_stands",
            zh=f"登记中“{name}”没有终止。",
            en=f"The register does not know that {name} has ended.",
            field="matter_id",
            value=row.matter_id,
        )
    if act.successor is not None and act.successor != party.successor_id:
        raise Refused(
            "not_the_successor",
            zh="登记中承继当事人的不是这家企业。",
            en="This is not the enterprise that succeeded the party by the register.",
            field="successor",
            value=act.successor,
        )


def _end(session: Session, step: StepRow, act: Succession) -> None:
    """A penalty case is discontinued (PR 47), anything else ends for want of a party."""
    step.result = Result.DISCONTINUED if step.kind is StepKind.PENALTY_CASE else Result.PARTY_ENDED
    step.ended_at = step.happened_at = act.received_at
    step.phase = Phase.DONE
    chain = audit.of_matter(step.matter_id)
    audit.append(session, chain, at=act.received_at, actor=audit.RULES, event="party_ended", step=step.number)
