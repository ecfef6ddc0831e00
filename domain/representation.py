"""Who complains, and who acts for him (投诉人、委托代理人、代表人): O121 10-12."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.base import Text, Value
from domain.errors import Refused
from domain.facts import Labelled
from domain.scheme import Line

Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9+\- ]{5,30}$")]


class Power(Labelled):
    """受托人的权限, as the written authority lists them (O121 11). No article of it says which must be named one by
    one: an agent does what his paper lists, and nothing else."""

    COMPLAIN = "complain", "代为提出投诉", "to complain"
    MEDIATE = "mediate", "代为参加调解", "to take part in mediation"
    CHANGE = "change", "代为变更投诉请求", "to change what is asked"
    WITHDRAW = "withdraw", "代为放弃投诉请求、撤回投诉", "to give up what is asked, or withdraw"
    SETTLE = "settle", "代为达成调解协议", "to settle"


class Authority(Value):
    """授权委托书 (O121 11). `original`: the original was handed in. What it does not state is left out; both days of
    its term belong to it."""

    document: Line
    original: bool = False
    matters: Line | None = None
    powers: tuple[Power, ...] = ()
    first: date | None = None
    until: date | None = None
    signed_by: Line | None = None

    def runs_on(self, day: date) -> bool:
        return self.first is not None and self.until is not None and self.first <= day <= self.until


class Agent(Value):
    """委托代理人 (O121 11). `identity_proof` names the proof of his identity."""

    name: Line
    identity_proof: Line | None = None
    authority: Authority | None = None


class Complainant(Value):
    """投诉人 (O121 10(1))."""

    name: Line
    phone: Phone
    address: Line
    agent: Agent | None = None


class Joint(Value):
    """共同投诉 (O121 12): the other complainants of the same dispute with the same trader. `agreement` names the
    paper by which all of them agree to be handled together, `election` that by which they chose representatives."""

    others: tuple[Complainant, ...] = Field(min_length=1)
    agreement: Line
    representatives: tuple[Line, ...] = Field(default=(), max_length=2)
    election: Line | None = None


class OwnConsent(Value):
    """被代表的投诉人的同意 (O121 12): of whom, and the paper or record that shows it."""

    name: Line = Field(title="投诉人", description="of whom")
    proof: Line = Field(title="凭证", description="what shows it")


class Complainants(Value):
    """All who complain, in the order of the complaint: the first is the one whom the complaint names."""

    people: tuple[Complainant, ...]
    representatives: tuple[Line, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.people)

    def acting(self, by: str | None, power: Power, on: date) -> str:
        """Whose act it is that `by` does: a complainant's own, or by his agent within powers and term. None: the only
        complainant himself. Refused `acting_person_missing`, `stranger_to_complaint`, `agent_without_authority`,
        `agent_term_over`, `agent_without_power`."""
        if by is None and len(self.people) > 1:
            raise refused("acting_person_missing", "共同投诉应当写明由谁办理。", "Say which of them acts.", "")
        if by is None or by in self.names:
            return by or self.people[0].name
        whose = next((one for one in self.people if one.agent and one.agent.name == by), None)
        if whose is None or whose.agent is None:
            zh, en = f"{by}不是投诉人或者其受托人。", f"{by} is no complainant, nor an agent of one."
            raise refused("stranger_to_complaint", zh, en, by)
        _refuse_beyond(whose.agent, power, on)
        return whose.name

    def refuse_unbound(self, actor: str, consents: Iterable[OwnConsent] = (), *, disposes: bool) -> None:
        """A representative binds all whom he represents; but to change or give up what is asked, or to settle, each of
        the others has to consent (O121 12). Where nobody was chosen, each acts for himself alone. Refused
        `represented_not_asked`, `stranger_to_complaint`."""
        agreed = {one.name for one in consents}
        if strangers := sorted(agreed - set(self.names)):
            raise refused("stranger_to_complaint", f"{strangers[0]}不是投诉人。", f"{strangers[0]} is no complainant.",
                          strangers[0])  # fmt: skip
        if not disposes and actor in self.representatives:
            return
        if left := [one for one in self.names if one != actor and one not in agreed]:
            zh = f"应当经其他投诉人同意：{'、'.join(left)}（投诉举报处理办法第十二条）。"
            en = f"The other complainants have to consent: {', '.join(left)} (O121 12)."
            raise refused("represented_not_asked", zh, en, "、".join(left))


def complainants(first: Complainant, joint: Joint | None) -> Complainants:
    if joint is None:
        return Complainants(people=(first,))
    return Complainants(people=(first, *joint.others), representatives=joint.representatives)


def refuse_impossible_joint(first: Complainant, joint: Joint | None) -> None:
    """Refused `complainant_twice`, `representative_unknown`, `election_missing`."""
    if joint is None:
        return
    names = complainants(first, joint).names
    if len(set(names)) < len(names):
        raise refused("complainant_twice", "共同投诉人不能重复。", "A complainant is named twice.", "、".join(names))
    chosen = joint.representatives
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(names):
        zh, en = "代表人应当从投诉人中推选，且不能重复。", "Representatives are two of those who complain."
        raise refused("representative_unknown", zh, en, "、".join(chosen))
    if bool(chosen) is (joint.election is None):
        zh, en = "代表人由投诉人书面推选，应当写明推选书。", "Representatives are chosen in writing: name the paper."
        raise refused("election_missing", zh, en, "、".join(chosen))


def lacking(whose: Complainant, on: date) -> tuple[Text, ...]:
    """What O121 11 demands of an agent and is not there on the day of the complaint."""
    if whose.agent is None:
        return ()
    paper = whose.agent.authority
    wanted = {
        ("授权委托书原件", "the original of the written authority"): paper is not None and paper.original,
        ("受托人身份证明", "proof of the agent's identity"): whose.agent.identity_proof is not None,
        ("委托事项", "the matters"): paper is None or paper.matters is not None,
        ("代为提出投诉的权限", "the power to complain"): paper is None or Power.COMPLAIN in paper.powers,
        ("包括收到投诉之日的委托期限", "a term with the day of the complaint"): paper is None or paper.runs_on(on),
        ("委托人签名", "the principal's signature"): paper is None or paper.signed_by == whose.name,
    }
    return tuple(Text(zh=zh, en=en) for (zh, en), there in wanted.items() if not there)


def _refuse_beyond(agent: Agent, power: Power, on: date) -> None:
    paper = agent.authority
    if paper is None:
        zh, en = f"{agent.name}没有提供授权委托书。", f"{agent.name} has shown no written authority."
        raise refused("agent_without_authority", zh, en, agent.name)
    if not paper.runs_on(on):
        zh, en = f"{agent.name}的委托期限不包括{on}。", f"The authority of {agent.name} does not run on {on}."
        raise refused("agent_term_over", zh, en, agent.name)
    if power not in paper.powers:
        zh = f"{agent.name}的授权委托书没有“{power.zh}”的权限。"
        en = f"The authority of {agent.name} gives no power {power.en}."
        raise refused("agent_without_power", zh, en, agent.name)


def refused(code: str, zh: str, en: str, value: str, field: str = "acted_by") -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
