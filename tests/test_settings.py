from pathlib import Path

import pytest

from domain.errors import Refused
from servers import Addresses, given
from settings import ROOT, Settings, read_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "OWNER_URL", "HOME", "DATA", "EVIDENCE", "TEMPORAL_PORT", "SMTP_HOST", "MAIL_SENDER"):
        monkeypatch.delenv(f"HEZHENG_{name}", raising=False)
    monkeypatch.delenv("TEMPORAL_ADDRESS", raising=False)
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(tmp_path / "absent.toml"))


def test_with_nothing_set_the_servers_are_embedded_in_the_project() -> None:
    settings = Settings()
    assert (settings.home, settings.data) == ((ROOT / "var").resolve(), (ROOT / "../shared/data").resolve())
    assert given(settings) is None


def test_an_absolute_home_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path))
    assert Settings().home == tmp_path


def test_evidence_lies_in_the_home_unless_a_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEZHENG_HOME", str(tmp_path))
    assert Settings().evidence_folder == tmp_path / "evidence"
    monkeypatch.setenv("HEZHENG_EVIDENCE", str(tmp_path / "files"))
    assert Settings().evidence_folder == tmp_path / "files"


@pytest.mark.parametrize("name", ["database_url", "owner_url", "bank", "national_platform", "evidence", "smtp_host"])
def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"HEZHENG_{name.upper()}", "")
    assert getattr(Settings(), name) is None


def test_real_servers_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", "postgresql://app@database/hezheng")
    monkeypatch.setenv("HEZHENG_OWNER_URL", "postgresql://owner@database/hezheng")
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal:7233")
    assert given(Settings()) == Addresses(
        "postgresql://app@database/hezheng", "postgresql://owner@database/hezheng", "temporal:7233"
    )


def test_a_real_database_without_a_temporal_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", "postgresql://app@database/hezheng")
    with pytest.raises(Refused) as refused:
        given(Settings())
    assert refused.value.code == "temporal_address_missing"


@pytest.mark.parametrize("text", ["seven", "80", "99999"])
def test_a_setting_that_cannot_be_used_is_told_with_its_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("HEZHENG_TEMPORAL_PORT", text)
    with pytest.raises(Refused) as refused:
        read_settings()
    assert (refused.value.code, refused.value.field, refused.value.value) == (
        "setting_invalid",
        "HEZHENG_TEMPORAL_PORT",
        text,
    )


def test_a_mail_server_wants_a_sender_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEZHENG_SMTP_HOST", "")
    assert read_settings().smtp_host is None
    monkeypatch.setenv("HEZHENG_SMTP_HOST", "mail.example.com")
    with pytest.raises(Refused) as refused:
        read_settings()
    assert refused.value.field == "HEZHENG_MAIL_SENDER"
    monkeypatch.setenv("HEZHENG_MAIL_SENDER", "office@example.com")
    assert read_settings().mail_sender == "office@example.com"
    monkeypatch.setenv("HEZHENG_MAIL_SENDER", "office@example.com\r\nBcc: all@example.com")
    with pytest.raises(Refused, match="setting_invalid"):
        read_settings()


def test_the_password_in_a_url_that_cannot_be_used_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEZHENG_DATABASE_URL", "mysql://app:secret@database/hezheng")
    with pytest.raises(Refused) as refused:
        read_settings()
    assert refused.value.field == "HEZHENG_DATABASE_URL"
    assert "secret" not in str(refused.value)
