"""The events of a payment (赔付经过): each entry of its audit chain in words, with what its act says."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from domain.accounts import PostingKind, yuan
from domain.audit import Entry
from domain.base import Text
from domain.compensation import Channel, Conduct
from domain.scheme_paper import Letter
from domain.story import Event
from domain.wording import listed, worded
from models import accounts, audit, compensation, scheme_paper
from models.compensation import CompensationRow
from models.scheme import SchemePersonRow
from notices import catalog

NOTHING = Text(zh="", en="")
WHAT = {
    "application": Text(zh="登记先行赔付申请", en="application recorded"),
    "assessment": Text(zh="核定", en="assessed"),
    "withdrawal": Text(zh="撤回申请", en="application withdrawn"),
    "non_execution": Text(zh="银行书面确认未执行", en="the bank confirms that it has not paid"),
    "settlement": Text(zh="处理入账差额", en="the difference is settled"),
    "assignment": Text(zh="消费者签署收款及权利转让书", en="receipt and assignment signed by the consumer"),
    "letter_issue": Text(zh="向责任方发函", en="a letter to the liable party is made"),
    "debtor_notice": Text(zh="债权转让通知送达", en="the notice of assignment has arrived"),
    "demand": Text(zh="追偿函送达", en="the demand has arrived"),
    "top_up_demand": Text(zh="补足通知书送达", en="the top-up demand has arrived"),
    "delivery": Text(zh="函件送交消费者", en="a paper has reached the consumer"),
    "set_off": Text(zh="决定以保证金抵扣", en="set off against the deposit"),
    "small_claim": Text(zh="提起小额诉讼", en="small claim filed with the court"),
    "closing": Text(zh="决定办结", en="closed"),
    "order_sent": Text(zh="向银行发送支付指令", en="order sent to the bank"),
    "order_accepted": Text(zh="银行受理支付指令", en="order taken by the bank"),
    "order_rejected": Text(zh="银行退回支付指令", en="order refused by the bank"),
    "order_booked": Text(zh="银行入账", en="booked by the bank"),
    "period_over": Text(zh="约定的期限届满", en="an agreed period is over"),
}
STATED = {  # what of an act is told, in this order; accounts of persons are not
    "traded_on": Text(zh="交易日期", en="traded on"),
    "demanded_on": Text(zh="向经营者提出要求的日期", en="demanded of the trader on"),
    "conduct": Text(zh="经营者态度", en="conduct of the trader"),
    "consumer_at_fault": Text(zh="消费者有过错", en="the consumer is at fault"),
    "facts_clear": Text(zh="事实清楚", en="facts clear"),
    "evidence_sufficient": Text(zh="证据充分", en="evidence sufficient"),
    "basis_clear": Text(zh="依据明确", en="basis clear"),
    "refund_fen": Text(zh="退款", en="refund"),
    "damage_fen": Text(zh="赔偿损失", en="damage"),
    "punitive_fen": Text(zh="另请求惩罚性赔偿", en="punitive sum asked besides"),
    "payee_name": Text(zh="收款人", en="payee"),
    "pay": Text(zh="补付", en="the rest is paid"),
    "signed_on": Text(zh="签署日期", en="signed on"),
    "document": Text(zh="文书", en="document"),
    "ends_mediation": Text(zh="同意终止调解", en="agrees that the mediation ends"),
    "letter": Text(zh="函件", en="letter"),
    "paper": Text(zh="函件", en="paper"),
    "received_on": Text(zh="收到日期", en="received on"),
    "channel": Text(zh="方式", en="by"),
    "proof": Text(zh="凭据", en="proof"),
    "fen": Text(zh="金额", en="amount"),
    "court": Text(zh="法院", en="court"),
    "filed_on": Text(zh="立案日期", en="filed on"),
    "reference": Text(zh="案号", en="reference"),
    "order": Text(zh="支付指令", en="order"),
    "order_id": Text(zh="支付指令", en="order"),
    "sending": Text(zh="第几次发送", en="sending"),
    "code": Text(zh="银行状态", en="status"),
    "due": Text(zh="末日", en="last day"),
    "statement": Text(zh="说明", en="statement"),
    "reason": Text(zh="理由", en="reason"),
    "write_off": Text(zh="核销的理由", en="why written off"),
}
MAYBE_UNKNOWN = {"consumer_at_fault", "facts_clear", "evidence_sufficient", "basis_clear"}
ENUMS = {"conduct": Conduct, "channel": Channel, "letter": Letter}
PERIODS = {
    "payment": Text(zh="赔付", en="payment"),
    "repayment": Text(zh="偿还", en="repayment"),
    "top-up of the deposit": Text(zh="补足保证金", en="top-up of the deposit"),
}
WORKINGS = {
    audit.CLOCK: Text(zh="时钟", en="the clock"),
    audit.PROGRAM: Text(zh="程序", en="the program"),
    audit.BANK: Text(zh="银行", en="the bank"),
}


def events(session: Session, row: CompensationRow) -> Iterator[Event]:
    """In the order of recording."""
    chain = audit.entries(session, audit.of_compensation(row.compensation_id))
    acts = {one.act_id: one.content for one in compensation.acts(session, row.compensation_id)}
    moved = accounts.entries_of(session, row.compensation_id)
    papers = {one.paper_id: one for one in scheme_paper.papers(session, row.compensation_id)}
    for entry in chain:
        what, words = WHAT.get(entry.event, worded(entry.event)), _said(entry.detail)
        if act := acts.get(entry.detail.get("act", "")):
            words = _said(act)
            what = _decided(act) if entry.event == "decision" else what
        elif entry.event == "posted":
            kind = PostingKind.of(entry.detail["kind"])
            what = Text(zh=f"记账：{kind.zh}", en=f"posted: {kind.en}")
            words = _entries(moved.get(entry.detail["posting"], []))
        elif entry.event == "issued" and (paper := papers.get(entry.detail["document"])):
            title = catalog.kind(paper.kind).title
            what = Text(zh=f"制作《{title.zh}》{paper.paper_id}", en=f"{title.en} made: {paper.paper_id}")
            words = Text(zh=f"送交：{paper.recipient.zh}", en=f"for {paper.recipient.en}")
        elif entry.event == "period_over":
            period = PERIODS.get(entry.detail["what"], worded(entry.detail["what"]))
            what = Text(zh=f"约定的{period.zh}期限届满", en=f"the agreed period for {period.en} is over")
        by = _named(session, row, entry)
        yield Event(
            at=entry.at, what=what, by=by, actor=entry.actor, cited=NOTHING, words=words, entry=entry.sequence,
            kind=entry.event,
        )  # fmt: skip


def _decided(act: dict[str, Any]) -> Text:
    if act["agreed"]:
        return Text(zh="决定先行赔付", en="decided: it is paid")
    return Text(zh="决定不予先行赔付", en="decided: it is not paid")


def _said(content: dict[str, Any]) -> Text:
    return listed(
        (title, _value(name, content[name]))
        for name, title in STATED.items()
        if name in content and (name in MAYBE_UNKNOWN or isinstance(content[name], bool) or content[name])
    )


def _value(name: str, value: Any) -> Any:
    if name in ENUMS:
        return ENUMS[name].of(value)
    if name == "fen" or name.endswith("_fen"):
        return Text(zh=f"{yuan(value)}元", en=f"{yuan(value)} yuan")
    return value


def _entries(moved: list[tuple[Any, Any, int]]) -> Text:
    return Text(
        zh="\n".join(f"借：{debit.zh}　贷：{credit.zh}　{yuan(fen)}元" for debit, credit, fen in moved),
        en="\n".join(f"debit {debit.en}, credit {credit.en}: {yuan(fen)} yuan" for debit, credit, fen in moved),
    )


def _named(session: Session, row: CompensationRow, entry: Entry) -> Text:
    if entry.actor in WORKINGS:
        return WORKINGS[entry.actor]
    person = session.get(SchemePersonRow, (row.scheme_id, entry.actor))
    return worded(person.name if person else entry.actor)
