"""Parameters (参数), as the views of facts read them."""

from sqlmodel import Field, SQLModel


class ParameterRow(SQLModel, table=True):
    """A figure that no text lays down. Without a value it is off, and what is counted with it is unknown."""

    __tablename__ = "parameter"

    parameter_id: str = Field(primary_key=True)
    value: int | None = None
