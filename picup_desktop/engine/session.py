"""The open parts of a home: none, the ledger only, or the ledger, secrets and couriers.

Guarded by one lock, which is never held while a storage is spoken to. Passes and
reads have couriers of their own, so that stopping a pass never cuts a read; those
for reading end when nobody has read for a while.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TypeVar

from picup_desktop.alerts import all_targets
from picup_desktop.app import AskPassphrase, Engine, NoVault, couriers, joined, secret_store
from picup_desktop.clock import Clock
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.reading import check_ledger
from picup_desktop.settings import DECLARED, Group, Settings
from picup_desktop.sync.home.hold import note_machine, this_machine
from picup_desktop.sync.journal.begun_kit import settle_kit
from picup_desktop.vault.secret_store import (
    Secrets,
    SecretStore,
    make_passphrase_check,
    passphrase_opens,
)

IDLE_SECONDS = 60.0
ALERT_END_SECONDS = 0.5

T = TypeVar("T")


class Session:
    """One home, held by this process."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.home = home
        self._clock = clock
        self._lock = threading.Lock()
        self._ledger: Ledger | None = None
        self._passes: Engine | None = None
        self._reads: Engine | None = None
        self._locked = True
        self._readers = 0
        self._read_at = 0.0
        self._couriers = ExitStack()
        self._newer = ExitStack()
        """Couriers that replaced the first ones."""
        self._store: SecretStore | None = None

    @property
    def has_vault(self) -> bool:
        """Whether the home has a vault."""
        return self._ledger is not None

    @property
    def locked(self) -> bool:
        """Whether photos can't be read."""
        return self._locked

    @property
    def ledger(self) -> Ledger:
        """The ledger. NoVault."""
        if self._ledger is None:
            raise NoVault("no-vault-home-yet-make")
        return self._ledger

    def open_ledger(self) -> bool:
        """Open the ledger if there is a vault; return whether there is.

        It is noted on which machine this home is, before anything else (5-6). LedgerUnusable.
        """
        if self._ledger is None and self.home.ledger.exists():
            check_ledger(self.home)
            ledger = open_ledger(self.home.ledger)
            if ledger.vaults.get() is None:
                ledger.close()
            else:
                note_machine(ledger, this_machine(), self._clock.now())
                settle_kit(self.home.scratch, ledger.vaults.recovery_recipient())
                self._ledger = ledger
        return self.has_vault

    @property
    def unlocked_by(self) -> str | None:
        """Which passphrase unlocks: the ``vault``'s, the lock's ``own``, or None if none does."""
        if self.home.sealed_secrets.exists():
            return "vault"
        parts = self._passes
        return "own" if parts is not None and parts.secrets.lock_check else None

    def unlock(self, ask: AskPassphrase, *, at_start: bool = False) -> None:
        """Open the secrets. NoVault, NoPermission, Damaged; nothing changes then.

        ``at_start``: a lock with its own passphrase stays locked without an error.
        """
        store = secret_store(self.home, self.ledger, ask)
        with self._lock:
            # A passphrase that is changed meanwhile must not come back with this store.
            secrets = store.load()
            # An engine holds the home's lock.
            store.renew(secrets)
            if self._passes is None:
                parts = joined(self.home, self.ledger, secrets, self._clock)
                self._passes = self._couriers.enter_context(parts)
                storages = couriers(self.home, self.ledger, secrets)
                reading = self._couriers.enter_context(storages)
                self._reads = replace(self._passes, storages=reading)
                self._store = store
            check = secrets.lock_check
            if check and at_start:
                return
            if check and not passphrase_opens(check, ask() or ""):
                raise NoPermission("not-passphrase-lock-try-again")
            self._locked = False

    def check_unlocked(self) -> None:
        """Raise NoPermission while locked."""
        if self._locked:
            raise _locked()

    def lock(self) -> None:
        """Refuse reads from now on; uploads need public keys only and go on."""
        self._locked = True

    def change_secrets(self, change: Callable[[Secrets], tuple[Secrets, T]]) -> T:
        """Replace the secrets by what ``change`` returns. NoVault; NoPermission while locked."""
        settings = self.ledger.vaults.settings()
        with self._lock:
            before, reads, store = self._passes, self._reads, self._store
            if before is None or reads is None or store is None or self._locked:
                raise _locked()
            secrets, result = change(before.secrets)
            store.save(secrets)
            targets = all_targets(settings, secrets.notify_urls)
            before.alerts.tell_others(targets, settings)
            self._passes = replace(before, secrets=secrets)
            self._reads = replace(reads, secrets=secrets)
        return result

    def change_store(self, change: Callable[[], tuple[SecretStore, T]]) -> T:
        """Keep the secrets in the store that ``change`` wrote them to, from now on."""
        with self._lock:
            store, result = change()
            if self._store is not None:
                self._store = store
        return result

    def choose_lock_passphrase(self, passphrase: str) -> None:
        """Require this passphrase from the next unlock on; empty: none.

        UsageError if the vault has its own passphrase. NoPermission while locked.
        """
        self.check_unlocked()
        if self.unlocked_by == "vault":
            raise UsageError("vaults-own-passphrase-unlocks-computer")
        check = make_passphrase_check(passphrase) if passphrase else ""
        self.change_secrets(lambda secrets: (replace(secrets, lock_check=check), None))

    def for_passes(self) -> Engine | None:
        """Return the parts for a pass, with the current settings; None before the first unlock."""
        parts = self._passes
        return None if parts is None else replace(parts, settings=self.ledger.vaults.settings())

    @contextmanager
    def for_reading(self, *, sealed_only: bool = False) -> Iterator[Engine]:
        """Yield the parts for a read. NoVault; NoPermission while locked.

        ``sealed_only``: no photo is opened, so it is enough that the vault was unlocked once.
        """
        settings = self.ledger.vaults.settings()
        with self._lock:
            parts = self._reads
            if parts is None or (self._locked and not sealed_only):
                raise _locked()
            self._readers += 1
        try:
            yield replace(parts, settings=settings)
        finally:
            with self._lock:
                self._readers -= 1
                self._read_at = self._clock.monotonic()

    def settings_changed(self) -> bool:
        """Apply changed settings; return whether they require ``renew_couriers``."""
        settings = self.ledger.vaults.settings()
        with self._lock:
            parts = self._passes
            if parts is None:
                return False
            if alerts_differ(parts.settings, settings):
                targets = all_targets(settings, parts.secrets.notify_urls)
                parts.alerts.tell_others(targets, settings)
            renew = couriers_differ(parts.settings, settings)
            if not renew:
                self._passes = replace(parts, settings=settings)
            return renew

    def renew_couriers(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Replace the couriers by new ones with the current settings. Between two passes only.

        ``meanwhile`` is called when no old courier reaches a storage any more, for example to
        record that one is elsewhere.
        """
        with self._lock:
            passes, reads = self._passes, self._reads
            if passes is None or reads is None:
                return
            for courier in (*passes.storages.values(), *reads.storages.values()):
                courier.retire()
            self._newer.close()
            try:
                meanwhile()
            finally:
                self._make_couriers(passes, reads)

    def _make_couriers(self, passes: Engine, reads: Engine) -> None:
        settings = self.ledger.vaults.settings()
        for_passes, for_reads = (
            self._newer.enter_context(couriers(self.home, self.ledger, passes.secrets))
            for _ in range(2)
        )
        self._passes = replace(passes, settings=settings, storages=for_passes)
        self._reads = replace(reads, settings=settings, storages=for_reads)

    def rest(self) -> None:
        """End the reading couriers if nobody has read for a while."""
        with self._lock:
            idle = self._clock.monotonic() - self._read_at >= IDLE_SECONDS
            if self._reads is not None and not self._readers and idle:
                for courier in self._reads.storages.values():
                    courier.close()
                self._reads.maker.rest()

    def rest_passes(self) -> None:
        """End the couriers of passes; the next pass starts them anew. Between two passes only."""
        if self._passes is not None:
            for courier in self._passes.storages.values():
                courier.close()

    def close(self) -> None:
        """End every courier; calls under way fail.

        Other threads close their own connections to the ledger.
        """
        if self._passes is not None:
            self._passes.alerts.close(ALERT_END_SECONDS)
        self._newer.close()
        self._couriers.close()


def couriers_differ(before: Settings, now: Settings) -> bool:
    """Return whether a setting changed that a courier gets at its start."""
    return any(
        getattr(before, one.name) != getattr(now, one.name)
        for one in DECLARED.values()
        if one.reconnects
    )


def alerts_differ(before: Settings, now: Settings) -> bool:
    """Return whether a setting of the alerts changed."""
    return any(
        getattr(before, one.name) != getattr(now, one.name)
        for one in DECLARED.values()
        if one.group is Group.ALERTS
    )


def _locked() -> NoPermission:
    return NoPermission("vault-locked-unlock-first-then")
