"""What every receipt (收件) must be: the same under one id, and at moments that can have been."""

from datetime import UTC, datetime
from typing import Any

from domain.errors import Refused

CLOCKS_APART = 60.0  # seconds by which the clocks of two machines may differ


def refuse_unless_same(act_id: str, known: dict[str, Any], content: dict[str, Any]) -> None:
    """Refused `act_id_taken`."""
    if known != content:
        raise Refused(
            "act_id_taken",
            zh="这个操作编号已经用于另一项操作。",
            en="This act id belongs to another act already.",
            field="act_id",
            value=act_id,
        )


def refuse_without_zone(moment: datetime) -> None:
    """Refused `moment_without_zone`."""
    if moment.tzinfo is None:
        raise Refused(
            "moment_without_zone",
            zh="时刻应当带有时区。",
            en="A moment must carry its time zone.",
            field="received_at",
            value=moment.isoformat(),
        )


def refuse_future(received_at: datetime, *, rehearsal: bool) -> None:
    """A rehearsal has a time of its own. Refused `received_in_the_future`."""
    if not rehearsal and (received_at - datetime.now(UTC)).total_seconds() > CLOCKS_APART:
        raise Refused(
            "received_in_the_future",
            zh="收到时间不能晚于现在。",
            en="An act cannot have been received later than now.",
            field="received_at",
            value=received_at.isoformat(),
        )


def moment_in_matter(
    given: datetime | None, *, began_at: datetime, last_at: datetime, rehearsal: bool
) -> datetime:
    """When something was done in a matter: as given; else now, in a rehearsal at the moment of the last thing in it.

    Refused `before_the_matter`, `moment_without_zone`, `received_in_the_future`.
    """
    if given is None:
        return last_at if rehearsal else datetime.now(UTC)
    refuse_without_zone(given)
    refuse_future(given, rehearsal=rehearsal)
    if given < began_at:
        raise Refused(
            "before_the_matter",
            zh="时间不能早于事项开始的时间。",
            en="That cannot have been before the matter began.",
            field="at",
            value=given.isoformat(),
        )
    return given
