"""The one table of the engine's commands: a row names a command, its function and its kind.

What the kinds are, and how each is run with an engine or without, is in ``rows.py``.
"""

from collections.abc import Mapping
from typing import TypeVar, cast

from picup_desktop.app import AskPassphrase
from picup_desktop.clock import SystemClock
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
from picup_desktop.engine.commands.rows import (
    EngineRow,
    JobRow,
    LedgerRow,
    PassRow,
    ReadRow,
    Row,
    SecretsRow,
    StorageRow,
    StoreRow,
)
from picup_desktop.engine.ipc.arguments import read_arguments
from picup_desktop.engine.ipc.commands import albums as on_albums
from picup_desktop.engine.ipc.commands import computers as on_computers
from picup_desktop.engine.ipc.commands import dates as on_dates
from picup_desktop.engine.ipc.commands import deletions as on_deletions
from picup_desktop.engine.ipc.commands import engine as on_engine
from picup_desktop.engine.ipc.commands import photos as on_photos
from picup_desktop.engine.ipc.commands import setup as on_setup
from picup_desktop.engine.ipc.commands import storages as on_storages
from picup_desktop.engine.ipc.commands import turns as on_turns
from picup_desktop.engine.ipc.commands import vault as on_vault
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.engine.ipc.protocol import Request
from picup_desktop.engine.running import Running
from picup_desktop.errors import UsageError
from picup_desktop.home import Home

T = TypeVar("T")

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
    EngineRow(on_setup.ListFolders, storages.folder_list),
    EngineRow(on_setup.MakeFolder, storages.folder_make),
    EngineRow(on_setup.Setup, setup.setup),
    EngineRow(on_setup.OpenVault, setup.open_vault),
    StorageRow(on_storages.StorageChange, storages.storage_change),
    StorageRow(on_storages.ReplaceStorage, storages.storage_replace),
    StorageRow(on_storages.SwapStorages, storages.storage_swap),
    StorageRow(on_storages.TrustHostKey, storages.storage_trust),
    LedgerRow(on_albums.AddAlbum, albums.album_add, _ALBUMS),
    LedgerRow(on_albums.ListLeftOut, albums.album_left_out, (), private=True),
    LedgerRow(
        on_albums.MoveAlbum,
        albums.album_move,
        ("albums", "photos", "attention"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
    LedgerRow(
        on_albums.RenameAlbum,
        albums.album_rename,
        ("albums", "photos"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
    LedgerRow(
        on_albums.SetForAlbum,
        albums.album_set,
        _ALBUMS,
        exclusive=True,
        rescan=True,
        private=True,
    ),
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
    JobRow(on_photos.ExportPhotos, restore.export, _PHOTOS),
    LedgerRow(on_photos.AskForDates, photos.dates_ask, ("gallery",)),
    LedgerRow(on_photos.LookBack, restore.restore_look, (), private=True),
    LedgerRow(on_photos.LookAtSpace, space.space_look, (), private=True),
    JobRow(on_photos.FreeSpace, space.space_free, _PHOTOS),
    JobRow(on_photos.BringBack, space.space_bring_back, _PHOTOS),
    LedgerRow(on_dates.CorrectDates, photos.dates_correct, _PHOTOS, told=True, private=True),
    LedgerRow(on_dates.UndoDates, photos.dates_undo, _PHOTOS, told=True, private=True),
    LedgerRow(on_dates.UseFileDates, photos.dates_of_files, _PHOTOS, told=True, private=True),
    LedgerRow(on_turns.TurnPhotos, photos.turn, _PHOTOS, told=True, private=True),
    LedgerRow(on_turns.UndoTurns, photos.turn_undo, _PHOTOS, told=True, private=True),
    LedgerRow(on_turns.ShowAsFiles, photos.turn_as_files, _PHOTOS, told=True, private=True),
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
