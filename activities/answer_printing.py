"""Printing of the answer pack (答复举证材料)."""

from domain.answer_pack import AnswerPack
from notices import render
from notices.render import Rendered


def printed(pack: AnswerPack) -> Rendered:
    """The pack as a PDF/A, in Chinese."""
    return render.render(
        "answer_pack",
        {
            "office": _line(pack.office),
            "rehearsal": pack.rehearsal,
            "reference": _line(pack.matter_id),
            "about": _line(pack.about),
            "periods": [
                {
                    "term": one.term.zh,
                    "length": one.length.zh,
                    "runs_from": one.runs_from.zh,
                    "cited": one.cited.zh,
                    "due_on": one.due_on,
                }
                for one in pack.periods
            ],
            "answers": [
                {
                    "title": one.title.zh,
                    "cited": one.cited.zh,
                    "holds": [
                        {
                            "text": render.readable(held.text.zh),
                            "entries": "、".join(map(str, held.entries)) or None,
                        }
                        for held in one.holds
                    ],
                    "lacks": [render.readable(lacking.zh) for lacking in one.lacks],
                }
                for one in pack.answers
            ],
            "issued_on": pack.as_of,
        },
    )


def _line(text: str) -> str:
    return render.readable(text, lines=False)
