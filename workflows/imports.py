from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.imports import ImportActivities
    from domain.imports import Counts, ImportBegun
    from workflows.options import LONG


@workflow.defn
class ImportFiles:
    """导入: read the files to their end, however often a worker dies on the way."""

    @workflow.run
    async def run(self, begun: ImportBegun) -> Counts:
        return await workflow.execute_activity_method(ImportActivities.import_files, begun, **LONG)
