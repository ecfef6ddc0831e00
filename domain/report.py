"""A report (举报): a clue of a breach that somebody lays before an authority (O121 3, 28), and what it is kept as."""

from datetime import date

from pydantic import AwareDatetime, ConfigDict

from domain.base import Value
from domain.calendar import legal_day
from domain.complaint import ComplaintChannel, Respondent
from domain.errors import Refused
from domain.facts import Labelled
from domain.representation import Phone
from domain.scheme import Line, Words

RULES_SINCE = date(2026, 4, 15)  # O121 46
WHOLE = ConfigDict(frozen=True, strict=True, extra="forbid")  # a misspelt informant must not be lost


class ClueSource(Labelled):
    """案件来源 (PR 18) of a clue that no check has found."""

    REPORT = "report", "举报", "a report"
    MEDIATION = "mediation", "投诉调解中发现", "found in the mediation of a complaint"


class Informant(Value):
    """举报人, who may stay anonymous. Kept apart from everything else (O121 37, PQL 10)."""

    model_config = WHOLE

    name: Line
    phone: Phone
    address: Line

    def signs(self, where: str) -> tuple[str, ...]:
        """What would tell who he is. His address does not where it is that of the conduct: he works there, perhaps."""
        return tuple(one for one in (self.name, self.phone, self.address) if len(one) > 1 and one not in where)


class Report(Value):
    """举报登记. `facts` are the concrete clue and what it rests on (O121 28), in words that do not say who gives it;
    `place` is where the conduct took place (29), `reported` who is said to have broken the law. Without an `informant`
    it is anonymous.
    """

    model_config = WHOLE

    report_id: Line
    office_id: str
    channel: ComplaintChannel
    reference: Line | None = None
    received_at: AwareDatetime
    informant: Informant | None = None
    reported: Respondent
    place: Line
    facts: Words
    goods: Line | None = None
    lot: Line | None = None
    certificate: Line | None = None
    rehearsal: bool = False


def refuse_impossible(report: Report) -> None:
    """Refused `before_these_rules`, `reference_missing`, `informant_named`."""
    if legal_day(report.received_at) < RULES_SINCE:
        zh = f"{RULES_SINCE}之前收到的举报适用已废止的办法，本系统不办理。"
        en = f"A report received before {RULES_SINCE} falls under rules since repealed, which are not handled here."
        moment = report.received_at.isoformat()
        raise Refused("before_these_rules", zh=zh, en=en, field="received_at", value=moment)
    if report.channel is ComplaintChannel.PLATFORM and report.reference is None:
        zh, en = "通过全国12315平台提出的举报应当写明平台编号。", "A report by the platform has its number there."
        raise Refused("reference_missing", zh=zh, en=en, field="reference", value="")
    known, where = report.informant, f"{report.place} {report.reported.address}"
    if known and any(one in f"{report.facts} {report.goods}" for one in known.signs(where)):
        raise told_apart()


def told_apart() -> Refused:
    """The words of a report do not say who gave it: what they say is read by more people than may know."""
    return Refused(
        "informant_named",
        zh="内容中写有举报人的姓名、电话或者地址。举报人信息只单独保存，请改写后再登记。",
        en="The words name the informant, or say his telephone number or address. That is kept apart: write them anew.",
    )
