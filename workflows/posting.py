from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.posting import Posted, PostingActivities
    from workflows.options import ONCE


@workflow.defn
class PostMail:
    """电子邮件发送: run by a schedule, so that a mail server that hangs keeps nothing else waiting."""

    @workflow.run
    async def run(self) -> Posted:
        return await workflow.execute_activity_method(PostingActivities.send_waiting, **ONCE)
