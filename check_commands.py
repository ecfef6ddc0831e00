"""The commands of checks: hezheng check take, check evidence, check leads, scan, lot where."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from domain.answer import Answer
from domain.calendar import legal_day
from domain.errors import Refused
from servers import Addresses
from settings import read_settings
from terminal import Json, console, emit, table

check_app = typer.Typer(help="流通查验: checks of goods, and what they are evidence of.", no_args_is_help=True)
lot_app = typer.Typer(help="批次: lots of goods.", no_args_is_help=True)


@check_app.command("take")
def take(file: Annotated[Path, typer.Argument(help="One check as a JSON object.")], as_json: Json = False) -> None:
    """Record and judge a check that an officer or a seller has made: once, however often it is sent."""
    from activities.checking import CheckTaken, take_stated
    from domain.circulation_check import read
    from worker import at_desk, reached, run

    check = read(_content(file))

    async def take_it(found: Addresses) -> CheckTaken:
        async with at_desk(found) as desk:
            return await take_stated(desk, check, datetime.now(UTC))

    with reached(read_settings()) as found:
        taken = run(take_it(found))
    shown = table("查验 check", "研判 judgement", "事项 matter")
    shown.add_row(taken.check_id, taken.judgement_id, taken.matter_id or "无 none")
    emit(as_json, taken.model_dump(mode="json"), shown)
    if taken.answer is not None and not as_json:
        _print(taken.answer)


@check_app.command("evidence")
def show_evidence(
    seller: Annotated[str, typer.Argument(help="The id of the seller.")],
    product: Annotated[str | None, typer.Option(help="Only of this product: its id or its name.")] = None,
    lot: Annotated[str | None, typer.Option(help="Only of this lot: its id, or as it is stated.")] = None,
    as_json: Json = False,
) -> None:
    """What a seller has looked at when goods came in: his record for PQL 33 and 55, paper certificates included."""
    from activities.goods_in_evidence import evidence
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        record = evidence(session, seller, product=product, lot=lot)
    shown = table(
        "日期 on", "产品 product", "批次 lot", "件数 units", "合格证明 proof", "编号 number", "登记 register",
        "进货来源 from", title=f"进货查验记录 {record.seller} {'、'.join(one.zh for one in record.basis)}",
    )  # fmt: skip
    for one in record.looked:
        units, proof = "" if one.units is None else str(one.units), one.proof_of_inspection
        said = one.register_said.zh if one.register_said else ""
        shown.add_row(
            one.seen_on.isoformat(), one.product or "", one.lot or "", units, proof.zh if proof else "",
            one.certificate_number or "", said, one.supplier or "",
        )  # fmt: skip
    emit(as_json, record.model_dump(mode="json"), shown)
    if not as_json:
        for wanting in record.wanting:
            console.print(f"{wanting.zh} {wanting.en}", markup=False)


@check_app.command("leads")
def show_leads(
    region: Annotated[str | None, typer.Option(help="Only of this region, with all below it.")] = None,
    most: Annotated[int, typer.Option(min=1, help="So many, the newest first.")] = 50,
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="Invented ones, not real ones.")] = False,
    as_json: Json = False,
) -> None:
    """What checks of sellers, scans and complaints of consumers have shown and no office has taken up: nothing of it is
    verified. The last column is what an inspection names as its clue (of a cluster: `hezheng cluster show`)."""
    from models.leads import leads
    from models.session import Database
    from worker import reached

    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        waiting = leads(session, region=region, most=most, rehearsal=rehearsal)
    goods = "合格证 certificate", "序列号 serial", "对象 about"
    shown = table("日期 on", "地区 region", *goods, "线索 lead", "线索编号 clue")
    for one in waiting:
        named = one.region or "", one.certificate_number or "", one.serial or "", one.about or ""
        shown.add_row(one.seen_on.isoformat(), *named, one.title.zh, one.clue)
    emit(as_json, [one.model_dump(mode="json") for one in waiting], shown)


def scan(
    number: Annotated[str, typer.Argument(help="The number of the certificate.")],
    serial: Annotated[str | None, typer.Option(help="The serial of the unit.")] = None,
    region: Annotated[str | None, typer.Option(help="The code of the place, as 430702.")] = None,
    scan_id: Annotated[str | None, typer.Option("--id", help="A scan sent again has the same id and --at.")] = None,
    at: Annotated[str | None, typer.Option(help="When, as 2025-03-03T12:00+08:00; now if left out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Answer, and keep nothing.")] = False,
    as_json: Json = False,
) -> None:
    """What the register says of a certificate now. Kept as a scan, and nothing of who made it."""
    from activities.answering import scan as scan_now
    from activities.law import Law
    from domain.scan import Scan
    from models.session import Database
    from worker import reached

    now = datetime.now(UTC)
    moment = now if at is None else _moment(at)
    made = Scan(scan_id=scan_id or uuid4().hex, number=number, at=moment, serial=serial, region=region)
    with reached(read_settings()) as found:
        database = Database(found.database_url)
        try:
            told = scan_now(database, Law(), made, now, keep=not dry_run)
        finally:
            database.close()
    if as_json:
        emit(True, told.model_dump(mode="json"), table())
    else:
        _print(told)


@lot_app.command("where")
def where(
    lot: Annotated[str | None, typer.Argument(help="The id of the lot.")] = None,
    certificate: Annotated[str | None, typer.Option(help="The number of its certificate, instead.")] = None,
    on: Annotated[str | None, typer.Option(help="Seen until this day, as 2025-03-03; today if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Where a lot was seen, by seller and region, and how much of it may still be unsold."""
    from models.session import Database
    from models.whereabouts import whereabouts
    from worker import reached

    if (lot is None) is (certificate is None):
        raise Refused(
            "which_lot",
            zh="请写批次编号，或者用 --certificate 写合格证编号，只写一项。",
            en="Give the id of a lot, or the number of its certificate with --certificate: one of them.",
            field="lot",
            value=lot,
        )
    day = legal_day(datetime.now(UTC)) if on is None else _day(on)
    with reached(read_settings()) as found, Database(found.database_url).transaction() as session:
        known = whereabouts(session, day, lot=lot, number=certificate)
    shown = table(
        "销售者 seller", "地区 region", "最近查见 last seen", "查验 checks", "进货 received", "检查时 counted",
        "扫码 scanned", title=f"{known.goods}  {known.on}",
    )  # fmt: skip
    for one in known.sightings:
        units = ["不明 unknown" if given is None else str(given) for given in (one.received, one.counted)]
        shown.add_row(
            one.seller or "", one.place or one.region or "", one.last_seen.isoformat(), str(one.checks), *units,
            str(one.scanned),
        )  # fmt: skip
    emit(as_json, known.model_dump(mode="json"), shown)
    if not as_json:
        console.print(f"{known.unsold.says.zh}\n{known.unsold.says.en}", markup=False)


def _print(told: Answer) -> None:
    console.print(f"{told.number}  {told.state.zh}  {told.state.en}", markup=False)
    console.print(f"{told.says.zh}\n{told.says.en}", markup=False)
    for one in told.remarks:
        zh, en = "、".join(article.zh for article in one.cited), "; ".join(article.en for article in one.cited)
        console.print(f"- {one.says.zh}。{one.may.zh}。（{zh}）", markup=False)
        console.print(f"  {one.says.en}. {one.may.en}. ({en})", markup=False)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            "no_such_file", zh="文件不存在或者无法读取。", en="There is no such file, or it cannot be read.",
            field="file", value=str(file),
        ) from error  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            "not_a_date", zh="日期应当写作 2025-02-10。", en="Write a day as 2025-02-10.", field="on", value=text
        ) from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(
            "not_a_moment", zh="时刻应当写作 2025-02-10T12:00+08:00。", en="Write a moment as 2025-02-10T12:00+08:00.",
            field="at", value=text,
        ) from error  # fmt: skip
    legal_day(moment)  # refuses one without its zone
    return moment
