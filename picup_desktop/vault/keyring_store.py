"""Secrets in the system's keyring.

A keyring may open a prompt and block for ever, so every call runs in a daemon thread
that is abandoned after a timeout. A written secret counts after it was read back.
"""

import queue
import secrets as randomness
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from picup_desktop.errors import NoPermission
from picup_desktop.messages.message import Message
from picup_desktop.vault.secret_store import NoSecrets, Secrets, decode_secrets, encode_secrets

SERVICE = "PicUp Desktop"
KEYRING_SECONDS = 10.0
# These store nothing, or store it in clear.
REFUSED_MODULES = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
ADVICE = Message("unlock-keyring-set-picup-passphrase")

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")


class KeyringUnusable(NoPermission):
    """There is no keyring, or it does not answer, or it does not keep secrets."""

    title = "title-keyring-cant-used"


@dataclass(frozen=True)
class KeyringStore:
    """The secrets of one vault as one entry of the system's keyring."""

    vault_home_id: str
    seconds: float = KEYRING_SECONDS
    """Longest time of one load or save."""

    def load(self) -> Secrets:
        """Return the secrets; NoSecrets if there are none; KeyringUnusable, Damaged."""
        text = _in_time(self._read, self.seconds)
        if text is None:
            raise NoSecrets("vaults-secrets-not-keyring-computer")
        return decode_secrets(text)

    def save(self, secrets: Secrets) -> None:
        """Write them and read them back; KeyringUnusable."""
        text = encode_secrets(secrets)
        if _in_time(lambda: self._write_and_read(text), self.seconds) != text:
            raise KeyringUnusable("keyring-does-not-keep-what", advice=ADVICE)

    def renew(self, secrets: Secrets) -> None:
        """Do nothing: the keyring decides how it protects what it keeps."""

    def describe(self) -> Message:
        """Return where the secrets are stored."""
        return Message("secrets-in-keyring")

    def _read(self) -> str | None:
        return _safe_keyring().get_password(SERVICE, self.vault_home_id)

    def _write_and_read(self, text: str) -> str | None:
        backend = _safe_keyring()
        backend.set_password(SERVICE, self.vault_home_id, text)
        return backend.get_password(SERVICE, self.vault_home_id)


def usable_keyring(seconds: float = KEYRING_SECONDS) -> bool:
    """Return whether a keyring stores a trial entry within ``seconds``; it is removed again."""
    try:
        return _in_time(_keeps_a_trial, seconds)
    except KeyringUnusable:
        return False


def _keeps_a_trial() -> bool:
    backend = _safe_keyring()
    name, trial = f"trial-{randomness.token_hex(8)}", randomness.token_hex(8)
    backend.set_password(SERVICE, name, trial)
    kept = backend.get_password(SERVICE, name) == trial
    if kept:
        backend.delete_password(SERVICE, name)
    return kept


def _safe_keyring() -> "KeyringBackend":
    """Return the keyring in use, or the first safe one of several; KeyringUnusable."""
    # Loading backends is slow, and a vault with a passphrase does not need them.
    import keyring  # noqa: PLC0415
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

    chosen = keyring.get_keyring()
    several = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in several:
        if not _refused(backend):
            return backend
    raise KeyringUnusable("computer-has-no-keyring-keeps")


def _refused(backend: "KeyringBackend") -> bool:
    modules = (kind.__module__ for kind in type(backend).__mro__)
    return any(
        module == refused or module.startswith(f"{refused}.")
        for module in modules
        for refused in REFUSED_MODULES
    )


def _in_time(call: Callable[[], T], seconds: float) -> T:
    """Return the call's result; KeyringUnusable if it fails or takes over ``seconds``."""
    answer: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put(call())
        except Exception as error:  # noqa: BLE001  backends raise any type; reported below
            answer.put(error)

    # A daemon: a keyring that hangs must not keep the program from ending.
    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        told = answer.get(timeout=seconds)
    except queue.Empty as error:
        raise KeyringUnusable(
            "keyring-has-not-answered-for", seconds=seconds, advice=ADVICE
        ) from error
    if isinstance(told, KeyringUnusable):
        raise told
    if isinstance(told, Exception):
        why = f"{type(told).__name__}: {told}" if str(told) else type(told).__name__
        raise KeyringUnusable("keyring-refuses", why=why, advice=ADVICE) from told
    return told
