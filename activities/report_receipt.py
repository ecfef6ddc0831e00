"""The receipt of a report (举报回执): that it has come in, and what the law lets its informant know, in plain words.

How it is handled it does not tell (O121 37): whoever has the link is not known.
"""

from sqlmodel import Session

from activities import clock
from activities.law import Law
from domain.base import Text
from domain.calendar import legal_day
from domain.report_submission import APART
from domain.submission import Receipt
from domain.wording import chinese_day
from models import document, office
from models.clue import ClueRow
from models.document import DocumentRow
from models.informant_reply import TOLD
from models.submission import SubmissionRow
from notices import catalog

PERIOD = "clue_verification"


def received(session: Session, law: Law, kept: Receipt, clue_id: str) -> Receipt:
    """The period is that of the law from the receipt: whether it was made longer is the office's."""
    taken = session.get_one(ClueRow, clue_id)
    who, on = office.office(session, taken.office_id).name, legal_day(taken.received_at)
    by = clock.due_since(session, law, PERIOD, taken.received_at)
    yet = Text(zh="（放假安排公布后可能调整）", en=" (provisional: holidays are not yet published)")
    papers = [one for one in document.of_matter(session, clue_id) if one.kind in TOLD]
    until = Text(
        zh=f"，一般在{chinese_day(by.on)}前核查{yet.zh if by.provisional else ''}",
        en=f" It is verified by {by.on} as a rule{yet.en if by.provisional else ''}.",
    ) if not papers else Text(zh="", en="")  # fmt: skip
    stands = Text(
        zh=f"全国12315平台已于{chinese_day(on)}收到，编号{taken.reference}；由{who}接收{until.zh}。",
        en=f"The national 12315 platform received it on {on}, as {taken.reference}; {who} has it.{until.en}",
    )
    said = {"stands": stands, "reference": taken.reference, "received_on": on, "told": tuple(map(_told, papers))}
    return kept.model_copy(update=said)


def explained(session: Session, law: Law, row: SubmissionRow) -> tuple[Text, ...]:
    """What follows from a report, and what its informant may await, each with its articles."""
    limit = law.period(PERIOD, row.submitted_at)
    length = Text(zh=f"{limit.count}{limit.unit.zh}", en=f"{limit.count} {limit.unit.en}")
    named = row.form[APART] if row.form else session.get_one(ClueRow, row.clue_id).named
    kept = Text(
        zh="您没有留下姓名和联系方式：处理部门无法向您核对情况，也无法告知。",
        en="You have left no name: the office can ask you nothing, and tell you nothing.",
    ) if not named else Text(
        zh="您的姓名、电话和地址单独保存，只随举报移交全国12315平台，不告诉被举报人。",
        en="Your name, telephone number and address are kept apart. They go to the 12315 platform with the report, and "
        "are not told to who is reported.",
    )  # fmt: skip
    to_him = (
        (("order121/34",), "处理部门没有处理权限的，会告知您向哪个部门提出。",
         "Where the office has no power it tells you where to turn."),
        (("order121/36",), "处理结果只在法律、法规、规章规定应当告知时才告知。",
         "The result is told only where a law, a regulation or a rule says so."),
    ) if named else ()  # fmt: skip
    told = (
        (("order121/40",), "网上提交还不是市场监督管理部门收到的举报：本系统只把它移交全国12315平台。",
         "What is submitted here no authority has received yet: it is only handed over to the 12315 platform."),
        (("order121/37",), kept.zh, kept.en),
        (("order121/35", "pr/18"), f"处理部门自收到之日起{length.zh}内核查，由负责人决定是否立案；特殊情况可以延长，"
         "检测、鉴定的时间不计算在内。",
         f"The office verifies it within {length.en} from its receipt, and its head decides whether a case is filed; "
         "that may take longer in special cases, and testing is not counted."),
        *to_him,
        (("order121/36", "pql/10"), "奖励依照另外的规定，本系统没有收录，不办理奖励；请向处理部门了解。",
         "Rewards follow other rules, which are not on file here, and none is handled here: ask the office."),
        (("order121/28",), "举报人对举报内容的真实性负责。", "The informant answers for the truth of what he reports."),
    )  # fmt: skip
    return tuple(with_articles(law, articles, Text(zh=zh, en=en)) for articles, zh, en in told)


def with_articles(law: Law, articles: tuple[str, ...] | list[str], said: Text) -> Text:
    cited = law.cited(articles)
    return Text(zh=f"{said.zh}（{cited.zh}）", en=f"{said.en} ({cited.en})")


def _told(paper: DocumentRow) -> Text:
    """Where to turn is told here, too; a result only by the paper, which names who is reported."""
    title, to = catalog.kind(paper.kind).title, paper.context.get("turn_to")
    zh = f"：请直接向{to}提出" if to else "：由处理部门告知您"
    en = f": turn to {to} yourself" if to else ": the office tells you"
    return Text(zh=f"《{title.zh}》（{chinese_day(paper.issued_on)}）{zh}", en=f"{title.en} ({paper.issued_on}){en}")
