"""DISASTERS 2-1: a locked vault tells no names and gives no photo, and still keeps them safe."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from picup_desktop.app import changing, new_secret_store
from picup_desktop.clock import SystemClock
from picup_desktop.engine.ipc.protocol import EngineRefused
from picup_desktop.engine.session import Session
from picup_desktop.errors import ExitCode, NoPermission
from picup_desktop.home import Home
from picup_desktop.vault.sealed_file_store import SealedFileStore
from tests.engines import Engine, running, wait_until_protected
from tests.outside.logind import OTHERS_SESSION, logind
from tests.picup import PASSPHRASE, Vault, wait_until
from tests.scenarios.deletions.deleting import own_trash
from tests.unit.vault.test_keyring_store import MemoryKeyring

PRIVATE: dict[str, dict[str, Any]] = {
    "get": {"photo": "1", "output": "/nowhere"},
    "restore": {"destination": "/nowhere"},
    "rm": {"photos": ["1"]},
    "trash_restore": {"photos": ["1"]},
    "trash_delete": {"photos": ["1"]},
    "trash_empty": {},
    "trash_bring_back": {"photos": ["1"]},
    "attention_retry": {"id": 1},
    "attention_ignore": {"id": 1},
    "attention_answer": {"id": 1, "choice": "ignore"},
    "album_remove": {"name": "Holidays"},
    "verify": {},
    "lock_passphrase": {"passphrase": "another"},
}


@pytest.fixture(autouse=True)
def _own_trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_trash(monkeypatch, tmp_path)


@pytest.fixture
def keyring_vault(vault: Vault) -> Iterator[Vault]:
    """A vault whose secrets rest in a keyring, which opens by itself."""
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    home = Home(vault.home)
    secrets = SealedFileStore(home.sealed_secrets, PASSPHRASE).load()
    home.sealed_secrets.unlink()
    with changing(home) as ledger:
        new_secret_store(home, ledger, None).save(secrets)
    yield vault
    keyring.set_keyring(before)


def locked(engine: Engine) -> bool:
    return bool(engine.call("state")["locked"])


def test_2_1_locked_means_no_reading_no_names_and_photos_are_kept_safe(vault: Vault) -> None:
    vault.add("one.jpg")
    with running(vault) as engine:
        wait_until_protected(vault, 1)
        engine.call("lock")

        for command, arguments in PRIVATE.items():
            with pytest.raises(EngineRefused, match="The vault is locked") as refused:
                engine.call(command, **arguments)
            assert refused.value.exit_code is ExitCode.NO_PERMISSION, command
        state = engine.call("state")
        assert state["unlocked_by"] == "vault"
        assert vault.album.name not in str(state)
        assert vault.run("rm", "1").code == 3
        assert (vault.album / "one.jpg").exists()

        vault.add("two.jpg")
        wait_until_protected(vault, 2)
        assert locked(engine)
        with pytest.raises(EngineRefused, match="passphrase"):
            engine.call("unlock", passphrase="not the one")
        assert locked(engine)
        engine.call("unlock", passphrase=PASSPHRASE)
        assert engine.call("rm", photos=["1"])["deleted"]
        vault.check(everything=False)


def test_2_1_uploads_wait_for_the_unlock_if_a_person_chose_so(vault: Vault) -> None:
    with running(vault) as engine:
        wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
        engine.call("settings_set", name="upload_while_locked", value=False)
        engine.call("lock")
        assert engine.call("state")["paused"] == {"reason": "locked", "until": None}
        vault.add("one.jpg")
        assert vault.photos() == {}

        engine.call("unlock", passphrase=PASSPHRASE)

        assert engine.call("state")["paused"] is None
        wait_until_protected(vault, 1)


def test_2_1_it_locks_itself_when_nobody_is_there_or_the_screen_is_locked(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logind(tmp_path) as system:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system.address)
        with running(vault) as engine:
            wait_until(engine.idle, "the first look is over", pause_seconds=0.1)
            engine.call("settings_set", name="lock_with_screen", value=True)
            system.lock_screen(OTHERS_SESSION)
            system.tell_screen(locked=False)
            assert not locked(engine)

            system.lock_screen()
            wait_until(lambda: locked(engine), "it is locked", pause_seconds=0.05)
            engine.call("unlock", passphrase=PASSPHRASE)
            system.tell_screen(locked=True)
            wait_until(lambda: locked(engine), "it is locked again", pause_seconds=0.05)
            engine.call("unlock", passphrase=PASSPHRASE)

            engine.call("settings_set", name="lock_after_seconds", value=0.5)
            wait_until(lambda: locked(engine), "it locks itself", pause_seconds=0.1)


def test_2_1_where_a_keyring_opens_by_itself_the_lock_has_its_own_passphrase(
    keyring_vault: Vault,
) -> None:
    opened = opened_anew(keyring_vault)
    assert (opened.locked, opened.unlocked_by) == (False, None)
    opened.lock()
    opened.unlock(lambda: None)

    opened.choose_lock_passphrase("open sesame")
    opened.lock()
    for wrong in (None, "", "open barley"):
        with pytest.raises(NoPermission):
            opened.unlock(lambda wrong=wrong: wrong)  # type: ignore[misc]
    assert opened.locked
    opened.unlock(lambda: "open sesame")
    assert (opened.locked, opened.unlocked_by) == (False, "own")
    opened.close()

    again = opened_anew(keyring_vault)
    assert again.locked, "a new start is no way around it"
    assert again.for_passes() is not None, "photos are kept safe nevertheless"
    again.unlock(lambda: "open sesame")
    again.choose_lock_passphrase("")
    again.lock()
    again.unlock(lambda: None)
    assert (again.locked, again.unlocked_by) == (False, None)
    again.close()
    again.ledger.close()


def opened_anew(vault: Vault) -> Session:
    opened = Session(Home(vault.home), SystemClock())
    assert opened.open_ledger()
    opened.unlock(lambda: None, at_start=True)
    return opened
