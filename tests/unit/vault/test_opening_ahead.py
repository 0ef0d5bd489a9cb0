"""The secrets are opened while the command is being loaded; what goes wrong is told by ``load``."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.cli.unlocking import opened_ahead
from picup_desktop.engine.ipc.address import socket_path
from picup_desktop.home import Home
from picup_desktop.vault.opening import OpenedAhead
from picup_desktop.vault.sealed_file_store import SealedFileStore, WrongPassphrase
from picup_desktop.vault.secret_store import Secrets
from tests.small import LOW_COST

SECRETS = Secrets(vault_key="AGE-SECRET-KEY-1", device_key="ab" * 32)
PASSPHRASE = "four words of mine"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    SealedFileStore(home.sealed_secrets, PASSPHRASE, LOW_COST - 1).save(SECRETS)
    monkeypatch.setenv("PICUP_PASSPHRASE", PASSPHRASE)
    return home


def test_the_secrets_are_those_of_the_file_and_are_changed_there(home: Home) -> None:
    with opened_ahead(home) as store:
        assert store is not None
        assert store.load() == SECRETS
        changed = replace(SECRETS, passwords={"main": "secret"})
        store.save(changed)
    assert SealedFileStore(home.sealed_secrets, PASSPHRASE).load() == changed
    assert str(home.sealed_secrets) in str(store.describe().values)


def test_a_file_of_less_cost_is_sealed_anew(home: Home) -> None:
    before = home.sealed_secrets.read_bytes()
    with opened_ahead(home) as store:
        assert store is not None
        store.renew(store.load())
    assert home.sealed_secrets.read_bytes() != before


def test_a_wrong_passphrase_is_told_when_the_secrets_are_needed(home: Home) -> None:
    with (
        OpenedAhead(SealedFileStore(home.sealed_secrets, "another")) as store,
        pytest.raises(WrongPassphrase),
    ):
        store.load()


@pytest.mark.parametrize("without", ["a passphrase", "a sealed file"])
def test_nothing_is_opened_ahead_without(
    home: Home, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    if without == "a passphrase":
        monkeypatch.delenv("PICUP_PASSPHRASE")
    else:
        home.sealed_secrets.unlink()
    with opened_ahead(home) as store:
        assert store is None


def test_nothing_is_opened_where_an_engine_seems_to_run(home: Home) -> None:
    socket_path(home).touch()
    with opened_ahead(home) as store:
        assert store is None
