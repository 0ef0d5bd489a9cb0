"""The terminal asks for the passphrase of an SSH key by its name, and why a login was refused."""

from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest

from picup_desktop.cli import asking
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.words import Role


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.delenv(asking.KEY_PASSPHRASE_VARIABLE, raising=False)
    path = tmp_path / "locked"
    paramiko.ECDSAKey.generate().write_private_key_file(str(path), password="open up")
    return path


def types(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """Let somebody type these at the prompts; return the prompts."""
    prompts: list[str] = []
    answers: Iterator[str] = iter(typed)

    def getpass(prompt: str) -> str:
        prompts.append(prompt)
        return next(answers)

    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr(asking, "getpass", getpass)
    return prompts


def test_the_key_is_asked_for_by_its_name_until_it_opens(
    key: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = types(monkeypatch, "wrong", "open up")
    assert asking.key_passphrase(key) == "open up"
    assert prompts == [f"Passphrase of the SSH key {key} (empty to give up): "] * 2
    said = capsys.readouterr().err
    assert "this passphrase is wrong" in said
    assert "open up" not in said


def test_whoever_gives_up_is_not_asked_again(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = types(monkeypatch, "")
    assert asking.key_passphrase(key) is None
    assert len(prompts) == 1


def test_nobody_is_asked_without_need(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = types(monkeypatch)
    paramiko.ECDSAKey.generate().write_private_key_file(str(key.with_name("open")))
    assert asking.key_passphrase(key.with_name("open")) is None
    assert asking.key_passphrase(key.with_name("none")) is None
    assert asking.key_passphrase(None) is None
    monkeypatch.setenv(asking.KEY_PASSPHRASE_VARIABLE, "from outside")
    assert asking.key_passphrase(key) == "from outside"
    assert prompts == []


def test_the_reason_of_a_refusal_comes_before_the_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = types(monkeypatch, "secret")
    refusal = LoginRefused("login-asks-more", server="nas", user="me", question="Code:")
    assert asking.password_after(Role.BACKUP, refusal) == "secret"
    assert "nas asks me for something beside the password" in capsys.readouterr().err
    assert prompts == ["Password or secret of backup (empty to give up): "]


def test_no_password_mends_a_key_file(monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = types(monkeypatch)
    refusal = LoginRefused("key-file-has-passphrase-none", path="key")
    assert asking.password_after(Role.MAIN, refusal) is None
    assert prompts == []
