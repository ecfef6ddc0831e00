"""The cover of a volume (卷宗封面)."""

from typing import Any

from activities.matter_record import MatterRecord
from domain.calendar import legal_day
from domain.ending import told
from domain.steps import StepKind
from models import judgement
from notices import render
from notices.file_order import Volume

ORDER = ("pr/78",)


def context(record: MatterRecord, volume: Volume, pages: int, copy_for: str | None) -> dict[str, Any]:
    """What the kind `file_cover` is given. `pages` counts those of the volume, cover and contents among them."""
    row = record.row
    found = judgement.findings_of_matter(record.session, row.matter_id)
    closed = legal_day(row.ended_at) if row.ended_at else None
    lines = {
        "office": record.office.name,
        "volume": volume.zh,
        "title": "、".join(one.title["zh"] for one in found) or "没有认定的发现",
        "reference": row.matter_id,
        "party": record.party,
    }
    return {name: render.readable(value, lines=False) for name, value in lines.items()} | {
        "rehearsal": row.rehearsal,
        "handlers": [render.readable(one, lines=False) for one in record.certified(_handlers(record))],
        "filing": _filing(record),
        "began_on": legal_day(row.began_at),
        "ended_on": closed,
        "result": told(row.ending).zh if row.ending else "尚未办结",
        "pages": pages,
        "order": record.law.articles(ORDER),
        "copy_for": render.readable(copy_for) if copy_for else None,
        "issued_on": record.day,
    }


def _handlers(record: MatterRecord) -> list[str]:
    """Who reported or drafted, in the order of the story."""
    acts = [one for one in record.acts.values() if hasattr(one, "second_officer") and not record.is_partys(one.actor)]
    named = [officer for one in acts for officer in (one.actor, one.second_officer) if officer]
    return list(dict.fromkeys(named))


def _filing(record: MatterRecord) -> str:
    """PR 78 begins with it; a matter that was never filed has none."""
    decided = [one for one in record.steps.values() if one.kind is StepKind.FILING and one.result and one.ended_at]
    told_ = [f"{legal_day(one.ended_at)}：{one.result.zh}" for one in decided if one.ended_at and one.result]
    return "\n".join(told_) or "本事项没有作出立案或者不予立案的决定。"
