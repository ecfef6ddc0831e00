"""Offices at the command line: entered once, changed as far as they may, and shown."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from domain.errors import Refused
from domain.office import Role
from domain.scheme import OperatorKind
from models import audit
from models.scheme import SchemeRow
from models.session import Database
from rules.place import HERE, working_copy
from servers import Addresses
from tests.officing import HANDLER, HEAD, OFFICE, SECOND, STAFF, TODAY, YEAR, Run, altered, commands, entering, officer


@pytest.fixture
def run(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> Run:
    return commands(addresses, monkeypatch)


@pytest.fixture
def enter(run: Run, tmp_path: Path) -> Run:
    return entering(run, tmp_path)


def staff(run: Run, office_id: str = "示例局") -> dict[str, Any]:
    return {one["officer_id"]: one for one in run("office", "show", office_id)["officers"]}


def test_an_office_is_entered_once_with_its_officers_and_is_on_its_chain(
    enter: Run, run: Run, addresses: Addresses
) -> None:
    assert enter() == ["示例局", HANDLER, SECOND, HEAD]
    assert enter() == []
    assert enter([STAFF[0], STAFF[1] | {"roles": ["reviewer", "handler", "handler"]}, STAFF[2]]) == []
    (listed,) = run("office", "list")
    assert (listed["name"], listed["officers"], listed["away"]) == (OFFICE["name"], 3, 0)
    shown = run("office", "show", "示例局")
    assert {name: shown[name] for name in OFFICE} == OFFICE
    assert shown["unfilled"] == ["principal"]  # whom a referral to the police wants
    assert [one["certified"] for one in shown["officers"]] == [True] * 3
    database = Database(addresses.database_url)
    with database.transaction() as session:
        entries = audit.entries(session, audit.of_office("示例局"))
        assert [one.event for one in entries] == ["office_entered", *["officer_entered"] * 3]
        assert not any(word in str(entries[1:]) for word in ("示例子", "示例示例局-01"))  # no person's name or number
        assert list(audit.breaks(session)) == []
    database.close()


def test_certificates_roles_and_names_of_the_office_change_and_each_change_is_on_the_chain(
    enter: Run, run: Run, addresses: Addresses
) -> None:
    over = altered(HANDLER, certificate_until=str(TODAY - timedelta(days=1)))
    enter(over)
    assert not staff(run)[HANDLER]["certified"]
    assert enter() == [HANDLER]
    assert staff(run)[HANDLER]["certified"]
    assert enter(altered(HANDLER, certificate=None, certificate_until=None)) == [HANDLER]
    promoted = altered(HEAD, roles=["head_of_department", "principal"])
    assert enter([*promoted, officer("示例局-04", "示例卯", "handler")], name="示例改名局") == [
        "示例局", HANDLER, HEAD, "示例局-04",
    ]  # fmt: skip
    assert run("office", "show", "示例局")["unfilled"] == []
    database = Database(addresses.database_url)
    with database.transaction() as session:
        changes = audit.entries(session, audit.of_office("示例局"))[4:]
    database.close()
    assert [one.event for one in changes] == [*["officer_changed"] * 2, "office_changed", *["officer_changed"] * 2,
                                              "officer_entered"]  # fmt: skip
    assert changes[4].detail["roles"] == ["head_of_department", "principal"]


def test_who_has_left_is_not_brought_back_by_a_file_that_does_not_know_it(enter: Run, run: Run) -> None:
    enter()
    run("register", "left", HANDLER, "--on", str(TODAY))
    assert enter() == []
    assert enter([STAFF[1], STAFF[2]]) == []  # nor need a file name him
    assert (staff(run)[HANDLER]["left_on"], staff(run)[HANDLER]["belongs"]) == (str(TODAY), False)
    with pytest.raises(Refused, match="officer_left"):
        enter(altered(HANDLER, certificate="示例新证"))
    tomorrow = str(TODAY + timedelta(days=1))
    assert enter(altered(SECOND, left_on=tomorrow)) == [SECOND]
    assert enter(altered(SECOND, left_on=tomorrow)) == []
    assert (staff(run)[SECOND]["left_on"], staff(run)[SECOND]["belongs"]) == (tomorrow, True)


def test_who_is_away_and_who_stands_in_is_shown(enter: Run, run: Run) -> None:
    enter()
    run("register", "absence", HANDLER, str(TODAY), str(TODAY + YEAR), "--deputy", SECOND)
    assert staff(run)[HANDLER]["away"]["deputy"] == SECOND
    assert run("office", "list")[0]["away"] == 1
    for arguments in (("list",), ("show", "示例局")):
        told = CliRunner().invoke(app, ["office", *arguments])
        assert "不在岗" in told.stdout
        assert "示例新设市场监督管理局" in told.stdout.replace("\n", "")
    with pytest.raises(Refused, match="unknown_office"):
        run("office", "show", "示例无此局")


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("officer_left_out", {"officers": STAFF[1:]}),
        ("officer_renamed", {"officers": altered(HANDLER, name="示例他人")}),
        ("officer_twice", {"officers": [*STAFF, STAFF[0]]}),
        ("certificate_without_term", {"officers": altered(HANDLER, certificate_until=None)}),
        ("officer_of_another_office", {"office_id": "示例他局", "name": "示例他局", "short_name": "示他"}),
        ("office_named_already", {"office_id": "示例他局", "officers": []}),
        ("unknown_region", {"region": "999999"}),
        ("region_not_on_day", {"region": "430124"}),  # 宁乡县, a city since 2017
        ("id_taken", {"officers": [*STAFF, officer("clock", "示例卯", "handler")]}),
        ("id_taken", {"officers": [*STAFF, officer("示例局", "示例卯", "handler")]}),
        ("missing_glyph", {"officers": [*STAFF, officer("示例局-04", "示例\U0001f600", "handler")]}),
    ],
)
def test_what_may_not_change_is_refused_and_nothing_is_entered(
    enter: Run, run: Run, code: str, changed: dict[str, Any]
) -> None:
    enter()
    before = run("office", "show", "示例局")
    with pytest.raises(Refused, match=code) as refused:
        enter(**{"court": "示例他院"} | changed)
    assert refused.value.zh
    assert refused.value.en
    assert run("office", "show", "示例局") == before
    assert len(run("office", "list")) == 1


def test_nobody_is_entered_with_a_role_that_the_approval_matrix_does_not_know(
    enter: Run, run: Run, tmp_path: Path
) -> None:
    lines = (HERE / "approvals.yaml").read_text("utf-8").splitlines()
    kept = "\n".join(lines).replace("approves: principal", "approves: head_of_department")
    kept = kept.replace("  acting: head_of_department\n", "").replace("reports: principal", "reports: handler")
    (tmp_path / "approvals.yaml").write_text(kept, "utf-8")
    with working_copy(tmp_path), pytest.raises(Refused, match="role_not_in_matrix") as refused:
        enter(altered(HEAD, roles=["principal"]))
    assert Role.PRINCIPAL.zh in refused.value.zh
    assert run("office", "list") == []


@pytest.mark.parametrize(
    ("changed", "field", "zh", "en"),
    [
        ({"officers": altered(HANDLER, roles=["mayor"])}, "officers.0.roles.0", "应当是下列之一", "one of 'handler'"),
        ({"officers": altered(HANDLER, roles=[])}, "officers.0.roles", "没有填写", "is empty"),
        ({"officers": altered(HANDLER, certificate_until="2027")}, "officers.0.certificate_until", "日期", "a day"),
        ({"officers": altered(HANDLER, certificat="1")}, "officers.0.certificat", "没有这一栏", "no field"),
        ({"name": ""}, "name", "不能为空", "is empty"),
        ({"office_id": "a/b"}, "office_id", "不能使用的字符", "may not have"),
        ({"region": 430702}, "region", "应当是文字", "is to be text"),
    ],
)
def test_a_file_that_holds_no_office_is_told_what_is_wrong_of_it(
    enter: Run, changed: dict[str, Any], field: str, zh: str, en: str
) -> None:
    with pytest.raises(Refused, match="act_not_readable") as refused:
        enter(**changed)
    assert refused.value.field == field
    assert zh in refused.value.zh
    assert en in refused.value.en


def test_an_authority_goes_by_no_name_of_a_schemes_operator(enter: Run, addresses: Addresses) -> None:
    """优化营商环境条例 25."""
    database = Database(addresses.database_url)
    with database.transaction() as session:
        session.add(SchemeRow(
            scheme_id="示例制度", name="示例制度", operator_name=OFFICE["name"], operator_kind=OperatorKind.ASSOCIATION,
            bank_account="1", answer_minutes=1, sendings=1, rehearsal=True, founded_at=datetime.now(UTC),
        ))  # fmt: skip
    database.close()
    with pytest.raises(Refused, match="authority_as_operator"):
        enter()


def test_a_form_is_blank_or_as_the_office_stands_and_goes_in_again_as_it_is(
    enter: Run, run: Run, tmp_path: Path
) -> None:
    blank = run("office", "new")
    assert blank.keys() == {*OFFICE, "internet_channel", "officers"}
    assert {role for one in blank["officers"] for role in one["roles"]} == set(Role)
    enter()
    run("register", "left", HANDLER, "--on", str(TODAY))
    file = tmp_path / "again.json"
    file.write_text(json.dumps(run("office", "new", "示例局")), "utf-8")
    assert run("office", "enter", str(file))["changed"] == []
