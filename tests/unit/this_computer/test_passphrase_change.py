"""``picup passphrase change`` (S7)."""

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.app import Engine, change_passphrase
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.rows import StorageDecision, StorageRow
from picup_desktop.engine.ipc.commands.storages import SwapStorages
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.home import Home
from picup_desktop.vault import sealed_file_store
from picup_desktop.vault.errors import VaultError
from picup_desktop.vault.sealed_file_store import SealedFileStore, WrongPassphrase
from picup_desktop.vault.secret_store import Secrets
from tests.inside import picup_inside
from tests.picup import PASSPHRASE
from tests.small import small_vault

SECRETS = Secrets("AGE-SECRET-KEY-1EXAMPLE", "0f" * 32, passwords={"main": "pw"})
NEW = "lantern orbit mango quilt"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    SealedFileStore(made.sealed_secrets, PASSPHRASE).save(SECRETS)
    return made


def opened(home: Home, passphrase: str) -> Secrets:
    return SealedFileStore(home.sealed_secrets, passphrase).load()


def test_the_new_passphrase_opens_the_same_secrets_and_the_old_one_nothing(home: Home) -> None:
    store = change_passphrase(home, PASSPHRASE, NEW)

    assert opened(home, NEW) == store.load() == SECRETS
    with pytest.raises(WrongPassphrase):
        opened(home, PASSPHRASE)
    assert stat.S_IMODE(home.sealed_secrets.stat().st_mode) == 0o600 or sys.platform == "win32"


@pytest.mark.parametrize(
    ("current", "new", "refusal"),
    [
        ("another", NEW, WrongPassphrase),
        ("", NEW, WrongPassphrase),
        (PASSPHRASE, "", UsageError),
        (PASSPHRASE, "password1", UsageError),
        ("\udcff", NEW, UsageError),
    ],
)
def test_a_refused_change_leaves_the_file_as_it_was(
    home: Home, current: str, new: str, refusal: type[Exception]
) -> None:
    before = home.sealed_secrets.read_bytes()
    with pytest.raises(refusal):
        change_passphrase(home, current, new)
    assert home.sealed_secrets.read_bytes() == before


def test_secrets_in_a_keyring_have_no_passphrase(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="keyring"):
        change_passphrase(Home(tmp_path), PASSPHRASE, NEW)


def test_a_hard_end_at_any_moment_leaves_one_of_the_two(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    class HardEnd(BaseException):
        """Nothing cleans up after it, as after ``kill -9``."""

    write, replace = sealed_file_store._write, Path.replace

    def half_written(path: Path, data: bytes) -> None:
        write(path, data[: len(data) // 2])
        raise HardEnd

    def written(path: Path, data: bytes) -> None:
        write(path, data)
        raise HardEnd

    def replaced(path: Path, target: Path) -> None:
        replace(path, target)
        raise HardEnd

    for where, name, then, opens in (
        (sealed_file_store, "_write", half_written, PASSPHRASE),
        (sealed_file_store, "_write", written, PASSPHRASE),
        (Path, "replace", replaced, NEW),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, then)
            with pytest.raises(HardEnd):
                change_passphrase(home, PASSPHRASE, NEW)
        assert opened(home, opens) == SECRETS
    change_passphrase(home, NEW, PASSPHRASE)
    assert opened(home, PASSPHRASE) == SECRETS
    assert not home.sealed_secrets.with_name("secrets.age.new").exists()


def test_a_full_disk_leaves_the_old_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr(sealed_file_store, "_write", full)
        with pytest.raises(VaultError):
            change_passphrase(home, PASSPHRASE, NEW)
    assert opened(home, PASSPHRASE) == SECRETS


# The command


def changed(home: Path, **variables: str) -> tuple[int, str]:
    environment = {"PICUP_HOME": str(home), **variables}
    result = picup_inside("passphrase", "change", environment=environment)
    return result.code, result.err


def test_the_command_takes_both_from_the_environment_and_asks_for_what_is_missing(
    tmp_path: Path,
) -> None:
    vault = small_vault(tmp_path / "vault", [])
    new = tmp_path / "new"
    new.write_text(f"{NEW}\n")
    new.chmod(0o600)
    home = vault.home.folder

    code, told = changed(home, PICUP_PASSPHRASE="wrong", PICUP_NEW_PASSPHRASE=NEW)
    assert (code, "Wrong passphrase" in told) == (ExitCode.NO_PERMISSION, True)
    code, told = changed(home, PICUP_PASSPHRASE=PASSPHRASE)
    assert (code, "PICUP_NEW_PASSPHRASE" in told) == (ExitCode.NO_PERMISSION, True)
    assert changed(home, PICUP_NEW_PASSPHRASE=NEW)[0] == ExitCode.NO_PERMISSION
    code, told = changed(home, PICUP_PASSPHRASE=PASSPHRASE, PICUP_NEW_PASSPHRASE="letmein")
    assert (code, "four words" in told) == (ExitCode.USAGE, True)
    code, told = changed(home, PICUP_PASSPHRASE=PASSPHRASE, PICUP_NEW_PASSPHRASE_FILE=str(new))
    assert (code, NEW in told) == (ExitCode.DONE, False)
    assert SealedFileStore(vault.home.sealed_secrets, NEW).load().device_key
    assert changed(tmp_path / "none", PICUP_PASSPHRASE=NEW)[0] == ExitCode.USAGE


def test_a_storage_command_asks_for_the_passphrase_once_and_seals_by_it(tmp_path: Path) -> None:
    """A second question, answered with a slip, must not change the passphrase."""
    vault = small_vault(tmp_path / "vault", [])
    answers = iter([PASSPHRASE, f"{PASSPHRASE} and a slip"])

    def decide(_parts: Engine, _given: SwapStorages) -> StorageDecision[object]:
        return StorageDecision(
            {}, lambda _ledger, _clock: None, lambda now: replace(now, notify_urls=("json://a",))
        )

    row = StorageRow(SwapStorages, decide)
    row.alone(vault.home, lambda: next(answers), SystemClock(), SwapStorages())
    assert opened(vault.home, PASSPHRASE).notify_urls == ("json://a",)
