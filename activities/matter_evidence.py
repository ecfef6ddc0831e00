"""Evidence of a matter (证据): each source record once, and each fact that was relied on with what proves it."""

from collections.abc import Iterable, Iterator

from activities import evidence, matter_findings
from activities.matter_record import MatterRecord
from domain.base import Text
from domain.calendar import legal_day
from domain.evidence import Evidence, EvidenceKind, Relied
from domain.procedure import DECISIONS
from domain.results import Result
from domain.steps import StepKind
from domain.story import Event
from domain.wording import worded
from models.circulation import CirculationCheckRow
from models.matter import StepRow
from models.region_assessment import RegionAssessmentRow
from notices import catalog as notices
from rules import catalog
from rules import evidence as sources
from rules.evidence import Source
from rules.explain import stated

ADVERSE = {"order", "coercive", "penalty"}  # by nature: what burdens somebody
SILENT = {Result.UNANSWERED, Result.UNCHALLENGED}
NO_FACTS = {Result.CLOSED, Result.ENDED_WITH_MATTER, Result.REVOKED}
NOTHING = Text(zh="没有据此制作的文书", en="no paper rests on it")
NO_STEP = Text(zh="其后没有新的步骤", en="no step followed")
ENTERED = Text(zh="系统登记的原始数据", en="the register's own entry")
SENT_IN = Text(zh="提交的原始内容", en="as it was sent in")


