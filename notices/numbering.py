"""文号: office, series, year in its brackets and place in the year, as in 示市监责改〔2025〕1号."""

import re

from domain.errors import Refused
from notices.catalog import NoticeKind


def number(kind: NoticeKind, office_short: str, year: int, place: int) -> str:
    """The number of a document; `place` counts from 1 in its series and year."""
    return f"{office_short}{kind.series}〔{year}〕{place}号"


def check_number(kind: NoticeKind, office_short: str, given: str) -> None:
    """Refused wrong_number unless it is of this office and series (no leading zeros, GB/T 9704)."""
    if not re.fullmatch(rf"{re.escape(office_short)}{kind.series}〔20[0-9]{{2}}〕[1-9][0-9]*号", given):
        raise Refused(
            "wrong_number",
            zh=f"文号应当形如{number(kind, office_short, 2025, 1)}。",
            en=f"The number must look like {number(kind, office_short, 2025, 1)}.",
            field="number",
            value=given,
        )
