"""Register of offices (部门登记): an office with all of its officers, on the chain of the office. The register keeps
them as they are; what they were before, and since when, the chain tells."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from activities import staffing
from activities.certificate_telling import PLATFORM
from activities.law import Law
from domain.audit import content_sha256
from domain.calendar import legal_day
from domain.errors import Refused
from domain.office import Office, Officer, Role
from domain.office_entry import OfficeEntry, OfficerEntry, OfficeStanding, OnStaff, refuse_impossible
from models import absence, audit, office, region
from models.laboratory import LaboratoryRow
from models.matter import MatterRow
from models.named import named
from models.office import OfficeRow, OfficerRow
from models.scheme import SchemePersonRow, SchemeRow
from notices import render
from rules import approvals

NOBODYS = (audit.CLOCK, audit.RULES, audit.BANK, audit.PROGRAM, PLATFORM)  # names that no person may go by
BLANK = (Role.HANDLER, Role.HANDLER, Role.REVIEWER, Role.HEAD_OF_DEPARTMENT, Role.PRINCIPAL)


def enter(session: Session, law: Law, given: OfficeEntry, at: datetime) -> tuple[str, ...]:
    """Enter an office with its officers, or bring it up to date. Returns the ids of what is new or changed.

    What a paper prints, the roles and the certificates may change from now on. Refused, with nothing entered:
    `officer_twice`, `certificate_without_term`, `role_not_in_matrix`, `unknown_region`, `region_not_on_day`,
    `office_elsewhere`, `office_named_already`, `authority_as_operator`, `id_taken`, `officer_of_another_office`,
    `officer_of_an_authority`, `officer_renamed`, `officer_left`, `officer_left_out`, and as
    `notices.render.refuse_unprintable_words`.
    """
    refuse_impossible(given)
    _refuse_unknown_roles(given)
    render.refuse_unprintable_words(given.model_dump(exclude_none=True))
    chain = audit.of_office(given.office_id)
    audit.begin_once(session, chain)
    audit.hold(session, chain)
    changed = [given.office_id] if _enter_office(session, given.office, at) else []
    changed += [one.officer_id for one in given.officers if _enter_officer(session, law, given.office_id, one, at)]
    _refuse_left_out(session, given, legal_day(at))
    if changed:
        staffing.tell_office(session, law, given.office_id, at, legal_day(at))
    return tuple(changed)


def form(session: Session | None = None, office_id: str | None = None) -> dict[str, Any]:
    """What `enter` takes: an office of the register as it is, or a blank with the fewest who can handle a case.

    Refused `unknown_office`."""
    if session is not None and office_id is not None:
        head = office.office(session, office_id).model_dump(mode="json")
        people = [one.model_dump(mode="json", exclude={"office_id"}) for one in office.officers(session, office_id)]
    else:
        head = {name: None if name == "internet_channel" else "" for name in Office.model_fields}
        blank = {"officer_id": "", "name": "", "certificate": "", "certificate_until": "", "left_on": None}
        people = [blank | {"roles": [role.value]} for role in BLANK]
    return head | {"officers": people}


def standing(session: Session, office_id: str, day: date) -> OfficeStanding:
    """Refused `unknown_office`."""
    away = {one.officer_id: one for one in absence.of_office(session, office_id, day)}
    staff = tuple(OnStaff.on(day, one, away.get(one.officer_id)) for one in office.officers(session, office_id))
    held = {role for one in staff if one.belongs for role in one.officer.roles}
    wanted = approvals.roles() - held
    unfilled = tuple(role for role in Role if role in wanted)
    return OfficeStanding(office=office.office(session, office_id), officers=staff, unfilled=unfilled)


def _enter_office(session: Session, given: Office, at: datetime) -> bool:
    known = session.get(OfficeRow, given.office_id)
    before = office.office(session, given.office_id) if known else None
    if before == given:
        return False
    if before is None:
        _refuse_taken(session, given.office_id, "office_id")
    if before is None or before.region != given.region:
        region.region(session, given.region, legal_day(at))
        _refuse_elsewhere(session, given)
    _refuse_named_already(session, given)
    office.register_office(session, given, ())
    _note(session, given.office_id, at, "office_changed" if before else "office_entered", given.model_dump(mode="json"))
    return True


def _enter_officer(session: Session, law: Law, office_id: str, entry: OfficerEntry, at: datetime) -> bool:
    known = session.get(OfficerRow, entry.officer_id)
    before = office.officer(session, entry.officer_id) if known else None
    given = entry.officer(office_id, before.left_on if before else None)
    if before is None:
        _refuse_taken(session, entry.officer_id, "officer_id")
        _refuse_operators(session, entry.officer_id)
    elif before.model_copy(update={"roles": given.roles}) != given or set(before.roles) != set(given.roles):
        _refuse_another(before, given, entry.left_on or before.left_on, legal_day(at))
    else:
        return _left(session, law, entry, at)
    office.register_office(session, office.office(session, office_id), (given,))
    detail = given.model_dump(mode="json", include={"officer_id", "roles", "certificate_until"})
    sha256 = content_sha256(given.model_dump(mode="json"))
    _note(session, office_id, at, "officer_changed" if before else "officer_entered", detail | {"sha256": sha256})
    _left(session, law, entry, at)
    return True


def _left(session: Session, law: Law, entry: OfficerEntry, at: datetime) -> bool:
    return entry.left_on is not None and staffing.enter_leaving(session, law, entry.officer_id, entry.left_on, at)


def _refuse_unknown_roles(given: OfficeEntry) -> None:
    known = approvals.roles()
    for one in given.officers:
        for role in one.roles:
            if role not in known:
                zh = f"{one.name}：审批权限表（rules/approvals.yaml）中没有“{role.zh}”办理的事项。"
                en = f"{one.name}: the approval matrix (rules/approvals.yaml) leaves nothing to a {role.en}."
                raise _no("role_not_in_matrix", zh, en, "roles", role.value)


def _refuse_elsewhere(session: Session, given: Office) -> None:
    """Which matters were its own hangs on where an office is."""
    of_it = or_(col(MatterRow.office_id) == given.office_id, col(MatterRow.bureau_id) == given.office_id)
    if session.exec(select(MatterRow.matter_id).where(of_it).limit(1)).first():
        zh = f"“{given.name}”已有事项，行政区划不能变更；另设部门的，请用新的编号登记。"
        en = f"{given.name} has matters: its region stays. Enter an office of another region under an id of its own."
        raise _no("office_elsewhere", zh, en, "region", given.region)


def _refuse_named_already(session: Session, given: Office) -> None:
    """Its short name opens the numbers of its papers; an authority operates no scheme (优化营商环境条例 25)."""
    others = select(OfficeRow).where(OfficeRow.office_id != given.office_id)
    for field, name in {"name": given.name, "short_name": given.short_name}.items():
        if other := session.exec(others.where(getattr(OfficeRow, field) == name)).first():
            zh, en = f"部门“{other.office_id}”已用此名。", f"The office {other.office_id} goes by this name."
            raise _no("office_named_already", zh, en, field, name)
    if session.exec(select(SchemeRow).where(col(SchemeRow.operator_name).in_((given.name, given.short_name)))).first():
        zh = "这是先行赔付资金运营者的名称，市场监督管理部门不得运营先行赔付资金。"
        en = "The operator of a scheme goes by this name: an authority operates no scheme and holds no deposit."
        raise _no("authority_as_operator", zh, en, "name", given.name)


def _refuse_taken(session: Session, identity: str, field: str) -> None:
    """Names and inboxes are found by the id alone, whoever it is."""
    others = any(session.get(kind, identity) for kind in (LaboratoryRow, SchemeRow, OfficeRow, OfficerRow))
    if others or identity in NOBODYS or named(session, identity) != identity:
        zh, en = f"编号“{identity}”已经另有所指。", f"The id {identity} stands for somebody else."
        raise _no("id_taken", zh, en, field, identity)


def _refuse_operators(session: Session, officer_id: str) -> None:
    """优化营商环境条例 25."""
    if session.exec(select(SchemePersonRow).where(SchemePersonRow.person_id == officer_id)).first():
        zh = "市场监督管理部门的人员不得担任先行赔付资金的运营人员。"
        en = f"{officer_id} is of the operator of a scheme, which no officer of an authority may be."
        raise _no("officer_of_an_authority", zh, en, "officer_id", officer_id)


def _refuse_another(before: Officer, given: Officer, left_on: date | None, today: date) -> None:
    """Under an id stands what somebody has done: it is his alone, and of his office."""
    if before.office_id != given.office_id:
        zh = f"“{given.officer_id}”是部门“{before.office_id}”的人员；调入的，请用新的编号登记，并在原部门登记离任。"
        en = f"{given.officer_id} is of the office {before.office_id}: enter him here by another, and there as left."
        raise _no("officer_of_another_office", zh, en, "officer_id", given.officer_id)
    if before.name != given.name:
        zh = f"“{given.officer_id}”登记的是{before.name}，姓名不能变更；另一人请用新的编号登记。"
        en = f"{given.officer_id} is {before.name}, and his name stays: enter {given.name} under an id of his own."
        raise _no("officer_renamed", zh, en, "name", given.name)
    if left_on is not None and left_on <= today:
        zh = f"{before.name}自{left_on}起不再是本部门人员，职责和执法证不再变更；又回来的，请用新的编号登记。"
        en = f"{before.name} left on {left_on}: nothing of him changes. Enter who comes back under an id of its own."
        raise _no("officer_left", zh, en, "officer_id", given.officer_id)


def _refuse_left_out(session: Session, given: OfficeEntry, today: date) -> None:
    stated = {one.officer_id for one in given.officers}
    for one in office.officers(session, given.office_id):
        if one.belongs_on(today) and one.officer_id not in stated:
            zh = f"文件中没有{one.name}（{one.officer_id}），而其仍是本部门人员；已经离任的，请写明left_on。"
            en = f"The file leaves out {one.name} ({one.officer_id}), who is of the office. Who left has a left_on."
            raise _no("officer_left_out", zh, en, "officers", one.officer_id)


def _note(session: Session, office_id: str, at: datetime, event: str, detail: dict[str, Any]) -> None:
    audit.append(session, audit.of_office(office_id), at=at, actor=audit.PROGRAM, event=event, **detail)


def _no(code: str, zh: str, en: str, field: str, value: str) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
