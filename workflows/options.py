"""How long an activity may take before it is tried again. None of these is a period of law."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig

_RETRY = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=10))

QUICK = ActivityConfig(start_to_close_timeout=timedelta(seconds=30), retry_policy=_RETRY)
ONCE = ActivityConfig(  # what a schedule does again anyway
    start_to_close_timeout=timedelta(minutes=5), retry_policy=RetryPolicy(maximum_attempts=1)
)
LONG = ActivityConfig(
    start_to_close_timeout=timedelta(hours=6), heartbeat_timeout=timedelta(seconds=10), retry_policy=_RETRY
)
