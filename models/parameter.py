"""Parameters (参数), as the views of facts read them."""

from sqlmodel import Field, Session, SQLModel


class ParameterRow(SQLModel, table=True):
    """A figure that no text lays down. Without a value it is off, and what is counted with it is unknown."""

    __tablename__ = "parameter"

    parameter_id: str = Field(primary_key=True)
    value: int | None = None


def value(session: Session, parameter_id: str) -> int | None:
    """What an installation has set it to. None: it is off."""
    row = session.get(ParameterRow, parameter_id)
    return row.value if row else None
