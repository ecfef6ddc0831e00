"""What every noun of the product is made of."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable fact, message or result. New fields need defaults: old histories must still load."""

    model_config = ConfigDict(frozen=True, strict=True)


class Text(Value):
    """One sentence or title in both languages of the product."""

    zh: str
    en: str
