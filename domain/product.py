"""产品: what a row of a file says of one."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from domain.row import Day, Known, Row, Words


def split(value: object) -> object:
    """Several in one cell, as people write them: 、 ； ; or a new line between them."""
    if isinstance(value, str):
        return tuple(dict.fromkeys(part.strip() for part in re.split(r"[、；;\n]", value) if part.strip()))
    return value


Several = Annotated[tuple[Words, ...], BeforeValidator(split)]


class ProductEntry(Row):
    """A row of products. `standards` are the numbers of its executing standards (执行标准编号), as written."""

    producer: Words
    producer_code: Known | None = None
    name: Words
    kind: Known = ""
    model: Known = ""
    brand: Known = ""
    gtin: Known | None = None
    standards: Several = ()
    standards_from: Day | None = None
