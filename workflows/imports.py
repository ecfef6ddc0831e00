from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.spot_checks import SpotCheckActivities
    from domain.imports import Counts, ImportBegun
    from workflows.options import LONG


@workflow.defn
class ImportSpotChecks:
    """导入监督抽查结果: read the files to their end, however often a worker dies on the way."""

    @workflow.run
    async def run(self, begun: ImportBegun) -> Counts:
        return await workflow.execute_activity_method(SpotCheckActivities.import_spot_checks, begun, **LONG)
