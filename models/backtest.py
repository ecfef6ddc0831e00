"""Back-tests (回测) over all recorded checks: two conditions over the view of facts in one pass."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.backtest import PartyShift, Shift
from models.circulation import Origin

# Each condition stands where it is read, not in a subquery: so the pass runs in parallel, and the planner sees that
# the view reads the same rows as `seen`.
_SHIFTS = """
with counted as (
    select
        seen.origin,
        date_trunc('month', seen.seen_on::timestamp) as month,
        seen.region,
        seen.office_id,
        count(*) filter (where {new}) as hits,
        count(*) filter (where ({new}) and ({old}) is not true) as newly,
        count(*) filter (where ({old}) and ({new}) is false) as no_longer,
        count(*) filter (where ({new}) is null) as not_evaluated
    from circulation_facts
    join (select check_id, origin, seen_on, region, office_id from circulation_check) as seen using (check_id)
    where seen.origin = any(%(origins)s) and seen.seen_on >= %(since)s and (({new}) is not false or ({old}))
    group by 1, 2, 3, 4
)
select
    origin,
    to_char(counted.month, 'YYYY-MM') as month,
    place.code as region,
    region.name as region_name,
    sum(hits)::int as hits,
    sum(newly)::int as newly,
    sum(no_longer)::int as no_longer,
    sum(not_evaluated)::int as not_evaluated
from counted
left join office using (office_id)
cross join lateral (select coalesce(counted.region, office.region) as code) as place
left join region on region.code = place.code
group by origin, counted.month, place.code, region.name
order by origin, counted.month, place.code
"""
_PARTIES = """
with counted as (
    select
        seen.origin,
        seen.party_id as party,
        count(*) filter (where ({new}) and ({old}) is not true) as newly,
        count(*) filter (where ({old}) and ({new}) is false) as no_longer
    from circulation_facts
    join (select check_id, origin, seen_on, party_id from circulation_check) as seen using (check_id)
    where seen.origin = any(%(origins)s) and seen.seen_on >= %(since)s
        and ((({new}) and ({old}) is not true) or (({old}) and ({new}) is false))
    group by 1, 2
    order by count(*) desc, 1, 2
    limit %(most)s
)
select origin, party, enterprise.name, newly, no_longer
from counted
left join enterprise on enterprise_id = party
order by newly + no_longer desc, origin, party
"""
_CHECKS = "select count(*) from circulation_check where origin = any(%(origins)s) and seen_on >= %(since)s"


def shifts(
    session: Session, new: str, old: str, values: Mapping[str, Any], origins: Collection[Origin], since: date
) -> tuple[Shift, ...]:
    """What the condition `new` finds of checks from `since` on, beside `old`; both as psycopg takes them: `%(p0)s`."""
    rows = _connection(session).execute(_SHIFTS.format(new=new, old=old), {**values, **_scope(origins, since)})
    names = [column.name for column in rows.description or ()]
    return tuple(Shift.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def parties(
    session: Session, new: str, old: str, values: Mapping[str, Any], origins: Collection[Origin], since: date, most: int
) -> tuple[PartyShift, ...]:
    """Of whose checks `new` finds other ones than `old`: at most so many parties, those with most changes first."""
    query, given = _PARTIES.format(new=new, old=old), {**values, **_scope(origins, since), "most": most}
    rows = _connection(session).execute(query, given)
    names = [column.name for column in rows.description or ()]
    return tuple(PartyShift.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def checks(session: Session, origins: Collection[Origin], since: date) -> int:
    """How many checks there are to test against."""
    return int(_connection(session).execute(_CHECKS, _scope(origins, since)).fetchone()[0])


def _scope(origins: Collection[Origin], since: date) -> dict[str, Any]:
    return {"origins": [origin.value for origin in origins], "since": since}


def _connection(session: Session) -> Any:
    """That of psycopg, whose own parameters the conditions have."""
    return session.connection().connection.driver_connection
