"""A complaint (投诉): what a consumer asks an authority to mediate, with the particulars of O121 10."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from domain.base import Value
from domain.calendar import legal_day
from domain.errors import Refused
from domain.facts import Labelled
from domain.scheme import Line, Words

Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9+\- ]{5,30}$")]
RULES_SINCE = date(2026, 4, 15)  # O121 46


class ComplaintChannel(Labelled):
    """投诉渠道 (O121 8)."""

    PLATFORM = "platform", "全国12315平台", "the national 12315 platform"
    HOTLINE = "hotline", "12315热线电话", "the 12315 hotline"
    POST = "post", "邮寄", "post"
    WINDOW = "window", "受理窗口", "a counter"


class Complainant(Value):
    """投诉人 (O121 10(1)). `agent` complains for him, by a written authority whose original was handed in (11)."""

    name: Line
    phone: Phone
    address: Line
    agent: Line | None = None
    agent_authority: Line | None = None

    @model_validator(mode="after")
    def _an_agent_shows_his_authority(self) -> Self:
        if (self.agent is None) is not (self.agent_authority is None):
            raise ValueError("an agent and his written authority are named together (O121 11)")
        return self


class Respondent(Value):
    """被投诉人 (O121 10(2)): a trader, by name and address."""

    name: Line
    address: Line
    credit_code: str | None = None


class ReportPart(Value):
    """The report in one paper with a complaint (O121 9). Who complains is its informant where he wants to be; else it
    has none."""

    report_id: Line
    reference: Line | None = None
    as_informant: bool
    place: Line
    facts: Words


class Complaint(Value):
    """投诉登记. Money is in fen. `known_on` is the day on which the complainant knew of the infringement; `reference`
    the number of the 12315 platform, whose day of receipt `received_at` then is (O121 8, 40). `certificate` is the
    number of the product certificate of the goods, where there is one.
    """

    complaint_id: Line
    office_id: str
    channel: ComplaintChannel
    reference: Line | None = None
    received_at: AwareDatetime
    complainant: Complainant
    respondent: Respondent
    goods: Line
    lot: Line | None = None
    certificate: Line | None = None
    traded_on: date
    known_on: date
    price_fen: int = Field(ge=0)
    request: Words
    facts: Words
    report: ReportPart | None = None
    rehearsal: bool = False


def refuse_impossible(complaint: Complaint) -> None:
    """Refused `before_these_rules`, `received_before_trade`, `known_before_trade`, `known_after_receipt`,
    `reference_missing`."""
    day = legal_day(complaint.received_at)
    if day < RULES_SINCE:
        zh, en = f"{RULES_SINCE}之前收到的投诉适用已废止的办法，本系统不办理。", (
            f"A complaint received before {RULES_SINCE} falls under rules since repealed, which are not handled here."
        )
        raise _refused("before_these_rules", zh, en, "received_at", complaint.received_at)
    if day < complaint.traded_on:
        zh, en = "交易日期不能晚于收到投诉的日期。", "The trade is no later than the complaint."
        raise _refused("received_before_trade", zh, en, "traded_on", complaint.traded_on)
    if complaint.known_on < complaint.traded_on:
        zh, en = "知道权益受侵害的日期不能早于交易日期。", "Nobody knew of it before the trade."
        raise _refused("known_before_trade", zh, en, "known_on", complaint.known_on)
    if complaint.known_on > day:
        zh, en = "知道权益受侵害的日期不能晚于收到投诉的日期。", "The complainant knew of it before he complained."
        raise _refused("known_after_receipt", zh, en, "known_on", complaint.known_on)
    if complaint.channel is ComplaintChannel.PLATFORM and complaint.reference is None:
        zh, en = "通过全国12315平台提出的投诉应当写明平台编号。", "A complaint by the platform has its number there."
        raise _refused("reference_missing", zh, en, "reference", "")


def _refused(code: str, zh: str, en: str, field: str, value: date | datetime | str) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value if isinstance(value, str) else value.isoformat())
