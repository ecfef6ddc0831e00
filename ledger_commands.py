"""The commands of schemes of compensation first: hezheng ledger act, pay, check, statement."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from act_file import read_act
from domain.accounts import yuan
from domain.calendar import SHANGHAI
from domain.compensation import COMPENSATION_ACT
from domain.scheme import SCHEME_ACT
from servers import Addresses
from terminal import Json, console, emit, table

ledger_app = typer.Typer(help="先行赔付账目: schemes, their payments, accounts and books.", no_args_is_help=True)


@ledger_app.command("act")
def act(
    file: Annotated[Path, typer.Argument(help="An act of a scheme as JSON: founding, joining, attribution.")],
    as_json: Json = False,
) -> None:
    """Record an act of a scheme itself."""
    from activities.scheme_reception import SchemeReception
    from models.session import Database
    from settings import read_settings
    from worker import reached

    given = read_act(file, SCHEME_ACT)
    with reached(read_settings()) as found:
        SchemeReception(Database(found.database_url)).receive(given)
    shown = table("制度 scheme", "已登记 recorded")
    shown.add_row(given.scheme_id, given.act_id)
    emit(as_json, {"scheme_id": given.scheme_id, "act_id": given.act_id}, shown)


@ledger_app.command("pay")
def pay(
    file: Annotated[Path, typer.Argument(help="An act in a payment as JSON: its kind, its id, who acts, when, what.")],
    as_json: Json = False,
) -> None:
    """Record an act in a payment: application, assessment, decision, assignment, recourse, closing."""
    from activities.compensation_desk import CompensationDesk
    from settings import read_settings
    from worker import at_work, reached, run

    given = read_act(file, COMPENSATION_ACT)

    async def taken(found: Addresses) -> None:
        async with at_work(found) as desk:
            await CompensationDesk(desk).take(given)

    with reached(read_settings()) as found:
        run(taken(found))
    shown = table("先行赔付 payment", "已登记 recorded")
    shown.add_row(given.compensation_id, given.act_id)
    emit(as_json, {"compensation_id": given.compensation_id, "act_id": given.act_id}, shown)


@ledger_app.command("check")
def check(scheme_id: Annotated[str | None, typer.Argument(help="One scheme; else all.")] = None,
          as_json: Json = False) -> None:  # fmt: skip
    """Recount the books, hold them against the audit chains and the bank. Exit code 1 where anything is wrong."""
    from activities.ledger import check as checked
    from models import scheme
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        names = [scheme_id] if scheme_id else scheme.ids(session)
        books = [checked(session, name, datetime.now(UTC)) for name in names]
    heads = ("制度 scheme", "凭证 postings", "问题 problems", "待办 waiting", "追回率 recovered", "账龄 owed, by days")
    shown = table(*heads)
    for one in books:
        ages = "  ".join(f"{step.days}+: {yuan(step.fen)}" for step in one.ageing if step.payments)
        rate = "—" if one.recovery_per_mille is None else _percent(one.recovery_per_mille)
        shown.add_row(one.scheme_id, str(one.postings), str(len(one.problems)), str(len(one.waiting)), rate, ages)
    emit(as_json, [one.model_dump(mode="json") for one in books], shown)
    if not as_json:
        for one in books:
            for text in one.problems:
                console.print(f"{one.scheme_id}  {text.zh} {text.en}", style="red", markup=False)
            for text in one.waiting:
                console.print(f"{one.scheme_id}  {text.zh} {text.en}", markup=False)
    sys.exit(1 if any(one.problems for one in books) else 0)


@ledger_app.command("statement")
def statement(
    scheme_id: str,
    account_id: Annotated[str | None, typer.Argument(help="One account, with its entries; else all.")] = None,
    as_json: Json = False,
) -> None:
    """The accounts of a scheme, or the entries of one. Debits are positive; the reference is what a payer states."""
    from models import accounts, scheme
    from models.session import Database
    from settings import read_settings
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        scheme.held(session, scheme_id)
        rows = [row.model_dump(mode="json") for row in accounts.accounts_of(session, scheme_id)]
        entries = accounts.statement(session, accounts.of(session, scheme_id, account_id)) if account_id else []
    if account_id:
        heads = ("时间 at", "凭证 posting", "类别 kind", "对方账户 other account", "金额 yuan", "余额 balance")
        shown = table(*heads, title=account_id)
        for one in entries:
            at = one["at"].astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
            shown.add_row(at, one["posting_id"], one["kind"], one["other"], yuan(one["fen"]), yuan(one["balance_fen"]))
        emit(as_json, [_json(one) for one in entries], shown)
        return
    shown = table("账户 account", "类别 kind", "余额 balance", "附言 reference", title=scheme_id)
    for row in rows:
        shown.add_row(row["account_id"], row["kind"], yuan(row["balance_fen"]), row["reference"])
    emit(as_json, rows, shown)


def _percent(per_mille: int) -> str:
    return f"{per_mille // 10}.{per_mille % 10}%"


def _json(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"at": entry["at"].isoformat()}
