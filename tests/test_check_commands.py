"""Checks at the command line: a consumer scans, a seller shows his record, an officer asks where a lot is."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.session import Database
from servers import Addresses
from tests.market import NOON, NUMBER, Market
from tests.test_cli import given, hezheng


@pytest.fixture
def market(addresses: Addresses) -> Iterator[Market]:
    database = Database(addresses.database_url)
    with database.transaction() as session:
        market = Market(session)
        market.certify(issued_on=date(2025, 1, 12))
    yield market
    database.close()


def _asked(addresses: Addresses, *arguments: str) -> Any:
    told = hezheng(*arguments, "--json", **given(addresses))
    assert told.returncode in (0, 2), told.stderr
    return json.loads(told.stdout)


def test_a_scan_is_answered_and_kept_once_and_a_dry_run_is_not_kept(addresses: Addresses, market: Market) -> None:
    first = _asked(addresses, "scan", NUMBER, "--serial", "0001", "--region", "430702", "--id", "示例扫码")
    assert (first["state"], first["certified"]["producer"]) == ("attention", "示例厂")  # past its use-by date today
    assert [one["id"] for one in first["remarks"]] == ["past_use_by_date"]
    made = ("scan", NUMBER, "--id", "示例再扫", "--at", "2025-03-03T12:00+08:00", "--serial", "1", "--region", "430702")
    told = [_asked(addresses, *made) for _ in range(2)]
    assert told[0] == told[1]
    assert told[0]["state"] == "in_order"
    assert _asked(addresses, "scan", "示例无此号", "--dry-run")["state"] == "not_known"
    known = _asked(addresses, "lot", "where", "--certificate", NUMBER)
    assert [(one["region"], one["scanned"], one["checks"]) for one in known["sightings"]] == [("430702", 2, 2)]
    assert [one["name"] for one in known["unsold"]["inputs"]] == ["quantity", "received", "scanned", "returned"]


def test_a_check_from_a_file_is_taken_once_and_is_the_sellers_evidence(
    addresses: Addresses, market: Market, tmp_path: Path
) -> None:
    stated = {"check_id": "示例进货", "regime": "goods_in_check", "seen_at": NOON.isoformat(), "lot_id": market.lot}
    stated |= {"party_id": market.seller, "supplier_id": market.maker, "proof_of_inspection": "paper"}
    file = tmp_path / "check.json"
    file.write_text(json.dumps(stated), encoding="utf-8")
    taken = [_asked(addresses, "check", "take", str(file)) for _ in range(2)]
    assert taken[0] == taken[1]
    assert (taken[0]["matter_id"], taken[0]["answer"]) == (None, None)
    record = _asked(addresses, "check", "evidence", market.seller, "--product", "示例灯")
    assert [(one["check_id"], one["supplier"], one["proof_of_inspection"]) for one in record["looked"]] == [
        ("示例进货", "示例厂", "paper")
    ]
    shown = hezheng("check", "evidence", market.seller, **given(addresses)).stdout
    assert "纸质合格证" in shown
    file.write_text(json.dumps(stated | {"proof_of_inspection": "label"}), encoding="utf-8")
    assert _asked(addresses, "check", "take", str(file))["error"]["code"] == "check_differs"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("scan", "a\nb"), "bad_code"),
        (("scan", "示例", "--at", "soon"), "not_a_moment"),
        (("scan", "示例", "--at", "2025-03-03T12:00"), "moment_without_time_zone"),
        (("scan", "示例", "--at", "2999-03-03T12:00Z"), "seen_after_receipt"),
        (("check", "take", "nowhere.json"), "no_such_file"),
        (("lot", "where"), "which_lot"),
        (("lot", "where", "示例", "--on", "soon"), "not_a_date"),
        (("lot", "where", "示例无此批次"), "unknown_lot"),
        (("check", "evidence", "示例无此人"), "unknown_enterprise"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    addresses: Addresses, arguments: tuple[str, ...], code: str
) -> None:
    assert _asked(addresses, *arguments)["error"]["code"] == code
