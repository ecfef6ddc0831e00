"""The commands of payments of schemes: hezheng claim list, show, print."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from domain.accounts import yuan
from domain.base import Text
from domain.calendar import SHANGHAI, legal_day
from domain.compensation import CompensationEnding, CompensationPhase
from domain.compensation_story import Story
from domain.scheme import Membership
from domain.wording import chinese_day
from matter_commands import show as show_matter
from matter_file_commands import Replace, keep
from settings import read_settings
from terminal import REHEARSAL, Json, Language, console, emit, print_json, table

claim_app = typer.Typer(
    help="投诉、先行赔付: complaints of consumers, and payments of schemes with their money and papers.",
    no_args_is_help=True,
)
NOTHING = Text(zh="尚无", en="none yet")


@claim_app.command("list")
def list_(
    scheme_id: Annotated[str | None, typer.Argument(help="Payments of this scheme; else of all.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Leave out what is closed.")] = False,
    most: Annotated[int, typer.Option(min=1, help="So many, the newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """Payments, the newest first: where each stands, what was decided, paid and is owed, how many papers it has.
    Complaints are in `matter list --complaints`."""
    from activities.compensation_story import listing
    from models import scheme
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        if scheme_id:
            scheme.scheme(session, scheme_id)
        rows = listing(session, scheme_id, most, open_only=open_only)
    heads = ("先行赔付 payment", "责任方 liable", "状态 phase", "决定 decided", "已付 paid", "尚欠 owed", "函件 papers")
    shown = table(*heads)
    for one in rows:
        name = f"{one.compensation_id}\n演练 rehearsal" if one.rehearsal else one.compensation_id
        stands = _stands(one.phase, one.ending)
        money = (one.money.decided, sum(one.money.paid.values()), one.money.owed)
        shown.add_row(name, one.liable, f"{stands.zh}\n{stands.en}", *map(yuan, money), str(one.papers))
    emit(as_json, [one.model_dump(mode="json") for one in rows], shown)


@claim_app.command("show")
def show(
    compensation_id: Annotated[str, typer.Argument(help="The id of the payment, or of a complaint.")],
    lang: Annotated[Language, typer.Option(help="In Chinese or in English.")] = Language.ZH,
    as_json: Json = False,
) -> None:
    """The story of a payment: its money, its papers, who did what and why. All of its file with --json. That of a
    complaint is what `matter show` tells: neither tells of the other."""
    from activities.compensation_story import story
    from models.compensation import CompensationRow
    from models.complaint import ComplaintRow
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        paid = session.get(CompensationRow, compensation_id) is not None
        handled = not paid and session.get(ComplaintRow, compensation_id) is not None
        told = None if handled else story(session, compensation_id)
    if told is None:
        return show_matter(compensation_id, lang, as_json=as_json)
    if as_json:
        return print_json(told.model_dump(mode="json"))
    for line in _lines(told, lang):
        console.print(line, markup=False, highlight=False, emoji=False)


@claim_app.command("print")
def print_paper(
    paper: Annotated[str, typer.Argument(help="The number of the paper, as `claim show` tells it.")],
    out: Annotated[Path, typer.Argument(help="The PDF to write.")],
    replace: Replace = False,
    as_json: Json = False,
) -> None:
    """Write one paper of the scheme's operator as it was made."""
    from models import scheme_paper
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).snapshot() as session:
        row = scheme_paper.paper(session, paper)
    keep(row.pdf, out, replace)
    shown = table("文件 file", "编号 number", "SHA-256")
    shown.add_row(str(out), row.paper_id, row.sha256)
    emit(as_json, {"file": str(out), "paper": row.paper_id, "kind": row.kind, "sha256": row.sha256}, shown)


def _lines(told: Story, lang: Language) -> Iterator[str]:
    of = told.payment
    if of["rehearsal"]:
        yield lang.of(REHEARSAL)
    head = Text(
        zh=f"先行赔付 {of['compensation_id']}（投诉 {of['claim_id']}）：消费者{of['consumer']}，责任方{told.liable}",
        en=f"Payment {of['compensation_id']} (claim {of['claim_id']}): consumer {of['consumer']}, liable {told.liable}",
    )
    yield lang.of(head)
    agreement = told.agreement["agreement_id"]
    yield lang.of(
        Text(
            zh=f"{told.scheme}，由{told.operator}运营；加入协议 {agreement}",
            en=f"{told.scheme}, operated by {told.operator}; agreement {agreement}",
        )
    )
    ending = CompensationEnding.of(of["ending"]) if of["ending"] else None
    yield lang.of(_stands(CompensationPhase.of(of["phase"]), ending))
    yield from (f"  {lang.of(line)}" for line in _periods(told))
    yield ""
    yield lang.of(Text(zh="资金：", en="Money:"))
    yield from (f"  {lang.of(line)}" for line in told.money.told())
    yield ""
    yield lang.of(Text(zh="函件：", en="Papers:"))
    if not told.papers:
        yield f"  {lang.of(NOTHING)}"
    for paper in told.papers:
        arrived, on = _arrived(paper.arrived_on), paper.issued_on
        title = Text(zh=f"《{paper.title.zh}》{chinese_day(on)}", en=f"{paper.title.en}, {on}")
        whom = Text(zh=f"送交：{paper.recipient.zh}", en=f"for {paper.recipient.en}")
        yield "  " + "  ".join(part for part in (paper.paper_id, *map(lang.of, (title, whom, arrived))) if part)
    yield ""
    yield lang.of(Text(zh="经过：", en="What happened:"))
    for event in told.events:
        at = event.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        yield f"{at}  {lang.of(event.what)}  —— {lang.of(event.by)}"
        yield from (f"    {line}" for line in lang.of(event.words).splitlines())


def _periods(told: Story) -> Iterator[Text]:
    """The agreed periods of what is still awaited, by their last days."""
    of, unpaid = told.payment, {CompensationPhase.PAYING, CompensationPhase.UNCLEAR}
    for until, awaited, zh, en in (
        (of["pay_by"], CompensationPhase.of(of["phase"]) in unpaid, "赔付", "payment"),
        (of["repay_by"], told.money.owed > 0, "偿还", "repayment"),
        (of["top_up_by"], told.agreement["membership"] == Membership.SUSPENDED, "补足保证金", "top-up of the deposit"),
    ):
        if until and awaited:
            last = legal_day(datetime.fromisoformat(until) - datetime.resolution)
            yield Text(zh=f"约定的{zh}期限至{chinese_day(last)}", en=f"agreed period for {en}: until {last}")


def _stands(phase: CompensationPhase, ending: CompensationEnding | None) -> Text:
    if ending is None:
        return Text(zh=phase.zh, en=phase.en)
    return Text(zh=f"{phase.zh}：{ending.zh}", en=f"{phase.en}: {ending.en}")


def _arrived(on: date | None) -> Text:
    return Text(zh=f"{chinese_day(on)}送达", en=f"arrived {on}") if on else Text(zh="", en="")
