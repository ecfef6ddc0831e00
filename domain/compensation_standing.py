"""What the workflow of a payment (先行赔付) is started with, and what the register tells it."""

from datetime import datetime

from domain.base import Value
from domain.compensation import CompensationPhase


class CompensationOpened(Value):
    """The start of the workflow of a payment. `began_at` is its law time."""

    compensation_id: str
    began_at: datetime


class CompensationStanding(Value):
    """Where a payment stands in the register. `order_id`: an order that is to be sent now; `look_at`: when to look
    again (exclusive), where nothing happens before."""

    phase: CompensationPhase
    order_id: str | None = None
    look_at: datetime | None = None
