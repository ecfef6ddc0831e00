"""What a reader of the printed PDF sees."""

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest
from pypdf import PdfReader

from notices import catalog, render


@pytest.fixture
def example() -> dict[str, Any]:
    """The example of the order to correct, to be changed at will."""
    return deepcopy(catalog.kind("order_to_correct").example)


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], PdfReader]:
    return lambda pdf: PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="session")
def text(read: Callable[[bytes], PdfReader]) -> Callable[[str, Mapping[str, object]], str]:
    """The text of a printed document as extracted, page by page."""

    def extracted(kind: str, context: Mapping[str, object]) -> str:
        pages = read(render.render(kind, context).pdf).pages
        return "\f\n".join(page.extract_text() for page in pages) + "\n"

    return extracted
