"""What kinds of commands there are, and how each is run with an engine or without.

A kind says what a command needs, which decides where and when it runs: one that decides whether
photos are deleted or kept runs between two passes; one that only reads has its own couriers, and
one that touches nothing a pass decides about writes from the thread of its request.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from picup_desktop.alerts import Alert
from picup_desktop.app import AskPassphrase, Engine, changing, engine, secret_store, tell_now
from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.client import no_engine
from picup_desktop.engine.ipc.commands.base import Command, JobCommand
from picup_desktop.engine.jobs import Job, job_alone
from picup_desktop.engine.running import Running
from picup_desktop.engine.work_queue import PassRequest
from picup_desktop.errors import NoPermission, NoStorageReached
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.errors import StorageAway
from picup_desktop.vault.secret_store import Secrets, SecretStore
from picup_desktop.words import Role

GivenT = TypeVar("GivenT", bound=Command[Any])
JobT = TypeVar("JobT", bound=JobCommand[Any])
T = TypeVar("T")


class Row(ABC):
    """A command of the table."""

    command: type[Command[Any]]
    changes: tuple[str, ...]
    """The parts of the ledger that faces read anew afterwards."""

    def check(self, running: Running) -> None:
        """Raise NoVault or NoPermission if an engine can't run it now."""
        _ = running.session.ledger
        running.locking.someone_is_there()

    @abstractmethod
    def in_engine(self, running: Running, given: Any) -> object:
        """Run it in a running engine, on the thread of its request."""

    @abstractmethod
    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: Any) -> object:
        """Run it in this process, where no engine runs. HomeInUse, NoVault."""


@dataclass(frozen=True)
class EngineRow(Row, Generic[GivenT, T]):
    """Needs a running engine, and perhaps no vault."""

    command: type[GivenT]
    act: Callable[[Running, GivenT], T]
    changes: tuple[str, ...] = ()

    def check(self, running: Running) -> None:
        """As ``Row.check``: it is about the engine alone, which always runs it."""

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        return self.act(running, given)

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:  # noqa: ARG002 - as all
        """Raise NoEngine."""
        raise no_engine(home)


@dataclass(frozen=True)
class LedgerRow(Row, Generic[GivenT, T]):
    """Needs only the ledger."""

    command: type[GivenT]
    act: Callable[[Ledger, Clock, GivenT], T]
    changes: tuple[str, ...]
    exclusive: bool = False
    """It decides whether photos are deleted or kept, so it never runs during a pass."""
    rescan: bool = False
    """A scan may find something afterwards."""
    told: bool = False
    """The other computers learn of it: a pass writes the journal soon, and scans nothing."""
    private: bool = False
    """It names photos, or decides about them: refused while the vault is locked (2-1)."""
    alert: Callable[[T, float], Alert | None] = lambda _result, _at: None
    """Makes an alert of the result, because no attention item can report it."""

    def check(self, running: Running) -> None:
        """As ``Row.check``."""
        if self.private:
            running.session.check_unlocked()
        super().check(running)

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""

        def act() -> T:
            return self.act(running.session.ledger, running.clock, given)

        result = running.main_loop.run_exclusively(act) if self.exclusive else act()
        if self.rescan:
            running.outages.ask_now(running.clock.monotonic(), by_person=True)
            running.work_queue.request(PassRequest(everything=True))
        elif self.told:
            running.work_queue.request(PassRequest(uploads=True))
        alert, unlocked = self.alert(result, running.clock.now()), running.session.for_passes()
        if alert is not None and unlocked is not None:
            unlocked.alerts.tell_at_once(alert)
        return result

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:
        """As ``Row.alone``."""
        with changing(home, clock) as ledger:
            result = self.act(ledger, clock, given)
        alert = self.alert(result, clock.now())
        if alert is not None:
            tell_now(home, ask, alert)
        return result


@dataclass(frozen=True)
class SecretsRow(Row, Generic[GivenT, T]):
    """Changes the secrets; needs the unlocked vault and no storage."""

    command: type[GivenT]
    act: Callable[[Secrets, GivenT], tuple[Secrets, T]]
    changes: tuple[str, ...]

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        return running.session.change_secrets(lambda secrets: self.act(secrets, given))

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:
        """As ``Row.alone``."""
        with changing(home, clock) as ledger:
            store = secret_store(home, ledger, ask)
            secrets, result = self.act(store.load(), given)
            store.save(secrets)
        return result


