"""A program that is killed at each step of an exchange with the national platform, and another that goes on. Prints how
many deaths there were."""

import itertools
import json
import signal
import sys
from functools import partial
from pathlib import Path

from activities.platform_desk import PlatformDesk
from domain.procedure import Phase
from domain.results import Result
from domain.steps import StepKind, Track
from models.matter import StepRow
from models.session import Database
from models.submission import SubmissionRow
from servers import Addresses
from sources.national_platform import PlatformFolder
from tests.dying import Counting, Steps, child
from tests.submitting import FrontDoor

ENDED = {
    "complaint": (Track.COMPLAINT, StepKind.ACCEPTANCE, Result.COMPLAINT_REFUSED),
    "report": (Track.CLUE, StepKind.VERIFICATION, Result.NOT_CONFIRMED),
}


def submitted(addresses: Addresses, folder: Path, kind: str, number: int) -> tuple[FrontDoor, str]:
    """Submitted again it is the same."""
    door = FrontDoor(Database(addresses.database_url), folder, 719)
    submit = door.submit if kind == "complaint" else door.submit_report
    return door, submit(goods=f"示例牌电热水壶 {number}").number


def through(door: FrontDoor, kind: str, number: str) -> None:
    """Handed over, numbered, registered, and how it came out reported."""
    door.exchange()
    with door.database.transaction() as session:
        if session.get(StepRow, (number, 1)) is None:
            track, step, result = ENDED[kind]
            session.add(StepRow(
                matter_id=number, number=1, track=track, kind=step, phase=Phase.DONE,
                rule="example", begun_at=door.now, result=result, ended_at=door.now,
            ))  # fmt: skip
    door.desk.report()


def die(addresses: Addresses, folder: Path, kind: str, number: int) -> None:
    door, submission = submitted(addresses, folder, kind, number)
    steps = Steps(number)
    for act in ("put", "done"):
        setattr(PlatformFolder, act, steps.after(getattr(PlatformFolder, act)))
    door.desk = PlatformDesk(Counting(addresses.database_url, steps), door.desk.law, door.platform)
    through(door, kind, submission)


def main() -> None:
    addresses, folder, kind = Addresses(**json.loads(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
    for number in itertools.count(1):
        if (ended := child(partial(die, addresses, folder, kind, number))) == 0:
            break
        if ended != -signal.SIGKILL:
            sys.exit(f"exchange {number} did not die: {ended}")
        door, submission = submitted(addresses, folder, kind, number)
        with door.database.transaction() as session:  # the pause after which somebody else takes it up is over
            session.get_one(SubmissionRow, submission).next_at = door.now
        through(door, kind, submission)
        door.database.close()
    sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main()
