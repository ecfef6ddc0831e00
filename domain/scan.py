"""Scans (扫码): somebody looks up the certificate of goods in his hand. Nothing is kept of who he is."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from domain.base import Value
from domain.errors import Refused

LONGEST = 64  # characters of a code: more is none that a label could bear


def code(typed: str) -> str:
    """A code as it was typed or scanned, without full-width forms and the spaces around it. Refused `bad_code`."""
    read = unicodedata.normalize("NFKC", typed).strip()
    if not 0 < len(read) <= LONGEST or not read.isprintable():
        raise Refused(
            "bad_code",
            zh=f"编号应当为1至{LONGEST}个可见字符。",
            en=f"A code has 1 to {LONGEST} visible characters.",
            field="code",
            value=typed[:LONGEST],
        )
    return read


Code = Annotated[str, AfterValidator(code)]


class Scan(Value):
    """`number` is that of the certificate; `region` is the code of a place, never more exact. Refused `bad_code`."""

    scan_id: Code
    number: Code
    at: AwareDatetime
    serial: Code | None = None
    region: str | None = None
