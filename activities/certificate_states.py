"""States of a certificate (合格证状态): entered with whose say it is and on what it rests, ended by the same."""

from datetime import datetime

from sqlmodel import Session

from activities.certificate_powers import addressee
from domain.certificate_act import CertificateAct, Freeze, Recall, StopSale, Unfreeze, Withdrawal
from domain.certificate_state import CertificateState, StateActor
from domain.errors import Refused
from models import certificate, document
from models.certificate import CertificateStateRow
from models.issuance import LotApplicationRow

TERMS = ["platform/terms"]


def enter(session: Session, row: LotApplicationRow, act: CertificateAct) -> None:
    """The state that an act begins or ends, if it does. Refused `state_lasts_already`, `state_does_not_last`,
    `state_before_the_last`."""
    held = certificate.of_application(session, row.application_id)
    if held is None:
        return
    entry: CertificateStateRow
    match act:
        case Withdrawal():
            entry = _entry(CertificateState.WITHDRAWN, StateActor.PRODUCER, act.received_at)
        case Freeze() | Unfreeze():
            entry = _entry(CertificateState.FROZEN, StateActor.PLATFORM, act.received_at, isinstance(act, Unfreeze))
        case StopSale() | Recall():
            entry = _ordered(session, act)
        case _:
            return
    entry.certificate_number = held.number
    lasts = certificate.lasts(session, held.number, entry.state, entry.addressee_id)
    if lasts is not entry.ends:
        raise Refused(
            "state_lasts_already" if lasts else "state_does_not_last",
            zh=f"合格证“{held.number}”{'已经' if lasts else '目前并非'}处于“{entry.state.zh}”状态。",
            en=f"Certificate {held.number} is {'already' if lasts else 'not'} {entry.state.en}.",
            field="state",
            value=entry.state.value,
        )
    last = certificate.last_moment(session, held.number, entry.state, entry.addressee_id)
    if last is not None and entry.from_at <= last:
        raise Refused(
            "state_before_the_last",
            zh=f"“{entry.state.zh}”的这一变动应当晚于上一次变动。",
            en=f"A change of this state ({entry.state.en}) must come after the last one.",
            field="received_at",
            value=entry.from_at.isoformat(),
        )
    session.add(entry)
    session.flush()


def _entry(state: CertificateState, by: StateActor, at: datetime, ends: bool = False) -> CertificateStateRow:
    return CertificateStateRow(certificate_number="", state=state, ends=ends, from_at=at, by=by, basis=TERMS)


def _ordered(session: Session, act: StopSale | Recall) -> CertificateStateRow:
    """A stop-sale order binds its addressee alone; a recall is of the goods, whoever holds them."""
    paper, served = document.served(session, act.document_id)
    of_sale = isinstance(act, StopSale)
    return CertificateStateRow(
        certificate_number="",
        state=CertificateState.STOP_SALE if of_sale else CertificateState.RECALLED,
        ends=act.ends,
        from_at=act.received_at if act.ends else served.served_at,
        by=StateActor.AUTHORITY,
        basis=list(act.basis),
        document=paper.document_id,
        addressee_id=addressee(session, act.document_id) if of_sale else None,
    )

