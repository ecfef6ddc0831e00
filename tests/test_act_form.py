"""Forms of acts: what `hezheng matter form` prints can be completed, and is an act then."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from act_file import read_act
from act_form import MODELS, entries
from cli import app
from domain.acts import ACT
from domain.errors import Refused

SCHEMA = ACT.json_schema()
SAMPLES = {"boolean": True, "integer": 1, "number": 1}
FORMATS = {"date": "2026-05-06", "date-time": "2026-05-06T09:00:00+08:00"}


def form(*arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["matter", "form", *arguments])
    if isinstance(done.exception, Refused):
        raise done.exception
    assert done.exit_code == 0, done.output
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def schema_of(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA["$defs"][SCHEMA["discriminator"]["mapping"][kind].rpartition("/")[2]]
    return found


def sample(schema: dict[str, Any]) -> Any:
    """A value that the schema takes: of an object its required fields, of one that has none the first."""
    if "$ref" in schema:
        return sample(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return sample(next(one for one in schema["anyOf"] if one.get("type") != "null"))
    if listed := schema.get("enum", [schema["const"]] if "const" in schema else None):
        return listed[0]
    match schema["type"]:
        case "object":
            names = schema.get("required") or list(schema["properties"])[:1]
            return {name: sample(schema["properties"][name]) for name in names}
        case "array":
            return [sample(schema["items"])]
        case "string":
            return FORMATS.get(schema.get("format", ""), "示例")
        case plain:
            return SAMPLES[plain]


def taken(kind: str, act: dict[str, Any], folder: Path) -> bool:
    (folder / "act.json").write_text(json.dumps(act), encoding="utf-8")
    try:
        return read_act(folder / "act.json", ACT).kind == kind
    except Refused:
        return False


@pytest.mark.parametrize("kind", MODELS)
def test_the_form_of_every_act_is_one_once_it_is_completed(kind: str, tmp_path: Path) -> None:
    made, schema = form(kind, "--matter", "示例事项", "--step", "1"), schema_of(kind)
    assert made.keys() == schema["properties"].keys()
    assert next(iter(made)) == "kind"
    wanted = [name for name in made if name in schema["required"]]
    assert list(made)[1 : len(wanted) + 1] == wanted, "required fields come first"
    assert not taken(kind, made, tmp_path), "an empty act is none"
    samples = {name: sample(value) for name, value in schema["properties"].items()}
    whole = made | {name: samples[name] for name in wanted if made[name] not in ("示例事项", 1)}
    left = [name for name in made if name not in schema["required"] and made[name] is None]
    others = [{}, *({name: samples[name]} for name in left)]
    assert any(taken(kind, whole | one, tmp_path) for one in others), "at most one of several is wanted beside"


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_of_a_form_is_told_with_its_values(kind: str) -> None:
    told = entries(kind)
    assert [one.place for one in told if "." not in one.place] == [name for name in form(kind) if name != "kind"]
    assert [one.place for one in told if not (one.title.zh and one.title.en and one.shape.zh and one.shape.en)] == []


def test_what_the_fields_mean_is_told_beside_the_form() -> None:
    told = CliRunner().invoke(app, ["matter", "form", "mediation_record"]).stderr
    for words in ("记录调解", "调解方式", "on_site 现场调解", "consents[].proof", "order121/23.1.3"):
        assert words in told
    assert "整数，单位：分" in CliRunner().invoke(app, ["matter", "form", "particulars"]).stderr  # no yuan


def test_each_form_is_of_an_act_of_its_own_with_what_is_given_filled_in() -> None:
    one, other = (form("review", "--matter", "示例事项", "--step", "2") for _ in range(2))
    assert (one["matter_id"], one["step"], one["agreed"], one["remarks"]) == ("示例事项", 2, None, "")
    assert one["act_id"] != other["act_id"]
    assert form("choice", "--step", "2")["step"] == 0  # of the matter itself
    assert form("service")["manner"] == "direct"


def test_kinds_are_listed_and_an_unknown_one_is_refused_with_those_that_there_are() -> None:
    listed = json.loads(CliRunner().invoke(app, ["matter", "form", "--json"]).stdout)
    assert [one["kind"] for one in listed] == sorted(MODELS)
    assert all(one["name"]["zh"] and one["name"]["en"] for one in listed)
    with pytest.raises(Refused, match="unknown_act_kind") as refused:
        form("arrest")
    assert all(kind in refused.value.zh and kind in refused.value.en for kind in MODELS)
