"""The audit chain (审计链): each entry carries the hash of the one before it, so that any edit shows."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from domain.base import Value

BEGINNING = "0" * 64


class Entry(Value):
    """One thing that happened in a chain. `at` is law time, `sequence` counts from 1, hashes are SHA-256 in hex."""

    chain: str
    sequence: int
    at: datetime
    actor: str
    event: str
    detail: dict[str, Any]
    previous: str
    sha256: str


def content_sha256(content: Any) -> str:
    """SHA-256 in hex over JSON in one canonical form."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def digest(
    chain: str, sequence: int, at: datetime, actor: str, event: str, detail: dict[str, Any], previous: str
) -> str:
    return content_sha256([chain, sequence, at.astimezone(UTC).isoformat(), actor, event, detail, previous])


def first_break(entries: Iterable[Entry]) -> int | None:
    """The sequence number of the first entry of one chain that does not follow from what stands before it."""
    previous, expected = BEGINNING, 1
    for entry in entries:
        whole = digest(entry.chain, entry.sequence, entry.at, entry.actor, entry.event, entry.detail, entry.previous)
        if entry.sequence != expected or entry.previous != previous or entry.sha256 != whole:
            return expected
        previous, expected = entry.sha256, expected + 1
    return None
