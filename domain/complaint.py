"""A complaint (投诉): what a consumer asks an authority to mediate, with the particulars of O121 10."""

from datetime import date, datetime

from pydantic import AwareDatetime, Field

from domain.base import Value
from domain.calendar import legal_day
from domain.complaint_place import Whereabouts
from domain.errors import Refused
from domain.facts import Labelled
from domain.representation import Complainant, Complainants, Joint, complainants, refuse_impossible_joint
from domain.scheme import Line, Words


class ComplaintChannel(Labelled):
    """投诉渠道 (O121 8)."""

    PLATFORM = "platform", "全国12315平台", "the national 12315 platform"
    HOTLINE = "hotline", "12315热线电话", "the 12315 hotline"
    POST = "post", "邮寄", "post"
    WINDOW = "window", "受理窗口", "a counter"


class Respondent(Value):
    """被投诉人 (O121 10(2)): a trader, by name and address; `whereabouts` tells which office handles it (13)."""

    name: Line
    address: Line
    credit_code: str | None = None
    whereabouts: Whereabouts | None = None


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
    joint: Joint | None = None
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

    @property
    def complainants(self) -> Complainants:
        return complainants(self.complainant, self.joint)


def refuse_impossible(complaint: Complaint) -> None:
    """Refused `received_before_trade`, `known_before_trade`, `known_after_receipt`, `reference_missing`, and as
    `domain.representation.refuse_impossible_joint` refuses."""
    refuse_impossible_joint(complaint.complainant, complaint.joint)
    day = legal_day(complaint.received_at)
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
