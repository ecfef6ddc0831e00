"""Payments in processes that kill themselves with -9: the n-th after its n-th step, a commit, a file, a workflow told.

`python -m tests.dying ADDRESSES FOLDER STORY` plays payments in children until one has nothing left to die of, goes on
with all that died, and prints how many they were. In the story `paid` the bank pays; in `refused` it refuses first, the
money goes back, and another account is paid. Children are forked: imports cost most. Each has a task queue of its own.
"""

import asyncio
import itertools
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from threading import Lock
from typing import Any

from sqlmodel import Session
from temporalio.client import Client

from activities.compensation_deciding import FAMILY
from activities.compensation_desk import CompensationDesk
from domain.compensation import CompensationPhase
from models.session import Database
from rules.catalog import rule_set
from servers import Addresses
from sources.exchange import BankFolder
from tests.paying import APPROVER, DAY, PAYEE, Paying
from worker import connect, front_desk, worker
from workflows.options import QUICK

PATIENCE = 200.0  # seconds
REFUSED = "00001"  # the embedded bank refuses this account


class Steps:
    """Counts what has taken effect, and dies of the n-th; of none where n is 0."""

    def __init__(self, fatal: int) -> None:
        self.left, self.lock = fatal, Lock()

    def taken(self) -> None:
        with self.lock:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def after(self, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        def counted(*args: Any, **options: Any) -> Any:
            done = act(*args, **options)
            self.taken()
            return done

        return counted

    def after_async(self, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        async def counted(*args: Any, **options: Any) -> Any:
            done = await act(*args, **options)
            self.taken()
            return done

        return counted


class Counting(Database):
    """A database whose commits are steps."""

    def __init__(self, url: str, steps: Steps) -> None:
        super().__init__(url)
        self.steps = steps

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with super().transaction() as session:
            yield session
        self.steps.taken()


class Mortal(Paying):
    """Begun again it is the same. The story `refused` is known up to its first order: the steps before are the same."""

    def __init__(self, addresses: Addresses, folder: Path, story: str, number: int) -> None:
        name = f"death-{story}-{number}"
        super().__init__(Database(addresses.database_url), folder / name, name, account=f"6223{number:012}")
        self.refused_first = story == "refused"
        account = REFUSED if self.refused_first else PAYEE
        *before, decision = self.application(), self.assessment(payee_account=account), self.decision()
        self.acts_first = [decision] if self.refused_first else [*before, decision]
        if self.refused_first:
            self.receive(*before, decision)


def die(addresses: Addresses, folder: Path, story: str, number: int) -> None:
    one, steps = Mortal(addresses, folder, story, number), Steps(number)
    for act in ("put", "done"):
        setattr(BankFolder, act, steps.after(getattr(BankFolder, act)))
    Client.start_workflow = steps.after_async(Client.start_workflow)  # type: ignore[method-assign]
    asyncio.run(asyncio.wait_for(to_the_end(addresses, one, Counting(addresses.database_url, steps)), PATIENCE))


async def to_the_end(addresses: Addresses, one: Mortal, database: Database) -> None:
    desk = front_desk(database, await connect(addresses.temporal), bank=one.desk.folder)
    async with worker(desk, one.name):
        payments = CompensationDesk(desk, one.name)
        for act in one.acts_first:
            await payments.take(act, patience=PATIENCE)
        await answered(one, payments)
        if one.refused_first:
            for act in (one.assessment(), one.decision()):
                await payments.take(act, patience=PATIENCE)
            await answered(one, payments)
        one.later(DAY)
        await payments.take(one.assignment(), patience=PATIENCE)
        await payments.take(one.made("closing", APPROVER), patience=PATIENCE)
        await desk.client.get_workflow_handle(f"compensation/{one.first}").result()


async def answered(one: Paying, payments: CompensationDesk) -> None:
    while await asyncio.to_thread(one.phase) is CompensationPhase.PAYING:
        await asyncio.to_thread(one.bank.answer)
        await payments.collect(patience=PATIENCE)
        await asyncio.sleep(0.1)


async def all_to_their_ends(addresses: Addresses, payments: list[Mortal]) -> None:
    async with asyncio.TaskGroup() as group:
        for one in payments:
            group.create_task(to_the_end(addresses, one, one.database))


def child(act: Callable[[], None]) -> int:
    """How the child ended: 0, or less than 0 by a signal."""
    if (child := os.fork()) == 0:
        try:
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    addresses, folder, story = Addresses(**json.loads(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]
    every = int(sys.argv[4])
    QUICK["start_to_close_timeout"] = timedelta(seconds=5)  # so that what a dead worker held is soon given to another
    rule_set(FAMILY, Paying.began.date())  # compiled once, for all children
    dead: list[int] = []
    for number in itertools.count(1, every):
        if (ended := child(partial(die, addresses, folder, story, number))) == 0:
            break
        if ended != -signal.SIGKILL:
            sys.exit(f"payment {number} did not die: {ended}")
        dead.append(number)
    payments = [Mortal(addresses, folder, story, one) for one in dead]
    asyncio.run(asyncio.wait_for(all_to_their_ends(addresses, payments), PATIENCE))
    sys.stdout.write(f"{len(payments)}\n")


if __name__ == "__main__":
    main()
