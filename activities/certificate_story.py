"""The story of a certificate (合格证经过): what happened to it, when, by whom and on what basis, for the reader."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from activities.certificate_powers import whose
from domain.base import Text, Value
from domain.certificate import LifePhase
from domain.certificate_act import CertificateAct
from domain.certificate_state import StateActor
from domain.facts import Labelled
from domain.story import Event
from models import certificate, certificate_act, issuance
from models.issuance import LotApplicationRow
from rules import statutes

TERMS = ("platform/terms",)
DEEDS = {
    "application": Text(zh="申请", en="applied"),
    "order": Text(zh="另行委托检验", en="ordered from another laboratory"),
    "acceptance": Text(zh="受理委托", en="order accepted"),
    "declining": Text(zh="退回委托", en="order declined"),
    "inspection": Text(zh="出厂检验报告", en="factory inspection reported"),
    "objection": Text(zh="提出异议", en="objection"),
    "objection_answer": Text(zh="答复异议", en="objection answered"),
    "withdrawal": Text(zh="撤回", en="withdrawn"),
    "freeze": Text(zh="冻结", en="frozen"),
    "unfreeze": Text(zh="解除冻结", en="no longer frozen"),
    "stop_sale": Text(zh="责令停止销售", en="stop-sale order"),
    "recall": Text(zh="责令召回", en="recall"),
    "superseded": Text(zh="换发", en="superseded"),
}
LIFTED = Text(zh="结束：", en="ended: ")


class Story(Value):
    application_id: str
    certificate: str | None
    phase: LifePhase
    version: int
    due_at: datetime | None
    refused_because: str | None
    events: tuple[Event, ...]


def story(session: Session, name: str) -> Story:
    """By the id of the application or the number of its certificate. Refused `unknown_application`."""
    held = session.get(certificate.CertificateRow, name)
    row = issuance.application(session, (held.application_id if held else None) or name)
    found = certificate.of_application(session, row.application_id)
    events = [_act(row, one.value()) for one in certificate_act.acts(session, row.application_id)]
    for state in certificate.states(session, found.number) if found else []:
        if state.by is StateActor.PRODUCER and state.document:  # what took its place is told by no act of its own
            words = state.document
            events.append(_event(state.from_at, "superseded", state.by, "", tuple(state.basis), words))
    return Story(
        application_id=row.application_id,
        certificate=found.number if found else None,
        phase=row.phase,
        version=row.version,
        due_at=row.due_at,
        refused_because=row.refused_because,
        events=tuple(sorted(events, key=lambda event: event.at)),
    )


def _act(row: LotApplicationRow, act: CertificateAct) -> Event:
    given: dict[str, Any] = act.model_dump(mode="json")
    basis = tuple(given.get("basis") or TERMS)
    words = [given.get(name) for name in ("reason", "document_id", "laboratory_id", "inspected_again_by", "due_on")]
    words += [given.get("stated_outcome"), given.get("inspector_code")]
    told = "；".join(str(one) for one in words if one)
    return _event(act.received_at, act.kind, whose(row, act), act.actor, basis, told, ends=bool(given.get("ends")))


def _event(
    at: datetime, deed: str, by: Labelled, actor: str, basis: tuple[str, ...], words: str, *, ends: bool = False
) -> Event:
    what = DEEDS[deed]
    return Event(
        at=at,
        what=Text(zh=LIFTED.zh + what.zh, en=LIFTED.en + what.en) if ends else what,
        by=Text(zh=by.zh, en=by.en),
        actor=actor,
        basis=basis,
        cited=statutes.cited(basis),
        words=Text(zh=words, en=words),
    )
