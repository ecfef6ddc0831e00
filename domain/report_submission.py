"""A report at the front door (网上举报): until the national platform has it, it is none in law (O121 8, 40).

The form is a report without what the platform gives. Who reports is taken out of it at once, and kept apart (37).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.complaint import ComplaintChannel
from domain.errors import Refused
from domain.report import Informant, Report, refuse_impossible
from domain.submission import PREFILLED, form_invalid

GIVEN = ("report_id", "channel", "reference", "received_at")  # by us, and by the platform
APART = "named"  # in the form as it is kept, in place of the informant: whether there is one
_BY_LAW = {"reported", "place", "facts"}  # O121 28, 29
_TERMS = {
    "office_id": ("处理部门", "the office"),
    "informant": ("举报人信息", "the particulars of the informant, or none at all"),
    "informant.name": ("举报人姓名（匿名的，删去举报人信息）", "the informant's name (anonymous: no `informant`)"),
    "informant.phone": ("举报人电话号码", "the informant's telephone number"),
    "informant.address": ("举报人通讯地址", "the informant's address"),
    "reported": ("被举报人信息", "the particulars of who is reported"),
    "reported.name": ("被举报人名称（姓名）", "the name of who is reported"),
    "reported.address": ("被举报人地址", "the address of who is reported"),
    "place": ("被举报行为发生地", "where it happened"),
    "facts": ("具体线索和事实依据", "the concrete clue and what it rests on"),
}


def checked(form: Mapping[str, Any], at: datetime) -> tuple[dict[str, Any], Informant | None]:
    """The form as it is kept, and who reports. Refused `not_in_the_form`, `particulars_missing` with all that is wrong
    (O121 28), and as `domain.report.refuse_impossible` refuses. What was written is never repeated: it names people."""
    if stated := [one for one in (*GIVEN, APART) if one in form]:
        zh, en = "编号、渠道和收到时间由平台给出，不由举报人填写。", "The platform gives number, channel and receipt."
        raise Refused("not_in_the_form", zh=zh, en=en, field=stated[0])
    form = {name: value for name, value in form.items() if name != PREFILLED}
    try:
        report = _report(form, "-", "-", at)
    except ValidationError as error:
        raise form_invalid(error, _TERMS, _BY_LAW, ("（第二十八条规定的线索和事实依据）", " (O121 28)")) from None
    refuse_impossible(report)
    kept = report.model_dump(mode="json", exclude={*GIVEN, "informant"})
    return kept | {APART: report.informant is not None}, report.informant


def report_of(form: Mapping[str, Any], number: str, reference: str, received_at: datetime) -> Report:
    """The report that a kept form becomes once the platform has received it; its informant is elsewhere."""
    return _report({name: value for name, value in form.items() if name != APART}, number, reference, received_at)


def _report(form: Mapping[str, Any], number: str, reference: str, received_at: datetime) -> Report:
    given = {"report_id": number, "channel": ComplaintChannel.PLATFORM, "reference": reference}
    return Report.model_validate({**form, **given, "received_at": received_at}, strict=False, extra="forbid")
