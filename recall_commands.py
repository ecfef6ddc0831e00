"""The commands of recalls: hezheng recall act, list, show."""

from pathlib import Path
from typing import Annotated, Any

import typer

from act_file import read_act
from domain.calendar import SHANGHAI
from domain.recall import RECALL_ACT, Figure, Yardstick, effectiveness, total
from servers import Addresses
from terminal import Json, console, emit, table

recall_app = typer.Typer(help="召回: recalls, their sellers, figures and timeline.", no_args_is_help=True)
OF_A_SELLER = {
    "收到 received": Figure.UNITS_RECEIVED,
    "库存 on hand": Figure.UNITS_ON_HAND,
    "售出 sold": Figure.UNITS_SOLD,
    "退回 returned": Figure.UNITS_RETURNED,
    "处置 disposed": Figure.UNITS_DISPOSED,
    "消费者退回 by consumers": Figure.CONSUMER_RETURNS,
    "已确认 confirmed": Figure.SELLERS_REACHED,
    "已停售 stopped": Figure.SELLERS_STOPPED,
}


@recall_app.command("act")
def act(
    file: Annotated[Path, typer.Argument(help="An act, as JSON: its kind, its id, who acts, when, and what.")],
    as_json: Json = False,
) -> None:
    """Record an act in a recall: its beginning, plan, a seller's receipt or report, a report, its closing."""
    from activities.recall_desk import RecallDesk
    from settings import read_settings
    from worker import at_work, reached, run

    given = read_act(file, RECALL_ACT)

    async def taken(found: Addresses) -> None:
        async with at_work(found) as desk:
            await RecallDesk(desk.database, desk.law, desk.client).take(given)

    with reached(read_settings()) as found:
        run(taken(found))
    shown = table("召回 recall", "已登记 recorded")
    shown.add_row(given.recall_id, given.act_id)
    emit(as_json, {"recall_id": given.recall_id, "act_id": given.act_id}, shown)


@recall_app.command("list")
def list_(as_json: Json = False) -> None:
    """Every recall, the newest first."""
    from models import recall
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        rows = recall.newest(session)
        values = [row.model_dump(mode="json") for row in rows]
    shown = table("召回 recall", "状态 phase", "决定 by", "开始 begun", "承诺 undertaken ‰", "演练 rehearsal")
    for row in rows:
        phase, by = f"{row.phase.zh} {row.phase.en}", f"{row.by.zh} {row.by.en}"
        begun = row.begun_at.astimezone(SHANGHAI).date().isoformat()
        shown.add_row(row.recall_id, phase, by, begun, _shown(row.per_mille), "演练" if row.rehearsal else "")
    emit(as_json, values, shown)


@recall_app.command("show")
def show(recall_id: str, as_json: Json = False) -> None:
    """One recall: its sellers by region, its figures with the things behind them (--json), its timeline."""
    from activities.law import Law
    from activities.recall import kept_until
    from models import audit, recall
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        row, things = recall.held(session, recall_id), recall.behind(session, recall_id)
        places = recall.places(session, recall_id)
        timeline = audit.entries(session, audit.of_recall(recall_id))
        kept = kept_until(session, Law(), row)
    of_sellers = [
        dict(place) | {one: total([it for it in things if it.seller_id == place["seller_id"]], one) for one in Figure}
        for place in places
    ]
    figures = {one.value: total(things, one) for one in Figure} | {
        f"{one.value}_per_mille": effectiveness(things, one) for one in Yardstick
    }
    answer: dict[str, Any] = row.model_dump(mode="json") | {"sellers": of_sellers, "figures": figures}
    answer |= {"kept_until": str(kept.on) if kept else None}
    answer |= {"behind": [one.model_dump(mode="json") for one in things]}
    answer |= {"timeline": [one.model_dump(mode="json") for one in timeline]}
    mark = "【演练 rehearsal】" if row.rehearsal else ""
    title = f"{mark}{recall_id}  {row.phase.zh}  {row.phase.en}"
    shown = table("地区 region", "销售者 seller", *OF_A_SELLER, title=title)
    for one in of_sellers:
        shown.add_row(one["region"] or "?", one["name"], *(_shown(one[figure]) for figure in OF_A_SELLER.values()))
    emit(as_json, answer, shown)
    if as_json:
        return
    counted = table("数字 figure", "数量 count")
    for kind in Figure:
        counted.add_row(f"{kind.zh} {kind.en}", _shown(figures[kind.value]))
    for yardstick in Yardstick:
        counted.add_row(f"{yardstick.zh} {yardstick.en}", f"{_shown(figures[f'{yardstick.value}_per_mille'])} ‰")
    told = table("时间 at", "事由 event", "办理 by", "内容 detail")
    for entry in timeline:
        at = entry.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        detail = {name: value for name, value in entry.detail.items() if name not in ("act", "sha256")}
        told.add_row(at, entry.event, entry.actor, " ".join(f"{name}={value}" for name, value in detail.items()))
    console.print(counted, told)


def _shown(count: int | None) -> str:
    return "未知 unknown" if count is None else str(count)
