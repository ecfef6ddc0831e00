"""The operators of the platform (平台操作人员): they act under the service contract, with no power of an authority."""

from datetime import date

from sqlmodel import Field, Session, SQLModel

from domain.errors import Refused


class PlatformOperatorRow(SQLModel, table=True):
    """`appointed_until` is the last day of the appointment; None: it lasts."""

    __tablename__ = "platform_operator"

    operator_id: str = Field(primary_key=True)
    name: str
    appointed_from: date
    appointed_until: date | None = None


def appoint(session: Session, operator: PlatformOperatorRow) -> None:
    """Enter an operator; what is already there is brought up to date. Refused `appointment_ends_before_it_begins`."""
    if operator.appointed_until is not None and operator.appointed_until < operator.appointed_from:
        raise Refused(
            "appointment_ends_before_it_begins",
            zh="任期的末日不能早于首日。",
            en="An appointment cannot end before it begins.",
            field="until",
            value=operator.appointed_until.isoformat(),
        )
    session.merge(operator)
    session.flush()


def operator_on(session: Session, operator_id: str, day: date) -> PlatformOperatorRow:
    """The operator, if appointed on that day. Refused `not_a_platform_operator`."""
    row = session.get(PlatformOperatorRow, operator_id)
    if row is None or day < row.appointed_from or (row.appointed_until is not None and row.appointed_until < day):
        raise Refused(
            "not_a_platform_operator",
            zh=f"“{operator_id}”在当日不是平台操作人员，无权办理此项。",
            en=f"{operator_id} is no operator of the platform on that day and may not do this.",
            field="actor",
            value=operator_id,
        )
    return row
