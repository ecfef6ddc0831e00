"""The tables of a file (卷内表册): what the register tells of a matter, in rows that can be printed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from activities import case_file
from activities.matter_evidence import MatterEvidence
from activities.matter_record import MatterRecord
from domain.calendar import SHANGHAI
from domain.evidence import Evidence, EvidenceKind
from domain.steps import StepKind
from domain.story import Event
from models import document, service_attempt
from models.circulation import CirculationCheckRow
from models.clue import ClueRow
from models.document import DocumentRow, ServiceRow
from models.service_attempt import ServiceAttemptRow
from notices import catalog
from notices.file_order import Volume, order, place

UNKNOWN = "—"
ON_REPORTS = "order121/"  # the order on complaints and reports
SERVICE = (("文书", 4), ("受送达人", 3), ("制作时间", 3), ("送达方式、时间、签收人和凭证", 5))
UNSTATED = "登记中没有载明"
UNVERIFIED = "没有核实的登记"


class Table(NamedTuple):
    """`columns` are titles, each with its share of the width; every row has a cell for each."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[tuple[str, ...]]
    notes: tuple[str, ...] = ()


def services(record: MatterRecord, evidence: MatterEvidence) -> Table:
    rows = _services(record, [one for one in record.papers if record.for_enterprise(one)])
    return Table("送达情况", SERVICE, rows, _if_empty(rows, "本事项没有需要送达当事人的文书。"))


def letters(record: MatterRecord, evidence: MatterEvidence) -> Table | None:
    """The service of what goes to other offices; None where nothing does."""
    rows = _services(record, [one for one in record.papers if one.addressee and not record.for_enterprise(one)])
    return Table("其他机关文书的送达情况", SERVICE, rows) if rows else None


def _services(record: MatterRecord, papers: Iterable[DocumentRow]) -> list[tuple[str, ...]]:
    rows = list[tuple[str, ...]]()
    for paper in papers:
        tried = service_attempt.of_document(record.session, paper.document_id)
        done = [*map(failed, tried), *map(served, record.services.get(paper.document_id, []))]
        left = "已由更正后的文书代替" if document.is_replaced(record.session, paper.document_id) else "尚未送达"
        shown = "\n".join(done) if len(done) > len(tried) else "\n".join([*done, left])
        rows.append((record.paper_name(paper).zh, record.named(paper.addressee or ""), moment(paper.issued_at), shown))
    return rows


def evidence_list(record: MatterRecord, evidence: MatterEvidence) -> Table:
    columns = (("编号", 2), ("证据", 6), ("种类", 3), ("收集日期和收集人", 5), ("原件或者复制件", 4), ("核实", 4))
    rows = [
        (
            f"证{one.number}",
            f"{one.title.zh}\n审计链第{one.entry}项" if one.entry else one.title.zh,
            one.kind.zh,
            f"{one.collected_on}\n{_collectors(one)}",
            f"{one.original.zh}\n登记簿没有：{one.wants.zh}" if one.wants else one.original.zh,
            one.verified.zh if one.verified else UNVERIFIED if one.needs_verification else UNKNOWN,
        )
        for one in evidence.items
    ]
    law = record.law.cited(["apl/46"]).zh
    return Table("证据目录", columns, rows, (f"种类依据{law}。研判是办理过程中的工作意见，不是证据，不列入本目录。",))


def facts(record: MatterRecord, evidence: MatterEvidence) -> Table:
    columns = (("认定的事实", 5), ("证据", 2), ("依据", 6), ("据此制作的文书，或者其后的步骤", 4))
    rows = [
        (one.fact.zh, "、".join(f"证{n}" for n in one.evidence) or "没有证据", one.law.zh or UNKNOWN, one.used.zh)
        for one in evidence.relied
    ]
    bare = sum(not one.evidence for one in evidence.relied)
    count = f"共{len(rows)}项事实，其中{bare}项在登记簿中没有证据。" if bare else f"共{len(rows)}项事实，均列有证据。"
    return Table("事实、证据和依据对照表", columns, rows, (count, "证据编号见证据目录。"))


def statements(record: MatterRecord, evidence: MatterEvidence) -> Table:
    rows = []
    for event in record.events:
        if (act := record.act_of(event)) and record.is_partys(act.actor):
            rows.append((moment(event.at), f"{record.step_name(event.step).zh}\n{event.what.zh}", event.words.zh))
    columns = (("收到时间", 3), ("步骤和材料", 4), ("内容（原文）", 8))
    return Table("当事人陈述和提交的材料", columns, rows, _if_empty(rows, "当事人没有提交陈述或者材料。"))


def story(record: MatterRecord, evidence: MatterEvidence) -> Table:
    return _story("办理经过", record, [one for one in record.events if in_main(record, one)])


def internal(record: MatterRecord, evidence: MatterEvidence) -> Table:
    return _story("内部办理经过", record, [one for one in record.events if not in_main(record, one)])


