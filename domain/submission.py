"""Complaints and reports at the front door (网上提交): none in law until the national platform has them (O121 8, 40).

The form is a complaint without what the platform gives: number, channel and receipt (of a report: `report_submission`).
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from domain.base import Text, Value
from domain.complaint import Complaint, ComplaintChannel, refuse_impossible
from domain.errors import Refused
from domain.facts import Labelled

GIVEN = ("complaint_id", "channel", "reference", "received_at")  # by us, and by the platform
OF_THE_PART = ("report_id", "reference")  # of a report in one paper with it
PREFILLED = "known"  # what the register knows beside the form, for whoever completes it
_BY_LAW = {"complainant", "respondent", "request", "facts"}  # O121 10(1)
_TERMS = {
    "office_id": ("处理部门", "the office"),
    "complainant": ("投诉人信息", "the particulars of the complainant"),
    "complainant.name": ("投诉人姓名", "the complainant's name"),
    "complainant.phone": ("投诉人电话号码", "the complainant's telephone number"),
    "complainant.address": ("投诉人通讯地址", "the complainant's address"),
    "respondent": ("被投诉人信息", "the particulars of the respondent"),
    "respondent.name": ("被投诉人名称（姓名）", "the respondent's name"),
    "respondent.address": ("被投诉人地址", "the respondent's address"),
    "request": ("具体的投诉请求", "what exactly is asked for"),
    "facts": ("事实依据", "the facts"),
    "goods": ("商品或者服务", "the goods or service"),
    "traded_on": ("交易日期（如2026-05-01）", "the day of the trade (as 2026-05-01)"),
    "known_on": ("知道权益受侵害的日期", "the day on which the infringement was known"),
    "price_fen": ("价款（以分为单位的整数）", "the price (a whole number of fen)"),
}


class SubmissionKind(Labelled):
    """What is submitted."""

    COMPLAINT = "complaint", "投诉", "a complaint"
    REPORT = "report", "举报", "a report"


class SubmissionStage(Labelled):
    """Where a submission stands."""

    WAITING = "waiting", "等待移交全国12315平台", "waiting to be handed over to the national 12315 platform"
    HANDED_OVER = "handed_over", "已移交，等待平台编号", "handed over; the number of the platform is awaited"
    WITHDRAWN = "withdrawn", "已在移交前撤回", "withdrawn before it was handed over"
    RECEIVED = "received", "全国12315平台已收到", "received by the national 12315 platform"


class Receipt(Value):
    """回执. `answer_by` stands until acceptance is decided; `told` is how far the office is, `explained` what it can do
    and cannot, and what comes next. It names nobody: whoever has the link sees no particulars."""

    number: str
    kind: SubmissionKind
    rehearsal: bool
    submitted_at: datetime
    stage: SubmissionStage
    stands: Text
    reference: str | None = None
    received_on: date | None = None
    answer_by: date | None = None
    told: tuple[Text, ...] = ()
    explained: tuple[Text, ...]


def complaint_of(form: Mapping[str, Any], number: str, reference: str, received_at: datetime) -> Complaint:
    """The complaint that a form becomes once the platform has received it."""
    given = {"complaint_id": number, "channel": ComplaintChannel.PLATFORM, "reference": reference}
    return Complaint.model_validate({**form, **given, "received_at": received_at}, strict=False, extra="forbid")


def checked(form: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The form as it is kept. Refused `not_in_the_form` (a field that is not ours to take, or of no form: misspelt it
    would be lost), `particulars_missing` with all that is wrong (O121 10), and as
    `domain.complaint.refuse_impossible` refuses. What was written is never repeated: it names people."""
    if stated := [one for one in GIVEN if one in form]:
        zh, en = "编号、渠道和收到时间由平台给出，不由投诉人填写。", "The platform gives number, channel and receipt."
        raise Refused("not_in_the_form", zh=zh, en=en, field=stated[0])
    part = form.get("report")
    if isinstance(part, Mapping):
        if stated := [one for one in OF_THE_PART if one in part]:
            zh, en = "举报的编号由平台给出，不由举报人填写。", "The platform numbers the report."
            raise Refused("not_in_the_form", zh=zh, en=en, field=f"report.{stated[0]}")
        form = {**form, "report": {**part, "report_id": "-"}}
    try:
        complaint = complaint_of({key: form[key] for key in form if key != PREFILLED}, "-", "-", at)
    except ValidationError as error:
        raise form_invalid(error, _TERMS, _BY_LAW, ("（第十条第一款规定的材料）", " (O121 10(1))")) from None
    refuse_impossible(complaint)
    return complaint.model_dump(mode="json", exclude=set(GIVEN))


def form_invalid(
    error: ValidationError, known: Mapping[str, tuple[str, str]], by_law: Collection[str], article: tuple[str, str]
) -> Refused:
    """`not_in_the_form` for a field that it does not have, else `particulars_missing`: everything that is wrong in it,
    in the words of its fields, those first that the article wants."""
    found = {".".join(map(str, one["loc"])): one["type"] for one in error.errors()}
    if unknown := [one for one, kind in found.items() if kind == "extra_forbidden"]:
        return Refused(
            "not_in_the_form",
            zh="表格没有这一栏，请核对其名称。",
            en="The form has no such field: see how it is spelt.",
            field=unknown[0],
        )
    wanted = [one for one in found if one.partition(".")[0] in by_law]
    others = [one for one in found if one not in wanted]
    zh, en = list[str](), list[str]()
    for of, law_zh, law_en in ((wanted, *article), (others, "", "")):
        if of:
            terms = [known.get(one, (one, one)) for one in of]
            zh.append("、".join(term[0] for term in terms) + law_zh)
            en.append(", ".join(term[1] for term in terms) + law_en)
    return Refused(
        "particulars_missing",
        zh=f"请补充或者更正：{'；'.join(zh)}。",
        en=f"Complete or correct: {'; '.join(en)}.",
        field=next(iter(found)),
    )
