"""Reception of a scheme's own acts (制度收件): its founding, its members, money whose owner was found."""

from sqlmodel import Session, col, or_, select

from activities.crediting import book, credited, lift
from activities.receipt import refuse_future, refuse_unless_same, refuse_without_zone
from domain.accounts import AccountKind, Posting, PostingKind, of_scheme
from domain.audit import content_sha256
from domain.errors import Refused
from domain.scheme import Attribution, Founding, Joining, OperatorRole, SchemeAct
from models import accounts, audit, compensation, enterprise, scheme
from models.accounts import AccountRow
from models.office import OfficeRow, OfficerRow
from models.scheme import AgreementRow, SchemeActRow, SchemePersonRow, SchemeRow
from models.session import Database
from notices import render

PRINTED = {"name", "operator_name", "contact", "agreement_id", "dispute_route"}  # on papers; who writes it can mend it
_OF_A_SCHEME = (AccountKind.BANK, AccountKind.POOL, AccountKind.UNKNOWN_IN, AccountKind.UNKNOWN_OUT)


class SchemeReception:
    def __init__(self, database: Database) -> None:
        self.database = database

    def receive(self, act: SchemeAct) -> None:
        """Record an act once. Raises Refused where it cannot be taken now, or by this actor."""
        content = act.model_dump(mode="json")
        refuse_without_zone(act.received_at)
        render.refuse_unprintable_words(act.model_dump(include=PRINTED))
        with self.database.transaction() as session:
            if isinstance(act, Attribution):  # a payment is held before its scheme, whoever holds both
                compensation.hold_of(session, act.account_id)
            row = scheme.hold(session, act.scheme_id)
            if known := session.get(SchemeActRow, act.act_id):
                return refuse_unless_same(act.act_id, known.content, content)
            if isinstance(act, Founding):
                _found(session, act, row)
            else:
                _go_on(session, act, row or scheme.held(session, act.scheme_id))
            common = act.model_dump(include={"act_id", "scheme_id", "kind", "actor", "received_at"})
            session.add(SchemeActRow(content=content, **common))
            session.flush()
            chain, detail = audit.of_scheme(act.scheme_id), {"act": act.act_id, "sha256": content_sha256(content)}
            audit.append(session, chain, at=act.received_at, actor=act.actor, event=act.kind, **detail)


def _found(session: Session, act: Founding, row: SchemeRow | None) -> None:
    """Refused `scheme_id_taken`, `bank_account_taken`, `one_person_alone`, `officer_of_an_authority`,
    `authority_as_operator` (优化营商环境条例 25)."""
    if row is not None:
        zh, en = "这个制度编号已经使用。", "This scheme is on record already."
        raise _no("scheme_id_taken", zh, en, "scheme_id", act.scheme_id)
    if scheme.of_bank_account(session, act.bank_account):
        zh, en = "这个银行账户已经属于另一制度。", "This bank account is that of another scheme."
        raise _no("bank_account_taken", zh, en, "bank_account", act.bank_account)
    refuse_future(act.received_at, rehearsal=act.rehearsal)
    roles = [{one.person_id for one in act.people if role in one.roles} for role in OperatorRole]
    if not all(roles) or len(set.union(*roles)) < len(OperatorRole):
        zh, en = "经办和审批应当由两名不同的人员担任。", "Handler and approver are two persons."
        raise _no("one_person_alone", zh, en, "people", len(act.people))
    if act.actor not in {one.person_id for one in act.people}:
        zh, en = "登记人不是运营者人员。", "Who records it is not of the operator."
        raise _no("not_of_the_operator", zh, en, "actor", act.actor)
    ids = [one.person_id for one in act.people]
    if officer := session.exec(select(OfficerRow).where(col(OfficerRow.officer_id).in_(ids))).first():
        zh = "市场监督管理部门的人员不得担任先行赔付资金的运营人员。"
        raise _no("officer_of_an_authority", zh, "An officer of an authority is none of the operator's persons.",
                  "people", officer.officer_id)  # fmt: skip
    names = col(OfficeRow.name) == act.operator_name, col(OfficeRow.short_name) == act.operator_name
    if session.exec(select(OfficeRow).where(or_(*names))).first():
        zh, en = "市场监督管理部门不得运营先行赔付资金。", "An authority operates no scheme and holds no deposit."
        raise _no("authority_as_operator", zh, en, "operator_name", act.operator_name)
    given = act.model_dump(exclude={"kind", "act_id", "actor", "received_at", "people"})
    session.add(SchemeRow(founded_at=act.received_at, **given))
    session.flush()
    for one in act.people:
        person = one.model_dump() | {"roles": [role.value for role in one.roles]}
        session.add(SchemePersonRow(scheme_id=act.scheme_id, **person))
    accounts.open_accounts(session, [of_scheme(act.scheme_id, kind) for kind in _OF_A_SCHEME])
    audit.begin(session, audit.of_scheme(act.scheme_id))


