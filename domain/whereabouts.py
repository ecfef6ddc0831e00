"""Whereabouts (批次去向): where a lot was seen, by checks and scans, and how much of it may still be unsold."""

from datetime import date

from domain.base import Text, Value


class Sighting(Value):
    """查见: one seller (None: nobody in particular) in one region (None: place not noted).

    `received` sums the units of his goods-in checks; `counted` is what the latest inspection saw, on `counted_on`;
    `scanned` are the serials that consumers have scanned. None: nobody has said.
    """

    seller_id: str | None
    seller: str | None
    region: str | None
    place: str | None
    first_seen: date
    last_seen: date
    checks: int
    received: int | None
    counted: int | None
    counted_on: date | None
    scanned: int


class Input(Value):
    """What an estimate rests on. `units` None: unknown."""

    name: str
    title: Text
    units: int | None


class Unsold(Value):
    """未售估计. `in_all` counts from the size of the lot, `with_sellers` from what sellers received; None: unknown."""

    in_all: int | None
    with_sellers: int | None
    inputs: tuple[Input, ...]
    says: Text


class Whereabouts(Value):
    """The lot on a day. The sightings come the latest first."""

    lot_id: str
    goods: str
    on: date
    sightings: tuple[Sighting, ...]
    unsold: Unsold


def unsold(quantity: int | None, received: int | None, scanned: int) -> Unsold:
    """How many units may be unsold, at most: a scan by a consumer counts as a sale, what nobody scanned as unsold."""
    inputs = (
        _input("quantity", "批量", "units of the lot", quantity),
        _input("received", "销售者进货查验件数", "units that sellers received", received),
        _input("scanned", "消费者扫过的序列号（视为已售）", "serials that consumers have scanned, as sold", scanned),
        _input("returned", "退货件数（没有登记）", "units returned (not on record)", None),
    )
    in_all = None if quantity is None else max(0, quantity - scanned)
    with_sellers = None if received is None else max(0, received - scanned)
    return Unsold(in_all=in_all, with_sellers=with_sellers, inputs=inputs, says=_says(in_all, with_sellers))


def _input(name: str, zh: str, en: str, units: int | None) -> Input:
    return Input(name=name, title=Text(zh=zh, en=en), units=units)


def _says(in_all: int | None, with_sellers: int | None) -> Text:
    zh_all, en_all = ("不明", "unknown") if in_all is None else (f"至多{in_all}件", f"at most {in_all}")
    zh, en = ("不明", "unknown") if with_sellers is None else (f"至多{with_sellers}件", f"at most {with_sellers}")
    return Text(
        zh=f"估计未售：全批{zh_all}，销售者处{zh}。这是估计：消费者扫码视为售出，未扫码的视为未售，未计退货。",
        en=f"Estimated unsold: of the lot {en_all}, with sellers {en}. An estimate: what a consumer has scanned counts "
        "as sold, what nobody has scanned as unsold, and returns are not counted.",
    )
