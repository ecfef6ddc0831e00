"""On duty (当值): which officers of an office can do now what a step awaits."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session

from activities import powers
from domain.office import Absence, Officer, Role
from domain.people_acts import RecusalDecision, RecusalRequest
from domain.procedure import Phase
from domain.recusal import recused
from models import absence, matter, office, recusal
from rules.approvals import Approval
from rules.parameters import values

WARNING = "certificate_warning_days"
_ACTS = {Phase.DRAFTING: "draft", Phase.REVIEWING: "review", Phase.APPROVING: "approval"}
_FINDS_FACTS = {Phase.REPORTING, Phase.DRAFTING}  # where the certified officers act (APL 42)


class OnDuty(NamedTuple):
    """`persons` hold the role, stay in nobody's way and are there; `deputies` says for whom one of them stands in.

    `missing` are those with the role who cannot do it; `enough`: as many as the law wants are left.
    `expiring` are persons whose certificate soon ends.
    """

    persons: tuple[Officer, ...]
    deputies: dict[str, list[str]]
    missing: tuple[str, ...]
    enough: bool
    expiring: tuple[Officer, ...]


class Roster:
    """Offices, absences and recusals are read once each, for all the steps that are asked about."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._officers: dict[str, list[Officer]] = {}
        self._away: dict[tuple[str, date], dict[str, Absence]] = {}
        self._recusals: dict[str, list[RecusalRequest | RecusalDecision]] = {}
        self._warning = values()[WARNING]

    def of(
        self, office_id: str, matter_id: str, number: int | None, role: Role, matrix: Approval, phase: Phase, day: date
    ) -> OnDuty:
        """For step `number` of a matter (None: the matter itself) on a day."""
        wanted = matrix.certified_officers if phase in _FINDS_FACTS else 0
        away, out = self._absent(office_id, day), recused(self.recusals(matter_id))
        barred = self._hands(matter_id, number, phase)
        there = [
            one
            for one in self._of_office(office_id)
            if one.belongs_on(day) and one.officer_id not in away and one.officer_id not in out
        ]
        if wanted:
            there = [one for one in there if one.certified_on(day)]
        holders = [one for one in self._of_office(office_id) if role in one.roles and one.belongs_on(day)]
        in_charge = {away[one.officer_id].deputy for one in holders if one.officer_id in away}
        able = {one.officer_id for one in there if role in one.roles}
        if role is matrix.approves and matrix.acting:
            able |= {one.officer_id for one in there if matrix.acting in one.roles and one.officer_id in in_charge}
        persons = tuple(one for one in there if one.officer_id in able - barred)
        ids = {one.officer_id for one in persons}
        names = {one.officer_id: one.name for one in self._of_office(office_id)}
        deputies: dict[str, list[str]] = {}
        for one in holders:
            if (gone := away.get(one.officer_id)) and gone.deputy in ids:
                deputies.setdefault(gone.deputy, []).append(names[one.officer_id])
        return OnDuty(
            persons,
            deputies,
            tuple(sorted(one.officer_id for one in holders if one.officer_id not in ids)),
            len(persons) >= max(wanted, 1),
            tuple(one for one in persons if wanted and self._soon_over(one, day)),
        )

    def recusals(self, matter_id: str) -> list[RecusalRequest | RecusalDecision]:
        """What was asked and decided about recusals in a matter."""
        if matter_id not in self._recusals:
            self._recusals[matter_id] = recusal.of_matter(self.session, matter_id)
        return self._recusals[matter_id]

    def _soon_over(self, officer: Officer, day: date) -> bool:
        until = officer.certificate_until
        return self._warning is not None and until is not None and until < day + timedelta(days=self._warning)

    def _of_office(self, office_id: str) -> list[Officer]:
        if office_id not in self._officers:
            self._officers[office_id] = office.officers(self.session, office_id)
        return self._officers[office_id]

    def _absent(self, office_id: str, day: date) -> dict[str, Absence]:
        if (office_id, day) not in self._away:
            found = absence.of_office(self.session, office_id, day)
            self._away[office_id, day] = {one.officer_id: one for one in found}
        return self._away[office_id, day]

    def _hands(self, matter_id: str, number: int | None, phase: Phase) -> set[str]:
        if number is None or phase not in _ACTS:
            return set()
        return powers.hands(self.session, matter.step(self.session, matter_id, number), _ACTS[phase])
