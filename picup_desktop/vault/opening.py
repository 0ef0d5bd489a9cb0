"""A secret store that begins to open its secrets before they are asked for.

Threads: one, which ends when the secrets are open, or can't be; leaving the block waits for it.
"""

from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from picup_desktop.messages.message import Message
from picup_desktop.vault.secret_store import Secrets, SecretStore


class OpenedAhead:
    """Another store, whose ``load`` has begun; deriving a key holds no lock of Python's."""

    def __init__(self, store: SecretStore) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(1, "unlock")
        self._secrets = self._threads.submit(store.load)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown()

    def load(self) -> Secrets:
        """Return the secrets once they are open; what the other store raises."""
        return self._secrets.result()

    def save(self, secrets: Secrets) -> None:
        """Replace the secrets in the other store."""
        self._store.save(secrets)

    def renew(self, secrets: Secrets) -> None:
        """Seal the secrets anew in the other store, if it keeps them at less cost."""
        self._store.renew(secrets)

    def describe(self) -> Message:
        """Return where the secrets are stored."""
        return self._store.describe()
