"""The events of a matter (事项经过各节): each entry of its audit chain, with the rows that it is about."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from activities import matter_findings, mediating, service_papers
from activities.law import MATTER, Law, law_day
from activities.matter_deeds import EVENTS, called, said
from activities.powers import named_in_matrix
from domain.acts import Act, Dispatch, Extension, PartysAct, ServiceAct
from domain.audit import Entry
from domain.base import Text
from domain.calendar import SHANGHAI, legal_day
from domain.due import Due
from domain.ending import told
from domain.errors import Refused
from domain.people_acts import RecusalDecision, RecusalRequest
from domain.service import Manner
from domain.story import Event
from domain.wording import chinese_day, joined, listed, worded
from models import audit, departure, matter, message
from models.address import AddressConfirmationRow
from models.document import DocumentRow
from models.enterprise import EnterpriseRow
from models.laboratory import LaboratoryRow
from models.matter import MatterRow, StepRow
from models.office import OfficeRow, OfficerRow
from notices import catalog
from rules import statutes

WORKINGS = {
    audit.RULES: Text(zh="规则", en="the rules"),
    audit.CLOCK: Text(zh="时钟", en="the clock"),
    audit.PROGRAM: Text(zh="程序", en="the program"),
}
TOWARDS = Text(zh="对规则所示的处理", en="towards what the rules say")
TOLD = Text(zh="已告知", en="told")


class Telling:
    """One matter. The chain is read first: whatever it tells of is on record by then."""

    def __init__(self, session: Session, law: Law, row: MatterRow) -> None:
        self.session, self.law, self.row = session, law, row
        self.chain = audit.entries(session, audit.of_matter(row.matter_id))
        self.steps = {one.number: one for one in matter.steps(session, row.matter_id)}
        self.acts = {one.act_id: one.value() for one in matter.acts(session, row.matter_id)}
        self.messages = message.of_matter(session, row.matter_id)
        self.deeds = departure.of_matter(session, row.matter_id)

    @property
    def last_at(self) -> datetime:
        return self.chain[-1].at

    def events(self) -> Iterator[Event]:
        """In the order of recording. The last one about a step that is over says how it ended."""
        last = {entry.detail.get("step"): entry.sequence for entry in self.chain if entry.event != "choice"}
        for entry in self.chain:
            step = self.steps.get(entry.detail.get("step", 0))
            for event in self._told(entry, step):
                if step and step.result and last[step.number] == entry.sequence:
                    result = listed([(Text(zh="本步骤结果", en="the step ends"), step.result)])
                    yield event.model_copy(update={"words": joined_by_line(event.words, result)})
                else:
                    yield event

    def _told(self, entry: Entry, step: StepRow | None) -> Iterator[Event]:
        if entry.event in ("clue_registered", "taken_over", "lag_found"):
            for title, basis, words in matter_findings.told(self.session, self.law, self.row, entry):
                yield self._event(entry, title, basis, words)
        elif entry.event == "closed":
            yield self._event(entry, EVENTS["closed"], (), told(self.row.ending or "closed"))
        elif entry.event == "choice":
            return  # told with the step that it begins
        elif act := self.acts.get(entry.detail.get("act", "")):
            yield self._act(entry, step, act)
        elif step is None:
            yield self._done(entry, None)
        elif entry.event == "step_begun":
            yield self._begun(entry, step)
        elif entry.event in ("period_begun", "period_moved"):
            yield self._period(entry, step)
        elif entry.event in ("reminded", "period_over"):
            yield self._timed(entry, step)
        else:
            yield self._done(entry, step)

    def _begun(self, entry: Entry, step: StepRow) -> Event:
        """By its rule, or by whoever chose it, with his reason."""
        what = Text(
            zh=f"开始第{step.number}步：{step.kind.zh}（{step.track.zh}）",
            en=f"step {step.number} begins: {step.kind.en} ({step.track.en})",
        )
        words = self._title(step)
        if step.chosen_by:
            words = joined_by_line(words, listed([(Text(zh="选择理由", en="chosen because"), entry.detail["reason"])]))
        return self._event(entry, what, tuple(step.basis), words)

    def _title(self, step: StepRow) -> Text:
        """Of the rule; its id where the law files have it no more."""
        with suppress(Refused):
            rules = self.law.rule_set(MATTER, law_day(self.row, step.begun_at)).rules
            return next((one.title for one in rules if one.id == step.rule), worded(step.rule))
        return worded(step.rule)

    def _period(self, entry: Entry, step: StepRow) -> Event:
        moved = Text(**entry.detail["why"]) if "why" in entry.detail else None
        if entry.detail["due"] is None:
            return self._event(entry, Text(zh="期限停止计算", en="the period stands still"), (), moved or worded(""))
        due = Due.model_validate(entry.detail["due"], strict=False)
        mark = Text(zh="（暂定）", en=" (provisional)") if due.provisional else Text(zh="", en="")
        over, begins = _over(due.at), Text(zh="期限改为", en="period moved") if moved else Text(zh="期限", en="period")
        what = Text(zh=f"{begins.zh}至{over.zh}届满{mark.zh}", en=f"{begins.en}: ends {over.en}{mark.en}")
        return self._event(entry, what, due.basis, joined_by_line(moved, due.explanation))

    def _timed(self, entry: Entry, step: StepRow) -> Event:
        """A reminder or the lapse of a period, and who was told of it."""
        over = _over(datetime.fromisoformat(entry.detail["due_at"]))
        soon = entry.event == "reminded"
        what = Text(zh=f"提醒：期限至{over.zh}届满", en=f"reminder: the period ends {over.en}")
        what = what if soon else Text(zh=f"期限于{over.zh}届满", en=f"the period ended {over.en}")
        recipients = [one.recipient for one in self.messages if (one.step, one.at) == (step.number, entry.at)]
        names = "、".join(self._named(one).zh for one in recipients)
        return self._event(entry, what, (), listed([(TOLD, names)]) if names else worded(""))

    def _act(self, entry: Entry, step: StepRow | None, act: Act) -> Event:
        what, words = called(act), said(act, self._named)
        if deed := self.deeds.get(act.act_id):
            words = joined_by_line(words, listed([(TOWARDS, deed)]))
        if step and isinstance(act, ServiceAct) and (paper := service_papers.about(self.session, self.row, step, act)):
            what = joined([what, self._paper(paper)])
        return self._event(entry, what, self._power(step, act), words)

    def _power(self, step: StepRow | None, act: Act) -> tuple[str, ...]:
        """On which articles an officer acts in this way; what a party sends needs none."""
        if isinstance(act, PartysAct):
            return ()
        if isinstance(act, ServiceAct):
            return self.law.manner(Manner.ELECTRONIC if isinstance(act, Dispatch) else act.manner).basis
        if isinstance(act, Extension) and step and step.period and step.period_from:
            given = self.law.period(step.period, law_day(self.row, step.period_from)).extensions
            return tuple(dict.fromkeys(article for one in given for article in one.basis))
        of_mediator = self.row.complaint_id and isinstance(act, RecusalRequest | RecusalDecision)
        name = mediating.RECUSAL if of_mediator else named_in_matrix(step.kind if step else None, act.kind)
        return self.law.in_force(self.law.approval(name).basis, law_day(self.row, act.received_at))

    def _done(self, entry: Entry, step: StepRow | None) -> Event:
        what = EVENTS.get(entry.event, worded(entry.event))
        if step and entry.event == "issued":
            paper = self.session.get_one(DocumentRow, entry.detail["document"])
            seal = (Text(zh="印章", en="seal"), paper.seal or Text(zh="尚未加盖", en="none yet"))
            known_by = (Text(zh="文书编号", en="document"), paper.document_id)
            words = listed([seal, known_by, (Text(zh="SHA-256", en="SHA-256"), paper.sha256)])
            return self._event(entry, joined([what, self._paper(paper)]), tuple(step.basis), words)
        if entry.event == "counterfeit_clue":
            return self._event(entry, what, (), listed([(Text(zh="事项", en="matter"), entry.detail["matter"])]))
        reason = entry.detail.get("reason")
        return self._event(entry, what, (), Text(zh=reason["zh"], en=reason["en"]) if reason else worded(""))

    def _paper(self, paper: DocumentRow) -> Text:
        title = catalog.kind(paper.kind).title
        number = paper.number or ""
        return Text(zh=f"《{title.zh}》{number}", en=f"{title.en} {number}".rstrip())

    def _event(self, entry: Entry, what: Text, basis: tuple[str, ...], words: Text) -> Event:
        by = self._named(entry.actor)
        step, cited = entry.detail.get("step"), statutes.cited_as_read(basis)
        return Event(
            at=entry.at,
            what=what,
            by=by,
            actor=entry.actor,
            basis=basis,
            cited=cited,
            words=words,
            step=step,
            entry=entry.sequence,
            kind=entry.event,
        )

    def _named(self, identity: str) -> Text:
        """An officer with his office where it is not the one that handles the matter; an article in full."""
        if identity in WORKINGS:
            return WORKINGS[identity]
        if officer := self.session.get(OfficerRow, identity):
            if officer.office_id == self.row.office_id:
                return worded(officer.name)
            return worded(f"{self.session.get_one(OfficeRow, officer.office_id).name}{officer.name}")
        if found := self.session.get(EnterpriseRow, identity) or self.session.get(OfficeRow, identity):
            return worded(found.name)
        if confirmed := self.session.get(AddressConfirmationRow, identity):
            return Text(zh=f"{confirmed.kind.zh}{confirmed.address}", en=f"{confirmed.kind.en} {confirmed.address}")
        if institute := self.session.get(LaboratoryRow, identity):
            return worded(institute.name)
        with suppress(Refused):
            return self.law.cited([identity])
        return worded(identity)


def joined_by_line(*parts: Text | None) -> Text:
    """What is there of them, each on a line of its own."""
    there = [one for one in parts if one and one.zh]
    return Text(zh="\n".join(one.zh for one in there), en="\n".join(one.en for one in there))


def _over(at: datetime) -> Text:
    """The end of a period, exclusive: midnight is 24:00 of the last day."""
    local = at.astimezone(SHANGHAI)
    if local.hour or local.minute:
        return worded(at)
    day = legal_day(at - at.resolution)
    return Text(zh=f"{chinese_day(day)}24时", en=f"on {day} at 24:00")
