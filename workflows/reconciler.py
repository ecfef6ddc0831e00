from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.reconciler import Reconciled, ReconcilerActivities
    from workflows.options import QUICK


@workflow.defn
class Reconcile:
    """对账: run by a schedule, it starts and tells what a crash has left behind."""

    @workflow.run
    async def run(self) -> Reconciled:
        return await workflow.execute_activity_method(ReconcilerActivities.reconcile, **QUICK)