class MatterEvidence:
    """`items` are the source records in the order of the story; `relied` the facts: those of the findings, then the
    results of steps."""

    def __init__(self, record: MatterRecord) -> None:
        self.record = record
        self.items: list[Evidence] = []
        self._of_source: dict[str, int] = {}
        self._of_step: dict[int, list[int]] = {}
        self._verified = self._verification()
        self.relied = tuple(self._findings())
        for event in record.events:
            if event.kind == "period_over":
                self._silence(event)
            self._from(event)
        self.relied += tuple(self._results())

    def _findings(self) -> Iterator[Relied]:
        record = self.record
        if (stored := record.judgement) is None:
            return
        model = catalog.fact_model(stored.family)
        papers = [one for one in record.papers if notices.kind(one.kind).nature in ADVERSE]
        used = _listed([record.paper_name(one) for one in papers]) or NOTHING
        for found, read in matter_findings.read_by(record.session, record.law, record.row, stored):
            law = record.law.cited(found.basis)
            for fact in sorted(read):
                source = sources.source_of(stored.family, fact)
                proof = (self._opened_on(source),) if source else ()
                yield Relied(fact=stated(model, [fact], stored.facts), evidence=proof, law=law, used=used)

    def _opened_on(self, name: str) -> int:
        """The number of the record of the check, or of the assessment of a region, that facts come from."""
        if name in self._of_source:
            return self._of_source[name]
        record, source = self.record, sources.sources()[name]
        assert record.judgement is not None, "findings rest on a judgement"
        day, collectors, title = record.judgement.judged_on, list[str](), source.title
        if check := record.session.get(CirculationCheckRow, record.row.check_id or ""):
            day = check.report_date if name == "report" and check.report_date else check.seen_on
            collectors = [check.verified_by] if name == "verification" and check.verified_by else []
            shown = (check.plan, check.inspection_notice, check.inspection_code) if name == "sight" else ()
            title = _with(title, check.check_id, *shown)
        elif assessment := record.session.get(RegionAssessmentRow, record.row.assessment_id or ""):
            title = _with(title, assessment.assessment_id)
        self._of_source[name] = self._add(
            title=title,
            kind=source.kind,
            collectors=record.certified(collectors),
            collected_on=day,
            original=ENTERED,
            verified=self._verified,
            wants=source.wants,
            entry=record.chain[0].sequence,
        )
        return self._of_source[name]

    def _verification(self) -> Text | None:
        """APL 46: evidence must be verified; what the register knows of it is the verification of the clue."""
        for act in self.record.acts.values():
            if act.kind == "verification":
                by, day = self.record.certified([act.actor, act.second_officer]), legal_day(act.received_at)
                return Text(zh=f"{day}由{'、'.join(by)}核查", en=f"on {day} by {', '.join(by)}")
        return None

    def _from(self, event: Event) -> None:
        """What an act brings: the party's own words, or a report of officers."""
        record = self.record
        if event.kind == evidence.EVENT:
            self._handed_in(event)
        act = record.act_of(event)
        if act is None:
            return
        partys = record.is_partys(act.actor)
        source = Source(title=event.what, kind=EvidenceKind.PARTY_STATEMENT) if partys else sources.of_act(act.kind)
        if source is None:
            return
        number = self._add(
            title=_with(source.title, record.step_name(act.step), getattr(act, "proof", None)),
            kind=source.kind,
            collectors=() if partys else record.certified([act.actor, getattr(act, "second_officer", None)]),
            collected_on=legal_day(act.received_at),
            original=SENT_IN if partys else ENTERED,
            verified=None,
            wants=source.wants,
            entry=event.entry,
            needs_verification=partys,
        )
        self._of_step.setdefault(act.step, []).append(number)

    def _handed_in(self, event: Event) -> None:
        """A file of the store. What it proves, people say. Its name may name an informant (O121 37)."""
        file = evidence.file_in(self.record.chain[event.entry - 1].detail if event.entry else {})
        self._add(
            title=_with(event.what, file.media_type),
            kind=EvidenceKind.AUDIOVISUAL if file.media_type.is_recording else EvidenceKind.ELECTRONIC,
            collectors=self.record.certified([event.actor]),
            collected_on=legal_day(event.at),
            original=Text(zh=f"原始文件，SHA-256：{file.sha256}", en=f"the file as handed in, SHA-256: {file.sha256}"),
            verified=None,
            wants=None,
            entry=event.entry,
        )

    def _silence(self, event: Event) -> None:
        """That nothing came in is shown by the register of what comes in, at the end of the period."""
        step = self.record.steps[event.step or 0]
        if step.result not in SILENT:
            return
        source = sources.sources()["silence"]
        number = self._add(
            title=_with(source.title, self.record.step_name(step.number)),
            kind=source.kind,
            collectors=(),
            collected_on=legal_day(event.at),
            original=ENTERED,
            verified=None,
            wants=source.wants,
            entry=event.entry,
            needs_verification=False,
        )
        self._of_step.setdefault(step.number, []).append(number)

    def _results(self) -> Iterator[Relied]:
        """How each step ended, with what was reported or sent in it; a decision is no fact, nor is who handles it."""
        record = self.record
        for step in record.steps.values():
            if step.result is None or step.result in NO_FACTS or step.kind in (*DECISIONS, StepKind.POWER_DISPUTE):
                continue
            name = record.step_name(step.number)
            yield Relied(
                fact=Text(zh=f"{name.zh}：{step.result.zh}", en=f"{name.en}: {step.result.en}"),
                evidence=tuple(self._of_step.get(step.number, ())),
                law=record.law.cited(step.basis),
                used=self._followed(step) or NO_STEP,
            )

    def _followed(self, step: StepRow) -> Text | None:
        """The steps that began next, once this one had ended."""
        after = [one for one in self.record.steps.values() if one.number > step.number]
        begun = {one.number: one.begun_at for one in after if one.kind is not StepKind.POWER_DISPUTE}
        later = [at for at in begun.values() if step.ended_at and at >= step.ended_at]
        return _listed(self.record.step_name(one) for one, at in begun.items() if later and at == min(later))

    def _add(self, **known: object) -> int:
        self.items.append(Evidence.model_validate({"number": len(self.items) + 1, **known}))
        return len(self.items)


def _with(title: Text, *named: Text | str | None) -> Text:
    there = _listed(worded(one) for one in named if one)
    return Text(zh=f"{title.zh}（{there.zh}）", en=f"{title.en} ({there.en})") if there else title


def _listed(texts: Iterable[Text]) -> Text | None:
    found = list(texts)
    return Text(zh="、".join(one.zh for one in found), en=", ".join(one.en for one in found)) if found else None
