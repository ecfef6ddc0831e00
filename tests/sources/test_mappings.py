"""The product's own mappings name fields that there are, and a column for every field."""

from pathlib import Path

import pytest

from activities.importing.kinds import KINDS
from domain.imports import ImportKind
from sources.mapping import SHIPPED, load

DOCUMENTED = Path(__file__).parents[2] / "docs" / "import.md"


@pytest.mark.parametrize("kind", ImportKind, ids=lambda kind: kind.value)
def test_a_shipped_mapping_leads_to_every_field_and_to_no_other(kind: ImportKind) -> None:
    row = KINDS[kind]().row
    mapping = load(SHIPPED / f"{kind.value}.yaml", kind, row)
    assert set(mapping.columns.values()) - {None} == set(row.model_fields)


@pytest.mark.parametrize("kind", ImportKind, ids=lambda kind: kind.value)
def test_the_guide_names_what_must_be_there(kind: ImportKind) -> None:
    (told,) = [line for line in DOCUMENTED.read_text("utf-8").splitlines() if line.startswith(f"| `{kind.value}` |")]
    needed = told.split("|")[2]
    assert {name.strip() for name in needed.replace(" or ", ",").split(",")} >= set(KINDS[kind]().row.required())


def test_every_shipped_mapping_is_of_a_kind() -> None:
    assert {path.stem for path in SHIPPED.glob("*")} == {kind.value for kind in ImportKind}
