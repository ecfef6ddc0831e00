"""Mediation (调解): before whom it is held, and what is tested for it (O121 19, 21, 22)."""

from sqlmodel import Session

from activities import complaining, representing
from activities.law import Law, law_day
from domain.calendar import legal_day
from domain.clock_act import Suspension
from domain.complaint_acts import (
    Arranged,
    Entrustment,
    InstituteChoice,
    MediationManner,
    MediationNotice,
    MediationRecord,
    TestingArrangement,
)
from domain.errors import Refused
from domain.people_acts import RecusalRequest
from domain.period import Suspension as Cause
from domain.recusal import pending, recused
from domain.representation import Power
from models import matter, office, recusal
from models.matter import MatterRow, StepRow
from models.named import named

RECUSAL, DESIGNATION = "mediator_recusal", "institute_designation"  # rows of the approval matrix


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


def refuse_untold(session: Session, row: MatterRow, act: MediationRecord) -> None:
    """A mediation on the spot is one of which both sides were told ahead, by the notice; whom it is entrusted to tells
    them itself (O121 20, O20 18). Refused `mediation_not_told`."""
    if act.manner is not MediationManner.ON_SITE or entrusted(session, row):
        return
    day = legal_day(act.received_at)
    if not any(legal_day(one.held_at) <= day for one in _notices(session, row)):
        zh = "现场调解应当提前告知双方时间、地点、调解人员；没有告知过已到期的调解。"
        en = "Both sides are told ahead when, where and before whom they meet: they were told of none until today."
        raise Refused("mediation_not_told", zh=zh, en=en, field="manner", value=act.manner.value)


def arrange(session: Session, law: Law, row: MatterRow, act: Arranged) -> None:
    """Refused `entrusted_already`, `designation_without_power`, `disagreement_missing`,
    `disagreement_without_designation`, and as `activities.representing.refuse_unbound`."""
    representing.refuse_unbound(session, row, act, Power.MEDIATE, disposes=False)
    if isinstance(act, Entrustment):
        if (known := entrusted(session, row)) and known.act_id != act.act_id:
            zh = f"已经委托{known.organisation}调解，不得再委托。"
            en = f"{known.organisation} has been entrusted with it, and nobody further is."
            raise Refused("entrusted_already", zh=zh, en=en, field="organisation", value=act.organisation)
    elif act.chosen is InstituteChoice.DESIGNATED and not _designates(law, row):
        zh = "本件投诉适用的办法没有规定指定机构，鉴定、检测机构由双方协商一致。"
        en = "The order under which this is handled lets nobody designate an institute: both sides agree on it."
        raise Refused("designation_without_power", zh=zh, en=en, field="chosen", value=act.chosen.value)
    elif act.chosen is InstituteChoice.DESIGNATED and act.disagreement is None:
        zh = "指定机构的，应当写明双方无法协商一致的情况。"
        en = "An institute is designated where both sides cannot agree on one: tell how."
        raise Refused("disagreement_missing", zh=zh, en=en, field="disagreement")
    elif act.chosen is InstituteChoice.AGREED and act.disagreement is not None:
        zh = "双方协商确定机构的，没有无法协商一致的情况。"
        en = "Where both agreed on an institute there is no disagreement to tell."
        raise Refused("disagreement_without_designation", zh=zh, en=en, field="disagreement")


def _designates(law: Law, row: MatterRow) -> bool:
    return bool(law.in_force(law.approval(DESIGNATION).basis, law_day(row, row.began_at)))


def entrusted(session: Session, row: MatterRow) -> Entrustment | None:
    """The organisation that mediates for the authority, the first and only one (O121 19)."""
    values = (one.value() for one in matter.acts(session, row.matter_id))
    return next((one for one in values if isinstance(one, Entrustment)), None)


def refuse_unarranged(session: Session, step: StepRow, act: Suspension) -> None:
    """The time of a test does not count; but first it is settled who tests, and who pays (O121 22, 23(1)(4)). Refused
    `testing_not_arranged`."""
    values = (one.value() for one in matter.acts(session, step.matter_id, step.number))
    if act.cause is Cause.TESTING and not any(isinstance(one, TestingArrangement) for one in values):
        zh = "尚未确定鉴定、检测机构和费用承担；费用无法协商一致的，终止调解。"
        en = "It is not settled who tests and who pays; where both cannot agree on the cost the mediation ends."
        raise Refused("testing_not_arranged", zh=zh, en=en, field="cause", value=act.cause.value)


def _named(session: Session, row: MatterRow, *, newest: bool = False) -> tuple[str, ...]:
    """The mediators of the notices, or of the newest one."""
    notices = _notices(session, row)
    return tuple(name for one in (notices[-1:] if newest else notices) for name in one.mediators)


def _notices(session: Session, row: MatterRow) -> list[MediationNotice]:
    values = (one.value() for one in matter.acts(session, row.matter_id))
    return [one for one in values if isinstance(one, MediationNotice)]
