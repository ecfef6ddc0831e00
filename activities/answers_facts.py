"""Answers to objections about the facts (事实): proof, when it was collected, the inspection, the laboratory."""

from sqlmodel import col, func, select

from activities.answering_pack import Gathered, names
from domain.calendar import legal_day
from domain.circulation import PEOPLE
from models.circulation import CirculationCheckRow
from models.laboratory import LaboratoryRow
from notices import catalog


def facts(pack: Gathered) -> None:
    for one in pack.evidence.relied:
        proof = names(f"证{number}" for number in one.evidence)
        if proof:
            entries = [item.entry for item in pack.evidence.items if item.number in one.evidence]
            numbers = ", ".join(map(str, one.evidence))
            pack.has(f"{one.fact.zh}：{proof}", f"{one.fact.en}: evidence {numbers}", *entries)
        else:
            pack.wants(f"{one.fact.zh}：没有证据。", f"{one.fact.en}: no evidence.")
    for item in pack.evidence.items:
        if item.wants:
            pack.wants(
                f"证{item.number}（{item.title.zh}）：登记簿没有{item.wants.zh}。",
                f"Evidence {item.number} ({item.title.en}): the register does not hold {item.wants.en}.",
            )
        if item.needs_verification and item.verified is None:
            pack.wants(f"证{item.number}没有核实的登记。", f"Evidence {item.number}: no verification is on record.")


def later_facts(pack: Gathered) -> None:
    record = pack.record
    papers = [one for one in record.papers if catalog.kind(one.kind).remedies]
    if not papers:
        return pack.has("没有制作处理文书", "No paper that burdens anybody was made")
    for paper in papers:
        day, name = legal_day(paper.issued_at), record.paper_name(paper)
        before = [item for item in pack.evidence.items if item.collected_on <= day]
        after = [item for item in pack.evidence.items if item.collected_on > day]
        pack.has(
            f"{name.zh}制作于{day}，此前（含当日）收集：{names(f'证{one.number}' for one in before) or '无'}；"
            f"此后收集、另行列出的：{names(f'证{one.number}' for one in after) or '无'}",
            f"{name.en} was made on {day}; collected by then: {[one.number for one in before]}; "
            f"later, and listed apart: {[one.number for one in after]}",
        )


def inspection(pack: Gathered) -> None:
    check = pack.record.session.get(CirculationCheckRow, pack.record.row.check_id or "")
    if check is None:
        return pack.has("本事项不是由检查引起的", "The matter did not begin with an inspection")
    if check.regime in PEOPLE:
        return pack.has(f"{check.regime.zh}不是行政检查", f"Not an inspection: {check.regime.en}")
    known = (
        ("检查计划或者线索", "plan or clue", check.plan or check.clue),
        ("检查通知书", "notice of inspection", check.inspection_notice),
        ("行政检查码", "code of inspection", check.inspection_code),
    )
    for zh, en, value in known:
        if value:
            pack.has(f"{zh}：{value}", f"{en}: {value}", 1)
        else:
            pack.wants(f"没有{zh}的登记。", f"No {en} is on record.")
    same = select(func.count()).where(
        CirculationCheckRow.party_id == check.party_id,
        CirculationCheckRow.origin == check.origin,
        col(CirculationCheckRow.regime).not_in(PEOPLE),
        func.date_part("year", CirculationCheckRow.seen_on) == check.seen_on.year,
    )
    count = pack.record.session.exec(same).one()
    pack.has(
        f"{check.seen_on.year}年对该当事人登记的行政检查共{count}次（含本次）",
        f"Inspections of this party on record in {check.seen_on.year}, this one among them: {count}",
    )
    pack.wants("没有年度检查频次上限的登记。", "No yearly cap of inspections is on record.")


def laboratory(pack: Gathered) -> None:
    record = pack.record
    check = record.session.get(CirculationCheckRow, record.row.check_id or "")
    if check is None or check.sample_outcome is None:
        return pack.has("本事项不依据抽样检验", "The matter does not rest on a sample")
    tested = record.session.get(LaboratoryRow, check.laboratory_id or "")
    if tested is None:
        pack.wants("没有检验机构的登记。", "No laboratory is on record.")
    else:
        pack.has(f"检验机构：{tested.name}，报告日期：{check.report_date or '没有登记'}", f"Tested by {tested.name}", 1)
    said = {
        "laboratory_registered": ("检验机构已在平台登记", "the laboratory is registered"),
        "laboratory_able": ("检验机构当日具备该类产品检验能力", "it was able to test such goods that day"),
        "tested_by_certifying_institute": ("由出厂检验该批次的机构检验", "it had passed the lot at the factory"),
    }
    for name, (zh, en) in said.items():
        value = record.judgement and record.judgement.facts.get(name)
        if value is None:
            pack.wants(f"{zh}：不明。", f"Unknown: {en}.")
        else:
            pack.has(f"{zh}：{'是' if value else '否'}", f"{en}: {'yes' if value else 'no'}", 1)
    pack.wants("没有资质认定证书及其附表的登记。", "No certificate of qualification is on record.")
    pack.wants("没有封样、交接和备用样品的登记。", "No seals, hand-overs or spare sample are on record.")
