"""How a refusal crosses into Temporal: a failure of the same code."""

from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from domain.errors import Refused

WAIT_FOR_PEOPLE = {"HandleMatter", "CertificateLifecycle", "RecallGoods", "CompensateFirst"}


def failure_of(refused: Refused, workflow_type: str | None) -> ApplicationError:
    """A refusal ends an import. It ends nothing that waits for people: files or register are mended, and it goes on."""
    final = workflow_type not in WAIT_FOR_PEOPLE
    return ApplicationError(str(refused), refused.as_dict(), type=refused.code, non_retryable=final)


def refused_by(error: BaseException | None) -> Refused | None:
    """The refusal that a failed workflow ends in, if it was one."""
    while error is not None:
        match error:
            case ApplicationError(details=[{"code": _, "zh": _, "en": _} as refusal, *_]):
                return Refused(**refusal)
        error = error.__cause__
    return None


class Refusals(Interceptor):
    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _RefusalsInActivities(next)


class _RefusalsInActivities(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        try:
            return await super().execute_activity(input)
        except Refused as refused:
            raise failure_of(refused, activity.info().workflow_type) from refused
