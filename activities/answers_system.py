"""Answers to objections about publication, informants and the system (系统) itself."""

from importlib.metadata import version as version_of

from activities.answering_pack import Gathered, names
from activities.auditing import verify_matter
from activities.file_tables import moment
from activities.informing import READ
from activities.matter_record import INSPECTED
from domain.steps import StepKind
from notices.file_order import Volume, order


def reputation(pack: Gathered) -> None:
    """What was announced, on which ground and by whom."""
    record = pack.record
    made = [one for one in record.steps.values() if one.kind is StepKind.ANNOUNCEMENT]
    for step in made:
        told = [one for one in record.events if one.step == step.number]
        for event in told:
            pack.has(
                f"公告：{event.by.zh}，{event.what.zh}，依据：{event.cited.zh or '没有登记'}",
                f"Announcement: {event.by.en}: {event.what.en}; basis: {event.cited.en or 'not on record'}",
                event.entry,
            )
        heard = [event for event in pack.events("hearing") if event.step == step.number]
        if not heard:
            pack.wants("没有公告前听取当事人意见的登记。", "That the party was heard before it is not on record.")
    if not made:
        pack.has("本事项没有公告", "Nothing was announced in this matter")
    pack.wants("没有更正公开信息的登记。", "No correction of what was published is on record.")


def informant(pack: Gathered) -> None:
    """What is kept where, and who had a copy of the file."""
    apart = [one.title.zh for one in order().sections(Volume.SIDE) if "source" in one.tables]
    pack.has(
        f"{names(apart)}只在副卷，当事人查阅的正卷没有；举报人身份单独存放，检查和事项的登记没有这一栏目",
        "The source of the case stands in the side volume alone; an informant's identity is stored apart, and the "
        "record of checks and matters has no place for it",
    )
    for event in pack.events(READ):
        at = moment(event.at)
        pack.has(f"{at}查看举报人信息：{event.by.zh}", f"{at} identity read by {event.by.en}", event.entry)
    seen = pack.events(INSPECTED)
    for event in seen:
        at = moment(event.at)
        pack.has(f"{at}查阅正卷：{event.words.zh}", f"{at} inspected: {event.words.en}", event.entry)
    if not seen:
        pack.has("没有查阅案卷的登记", "Nobody has inspected the file on record")
    pack.wants("除上述查阅外，没有系统内访问的日志。", "Beside these, no log of access is held.")


def system(pack: Gathered) -> None:
    """Version, rules, and whether the chain of the matter holds today."""
    record = pack.record
    verdict = verify_matter(record.session, record.row.matter_id)
    head = record.chain[-1]
    pack.has(f"程序版本：hezheng {version_of('hezheng')}", f"Program: hezheng {version_of('hezheng')}")
    if stored := record.judgement:
        pack.has(f"规则指纹：{stored.fingerprint}", f"Rules: fingerprint {stored.fingerprint}", 1)
    for one in verdict.breaks:
        pack.wants(f"审计链第{one.sequence}项：{one.what.zh}", f"Audit chain, entry {one.sequence}: {one.what.en}")
    if not verdict.breaks:
        pack.has(
            f"审计链共{verdict.entries}项，逐项核验无误，收件{len(record.acts)}件、文书{len(record.papers)}份与登记时一致，"
            f"末项SHA-256：{head.sha256}",
            f"All {verdict.entries} entries of the audit chain hold, {len(record.acts)} acts and {len(record.papers)} "
            f"documents are what was recorded; the last SHA-256: {head.sha256}",
            head.sequence,
        )
    pack.wants("没有时间源的登记。", "The source of time is not on record.")
    pack.wants("没有系统法制审核和技术审核的登记。", "No legal or technical examination of the system is on record.")
