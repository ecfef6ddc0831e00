"""The import desk (导入窗口): begin an import, follow it, start again one that a crash has left."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from temporalio.client import WorkflowFailureError
from temporalio.common import WorkflowIDConflictPolicy

from activities.failures import refused_by
from activities.front_desk import FrontDesk
from activities.imports import ImportActivities
from domain.imports import Counts, ImportBegun, ImportKind
from domain.names import TASK_QUEUE, import_workflow
from models import imports

GLANCE = 0.2  # seconds between two looks at the counts


async def import_files(
    desk: FrontDesk,
    kind: ImportKind,
    paths: list[Path],
    at: datetime,
    told: Callable[[Counts], None],
    mapping: Path | None = None,
) -> tuple[ImportBegun, Counts]:
    """Import files as a workflow and tell the counts as they grow. Raises Refused for files that cannot be read."""
    begun = await asyncio.to_thread(ImportActivities(desk.database, desk.law).begin, kind, paths, at, mapping)
    return begun, await follow(desk, begun, told)


async def import_spot_checks(
    desk: FrontDesk, paths: list[Path], at: datetime, told: Callable[[Counts], None]
) -> Counts:
    """Published results of spot checks, by the product's own mapping."""
    return (await import_files(desk, ImportKind.SPOT_CHECKS, paths, at, told))[1]


async def follow(desk: FrontDesk, begun: ImportBegun, told: Callable[[Counts], None]) -> Counts:
    """Start the workflow of an import or join the one that runs; wait for its end. Raises Refused `file_changed`."""
    handle = await desk.client.start_workflow(
        "ImportFiles",
        begun,
        id=import_workflow(begun.import_id),
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        result_type=Counts,
    )
    result = asyncio.create_task(handle.result())
    while not (await asyncio.wait([result], timeout=GLANCE))[0]:
        told(await asyncio.to_thread(_counts, desk, begun.import_id))
    try:
        counts: Counts = await result
    except WorkflowFailureError as failed:
        raise refused_by(failed) or failed from failed
    told(counts)
    return counts


def _counts(desk: FrontDesk, import_id: str) -> Counts:
    with desk.database.transaction() as session:
        return imports.counts(imports.get(session, import_id))
