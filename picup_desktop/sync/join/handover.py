"""Say to both storages at once that the keys or the members of the vault changed (6-5).

A pass would do it as well; a person who removes a stolen computer wants it now.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.join.static_files import heal_static
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.round import JournalRound
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role

log = logging.getLogger(__name__)


class Handover:
    """Reads and writes keys files and journals between two passes."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        secrets: Secrets,
        storages: Mapping[Role, Storage],
        *,
        journal: Path,
        scratch: Path,
    ) -> None:
        """``journal`` caches the files of other computers, ``scratch`` is for temporary ones."""
        self._ledger = ledger
        self._clock = clock
        self._secrets = secrets
        self._storages = storages
        self._journal = journal
        self._scratch = scratch
        self.failed: dict[Role, Message] = {}
        """Why a storage does not have everything yet; the next pass makes up for it."""

    def read(self) -> None:
        """Take in what the other computers wrote until now."""
        self._round().take_in(self._on_each)

    def publish(self) -> None:
        """Write the keys files, ``vault.json`` and the journal to every storage that answers."""
        self.failed.clear()
        keys = KeysPublisher(self._ledger, self._scratch, signer_of(self._ledger, self._secrets))
        self._on_each("publishing keys", keys.run)
        self._on_each("writing vault.json", self._heal_static)
        self._round().write(self._on_each)

    def _heal_static(self, _role: Role, storage: Storage) -> None:
        vault = self._ledger.vaults.get()
        if vault is not None:
            heal_static(storage, vault.vault_id, self._scratch, signed=True)

    def _round(self) -> JournalRound:
        return JournalRound(
            ledger=self._ledger,
            clock=self._clock,
            signer=signer_of(self._ledger, self._secrets),
            folder=self._journal,
            scratch=self._scratch,
        )

    def _on_each(self, what: str, act: Callable[[Role, Storage], object]) -> None:
        for role, storage in self._storages.items():
            if role in self.failed:
                continue
            try:
                act(role, storage)
            except StorageError as error:
                log.warning("%s on %s failed: %s", plain(what), role.value, error.sentence)
                self.failed[role] = of_storage(role, error.message)
