"""What a report states (举报内容), for the officers who handle it. Who has made it is not there: it is read apart."""

from sqlmodel import Session

from domain.base import Text
from domain.complaint import Respondent
from models.clue import ClueRow
from models.matter import MatterRow


def of_matter(session: Session, row: MatterRow) -> tuple[Text, ...]:
    """In lines; none where the matter did not begin with a clue that somebody has told."""
    known = session.get(ClueRow, row.clue_id or "")
    if known is None:
        return ()
    return (*(_of_report(known) if known.content else ()), Text(zh=f"事实：{known.facts}", en=f"facts: {known.facts}"))


def _of_report(known: ClueRow) -> tuple[Text, ...]:
    said, of = known.content, Respondent.model_validate(known.content["reported"], strict=False)
    goods = [one for one in (said["goods"], said["lot"], said["certificate"]) if one]
    who = (
        Text(
            zh="举报人：已留姓名，单独保存（hezheng report informant）",
            en="informant: on record, kept apart (hezheng report informant)",
        )
        if known.named
        else Text(zh="举报人：匿名", en="informant: anonymous")
    )
    return (
        who,
        Text(zh=f"被举报人：{of.name}，{of.address}", en=f"reported: {of.name}, {of.address}"),
        Text(zh=f"发生地：{known.place}", en=f"where: {known.place}"),
        *((Text(zh=f"商品：{'，'.join(goods)}", en=f"goods: {', '.join(goods)}"),) if goods else ()),
    )