def source(record: MatterRecord, evidence: MatterEvidence) -> Table:
    """What began the matter; who gave a clue stands apart from it."""
    rows = [("事项开始", moment(record.row.began_at))]
    rows += [("研判", stored.judgement_id)] if (stored := record.judgement) else []
    if check := record.session.get(CirculationCheckRow, record.row.check_id or ""):
        known = {
            "检查编号": check.check_id,
            "检查方式": check.regime.zh,
            "检查日期": str(check.seen_on),
            "检查计划": check.plan,
            "线索编号": check.clue,
            "检查通知书": check.inspection_notice,
            "行政检查码": check.inspection_code,
            "备注": check.note,
        }
        rows += [(title, value or UNKNOWN) for title, value in known.items()]
    elif clue := record.session.get(ClueRow, record.row.clue_id or ""):
        rows += [("线索编号", clue.clue_id), ("案件来源", clue.source.zh), ("发生地", clue.place), ("内容", clue.facts)]
    elif record.row.complaint_id:
        rows.append(("投诉编号", record.row.complaint_id))
    else:
        rows.append(("区域评估", record.row.assessment_id or UNKNOWN))
    return Table("案源情况", (("项目", 2), ("内容", 8)), rows)


def approvals(record: MatterRecord, evidence: MatterEvidence) -> Table:
    kinds = {"review", "approval"}
    rows = [
        (moment(one.at), record.step_name(one.step).zh, one.what.zh, one.by.zh, one.words.zh)
        for one in record.events
        if one.kind in kinds
    ]
    columns = (("时间", 3), ("步骤", 3), ("事项", 2), ("人员", 2), ("意见（原文）", 6))
    return Table("审核和批准情况", columns, rows, _if_empty(rows, "本事项没有审核或者批准的登记。"))


def periods(record: MatterRecord, evidence: MatterEvidence) -> Table:
    kinds = {"period_begun", "period_moved", "period_over", "extension", "suspension", "resumption"}
    rows = [
        (
            f"{moment(one.at)}\n{one.by.zh}",
            record.step_name(one.step).zh,
            f"{one.what.zh}\n{one.words.zh}".strip(),
            one.cited.zh or UNKNOWN,
        )
        for one in record.events
        if one.kind in kinds
    ]
    columns = (("时间和人员", 3), ("步骤", 3), ("期限", 7), ("依据", 4))
    return Table("期限台账", columns, rows, _if_empty(rows, "本事项没有期限的登记。"))


def computation(record: MatterRecord, evidence: MatterEvidence) -> Table | None:
    """Range of the penalty, its bar, signs of a crime: computed, decided by nobody; None where nothing can be."""
    told = case_file.of_matter(record.session, record.law, record.row, record.row.ended_at or record.telling.last_at)
    rows = [(str(place), one.zh) for place, one in enumerate(told, 1)]
    return Table("案卷测算", (("序号", 1), ("内容", 9)), rows) if rows else None


def in_main(record: MatterRecord, event: Event) -> bool:
    """Whether an event may be read in the main volume: what is listed for it, and what the party sent itself; what is
    about a document, only where that stands there, too."""
    if record.row.clue_id and _tells_of_a_report(record, event):
        return False
    if paper := record.paper_of(event):
        return place(catalog.kind(paper.kind), for_party=record.for_enterprise(paper))[0] is Volume.MAIN
    return event.kind in order().told_in_main or record.is_partys(event.actor)


def _tells_of_a_report(record: MatterRecord, event: Event) -> bool:
    """O121 37: whoever is reported does not read that he was."""
    step = record.steps.get(event.step or 0)
    disputed = step is not None and step.kind is StepKind.POWER_DISPUTE
    return disputed or any(one.startswith(ON_REPORTS) for one in event.basis)


def moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _story(title: str, record: MatterRecord, events: Iterable[Event]) -> Table:
    rows = [
        (
            f"{moment(one.at)}\n第{one.entry}项" if one.entry else moment(one.at),
            one.by.zh,
            f"{record.step_name(one.step).zh}\n{one.what.zh}" if one.step else one.what.zh,
            "\n".join(part for part in (one.words.zh, f"依据：{one.cited.zh}" if one.basis else "") if part) or UNKNOWN,
        )
        for one in events
    ]
    columns = (("时间和审计链", 3), ("人员", 2), ("事项", 4), ("内容", 8))
    return Table(title, columns, rows, _if_empty(rows, "没有此类记录。"))


def served(one: ServiceRow) -> str:
    """How, when, by whose signature and by which proof a paper reached its addressee."""
    known = (("签收人", one.signed_by), ("凭证", one.proof))
    return "，".join([one.method.zh, moment(one.served_at), *(f"{title}：{value}" for title, value in known if value)])


def failed(one: ServiceAttemptRow) -> str:
    """An attempt that did not reach the addressee."""
    return f"{one.manner.zh}，{moment(one.tried_at)}，没有送达：{one.failure.zh}，凭证：{one.proof}"


def _collectors(one: Evidence) -> str:
    return "\n".join(one.collectors) or ("当事人提交" if one.kind is EvidenceKind.PARTY_STATEMENT else UNSTATED)


def _if_empty(rows: Sequence[tuple[str, ...]], sentence: str) -> tuple[str, ...]:
    return () if rows else (sentence,)
