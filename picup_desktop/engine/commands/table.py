"""The table of commands that change a home, for a running engine and for the command line.

A face sends them to the engine; if none runs, the command line runs the same function
itself (``faces.py``).
"""

import dataclasses
from collections.abc import Mapping

from picup_desktop.app import Engine, secret_store
from picup_desktop.clock import Clock, iso
from picup_desktop.engine.commands import albums as album_commands
from picup_desktop.engine.commands import alerts as alert_commands
from picup_desktop.engine.commands import deletions as deletion_commands
from picup_desktop.engine.commands import gallery as gallery_commands
from picup_desktop.engine.commands import restore as restore_commands
from picup_desktop.engine.commands import space as space_commands
from picup_desktop.engine.commands import verify as verify_command
from picup_desktop.engine.commands.command import (
    Command,
    LedgerCommand,
    LongCommand,
    ReadCommand,
    SecretsCommand,
    StorageCommand,
)
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import NoPermission
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DECLARED, checked_setting, declared
from picup_desktop.sync.health.apart import check_apart
from picup_desktop.sync.health.checkup import (
    Check,
    check_computer,
    storages_checks,
    with_findings,
)
from picup_desktop.sync.reach.findings import is_doubtful
from picup_desktop.sync.read.find import find_photo
from picup_desktop.vault.kit import read_kit, recovery_identity
from picup_desktop.words import Role


def _kit_confirm(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    kit = given.text("kit")
    given.no_more()
    vault = ledger.vaults.get()
    recipient = str(recovery_identity(read_kit(kit.encode())).recipient())
    if vault is None or recipient != vault.recovery_recipient:
        raise NoPermission("This recovery kit is of another vault. Look for the right one.")
    at = clock.now()
    ledger.vaults.confirm_kit(at)
    return {"confirmed_at": iso(at)}


def _get(parts: Engine, given: Arguments) -> Json:
    named, output, remote = given.text("photo"), given.path("output"), given.flag("remote")
    given.no_more()
    photo = find_photo(parts.ledger, named)
    report = parts.reader().read(photo, output, remote=remote)
    repaired = [role.value for role in report.repaired]
    return {"served_from": report.served_from, "repaired": repaired, "path": photo.path}


def _check(parts: Engine, given: Arguments) -> Json:
    """Run every check of ``doctor``."""
    given.no_more()
    # The store is only asked for its location, so its passphrase does not matter.
    where = secret_store(parts.home, parts.ledger, lambda: "-").describe()
    secrets = Check("secrets", ok=True, text=f"They rest in {where}, and can be read.")
    computer = check_computer(parts.ledger, parts.settings, parts.home.folder)
    storages, reached = storages_checks(parts.storages, parts.home.scratch, parts.clock)
    doubtful = [role for role in Role if is_doubtful(parts.ledger, role)]
    storages = with_findings(storages, doubtful)
    records = {role: parts.ledger.storages.get(role) for role in Role}
    apart = check_apart(parts.storages, records, parts.home.scratch) if reached else []
    checks = [dataclasses.asdict(check) for check in (secrets, *computer, *storages, *apart)]
    return {"checks": checks, "reached": reached}


def _settings_set(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    name, value = given.text("name"), given.value("value")
    given.no_more()
    ledger.vaults.choose(name, checked_setting(name, value))
    return {"name": name, "value": value}


def _settings_reset(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    name = declared(given.text("name")).name
    given.no_more()
    ledger.vaults.forget_choice(name)
    return {"name": name, "value": DECLARED[name].default}


COMMANDS: Mapping[str, Command] = {
    "album_add": LedgerCommand(album_commands.album_add, ("albums",)),
    "album_pause": LedgerCommand(album_commands.album_pause, ("albums",), exclusive=True),
    "album_resume": LedgerCommand(album_commands.album_resume, ("albums",), rescan=True),
    "album_remove": LedgerCommand(
        album_commands.album_remove,
        ("albums", "photos", "deletions"),
        exclusive=True,
        private=True,
    ),
    "kit_confirm": LedgerCommand(_kit_confirm, ("vault",)),
    "settings_set": LedgerCommand(_settings_set, ("settings",)),
    "settings_reset": LedgerCommand(_settings_reset, ("settings",)),
    "get": ReadCommand(_get),
    "thumbnail": ReadCommand(gallery_commands.thumbnail),
    "view": LongCommand(gallery_commands.view, ("photos",)),
    "check": ReadCommand(_check),
    "verify": ReadCommand(verify_command.verify, ("photos", "attention")),
    "restore": LongCommand(restore_commands.restore, ("photos",)),
    "space_look": LedgerCommand(space_commands.space_look, (), private=True),
    "space_free": LongCommand(space_commands.space_free, ("photos",)),
    "space_bring_back": LongCommand(space_commands.space_bring_back, ("photos",)),
    "alert_add": SecretsCommand(alert_commands.alert_add, ("alerts",)),
    "alert_remove": SecretsCommand(alert_commands.alert_remove, ("alerts",)),
    "alert_list": ReadCommand(alert_commands.alert_list),
    "alert_test": ReadCommand(alert_commands.alert_test),
    "rm": LedgerCommand(
        deletion_commands.rm,
        ("photos", "deletions"),
        exclusive=True,
        private=True,
        alert=alert_commands.told_of_journal,
    ),
    "trash_restore": LedgerCommand(
        deletion_commands.trash_restore, ("photos", "deletions"), exclusive=True, private=True
    ),
    "trash_delete": LedgerCommand(
        deletion_commands.trash_delete, ("photos", "deletions"), exclusive=True, private=True
    ),
    "trash_empty": LedgerCommand(
        deletion_commands.trash_empty, ("photos", "deletions"), exclusive=True, private=True
    ),
    "trash_bring_back": ReadCommand(deletion_commands.trash_bring_back, ("photos",)),
    "deletions_run": StorageCommand(
        deletion_commands.deletions_run, ("deletions", "photos", "attention")
    ),
    "attention_retry": LedgerCommand(
        deletion_commands.attention_retry,
        ("attention", "photos", "deletions"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
    "attention_ignore": LedgerCommand(
        deletion_commands.attention_ignore, ("attention",), private=True
    ),
    "attention_answer": LedgerCommand(
        deletion_commands.attention_answer,
        ("attention", "photos", "albums", "deletions", "settings"),
        exclusive=True,
        rescan=True,
        private=True,
    ),
}
"""The commands, by their names on the socket."""