@dataclass(frozen=True)
class StoreRow(Row, Generic[GivenT, T]):
    """Keeps the same secrets in another way, whether the vault is locked or not."""

    command: type[GivenT]
    act: Callable[[Home, GivenT], tuple[SecretStore, T]]
    changes: tuple[str, ...] = ()

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        session = running.session
        return session.change_store(lambda: self.act(session.home, given))

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:  # noqa: ARG002 - as all
        """As ``Row.alone``."""
        with changing(home, clock):
            return self.act(home, given)[1]


@dataclass(frozen=True)
class ReadRow(Row, Generic[GivenT, T]):
    """Needs storages and the unlocked vault; uses its own couriers, parallel to any pass."""

    command: type[GivenT]
    act: Callable[[Engine, GivenT], T]
    changes: tuple[str, ...] = ()

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        with running.session.for_reading() as parts:
            return self.act(parts, given)

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:
        """As ``Row.alone``."""
        # A read may need no storage, and needs no backup while main answers.
        with engine(home, ask, clock, soon=(), reads=True) as parts:
            return self.act(parts, given)


@dataclass(frozen=True)
class JobRow(Row, Generic[JobT, T]):
    """As ``ReadRow``; it reports progress and can be cancelled."""

    command: type[JobT]
    act: Callable[[Engine, JobT, Job], T]
    changes: tuple[str, ...] = ()

    def in_engine(self, running: Running, given: JobT) -> T:
        """As ``Row.in_engine``."""
        with running.session.for_reading() as parts, running.jobs.running(given.job) as job:
            return self.act(parts, given, job)

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: JobT) -> T:
        """As ``Row.alone``."""
        with engine(home, ask, clock, soon=tuple(Role), reads=True) as parts:
            return self.act(parts, given, job_alone(clock))


@dataclass(frozen=True)
class PassRow(Row, Generic[GivenT, T]):
    """Needs the couriers of passes; runs between two passes."""

    command: type[GivenT]
    act: Callable[[Engine, GivenT], T]
    changes: tuple[str, ...]
    private: bool = False
    """Refused while the vault is locked (2-1)."""

    def check(self, running: Running) -> None:
        """As ``Row.check``."""
        if self.private:
            running.session.check_unlocked()
        super().check(running)

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        unlocked = running.session.for_passes()
        if unlocked is None:
            raise NoPermission("vault-locked-unlock-first-then")
        return running.main_loop.run_exclusively(lambda: self.act(unlocked, given))

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:
        """As ``Row.alone``."""
        with engine(home, ask, clock, soon=tuple(Role)) as parts:
            return self.act(parts, given)


def as_before(secrets: Secrets) -> Secrets:
    """Return the same secrets."""
    return secrets


@dataclass(frozen=True)
class StorageDecision(Generic[T]):
    """A storage was asked already; what follows needs no storage."""

    answer: T
    keep: Callable[[Ledger, Clock], None]
    """Records it, within one transaction."""
    secrets: Callable[[Secrets], Secrets] = as_before
    """Returns the secrets from now on."""

    def record(self, ledger: Ledger, clock: Clock) -> None:
        """Record it in one transaction."""
        with ledger.transaction():
            self.keep(ledger, clock)


@dataclass(frozen=True)
class StorageRow(Row, Generic[GivenT, T]):
    """Changes where a storage is or how it is reached: asked at once, kept between two passes."""

    command: type[GivenT]
    act: Callable[[Engine, GivenT], StorageDecision[T]]
    changes: tuple[str, ...] = ("storages", "attention", "photos")

    def _decide(self, parts: Engine, given: GivenT) -> StorageDecision[T]:
        """Ask the storage. NoStorageReached if it does not answer; errors of the command."""
        try:
            return self.act(parts, given)
        except StorageAway as error:
            raise NoStorageReached.of(error.message) from error

    def in_engine(self, running: Running, given: GivenT) -> T:
        """As ``Row.in_engine``."""
        with running.session.for_reading() as parts:
            decided = self._decide(parts, given)

        def keep() -> None:
            session = running.session
            session.change_secrets(lambda secrets: (decided.secrets(secrets), None))
            session.renew_couriers(lambda: decided.record(session.ledger, running.clock))

        running.main_loop.run_exclusively(keep)
        running.storage_moved()
        return decided.answer

    def alone(self, home: Home, ask: AskPassphrase, clock: Clock, given: GivenT) -> T:
        """As ``Row.alone``."""
        # One that is typed again, and wrongly, must not seal the secrets from then on.
        asked_once = cache(ask)
        with engine(home, asked_once, clock, soon=()) as parts:
            decided = self._decide(parts, given)
            secrets = decided.secrets(parts.secrets)
            if secrets != parts.secrets:
                secret_store(home, parts.ledger, asked_once).save(secrets)
            decided.record(parts.ledger, clock)
        return decided.answer
