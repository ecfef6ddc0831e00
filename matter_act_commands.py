"""The commands of acts about a matter: hezheng matter act, form."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from act_file import read_act
from domain.acts import ACT
from servers import Addresses
from settings import read_settings
from terminal import Json, Language, emit, errors, print_json, table


def act(
    file: Annotated[Path, typer.Argument(help="An act, as JSON: `matter form KIND` prints an empty one.")],
    as_json: Json = False,
) -> None:
    """Record an act about a step of a matter: a report, a draft, an approval, an answer, a choice and so on."""
    from worker import at_work, reached, run

    given = read_act(file, ACT)

    async def taken(found: Addresses) -> None:
        async with at_work(found) as desk:
            await desk.take(given)

    with reached(read_settings()) as found:
        run(taken(found))
    shown = table("事项 matter", "步骤 step", "已登记 recorded")
    shown.add_row(given.matter_id, str(given.step), given.act_id)
    emit(as_json, {"matter_id": given.matter_id, "step": given.step, "act_id": given.act_id}, shown)


def form(
    kind: Annotated[str | None, typer.Argument(help="The kind of act; without it, all kinds are listed.")] = None,
    matter: Annotated[str | None, typer.Option(help="The id of the matter, to fill in.")] = None,
    step: Annotated[int | None, typer.Option(min=0, help="The number of the step, to fill in.")] = None,
    lang: Annotated[Language, typer.Option(help="What the fields mean, in Chinese or in English.")] = Language.ZH,
    as_json: Json = False,
) -> None:
    """Print an empty act to complete, for `matter act`. What its fields mean goes to the standard error, so that the
    form alone reaches a file: `hezheng matter form review > act.json`."""
    from act_form import MODELS, about, empty, entries
    from activities.matter_deeds import ACTS

    if kind is None:
        shown = table("操作 kind", "名称", "name")
        for one in sorted(MODELS):
            shown.add_row(one, ACTS[one].zh, ACTS[one].en)
        return emit(as_json, [{"kind": one, "name": ACTS[one].model_dump()} for one in sorted(MODELS)], shown)
    made = empty(kind, matter, step)
    if as_json:
        return print_json(made)
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    errors.print(lang.of(about(kind)), markup=False, highlight=False, emoji=False)
    told = table("栏目 field", "必填 wanted", "含义 meaning", "填写 how")
    for entry in entries(kind):
        how = "\n".join(map(lang.of, (entry.shape, *entry.values)))
        told.add_row(entry.place, "必填 yes" if entry.wanted else "", lang.of(entry.title), how)
    errors.print(told)
