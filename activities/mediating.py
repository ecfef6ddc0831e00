"""Mediation (调解): before whom it is held, and what keeps somebody from holding it (O121 21)."""

from sqlmodel import Session

from activities import complaining
from domain.calendar import legal_day
from domain.complaint_acts import MediationNotice, MediationRecord
from domain.errors import Refused
from domain.people_acts import RecusalRequest
from domain.recusal import pending, recused
from domain.representation import Power
from models import matter, office, recusal
from models.matter import MatterRow
from models.named import named

RECUSAL = "mediator_recusal"  # the row of the approval matrix


def refuse_request(session: Session, row: MatterRow, act: RecusalRequest, *, is_officer: bool) -> None:
    """A side asks it of a mediator whom a notice names, by his id where he is an officer; an agent within his powers.
    Refused `unknown_mediator`, `officer_by_id`, and as `domain.representation.Complainants.acting`."""
    if row.complaint_id is None:
        return
    if act.actor == row.complaint_id:
        people = complaining.of_matter(session, row).complainants
        people.acting(act.acted_by, Power.MEDIATE, legal_day(act.received_at))
    if is_officer:
        return
    if known := next((one for one in office.officers(session, row.office_id) if one.name == act.officer), None):
        zh, en = f"{known.name}是本部门人员，请写其编号。", f"{known.name} is an officer: give his id."
        raise Refused("officer_by_id", zh=zh, en=en, field="officer", value=known.officer_id)
    if act.officer not in _named(session, row):
        zh, en = f"调解通知没有列明{act.officer}。", f"No notice of the mediation names {act.officer}."
        raise Refused("unknown_mediator", zh=zh, en=en, field="officer", value=act.officer)


def refuse_unfit(session: Session, row: MatterRow, act: MediationNotice | MediationRecord) -> None:
    """While a request of a side waits the mediation pauses, and its sixty days run on; who is recused does not mediate.
    Refused `mediation_paused`, `mediator_recused`."""
    known = recusal.of_matter(session, row.matter_id)
    if any(one.actor in (row.party_id, row.complaint_id) for one in pending(known).values()):
        zh = "回避申请尚待决定，调解中止；调解期限照常计算。"
        en = "A recusal is not decided yet: the mediation pauses, and its period runs on."
        raise Refused("mediation_paused", zh=zh, en=en, field="kind", value=act.kind)
    out = {named(session, one) for one in recused(known)}
    who = act.mediators if isinstance(act, MediationNotice) else _named(session, row, newest=True)
    left = [one for one in who if one not in out]
    if who and (not left or (isinstance(act, MediationNotice) and len(left) < len(who))):
        names = [one for one in who if one in out]
        zh = f"{'、'.join(names)}已经回避，应当另行告知调解人员。"
        en = f"{', '.join(names)} is recused: tell both sides before whom else it is held."
        raise Refused("mediator_recused", zh=zh, en=en, field="mediators", value="、".join(names))


def _named(session: Session, row: MatterRow, *, newest: bool = False) -> tuple[str, ...]:
    """The mediators of the notices, or of the newest one."""
    values = (one.value() for one in matter.acts(session, row.matter_id))
    notices = [one.mediators for one in values if isinstance(one, MediationNotice)]
    return tuple(name for one in (notices[-1:] if newest else notices) for name in one)
