"""What may be set from outside. Only the entry points read it; Temporal's address is Temporal's own configuration."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import Refused

ROOT = Path(__file__).resolve().parent
NOBODY = "hezheng@localhost"

FromRoot = Annotated[Path, AfterValidator(lambda path: (ROOT / path.expanduser()).resolve())]
Url = Annotated[
    Annotated[str, Field(pattern="^postgres(ql)?://")] | None,
    BeforeValidator(lambda url: url or None),  # set to nothing is not set
]
Given = Annotated[str | None, BeforeValidator(lambda text: text or None)]


class Settings(BaseSettings):
    """Read from HEZHENG_DATABASE_URL, HEZHENG_HOME and so on; a relative path starts at the project's root.

    `database_url` is the role that the program works as, `owner_url` the role that migrates. Without a `database_url`
    the embedded servers are started under `home`, Temporal's on `temporal_port` when serving. `data` is the folder of
    the real inspection data. E-mail goes to `smtp_host`; without one it stays in the folder `outbox` of the home. Who
    names a `smtp_host` names his `mail_sender`. `bank` is the folder in which messages are exchanged with the bank of
    real servers; the embedded ones have an embedded bank; `national_platform` is that of the national 12315 platform,
    alike. `evidence` is the folder of files handed in as evidence, by default in the home; every worker and command
    must see the same one.
    """

    model_config = SettingsConfigDict(env_prefix="HEZHENG_", frozen=True, validate_default=True)

    database_url: Url = None
    owner_url: Url = None
    home: FromRoot = Path("var")
    data: FromRoot = Path("../shared/data")
    bank: Annotated[FromRoot | None, BeforeValidator(lambda path: path or None)] = None
    national_platform: Annotated[FromRoot | None, BeforeValidator(lambda path: path or None)] = None
    evidence: Annotated[FromRoot | None, BeforeValidator(lambda path: path or None)] = None
    temporal_port: int = Field(default=7233, ge=1024, le=65535)
    smtp_host: Given = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_starttls: bool = True
    smtp_user: Given = None
    smtp_password: SecretStr = SecretStr("")
    mail_sender: Annotated[str, Field(pattern=r"^[!-?A-~]+@[A-Za-z0-9.-]+$")] = NOBODY

    @property
    def evidence_folder(self) -> Path:
        return self.evidence or self.home / "evidence"

    @field_validator("mail_sender")
    @classmethod
    def _a_mail_server_wants_a_sender(cls, sender: str, others: ValidationInfo) -> str:
        if others.data.get("smtp_host") and sender == NOBODY:
            raise ValueError("a mail server takes nothing from nobody")
        return sender


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
            value=None if name.endswith(("_url", "_password")) else first["input"],  # a URL may hold a password
        ) from None
