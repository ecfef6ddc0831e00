"""Awaited acts (可以登记的操作): what an awaited step takes, and who does it by the approval matrix."""

from collections.abc import Iterator

from activities.matter_deeds import ACTS
from activities.powers import Handled, named_in_matrix, role_of
from domain.act import kinds_of
from domain.acts import PartysAct
from domain.base import Text
from domain.complaint_acts import ComplainantsAct
from domain.procedure import ALWAYS
from domain.steps import StepKind
from domain.story import Awaited, MatterStory
from rules.approvals import approval

_COMPLAINANT, _PARTY = Text(zh="投诉人", en="the complainant"), Text(zh="当事人", en="the party")
_INSTEAD = {  # where another than the party of the matter sends it
    StepKind.MAKER_OBJECTION: Text(zh="标注的生产者", en="the maker that the goods name"),
    StepKind.SUPERVISION_NOTICE: Text(zh="被督办部门", en="the bureau under supervision"),
}
_COMPLAINANTS, _PARTYS, _HANDLED = kinds_of(ComplainantsAct), kinds_of(PartysAct), kinds_of(Handled)


def acts_told(one: Awaited) -> Iterator[Text]:
    """A line for each kind, and how it is made out. Who decides on a recusal goes by the rank of whom it is about, and
    stands with the step."""
    for kind in one.acts:
        who = None if kind == "recusal_decision" else _who(one.kind, kind)
        zh, en = (f"（{who.zh}）", f" ({who.en})") if who else ("", "")
        yield Text(zh=f"{kind}  {ACTS[kind].zh}{zh}", en=f"{kind}  {ACTS[kind].en}{en}")
    step = "" if one.step is None else f" --step {one.step}"
    form = f"hezheng matter form KIND --matter {one.matter_id}{step}"
    yield Text(zh=f"空白操作：{form}", en=f"an empty act: {form}")


def always_told(story: MatterStory) -> Iterator[Text]:
    """What is taken of whatever step is open, where one is."""
    if any(one.phase for one in story.awaited):
        zh = "、".join(f"{one} {ACTS[one].zh}" for one in sorted(ALWAYS))
        en = ", ".join(f"{one} ({ACTS[one].en})" for one in sorted(ALWAYS))
        yield Text(zh=f"任何进行中的步骤另可：{zh}", en=f"of any open step, too: {en}")


def _who(step: StepKind | None, kind: str) -> Text:
    if kind in _COMPLAINANTS:
        return _COMPLAINANT
    if kind in _PARTYS:
        return _INSTEAD.get(step, _PARTY) if step else _PARTY
    matrix = approval(named_in_matrix(step, kind))
    role = role_of(matrix, kind)
    zh, en = role.zh, role.en
    if kind == "taking_over":  # O121 13
        zh, en = f"上级部门{zh}", f"{en} of the higher office"
    if matrix.certified_officers and kind in _HANDLED:
        zh, en = f"{zh}，持证{matrix.certified_officers}人", f"{en}, {matrix.certified_officers} with certificates"
    return Text(zh=zh, en=en)
