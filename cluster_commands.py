"""The commands of clusters of complaints: hezheng cluster list, show, look."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from domain.base import Text
from domain.calendar import SHANGHAI
from domain.cluster import Cluster, ClusterFacts
from domain.facts import title_of
from domain.wording import worded
from settings import read_settings
from terminal import REHEARSAL, Json, Language, console, emit, print_json, table

cluster_app = typer.Typer(help="聚集投诉: complaints about one lot or one trader.", no_args_is_help=True)
Look = Annotated[str, typer.Argument(metavar="CLUSTER", help="The id of a look at a cluster.")]
Most = Annotated[int, typer.Option(min=1, help="So many rows of each kind.")]


@cluster_app.command("list")
def list_(
    office: Annotated[str | None, typer.Option(help="Only what this office has looked at.")] = None,
    most: Annotated[int, typer.Option(min=1, help="So many, the newest first.")] = 50,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Invented ones, not real ones.")] = False,
    as_json: Json = False,
) -> None:
    """The newest look at each lot and each trader that several complaints are about; `check leads` has the clues."""
    from activities.clusters import shown as look
    from activities.law import Law
    from models import cluster
    from models.session import Database
    from worker import reached

    law = Law()
    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        ids = cluster.newest(session, office, most, rehearsal=rehearsal)
        looks = [told for one in ids if ((told := look(session, law, one, most=1)).facts.complaints or 0) > 1]
    shown = table("时间 at", "对象 about", "", "件 complaints", "人 people", "线索 clue", "编号 cluster")
    for one in looks:
        clue = "、".join(held.title.zh for held in one.clues)
        counted = str(one.facts.complaints), str(one.facts.people)
        at = one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        shown.add_row(at, one.subject.zh, one.about, *counted, clue, one.cluster_id)
    emit(as_json, [one.model_dump(mode="json", exclude={"complaints", "samplings"}) for one in looks], shown)


@cluster_app.command("show")
def show(cluster: Look, most: Most = 50, lang: Language = Language.ZH, as_json: Json = False) -> None:
    """One cluster: its figures, signs, the proposal of a sampling or its bar, and the complaints behind it, which tell
    nothing of who complained."""
    from activities.clusters import shown as look
    from activities.law import Law
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        told = look(session, Law(), cluster, most)
    _print(told, lang, as_json)


@cluster_app.command("look")
def look_again(
    cluster: Look,
    by: Annotated[str | None, typer.Option(help="The id of the office that looks; else the one that looked before.")]
    = None,
    lang: Language = Language.ZH,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Look at the same lot or trader as of now, and judge it: outcomes, samplings and complaints since then count."""
    from activities.clusters import look_again as look
    from activities.clusters import shown
    from activities.law import Law
    from models.session import Database
    from worker import reached

    law = Law()
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        told = shown(session, law, look(session, law, cluster, datetime.now(UTC), by))
    _print(told, lang, as_json)


def _print(told: Cluster, lang: Language, as_json: bool) -> None:
    if as_json:
        return print_json(told.model_dump(mode="json"))
    if told.rehearsal:
        console.print(lang.of(REHEARSAL), markup=False)
    at = told.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    subject = Text(zh=told.subject.zh, en=told.subject.en)
    figures = table("", "", title=f"{lang.of(subject)} {told.about}  {told.office}  {at}\n{told.cluster_id}")
    for name, field in ClusterFacts.model_fields.items():
        if name != "subject":
            figures.add_row(lang.of(title_of(field)), lang.of(worded(getattr(told.facts, name))))
    console.print(figures)
    for held in told.clues:
        _line(lang, Text(zh=f"线索：{held.title.zh}（{held.cited.zh}）", en=f"Clue: {held.title.en} ({held.cited.en})"))
    for held in told.not_evaluated:
        if held.wanting:
            zh, en = f"未能判断：{held.title.zh}。未设定：{held.wanting.zh}。", (
                f"Not evaluated: {held.title.en}. Not set: {held.wanting.en}."
            )
            _line(lang, Text(zh=zh, en=en))
    for sign in told.signs:
        _line(lang, Text(zh=f"可以考虑的因素：{sign.zh}", en=f"Sign: {sign.en}"))
    if told.proposal:
        permission = told.proposal.permission
        _line(lang, Text(zh=f"监督抽查建议：{permission.zh}", en=f"Proposal of a sampling: {permission.en}"))
        for says in told.proposal.says:
            console.print(f"  {lang.of(says)}", markup=False)
    if told.taken_up:
        _line(lang, Text(zh=f"已据此检查：{'、'.join(told.taken_up)}", en=f"Taken up by: {', '.join(told.taken_up)}"))
    about = "被投诉人 respondent", "商品 goods", "批次 lot", "部门 office"
    rows = table("日期 on", "投诉 complaint", "投诉人 person", *about, "受理 accepted", "调解 settled")
    for one in told.complaints:
        accepted = lang.of(worded(one.accepted)) if one.accepted is not None else ""
        settled = lang.of(worded(True)) if one.settled else ""
        rows.add_row(str(one.received_on), one.complaint_id, str(one.person), one.respondent, one.goods, one.lot or "",
                     one.office, f"{accepted} {one.ground or ''}".strip(), settled)  # fmt: skip
    console.print(rows)


def _line(lang: Language, told: Text) -> None:
    console.print(lang.of(told), markup=False)
