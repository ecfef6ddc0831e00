from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.handover import Exchanged, HandoverActivities
    from workflows.options import ONCE


@workflow.defn
class HandOver:
    """平台往来: run by a schedule, so that a platform that cannot be reached keeps nothing else waiting."""

    @workflow.run
    async def run(self) -> Exchanged:
        return await workflow.execute_activity_method(HandoverActivities.exchange, **ONCE)
