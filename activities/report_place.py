"""Which office handles a report by O121 29 and 31, and whether this one may: proposed, and found by an officer."""

from collections.abc import Iterator

from sqlmodel import Session

from activities.complaint_place import DISTRIBUTED, handled, is_settled, line, refuse_no_county
from domain.base import Text
from domain.calendar import legal_day
from domain.complaint import Respondent
from domain.complaint_place import Place
from domain.report import ClueSource, Report
from models import office, region
from models.clue import ClueRow
from models.matter import MatterRow
from rules.handling_places import competence_for_reports

NO_POWER, ON_PLATFORM = "order121/34", "order121/31"
BY = Text(zh="县级以上市场监督管理部门处理", en="an office there, of the county or above it, handles it")


def refuse_impossible(session: Session, taken: Report) -> None:
    """A place is a county on the day of the report. Refused as `activities.complaint_place.refuse_no_county`."""
    where = taken.reported.whereabouts
    if where is not None:
        refuse_no_county(session, where, competence_for_reports(where.sells), legal_day(taken.received_at))


def proposed(session: Session, row: MatterRow) -> Iterator[Text]:
    """In lines; none where the report does not tell how the reported sells, or has come by transfer (PR 14)."""
    known = session.get(ClueRow, row.clue_id or "")
    if known is None or known.source is not ClueSource.REPORT or row.transferred_from is not None:
        return
    where = Respondent.model_validate(known.content["reported"], strict=False).whereabouts
    if where is None:
        return
    law, day = competence_for_reports(where.sells), legal_day(known.received_at)
    yield handled(session, where, law, BY, day)
    if is_settled(session, row):
        return
    here, places = office.office(session, row.office_id).region, law.at(where)
    within = {
        place for place, code in places.items() if here in {one.code for one in region.ancestors(session, code, day)}
    }
    if within == {Place.PLATFORM}:
        yield line("本部门先行收到的，也可以处理", "this office may handle it where it received it first", ON_PLATFORM)
    elif within:
        yield Text(zh="本部门具有处理权限", en="this office has the power")
        if here not in places.values():
            yield line("也可以及时分送有处理权限的下级部门", "or it may be distributed to the one below", DISTRIBUTED)
    elif len(places) == len(law.places):
        yield line(
            "本部门不具备处理权限：分送来的应当反馈；直接收到的应当告知举报人向有处理权限的部门提出",
            "this office has no power: what came by distribution is handed back; else the informant is told to turn to "
            "the office that has it",
            NO_POWER,
        )
