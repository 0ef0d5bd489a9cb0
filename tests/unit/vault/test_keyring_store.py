"""The keyring: used only if it is safe, answers in time and keeps what it is given."""

import threading
import types
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from picup_desktop.errors import ExitCode
from picup_desktop.messages.catalogue import in_english
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.keyring_store import KeyringStore, KeyringUnusable, usable_keyring
from picup_desktop.vault.secret_store import NoSecrets, Secrets, SecretStore

SECRETS = Secrets(
    vault_key="AGE-SECRET-KEY-1EXAMPLE",
    device_key="0f" * 32,
    passwords={"main": "pässword\n", "backup": '"'},
    key_passphrases={"backup": "日本"},
    notify_urls=("slack://token",),
)
OTHER = Secrets("AGE-SECRET-KEY-1OTHER", "f0" * 32)


class MemoryKeyring(KeyringBackend):
    """A real back end that keeps what it is given as long as it lives."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # untyped in keyring
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Says nothing and keeps nothing."""


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError


class HangingKeyring(MemoryKeyring):
    def __init__(self, let_go: threading.Event) -> None:
        super().__init__()
        self.let_go = let_go

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.let_go.wait(60)


@pytest.fixture
def keyring_in_use() -> Iterator[types.ModuleType]:
    before = keyring.get_keyring()
    yield keyring
    keyring.set_keyring(before)


@pytest.fixture
def hanging(keyring_in_use: types.ModuleType) -> Iterator[None]:
    let_go = threading.Event()
    keyring.set_keyring(HangingKeyring(let_go))
    yield
    let_go.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)


def test_a_keyring_keeps_the_secrets_of_each_home_apart(keyring_in_use: types.ModuleType) -> None:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    one, two = KeyringStore("home-1"), KeyringStore("home-2")
    stores: list[SecretStore] = [one, two]
    one.save(SECRETS)
    two.save(OTHER)
    assert [store.load() for store in stores] == [SECRETS, OTHER]
    assert set(backend.kept) == {("PicUp Desktop", "home-1"), ("PicUp Desktop", "home-2")}
    assert "keyring" in in_english(one.describe())


def test_a_keyring_without_the_secrets_points_to_the_kit(keyring_in_use: types.ModuleType) -> None:
    keyring.set_keyring(MemoryKeyring())
    with pytest.raises(NoSecrets, match="recovery kit"):
        KeyringStore("home").load()


def test_a_damaged_entry_is_told(keyring_in_use: types.ModuleType) -> None:
    backend = MemoryKeyring()
    backend.set_password("PicUp Desktop", "home", '{"vault_key": ')
    keyring.set_keyring(backend)
    with pytest.raises(Damaged):
        KeyringStore("home").load()


def test_a_keyring_that_forgets_is_found_out(keyring_in_use: types.ModuleType) -> None:
    keyring.set_keyring(ForgetfulKeyring())
    assert not usable_keyring()
    with pytest.raises(KeyringUnusable, match="does not keep"):
        KeyringStore("home").save(SECRETS)


def test_a_keyring_that_hangs_is_left_behind(hanging: None) -> None:
    store = KeyringStore("home", seconds=0.05)
    for call in (store.load, lambda: store.save(SECRETS)):
        with pytest.raises(KeyringUnusable, match=r"0\.05 seconds.*PICUP_PASSPHRASE") as told:
            call()
        assert told.value.exit_code is ExitCode.NO_PERMISSION
    assert not usable_keyring(seconds=0.05)
    left = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    assert len(left) == 3
    assert all(thread.daemon for thread in left)


def test_a_locked_keyring_says_why(keyring_in_use: types.ModuleType) -> None:
    keyring.set_keyring(LockedKeyring())
    with pytest.raises(KeyringUnusable, match=r"Failed to unlock.*PICUP_PASSPHRASE"):
        KeyringStore("home").load()
    with pytest.raises(KeyringUnusable, match="RuntimeError"):
        KeyringStore("home").save(SECRETS)
    assert not usable_keyring()


class InClear(MemoryKeyring):
    """Passes for a back end of keyrings.alt."""

    __module__ = "keyrings.alt.file"


class WrappedInClear(InClear):
    """The same behind a class from somewhere else."""

    __module__ = "somewhere.else"


@pytest.mark.parametrize("make", [fail.Keyring, null.Keyring, InClear, WrappedInClear])
def test_keyrings_that_keep_nothing_or_keep_it_in_clear_are_refused(
    keyring_in_use: types.ModuleType, make: type[KeyringBackend]
) -> None:
    backend = make()
    keyring.set_keyring(backend)
    assert not usable_keyring()
    with pytest.raises(KeyringUnusable, match="no keyring that keeps secrets safely"):
        KeyringStore("home").save(SECRETS)
    assert not getattr(backend, "kept", {})


def test_of_several_keyrings_only_a_safe_one_is_used(
    keyring_in_use: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_clear, safe = InClear(), MemoryKeyring()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [in_clear, safe])
    several = chainer.ChainerBackend()  # type: ignore[no-untyped-call]  # untyped in keyring
    keyring.set_keyring(several)
    KeyringStore("home").save(SECRETS)
    assert len(safe.kept) == 1
    assert not in_clear.kept


def test_a_usable_keyring_is_found_and_left_as_it_was(keyring_in_use: types.ModuleType) -> None:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    assert usable_keyring()
    assert backend.kept == {}
