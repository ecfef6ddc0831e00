"""Deeds (经办): how the acts of people in a matter, and what the program did, are told in its story."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.acts import Act, Particulars
from domain.base import Text
from domain.wording import listed

ACTS = {  # an act by its kind
    "verification": Text(zh="报告核查结果", en="verification reported"),
    "order_draft": Text(zh="拟制责令改正通知书", en="order to correct drafted"),
    "closing_draft": Text(zh="拟办结", en="closing drafted"),
    "draft": Text(zh="提出拟办意见", en="draft of a decision"),
    "outcome": Text(zh="报告办理结果", en="outcome reported"),
    "particulars": Text(zh="登记案件要素", en="particulars of the case recorded"),
    "notification": Text(zh="通报生产者所在地部门", en="the bureau of the producer's place notified"),
    "objection": Text(zh="申请复检", en="retest asked for"),
    "review_request": Text(zh="申请复查督办决定", en="review of the supervision notice asked for"),
    "review": Text(zh="审核", en="review"),
    "approval": Text(zh="批准", en="approval"),
    "service": Text(zh="送达", en="served"),
    "answer": Text(zh="提交改正情况报告", en="answer sent in"),
    "recheck": Text(zh="报告复查结果", en="re-check reported"),
    "extension": Text(zh="延长期限", en="period extended"),
    "suspension": Text(zh="期间停止计算", en="period suspended"),
    "resumption": Text(zh="期间恢复计算", en="period resumed"),
}
EVENTS = {  # an entry of the chain that is neither an act nor about a period
    "issued": Text(zh="制作文书", en="document issued"),
    "returned": Text(zh="文书无法制作，退回拟稿", en="document could not be made, back to its drafter"),
    "unanswered": Text(zh="始终没有收到报告", en="no answer ever came"),
    "ended_with_matter": Text(zh="随事项结束", en="ended with the matter"),
    "revoked": Text(zh="所依据的结果不再成立", en="what it rested on has fallen"),
    "closed": Text(zh="事项办结", en="matter closed"),
}
_PARTS = {  # what an act states, in the order of telling
    "confirmed": Text(zh="属实", en="confirmed"),
    "passed": Text(zh="合格", en="passed"),
    "agreed": Text(zh="同意", en="agreed"),
    "proposes": Text(zh="拟办", en="proposes"),
    "result": Text(zh="结果", en="result"),
    "facts": Text(zh="事实", en="facts"),
    "demands": Text(zh="要求", en="demands"),
    "statement": Text(zh="陈述", en="statement"),
    "remarks": Text(zh="意见", en="remarks"),
    "ground": Text(zh="条款", en="ground"),
    "education": Text(zh="教育情况", en="education"),
    "to_office": Text(zh="送往", en="to"),
    "cause": Text(zh="事由", en="cause"),
    "count": Text(zh="延长", en="extended by"),
    "period_days": Text(zh="所定期限（按该期限的单位）", en="period set, in its own unit"),
    "period_reason": Text(zh="定期理由", en="reason for that period"),
    "reason": Text(zh="理由", en="reason"),
    "minutes": Text(zh="集体讨论记录", en="minutes"),
    "since": Text(zh="自", en="since"),
    "until": Text(zh="至", en="until"),
    "served_at": Text(zh="送达时间", en="served at"),
    "happened_at": Text(zh="发生时间", en="happened at"),
    "signed_by": Text(zh="签收人", en="signed by"),
    "document": Text(zh="文书", en="document"),
    "proof": Text(zh="凭证", en="proof"),
    "assessment": Text(zh="评估", en="assessment"),
    "second_officer": Text(zh="另一办案人员", en="second officer"),
}
_IDS = {"ground", "to_office", "second_officer"}
_CHANNEL, _SENT = Text(zh="方式", en="channel"), Text(zh="发出或者交邮", en="sent or posted")


def said(act: Act, named: Callable[[str], Text]) -> Text:
    """Everything that an act states, how it came in and, where that differs, when it was sent.

    `named` tells what an id is called: of an officer, an office, an article.
    """
    given = {name: value for name in _PARTS if (value := getattr(act, name, None)) is not None}
    parts: list[tuple[Text, Any]] = [
        (_PARTS[name], named(value) if name in _IDS else value) for name, value in given.items()
    ]
    sent: list[tuple[Text, datetime]] = [(_SENT, act.sent_at)] if act.sent_at != act.received_at else []
    found = act.found.stated() if isinstance(act, Particulars) else []
    return listed([*parts, *found, (_CHANNEL, act.channel), *sent])
