"""The one way in which the product says no."""

from typing import Any


class Refused(Exception):
    """An input or an act that cannot be taken, and why. Nothing has been written.

    `code` is stable and for machines (`answer_to_closed_step`); `zh` and `en` are one sentence each for the
    reader; `field` names what is wrong (empty where it is the whole), `value` is what was given there.
    """

    def __init__(self, code: str, *, zh: str, en: str, field: str = "", value: Any = None) -> None:
        super().__init__(code, zh, en, field, value)
        self.code, self.zh, self.en, self.field, self.value = code, zh, en, field, value

    def as_dict(self) -> dict[str, Any]:
        value = self.value if isinstance(self.value, bool | int | float | None) else str(self.value)
        return {"code": self.code, "zh": self.zh, "en": self.en, "field": self.field, "value": value}

    def __str__(self) -> str:
        where = f" [{self.field}={self.value!r}]" if self.field else ""
        return f"{self.code}: {self.zh} {self.en}{where}"
