"""The register: what is entered once, and what is refused at its door."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.imports import ImportActivities
from activities.law import Law
from demo import cast
from demo.run import inspection_files
from domain.errors import Refused
from domain.imports import ImportKind
from models import enterprise, office
from models.enterprise import EnterpriseRow
from models.session import Database
from servers import Addresses
from settings import read_settings
from worker import at_work


@pytest.fixture
def database(addresses: Addresses) -> Database:
    return Database(addresses.database_url)


def test_an_enterprise_without_a_credit_code_is_known_by_its_name_and_unverified(database: Database) -> None:
    with database.transaction() as session:
        first = enterprise.enter_enterprise(session, "示例企业", rehearsal=False)
        again = enterprise.enter_enterprise(session, "示例企业", rehearsal=False)
        invented = enterprise.enter_enterprise(session, "示例企业", rehearsal=True)
        row = session.get_one(EnterpriseRow, first)
        assert (row.credit_code, row.verified) == (None, False)
    assert first == again
    assert first != invented
    database.close()


def test_a_credit_code_is_checked_and_a_wrong_one_is_refused_with_its_value(database: Database) -> None:
    with database.transaction() as session:
        known = enterprise.enter_enterprise(session, "示例企业", credit_code="91350100M000100Y43", rehearsal=False)
        assert session.get_one(EnterpriseRow, known).verified
        with pytest.raises(Refused) as refused:
            enterprise.enter_enterprise(session, "示例企业二", credit_code="91350100M000100Y44", rehearsal=False)
    assert (refused.value.code, refused.value.value) == ("bad_credit_code", "91350100M000100Y44")
    database.close()


def test_an_office_stands_in_a_region_that_exists(database: Database) -> None:
    elsewhere = cast.OFFICE.model_copy(update={"region": "430799"})
    with database.transaction() as session, pytest.raises(Refused, match="unknown_region"):
        office.register_office(session, elsewhere, ())
    database.close()


def test_an_import_that_was_begun_and_not_finished_is_taken_up_again(addresses: Addresses) -> None:
    files = inspection_files(read_settings().data)[-1:]

    async def begin_twice() -> None:
        async with at_work(addresses) as desk:
            spot_checks = ImportActivities(desk.database, desk.law)
            first = spot_checks.begin(ImportKind.SPOT_CHECKS, files, datetime(2025, 2, 10, tzinfo=UTC))
            assert spot_checks.begin(ImportKind.SPOT_CHECKS, files, datetime(2025, 2, 11, tzinfo=UTC)) == first

    asyncio.run(begin_twice())


def test_files_that_cannot_be_imported_are_told(database: Database) -> None:
    spot_checks = ImportActivities(database, Law())
    for paths, code in (([], "no_files"), ([Path("nowhere.jsonl")], "no_such_file")):
        with pytest.raises(Refused, match=code):
            spot_checks.begin(ImportKind.SPOT_CHECKS, paths, datetime(2025, 2, 10, tzinfo=UTC))
    database.close()
