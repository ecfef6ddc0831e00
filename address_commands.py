"""The commands of confirmed addresses: hezheng address confirm, revoke, list, account."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from sqlmodel import Session

from act_file import read_act, unusable
from domain.address import AddressConfirmation, Revocation
from settings import read_settings
from terminal import Json, emit, table

address_app = typer.Typer(help="送达地址确认书: addresses to which papers may be served.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="As JSON; a moment carries its time zone.")]
Enterprise = Annotated[str, typer.Argument(help="The id of the enterprise.")]


@address_app.command("confirm")
def confirm(file: File, as_json: Json = False) -> None:
    """Enter one address of a signed confirmation. The same one twice is one."""
    from activities.address_register import confirm as enter

    given = read_act(file, TypeAdapter(AddressConfirmation))
    with _register() as session:
        name = enter(session, given)
    shown = table("送达地址 address", "已登记 recorded")
    shown.add_row(given.address, name)
    emit(as_json, {"confirmation_id": name}, shown)


@address_app.command("revoke")
def revoke(file: File, as_json: Json = False) -> None:
    """Record that an address holds no more: from the receipt of what its addressee has written."""
    from activities.address_register import revoke as end

    given = read_act(file, TypeAdapter(Revocation))
    with _register() as session:
        end(session, given)
    shown = table("送达地址 address", "撤回 revoked")
    shown.add_row(given.confirmation_id, given.received_at.isoformat())
    emit(as_json, {"confirmation_id": given.confirmation_id}, shown)


@address_app.command("list")
def addresses(enterprise: Enterprise, as_json: Json = False) -> None:
    """Every address that an enterprise has ever confirmed, and whether it holds now."""
    from models import address
    from models.enterprise import enterprise as known

    now = datetime.now(UTC)
    with _register() as session:
        known(session, enterprise)
        rows = address.of_addressee(session, enterprise)
    shown = table("编号 id", "种类 kind", "地址 address", "电子送达 consent", "签署 signed", "有效 in force")
    for one in rows:
        states = ["是 yes" if yes else "否 no" for yes in (one.consents, one.holds_at(now))]
        kind, signed = f"{one.kind.zh} {one.kind.en}", f"{one.signed_on} {one.signed_by}"
        shown.add_row(one.confirmation_id, kind, one.address, states[0], signed, states[1])
    emit(as_json, [one.model_dump(mode="json") | {"holds": one.holds_at(now)} for one in rows], shown)


@address_app.command("account")
def account(
    enterprise: Enterprise,
    out: Annotated[Path | None, typer.Option(help="Write the papers as PDF into this folder.")] = None,
    as_json: Json = False,
) -> None:
    """The papers that were served into the account of an enterprise on this platform, the newest first."""
    from models import dispatch
    from models.enterprise import enterprise as known
    from notices import catalog

    with _register() as session:
        known(session, enterprise)
        rows = dispatch.portal_papers(session, enterprise)
    shown = table("到达 arrived", "文书 document", "文号 number", "SHA-256")
    for lying, paper in rows:
        shown.add_row(lying.arrived_at.isoformat(), catalog.kind(paper.kind).title.zh, paper.number or "", paper.sha256)
        if out is not None:
            _write(out, f"{paper.number or paper.document_id}.pdf", paper.pdf)
    told = [
        {"document_id": paper.document_id, "number": paper.number, "arrived_at": lying.arrived_at.isoformat()}
        for lying, paper in rows
    ]
    emit(as_json, told, shown)


def _write(folder: Path, name: str, content: bytes) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    except OSError as error:
        raise unusable(folder / name, error) from None


@contextmanager
def _register() -> Iterator[Session]:
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found:
        database = Database(found.database_url)
        with database.transaction() as session:
            yield session
        database.close()
