"""What may be set from outside. Only the entry points read it; Temporal's address is Temporal's own configuration."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import Refused

ROOT = Path(__file__).resolve().parent

FromRoot = Annotated[Path, AfterValidator(lambda path: (ROOT / path.expanduser()).resolve())]
Url = Annotated[
    Annotated[str, Field(pattern="^postgres(ql)?://")] | None,
    BeforeValidator(lambda url: url or None),  # set to nothing is not set
]


class Settings(BaseSettings):
    """Read from HEZHENG_DATABASE_URL, HEZHENG_HOME and so on; a relative path starts at the project's root.

    `database_url` is the role that the program works as, `owner_url` the role that migrates. Without a
    `database_url` the embedded servers are started under `home`, Temporal's on `temporal_port` when serving.
    `data` is the folder of the real inspection data, `bank` is the one in which messages
    are exchanged with the bank of real servers; the embedded ones have an embedded bank.
    """

    model_config = SettingsConfigDict(env_prefix="HEZHENG_", frozen=True, validate_default=True)

    database_url: Url = None
    owner_url: Url = None
    home: FromRoot = Path("var")
    data: FromRoot = Path("../shared/data")
    bank: FromRoot | None = None
    temporal_port: int = Field(default=7233, ge=1024, le=65535)


def read_settings() -> Settings:
    """The settings of this process. Raises `Refused` (`setting_invalid`) with the variable; a URL is never repeated."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = f"HEZHENG_{name.upper()}"
        raise Refused(
            "setting_invalid",
            zh=f"环境变量 {variable} 的值无效。",
            en=f"The environment variable {variable} has a value that cannot be used.",
            field=variable,
            value=None if name.endswith("_url") else first["input"],  # a URL may hold a password
        ) from None
