"""Which county office handles a complaint by O121 13 and 14, and whether this one does: proposed, and decided by nobody
but the officer who accepts it or not."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sqlmodel import Session

from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.complaint import Complaint
from domain.complaint_place import Competence, Whereabouts
from domain.errors import Refused
from domain.handling_power import DisputeSettlement, TakingOver
from models import complaint, matter, office, region
from models.complaint import ComplaintRow
from models.matter import MatterRow
from rules import statutes
from rules.handling_places import competence

BY = Text(zh="县级市场监督管理部门处理", en="the county office there handles it")
DISTRIBUTED, FIRST = "order121/41", "order121/14"


def refuse_impossible(session: Session, taken: Complaint) -> None:
    """A place is a county on the day of the complaint. Refused as `refuse_no_county`."""
    where = taken.respondent.whereabouts
    if where is not None:
        refuse_no_county(session, where, competence(where.sells), legal_day(taken.received_at))


def refuse_no_county(session: Session, where: Whereabouts, law: Competence, day: date) -> None:
    """Refused `unknown_region`, `region_not_on_day`, `not_a_county`."""
    for one in law.at(where).values():
        found = region.region(session, one, day)
        if region.children(session, one, day):
            zh, en = f"“{found.name}”不是县级行政区划。", f"{found.name} is no county: give the code of one."
            raise Refused("not_a_county", zh=zh, en=en, field="whereabouts", value=one)


def proposed(session: Session, row: MatterRow) -> Iterator[Text]:
    """In lines; none where the complaint does not tell how the respondent sells."""
    taken = session.get_one(ComplaintRow, row.complaint_id).value()
    yield from _received_before(session, row)
    where = taken.respondent.whereabouts
    if where is None:
        return
    law, day = competence(where.sells), legal_day(taken.received_at)
    yield handled(session, where, law, BY, day)
    named = law.at(where)
    if not is_settled(session, row):
        yield from _of_this_office(session, row, set(named.values()), day, complete=len(named) == len(law.places))


def handled(session: Session, where: Whereabouts, law: Competence, by: Text, day: date) -> Text:
    """Which office handles what is complained of or reported, and what of it is not on record."""
    left = [one for one in law.places if where.at(one) is None]
    counties = {place: region.region(session, code, day).name for place, code in law.at(where).items()}
    zh = "或者".join(f"{name}（{place.zh}）" for place, name in counties.items()) or "尚未登记的地点"
    en = " or ".join(f"{name} ({place.en})" for place, name in counties.items()) or "places not on record"
    unknown = f"；尚未登记：{'、'.join(one.zh for one in left)}" if left else ""
    missing = f"; not on record: {', '.join(one.en for one in left)}" if left else ""
    return Text(
        zh=f"{where.sells.zh}：由{zh}{by.zh}（{law.cited.zh}）{unknown}",
        en=f"{where.sells.en}, {en}: {by.en} ({law.cited.en}){missing}",
    )


def has_power(session: Session, law: Law, row: MatterRow) -> bool | None:
    """Whether this office handles the complaint, so far as the register tells; None where it cannot tell, as where a
    lower office has the power, whose complaints this one may handle (O121 13)."""
    taken = session.get_one(ComplaintRow, row.complaint_id).value()
    if is_settled(session, row):
        return True
    where = taken.respondent.whereabouts
    if where is None:
        return None
    found = competence(where.sells)
    if not law.in_force(found.basis, taken.received_at):
        return None
    named = found.at(where)
    match _standing(session, row, set(named.values()), legal_day(taken.received_at)):
        case "here":
            return True
        case "above":
            return None
    return False if len(named) == len(found.places) else None


def _standing(session: Session, row: MatterRow, counties: set[str], day: date) -> Literal["here", "above", "elsewhere"]:
    here = office.office(session, row.office_id).region
    if here in counties:
        return "here"
    under = any(here in {one.code for one in region.ancestors(session, code, day)[1:]} for code in counties)
    return "above" if under else "elsewhere"


def _of_this_office(
    session: Session, row: MatterRow, counties: set[str], day: date, *, complete: bool
) -> Iterator[Text]:
    standing = _standing(session, row, counties, day)
    if standing == "here":
        yield Text(zh="本部门具有处理权限", en="this office has the power")
        if len(counties) > 1:
            yield line("两个以上部门有处理权限的，由先收到的处理", "of several, the one that received it first", FIRST)
    elif standing == "above":
        yield line(
            "该部门是本部门的下级：应当及时分送，认为有必要的也可以由本部门处理",
            "that office is below this one: it is to be distributed, or handled here where that is necessary",
            DISTRIBUTED,
        )
    elif complete:
        yield line(
            "本部门不具有处理权限：分送来的应当反馈统一接收机构，不得自行移送",
            "this office has no power: what came by distribution is handed back, and transferred to nobody",
            DISTRIBUTED,
        )


def _received_before(session: Session, row: MatterRow) -> Iterator[Text]:
    for earlier in complaint.same_dispute(session, row.matter_id):
        if earlier.office_id == row.office_id:
            continue
        name, on = office.office(session, earlier.office_id).name, legal_day(earlier.received_at)
        zh = f"{name}已于{on}收到看来是同一争议的投诉（{earlier.complaint_id}）：均有权限的，由先收到的处理"
        en = f"{name} received the same dispute, it seems, on {on} ({earlier.complaint_id}): the first with power"
        yield line(zh, en, FIRST)


def is_settled(session: Session, row: MatterRow) -> bool:
    """A higher office has taken it over, or it is agreed or designated who handles it."""
    values = (one.value() for one in matter.acts(session, row.matter_id))
    return any(isinstance(one, TakingOver | DisputeSettlement) for one in values)


def line(zh: str, en: str, article: str) -> Text:
    by = statutes.cited_as_read([article])
    return Text(zh=f"{zh}（{by.zh}）", en=f"{en} ({by.en})")
