"""Bring a database up to date: migrations, views, rights, and the facts that every installation needs."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, text
from sqlalchemy.dialects.postgresql import insert

from domain.calendar import CalendarDay
from models.calendar import CalendarDayRow
from models.parameter import ParameterRow
from models.region import RegionChangeRow, RegionRow
from models.session import engine_for

HERE = Path(__file__).parent
# A view stands after those that it reads.
VIEWS = (
    "certificate_period",
    "circulation_facts",
    "issuance_facts",
    "region_under",
    "sampling_seen",
    "lot_sampling",
    "matter_facts",
    "region_figures",
    "region_facts",
    "recall_figures",
    "departure",
    "compensation_facts",
    "cluster_complaint",
    "cluster_sampling",
    "cluster_facts",
)


def migrate(owner_url: str, published: Iterable[CalendarDay], parameters: Mapping[str, int | None]) -> None:
    """Run as the role that owns the tables. What is up to date is left alone; days that are there already, too.

    `parameters` are the figures that this installation has set, None where it has not.
    """
    engine = engine_for(owner_url)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(HERE / "migrations"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            for view in reversed(VIEWS):  # dropped first: the columns of a view cannot be replaced by others
                connection.execute(text(f"drop view if exists {view}"))
            for view in VIEWS:
                connection.execute(text((HERE / "views" / f"{view}.sql").read_text("utf-8")))
            _seed(connection, published)
            _set(connection, parameters)
            _restrict(connection)
    finally:
        engine.dispose()


def _seed(connection: Connection, published: Iterable[CalendarDay]) -> None:
    region = insert(RegionRow)
    known = {name: region.excluded[name] for name in ("name", "parent", "valid_from", "valid_until")}
    connection.execute(region.on_conflict_do_update(index_elements=["code"], set_=known), _seeded("regions"))
    connection.execute(insert(RegionChangeRow).on_conflict_do_nothing(), _seeded("region_changes"))
    days = [
        {
            "on": day.on,
            "is_workday": day.is_workday,
            "name_zh": day.name.zh if day.name else None,
            "name_en": day.name.en if day.name else None,
        }
        for day in published
    ]
    connection.execute(insert(CalendarDayRow).on_conflict_do_nothing(), days)


def _seeded(table: str) -> list[dict[str, str | None]]:
    """The rows of a seed file; an empty value is none, and lines that begin with # say where they are from."""
    lines = (HERE / "seed" / f"{table}.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [{name: value or None for name, value in row.items()} for row in rows]


def _set(connection: Connection, parameters: Mapping[str, int | None]) -> None:
    connection.execute(delete(ParameterRow))
    rows = [{"parameter_id": name, "value": value} for name, value in parameters.items()]
    connection.execute(insert(ParameterRow), rows)


def _restrict(connection: Connection) -> None:
    """The audit chain, the history of certificates, sealed copies, papers of a scheme and what is posted: the program
    adds, never changes. Of an informant it has what five functions tell (O121 37).

    An account it opens with nothing in it: balances are the trigger's.
    """
    for_good = "audit, certificate_state, sealed_copy, posting, entry, account, scheme_paper"
    connection.execute(text(f"revoke update, delete, truncate on {for_good} from hezheng_app"))
    connection.execute(text("revoke insert on account from hezheng_app"))
    of_informants = "keep_informant, read_informant, hand_over_informant, says_informant, reports_of_same_informant"
    connection.execute(text("revoke all on informant from hezheng_app"))
    connection.execute(text(f"revoke execute on function {of_informants} from public"))
    connection.execute(text(f"grant execute on function {of_informants} to hezheng_app"))
    opened = "account_id, scheme_id, kind, holder_id, compensation_id, source, reference"
    connection.execute(text(f"grant insert ({opened}) on account to hezheng_app"))
