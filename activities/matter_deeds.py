"""Deeds (经办): how the acts of people in a matter, and what the program did, are told in its story."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain.acts import Act, Service
from domain.base import Text
from domain.service import Manner
from domain.wording import listed

ACTS = {  # an act by its kind
    "verification": Text(zh="报告核查结果", en="verification reported"),
    "order_draft": Text(zh="拟制责令改正通知书", en="order to correct drafted"),
    "closing_draft": Text(zh="拟办结", en="closing drafted"),
    "draft": Text(zh="提出拟办意见", en="draft of a decision"),
    "outcome": Text(zh="报告办理结果", en="outcome reported"),
    "objection": Text(zh="申请复检", en="retest asked for"),
    "review_request": Text(zh="申请复查督办决定", en="review of the supervision notice asked for"),
    "review": Text(zh="审核", en="review"),
    "approval": Text(zh="批准", en="approval"),
    "service": Text(zh="送达", en="served"),
    "attempt": Text(zh="未能送达", en="could not be served"),
    "dispatch": Text(zh="交付电子发送", en="to be sent by e-mail"),
    "answer": Text(zh="提交改正情况报告", en="answer sent in"),
    "recheck": Text(zh="报告复查结果", en="re-check reported"),
    "extension": Text(zh="延长期限", en="period extended"),
    "suspension": Text(zh="期间停止计算", en="period suspended"),
    "resumption": Text(zh="期间恢复计算", en="period resumed"),
}
EVENTS = {  # an entry of the chain that is neither an act nor about a period
    "issued": Text(zh="制作文书", en="document issued"),
    "returned": Text(zh="文书无法制作，退回拟稿", en="document could not be made, back to its drafter"),
    "announced": Text(zh="公告送达的期间", en="period of the announcement"),
    "sent": Text(zh="电子邮件已发出", en="e-mail sent"),
    "mail_refused": Text(zh="电子邮件被拒收", en="e-mail refused"),
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
    "manner": Text(zh="送达方式", en="manner"),
    "failure": Text(zh="情形", en="what happened"),
    "tried_at": Text(zh="时间", en="tried at"),
    "served_at": Text(zh="送达时间", en="served at"),
    "happened_at": Text(zh="发生时间", en="happened at"),
    "signed_by": Text(zh="签收人", en="signed by"),
    "relation": Text(zh="与受送达人的关系", en="relation to the addressee"),
    "place": Text(zh="地点", en="place"),
    "refusal": Text(zh="拒收事由", en="reason of refusal"),
    "witness": Text(zh="见证人", en="witness"),
    "recording": Text(zh="拍照、录像", en="recording"),
    "confirmation": Text(zh="确认的送达地址", en="confirmed address"),
    "difficulty": Text(zh="采用该方式的原因", en="why in this manner"),
    "postal_number": Text(zh="邮件号", en="number of the mail"),
    "through": Text(zh="经由", en="through"),
    "document": Text(zh="文书", en="document"),
    "proof": Text(zh="凭证", en="proof"),
    "assessment": Text(zh="评估", en="assessment"),
    "second_officer": Text(zh="另一办案人员", en="second officer"),
}
_IDS = {"ground", "to_office", "second_officer", "confirmation"}
_CHANNEL, _SENT = Text(zh="方式", en="channel"), Text(zh="发出或者交邮", en="sent or posted")


def called(act: Act) -> Text:
    """What an act is called: a service that is no direct one by its manner."""
    if isinstance(act, Service) and act.manner is not Manner.DIRECT:
        return Text(zh=act.manner.zh, en=f"served {act.manner.en}")
    return ACTS.get(act.kind, Text(zh=act.kind, en=act.kind))


def title_of(part: str) -> Text:
    """How a part of an act is called."""
    return _PARTS[part]


def _title(act: Act, part: str) -> Text:
    """An announcement is published first, and served later."""
    announced = isinstance(act, Service) and act.manner is Manner.ANNOUNCEMENT and part == "served_at"
    return Text(zh="发布时间", en="published at") if announced else title_of(part)


def said(act: Act, named: Callable[[str], Text]) -> Text:
    """Everything that an act states, how it came in and, where that differs, when it was sent.

    `named` tells what an id is called: of an officer, an office, an article.
    """
    given = {name: value for name in _PARTS if (value := getattr(act, name, None)) is not None}
    parts: list[tuple[Text, Any]] = [
        (_title(act, name), named(value) if name in _IDS else value) for name, value in given.items()
    ]
    sent: list[tuple[Text, datetime]] = [(_SENT, act.sent_at)] if act.sent_at != act.received_at else []
    return listed([*parts, (_CHANNEL, act.channel), *sent])
