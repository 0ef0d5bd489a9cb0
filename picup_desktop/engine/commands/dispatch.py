"""The one table of the engine's commands, and how each is run with an engine or without.

A row names a command, its function and what it needs, which decides where and when it runs:
one that decides whether photos are deleted or kept runs between two passes; one that only
reads has its own couriers, and one that touches nothing a pass decides about writes from the
thread of its request.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, cast

from picup_desktop.alerts import Alert
from picup_desktop.app import AskPassphrase, Engine, changing, engine, secret_store, tell_now
from picup_desktop.clock import Clock, SystemClock
from picup_desktop.engine.commands import (
    albums,
    alerts,
    check,
    deletions,
    own,
    photos,
    restore,
    setup,
    space,
    storages,
    vault,
    verify,
)
from picup_desktop.engine.commands.changes import StorageDecision
from picup_desktop.engine.ipc.arguments import read_arguments
from picup_desktop.engine.ipc.client import no_engine
from picup_desktop.engine.ipc.commands import albums as on_albums
from picup_desktop.engine.ipc.commands import computers as on_computers
from picup_desktop.engine.ipc.commands import deletions as on_deletions
from picup_desktop.engine.ipc.commands import engine as on_engine
from picup_desktop.engine.ipc.commands import photos as on_photos
from picup_desktop.engine.ipc.commands import setup as on_setup
from picup_desktop.engine.ipc.commands import storages as on_storages
from picup_desktop.engine.ipc.commands import vault as on_vault
from picup_desktop.engine.ipc.commands.base import Command, JobCommand
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.engine.ipc.protocol import Request
from picup_desktop.engine.jobs import Job, job_alone
from picup_desktop.engine.running import Running
from picup_desktop.engine.work_queue import PassRequest
from picup_desktop.errors import NoPermission, NoStorageReached, UsageError
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
        with engine(home, ask, clock, soon=()) as parts:
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
        with engine(home, ask, clock, soon=tuple(Role)) as parts:
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


_WHOSE = ("vault", "albums", "photos", "attention")
_ALBUMS, _PHOTOS, _DELETIONS = ("albums",), ("photos",), ("photos", "deletions")

ROWS: tuple[Row, ...] = (
    EngineRow(on_engine.GetState, own.state),
    EngineRow(on_engine.Sync, own.sync),
    EngineRow(on_engine.PauseMoves, own.pause),
    EngineRow(on_engine.Resume, own.resume),
    EngineRow(on_engine.Unlock, own.unlock),
    EngineRow(on_engine.Lock, own.lock),
    EngineRow(on_engine.LockPassphrase, own.lock_passphrase),
    EngineRow(on_engine.Present, own.present),
    EngineRow(on_engine.Cancel, own.cancel),
    EngineRow(on_engine.Stop, own.stop),
    EngineRow(on_setup.TestConnection, setup.test_connection),
    EngineRow(on_setup.Setup, setup.setup),
    EngineRow(on_setup.OpenVault, setup.open_vault),
    StorageRow(on_storages.StorageChange, storages.storage_change),
    StorageRow(on_storages.ReplaceStorage, storages.storage_replace),
    StorageRow(on_storages.SwapStorages, storages.storage_swap),
    StorageRow(on_storages.TrustHostKey, storages.storage_trust),
    LedgerRow(on_albums.AddAlbum, albums.album_add, _ALBUMS),
    LedgerRow(on_albums.ListLeftOut, albums.album_left_out, (), private=True),
    LedgerRow(on_albums.PauseAlbum, albums.album_pause, _ALBUMS, exclusive=True),
    LedgerRow(on_albums.ResumeAlbum, albums.album_resume, _ALBUMS, rescan=True),
    LedgerRow(
        on_albums.RemoveAlbum,
        albums.album_remove,
        ("albums", "photos", "deletions"),
        exclusive=True,
        private=True,
    ),
    LedgerRow(on_computers.ListComputers, vault.computer_list, ()),
    PassRow(on_computers.RemoveComputer, vault.computer_remove, _WHOSE, private=True),
    PassRow(on_computers.RenameComputer, vault.computer_rename, ("vault",), private=True),
    PassRow(on_computers.NewKit, vault.kit_new, _WHOSE, private=True),
    LedgerRow(on_vault.ConfirmKit, vault.kit_confirm, ("vault",)),
    StoreRow(on_engine.ChangePassphrase, vault.passphrase_change),
    LedgerRow(on_vault.SetSetting, vault.settings_set, ("settings",)),
    LedgerRow(on_vault.ResetSetting, vault.settings_reset, ("settings",)),
    ReadRow(on_vault.Check, vault.check),
    JobRow(on_vault.Verify, verify.verify, ("photos", "storages", "attention")),
    ReadRow(on_storages.CheckStorages, check.check_storages, ("photos", "storages", "attention")),
    ReadRow(on_photos.Get, photos.get),
    ReadRow(on_photos.RestoreVersion, photos.version_restore, _PHOTOS),
    ReadRow(on_photos.GetThumbnail, photos.thumbnail),
    JobRow(on_photos.View, photos.view, _PHOTOS),
    JobRow(on_photos.Restore, restore.restore, _PHOTOS),
    LedgerRow(on_photos.LookBack, restore.restore_look, (), private=True),
    LedgerRow(on_photos.LookAtSpace, space.space_look, (), private=True),
    JobRow(on_photos.FreeSpace, space.space_free, _PHOTOS),
    JobRow(on_photos.BringBack, space.space_bring_back, _PHOTOS),
    SecretsRow(on_vault.AddAlert, alerts.alert_add, ("alerts",)),
    SecretsRow(on_vault.RemoveAlert, alerts.alert_remove, ("alerts",)),
    ReadRow(on_vault.ListAlerts, alerts.alert_list),
    ReadRow(on_vault.TestAlerts, alerts.alert_test),
    LedgerRow(
        on_deletions.Remove,
        deletions.rm,
        _DELETIONS,
        exclusive=True,
        private=True,
        alert=alerts.alert_of_removal,
    ),
    LedgerRow(
        on_deletions.RestoreDeleted,
        deletions.trash_restore,
        _DELETIONS,
        exclusive=True,
        private=True,
    ),
    LedgerRow(
        on_deletions.DeleteNow, deletions.trash_delete, _DELETIONS, exclusive=True, private=True
    ),
    LedgerRow(
        on_deletions.EmptyTrash, deletions.trash_empty, _DELETIONS, exclusive=True, private=True
    ),
    ReadRow(on_deletions.BringBackDeleted, deletions.trash_bring_back, _PHOTOS),
    PassRow(
        on_deletions.RunDeletions, deletions.deletions_run, ("deletions", "photos", "attention")
    ),
    LedgerRow(
        on_deletions.RetryItem,
        deletions.attention_retry,
        ("attention", "photos", "deletions"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
    LedgerRow(on_deletions.IgnoreItem, deletions.attention_ignore, ("attention",), private=True),
    LedgerRow(on_deletions.ListInQuestion, deletions.attention_photos, (), private=True),
    LedgerRow(
        on_deletions.AnswerItem,
        deletions.attention_answer,
        ("attention", "photos", "albums", "deletions", "settings"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
)

COMMANDS: Mapping[str, Row] = {row.command.command: row for row in ROWS}
"""The rows by the names of their commands on the socket."""


def run_in_engine(running: Running, request: Request) -> object:
    """Run a face's request on a thread of its own.

    UsageError, NoVault, NoPermission, errors of the command.
    """
    row = COMMANDS.get(request.command)
    if row is None:
        raise UsageError("no-command", command=request.command)
    try:
        row.check(running)
        given = read_arguments(request.command, row.command, request.arguments)
        result = row.in_engine(running, given)
        _tell_changed(running, row.changes)
    finally:
        # The thread ends, and its connection to the ledger with it.
        if running.session.has_vault:
            running.session.ledger.close()
    return result


def _tell_changed(running: Running, changes: tuple[str, ...]) -> None:
    if "albums" in changes:
        running.albums.look_anew()
    if "settings" in changes:
        running.conditions.look_anew()
        running.versions.look()
        if running.session.settings_changed():
            running.main_loop.run_exclusively(running.session.renew_couriers)
    if changes:
        running.main_loop.wake()
        running.tell("changed", {"what": list(changes)})


def carry_out(home: Home, ask: AskPassphrase, command: Command[T]) -> T:
    """Run a command in the engine of the home, or in this process if none runs.

    EngineRefused with the engine's error; HomeInUse if something other than an engine holds
    the home; NoVault, and any error of the command itself.
    """

    def by_itself() -> T:
        row = COMMANDS[command.command]
        return cast(T, row.alone(home, ask, SystemClock(), command))

    return by_whoever_holds(home, by_itself, command)
