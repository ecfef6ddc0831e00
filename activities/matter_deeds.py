"""Deeds (经办): how the acts of people in a matter, and what the program did, are told in its story."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from activities import complaint_deeds
from domain.acts import Act, Attempt, Particulars, Service
from domain.base import Text
from domain.complaint_acts import AcceptanceExamination, MediationRecord
from domain.correction import Done, Found
from domain.facts import stated
from domain.guidance_acts import Attendee, Commitment
from domain.representation import OwnConsent
from domain.results import Result
from domain.sample_acts import MeasuredItem
from domain.service import Manner
from domain.wording import chinese_day, listed, worded
from rules import statutes

ACTS = {  # an act by its kind
    "verification": Text(zh="报告核查结果", en="verification reported"),
    "order_draft": Text(zh="拟制责令改正通知书", en="order to correct drafted"),
    "closing_draft": Text(zh="拟办结", en="closing drafted"),
    "draft": Text(zh="提出拟办意见", en="draft of a decision"),
    "hearing": Text(zh="听取当事人陈述", en="party heard"),
    "appointment": Text(zh="拟约谈", en="interview planned"),
    "talk": Text(zh="约谈记录", en="interview recorded"),
    "outcome": Text(zh="报告办理结果", en="outcome reported"),
    "particulars": Text(zh="登记案件要素", en="particulars of the case recorded"),
    "notification": Text(zh="通报生产者所在地部门", en="the bureau of the producer's place notified"),
    "objection": Text(zh="申请复检", en="retest asked for"),
    "result_draft": Text(zh="拟制检验结果通知书", en="notice of the test result drafted"),
    "retest_report": Text(zh="报告复检结果", en="retest reported"),
    "denial": Text(zh="否认产品为其生产", en="goods denied by the maker"),
    "letter_draft": Text(zh="拟制提醒敦促函", en="reminder letter drafted"),
    "interview_draft": Text(zh="拟制约谈通知书", en="notice of an interview drafted"),
    "interview_record": Text(zh="记录约谈", en="interview recorded"),
    "follow_up": Text(zh="跟进承诺", en="commitment followed up"),
    "review_request": Text(zh="申请复查督办决定", en="review of the supervision notice asked for"),
    "review": Text(zh="审核", en="review"),
    "approval": Text(zh="批准", en="approval"),
    "service": Text(zh="送达", en="served"),
    "attempt": Text(zh="未能送达", en="could not be served"),
    "dispatch": Text(zh="交付电子发送", en="to be sent by e-mail"),
    "answer": Text(zh="提交改正情况报告", en="answer sent in"),
    "recheck": Text(zh="报告复查结果", en="re-check reported"),
    "extension": Text(zh="延长期限", en="period extended"),
    "extension_request": Text(zh="申请延期改正", en="extension asked for"),
    "extension_refusal": Text(zh="不予延期", en="extension refused"),
    "defence": Text(zh="陈述申辩", en="statement and defence"),
    "suspension": Text(zh="期间停止计算", en="period suspended"),
    "resumption": Text(zh="期间恢复计算", en="period resumed"),
    "acceptance_decision": Text(zh="决定是否受理投诉", en="acceptance of the complaint decided"),
    "identity_demand": Text(zh="要求提供身份证明材料", en="proof of identity demanded"),
    "consent": Text(zh="征求调解意愿", en="both sides asked for their consent"),
    "mediation_notice": Text(zh="通知调解", en="mediation announced to both sides"),
    "mediation_record": Text(zh="记录调解", en="mediation recorded"),
    "termination_decision": Text(zh="决定终止调解", en="termination of the mediation decided"),
    "complaint_withdrawal": Text(zh="撤回投诉", en="complaint withdrawn"),
    "recusal_request": Text(zh="提出回避", en="recusal asked for"),
    "recusal_decision": Text(zh="决定回避申请", en="recusal decided"),
    "choice": Text(zh="选择下一步", en="next step chosen"),
    "succession": Text(zh="认定当事人终止后的承受人", en="who takes over from the party that is no more"),
} | complaint_deeds.ACTS
EVENTS = {  # an entry of the chain that is neither an act nor about a period
    "complaint_registered": Text(zh="登记投诉", en="complaint registered"),
    "report_clue_registered": Text(zh="登记举报", en="report registered"),
    "mediation_clue_registered": Text(zh="登记调解中发现的线索", en="clue of a mediation registered"),
    "merged_into_this": Text(zh="在前的举报并入", en="an earlier report merged into this"),
    "informant_read": Text(zh="查看举报人信息", en="informant's identity read"),
    "issued": Text(zh="制作文书", en="document issued"),
    "sealed": Text(zh="用印", en="document sealed"),
    "not_printed": Text(zh="文书无法制作，待人工处理", en="document could not be made, for a person to see to"),
    "returned": Text(zh="文书无法制作，退回拟稿", en="document could not be made, back to its drafter"),
    "announced": Text(zh="公告送达的期间", en="period of the announcement"),
    "sent": Text(zh="电子邮件已发出", en="e-mail sent"),
    "mail_refused": Text(zh="电子邮件被拒收", en="e-mail refused"),
    "unanswered": Text(zh="始终没有收到报告", en="no answer ever came"),
    "ended_with_matter": Text(zh="随事项结束", en="ended with the matter"),
    "party_ended": Text(zh="当事人终止，本步骤不再有对象", en="the party is no more: the step has nobody to address"),
    "revoked": Text(zh="所依据的结果不再成立", en="what it rested on has fallen"),
    "extension_unanswered": Text(zh="提醒：延期申请尚待答复", en="reminder: a request for extension waits"),
    "counterfeit_clue": Text(zh="否认属实，疑似假冒另行登记", en="denial confirmed: a clue of counterfeit goods"),
    "office_changed": Text(zh="改由其他部门承办", en="another office handles it"),
    "closed": Text(zh="事项办结", en="matter closed"),
    "handed_in": Text(zh="收到证据材料", en="evidence handed in"),
    "file_inspected": Text(zh="查阅卷宗", en="file inspected"),
}
_PARTS = {  # what an act states, in the order of telling
    "confirmed": Text(zh="属实", en="confirmed"),
    "passed": Text(zh="合格", en="passed"),
    "agreed": Text(zh="同意", en="agreed"),
    "accepted": Text(zh="受理", en="accepted"),
    "settled": Text(zh="达成协议", en="settled"),
    "refused_by": Text(zh="不同意调解的一方", en="who does not agree"),
    "terms": Text(zh="协议内容", en="terms"),
    "performed_at_once": Text(zh="即时履行", en="performed at once"),
    "waived": Text(zh="双方同意不制作调解书", en="both sides want no paper"),
    "wanted": Text(zh="需要提供", en="wanted"),
    "by": Text(zh="提供期限", en="until"),
    "mediators": Text(zh="调解人员", en="mediators"),
    "proposes": Text(zh="拟办", en="proposes"),
    "result": Text(zh="结果", en="result"),
    "officer": Text(zh="回避人员", en="who is to be recused"),
    "successor": Text(zh="承受人", en="successor"),
    "facts": Text(zh="事实", en="facts"),
    "demands": Text(zh="要求", en="demands"),
    "asked_by": Text(zh="告知方式", en="asked by"),
    "statement": Text(zh="陈述", en="statement"),
    "done": Text(zh="逐项改正情况", en="done about each demand"),
    "answer": Text(zh="答复", en="answer"),
    "person": Text(zh="约谈对象", en="who is interviewed"),
    "held_at": Text(zh="进行时间", en="held at"),
    "place": Text(zh="地点", en="place"),
    "topic": Text(zh="事由", en="topic"),
    "prepare": Text(zh="准备材料", en="to bring"),
    "said": Text(zh="内容", en="said"),
    "remarks": Text(zh="意见", en="remarks"),
    "correction": Text(zh="更正原因", en="why it replaces the notice before"),
    "report": Text(zh="报告编号", en="report"),
    "laboratory_id": Text(zh="检验机构", en="institute"),
    "items": Text(zh="检验项目", en="items"),
    "evidence": Text(zh="可供核对的材料", en="evidence"),
    "purpose": Text(zh="目的", en="purpose"),
    "suggestions": Text(zh="建议", en="suggestions"),
    "topics": Text(zh="内容", en="topics"),
    "invited": Text(zh="邀请参加", en="invited"),
    "attended": Text(zh="到场人员", en="who came"),
    "replied": Text(zh="被约谈单位陈述", en="the party said"),
    "commitments": Text(zh="承诺", en="commitments"),
    "commitment": Text(zh="承诺序号", en="commitment"),
    "kept": Text(zh="履行情况", en="found"),
    "signed_for_party": Text(zh="被约谈单位签名", en="signed for the party"),
    "signed_for_office": Text(zh="约谈人员签名", en="signed for the office"),
    "contact": Text(zh="联系方式", en="contact"),
    "ground": Text(zh="条款", en="ground"),
    "education": Text(zh="教育情况", en="education"),
    "to_office": Text(zh="送往", en="to"),
    "plan": Text(zh="抽查计划", en="sampling plan"),
    "manner": Text(zh="履行方式", en="how to perform"),
    "remedies": Text(zh="复议、诉讼核实情况", en="remedies verified"),
    "revoked_by": Text(zh="撤销主体", en="undone by"),
    "examined": Text(zh="陈述申辩复核情况", en="defence examined"),
    "cause": Text(zh="事由", en="cause"),
    "count": Text(zh="延长", en="extended by"),
    "period_days": Text(zh="所定期限（按该期限的单位）", en="period set, in its own unit"),
    "period_reason": Text(zh="定期理由", en="reason for that period"),
    "reason": Text(zh="理由", en="reason"),
    "minutes": Text(zh="集体讨论记录", en="minutes"),
    "since": Text(zh="自", en="since"),
    "until": Text(zh="至", en="until"),
    "failure": Text(zh="情形", en="what happened"),
    "tried_at": Text(zh="时间", en="tried at"),
    "served_at": Text(zh="送达时间", en="served at"),
    "happened_at": Text(zh="发生时间", en="happened at"),
    "signed_by": Text(zh="签收人", en="signed by"),
    "relation": Text(zh="与受送达人的关系", en="relation to the addressee"),
    "refusal": Text(zh="拒收事由", en="reason of refusal"),
    "witness": Text(zh="见证人", en="witness"),
    "recording": Text(zh="拍照、录像", en="recording"),
    "confirmation": Text(zh="确认的送达地址", en="confirmed address"),
    "difficulty": Text(zh="采用该方式的原因", en="why in this manner"),
    "postal_number": Text(zh="邮件号", en="number of the mail"),
    "through": Text(zh="经由", en="through"),
    "document": Text(zh="文书", en="document"),
    "proof": Text(zh="凭证", en="proof"),
    "grave": Text(zh="属于情节复杂或者重大违法行为", en="complex or grave"),
    "assessment": Text(zh="评估", en="assessment"),
    "second_officer": Text(zh="另一办案人员", en="second officer"),
    "recorder": Text(zh="记录人", en="recorder"),
} | complaint_deeds.PARTS
_IDS = {"ground", "to_office", "second_officer", "officer", "successor", "confirmation", "laboratory_id", "recorder"}
_IDS |= complaint_deeds.IDS
_CORRECTED, _NOT_CORRECTED = Text(zh="已改正", en="corrected"), Text(zh="未改正", en="not corrected")
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
    """An announcement is published first, and served later; a manner is one of service, or of performing an order."""
    if part == "manner" and isinstance(act, Service | Attempt):
        return Text(zh="送达方式", en="manner")
    if part == "manner" and isinstance(act, MediationRecord):
        return Text(zh="调解方式", en="manner of the mediation")
    announced = isinstance(act, Service) and act.manner is Manner.ANNOUNCEMENT and part == "served_at"
    return Text(zh="发布时间", en="published at") if announced else title_of(part)


def said(act: Act, named: Callable[[str], Text]) -> Text:
    """Everything that an act states, how it came in and, where that differs, when it was sent.

    `named` tells what an id is called: of an officer, an office, an article.
    """
    given = {name: value for name in _PARTS if (value := getattr(act, name, None)) not in (None, ())}
    parts: list[tuple[Text, Any]] = [
        (_title(act, name), named(value) if name in _IDS else _worded(value)) for name, value in given.items()
    ]
    sent: list[tuple[Text, datetime]] = [(_SENT, act.sent_at)] if act.sent_at != act.received_at else []
    found: list[tuple[Text, object]] = []
    if isinstance(act, Particulars):
        found = act.found.stated(statutes.cited)
    elif isinstance(act, AcceptanceExamination):
        found = stated(act.found)
    return listed([*parts, *found, (_CHANNEL, act.channel), *sent])


def _worded(value: Any) -> Text:
    """Demands, what was done about each and what was found of each, by their numbers; other lists in their order."""
    match value:
        case tuple() if all(isinstance(one, str | Done | Found) for one in value):
            told = [_demand(number, one) for number, one in enumerate(value, 1)]
            return Text(zh=" ".join(one.zh for one in told), en=" ".join(one.en for one in told))
        case tuple():
            parts = [_worded(one) for one in value]
            return Text(zh="、".join(one.zh for one in parts), en=", ".join(one.en for one in parts))
        case MeasuredItem():
            word = Result.PASSED if value.passed else Result.FAILED
            zh = f"{value.name}（要求{value.limit}，实测{value.value}，{word.zh}）"
            return Text(zh=zh, en=f"{value.name} (limit {value.limit}, measured {value.value}, {word.en})")
        case Attendee():
            return Text(zh=f"{value.name}（{value.position}）", en=f"{value.name} ({value.position})")
        case OwnConsent():
            return Text(zh=f"{value.name}（{value.proof}）", en=f"{value.name} ({value.proof})")
        case Commitment():
            return Text(zh=f"{value.what}（{chinese_day(value.by)}前）", en=f"{value.what} (by {value.by})")
        case _:
            return worded(value)


def _demand(number: int, one: str | Done | Found) -> Text:
    if isinstance(one, str):
        return Text(zh=f"（{number}）{one}", en=f"({number}) {one}")
    words = f" {one.statement}" if one.statement else ""
    if isinstance(one, Done):
        return Text(zh=f"（{one.demand}）{one.statement}", en=f"({one.demand}){words}")
    found = _CORRECTED if one.corrected else _NOT_CORRECTED
    return Text(zh=f"（{one.demand}）{found.zh}{words}", en=f"({one.demand}) {found.en}{words}")