def _go_on(session: Session, act: Joining | Attribution, row: SchemeRow) -> None:
    refuse_future(act.received_at, rehearsal=row.rehearsal)
    match act:
        case Joining():
            scheme.person(session, act.scheme_id, act.actor, OperatorRole.HANDLER)
            _join(session, act, row)
        case Attribution():
            scheme.person(session, act.scheme_id, act.actor, OperatorRole.APPROVER)
            _attribute(session, act)


def _join(session: Session, act: Joining, row: SchemeRow) -> None:
    """Refused `unknown_enterprise`, `party_of_a_rehearsal`, `agreement_id_taken`, `member_already`,
    `left_before_joining`."""
    for party in filter(None, (act.enterprise_id, act.guarantor_id)):
        if enterprise.enterprise(session, party).rehearsal is not row.rehearsal:
            zh, en = "演练与真实的当事人不能混用。", "Rehearsed and real parties do not mix."
            raise _no("party_of_a_rehearsal", zh, en, "enterprise_id", party)
    if session.get(AgreementRow, act.agreement_id):
        zh, en = "这个协议编号已经使用。", "This agreement is on record already."
        raise _no("agreement_id_taken", zh, en, "agreement_id", act.agreement_id)
    if act.left_on is not None and act.left_on < act.joined_on:
        zh, en = "退出日期不能早于加入日期。", "A member leaves no earlier than it joins."
        raise _no("left_before_joining", zh, en, "left_on", act.left_on.isoformat())
    if scheme.overlapping(session, act.scheme_id, act.enterprise_id, act.joined_on, act.left_on):
        zh, en = "该经营者在此期间已经是成员。", "The trader is a member in this time already."
        raise _no("member_already", zh, en, "enterprise_id", act.enterprise_id)
    given = act.model_dump(exclude={"kind", "act_id", "actor", "received_at", "scope"})
    session.add(AgreementRow(scope=[one.value for one in act.scope], **given))
    opened = [of_scheme(act.scheme_id, AccountKind.DEPOSIT, act.enterprise_id)]
    if act.guarantor_id:
        opened.append(of_scheme(act.scheme_id, AccountKind.GUARANTEE, act.guarantor_id))
    accounts.open_accounts(session, opened)


def _attribute(session: Session, act: Attribution) -> None:
    """Refused `unknown_account`, `account_takes_nothing`, `more_than_owed`, `account_below_zero`."""
    account = session.get_one(AccountRow, accounts.of(session, act.scheme_id, act.account_id))
    giver = of_scheme(act.scheme_id, AccountKind.UNKNOWN_IN).account_id
    _, of, entries = credited(session, account, act.fen, giver)
    if sum(one.fen for one in entries if one.debit == giver) != act.fen:
        zh, en = "超过尚欠的金额。", "This is more than is owed."
        raise _no("more_than_owed", zh, en, "fen", act.fen)
    posting = Posting(
        posting_id=f"act/{act.act_id}", scheme_id=act.scheme_id, kind=PostingKind.ATTRIBUTION, at=act.received_at,
        compensation_id=of, entries=entries,
    )  # fmt: skip
    book(session, posting, act.actor)
    lift(session, account, act.received_at)


def _no(code: str, zh: str, en: str, field: str, value: str | int) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
