"""The stand-in of the national 12315 platform (演练12315平台): it takes what is handed over, and numbers it.

It is no platform of any authority: nothing that it numbers has been received in law.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sources.exchange import IN, OUT
from sources.national_platform import COMPLAINT, REPORT, PlatformFolder

TAKEN, NUMBERED = "taken", "numbered"


class EmbeddedPlatform:
    def __init__(self, path: Path) -> None:
        self.folder = PlatformFolder(path, embedded=True)

    def answer(self, at: datetime) -> int:
        """Take everything that waits, and number each complaint or report as received at this moment, a rehearsal in a
        later time at its own; the same again has the same receipt. Returns how much there was."""
        waiting = self.folder.waiting(OUT)
        for file in waiting:
            if file.name.startswith((COMPLAINT, REPORT)):
                self._number(json.loads(file.read_bytes()), at)
            self.folder.done(file, TAKEN)
        return len(waiting)

    def _number(self, submitted: dict[str, Any], at: datetime) -> None:
        number, kept = submitted["number"], self.folder.path / NUMBERED
        if not (kept / f"{number}.json").exists():
            received_at = max(at, datetime.fromisoformat(submitted["submitted_at"]))
            self.folder.put(number, receipt(number, f"演练12315-{number}", received_at), NUMBERED)
        self.folder.put(f"receipt-{number}", (kept / f"{number}.json").read_bytes(), IN)


def receipt(number: str, reference: str, received_at: datetime) -> bytes:
    said = {"number": number, "reference": reference, "received_at": received_at.isoformat()}
    return json.dumps(said, ensure_ascii=False).encode()
