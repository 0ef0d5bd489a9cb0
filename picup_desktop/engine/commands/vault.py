"""Commands about the vault as a whole: its computers and kit, its settings, its health."""

from collections.abc import Mapping

from picup_desktop.app import Engine, change_passphrase, secret_store, storage_access
from picup_desktop.clock import Clock, iso
from picup_desktop.engine.commands.setup import check_kit_file
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.computers import (
    ComputerRemoved,
    ComputerRenamed,
    ComputerRow,
    ComputersListed,
    KitMade,
    ListComputers,
    NewKit,
    RemoveComputer,
    RenameComputer,
)
from picup_desktop.engine.ipc.commands.engine import ChangePassphrase
from picup_desktop.engine.ipc.commands.vault import Check, ConfirmKit, ResetSetting, SetSetting
from picup_desktop.errors import NoPermission, NoStorageReached
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message, joined
from picup_desktop.settings import DECLARED, checked_setting, declared
from picup_desktop.storage.base import Storage
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.health.checkup import (
    check_computer,
    check_seen,
    check_strangers,
    earlier_versions_room,
    with_findings,
)
from picup_desktop.sync.health.result import CheckResult
from picup_desktop.sync.health.storage_checks import check_apart, storages_checks
from picup_desktop.sync.health.who_speaks import check_ssh
from picup_desktop.sync.home.hold import check_free
from picup_desktop.sync.join.handover import Handover
from picup_desktop.sync.journal.begun_kit import settle_kit, write_kit
from picup_desktop.sync.journal.renewal import (
    Computer,
    accept_kit,
    computers,
    find_computer,
    let_in_by,
    new_kit,
    remove_computer,
    rename_computer,
    use_kit,
)
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.reach.contact import probe_all
from picup_desktop.sync.reach.findings import is_doubtful
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.sync.restore.places import check_output
from picup_desktop.vault.kit import (
    KitStorage,
    RecoveryKit,
    page_beside,
    read_kit,
    recovery_identity,
)
from picup_desktop.vault.secret_store import SecretStore
from picup_desktop.words import Role


def kit_confirm(ledger: Ledger, clock: Clock, given: ConfirmKit) -> answers.KitConfirmed:
    """Record that a person still has the recovery kit. NoPermission, NotAKit.

    A kit that another computer made while the vault was of format 1 counts here from then on.
    """
    vault = ledger.vaults.get()
    kit = read_kit(given.kit.encode())
    recipient = str(recovery_identity(kit).recipient())
    if vault is None:
        raise NoPermission("recovery-kit-another-vault-look")
    if recipient != vault.recovery_recipient and not accept_kit(ledger, kit):
        raise NoPermission("recovery-kit-another-vault-look")
    at = clock.now()
    ledger.vaults.confirm_kit(at)
    return {"confirmed_at": iso(at)}


def passphrase_change(home: Home, given: ChangePassphrase) -> tuple[SecretStore, answers.Nothing]:
    """Seal the secrets by another passphrase. UsageError, WrongPassphrase, Damaged, VaultError."""
    return change_passphrase(home, given.current, given.passphrase), {}


def settings_set(ledger: Ledger, _clock: Clock, given: SetSetting) -> answers.Setting:
    """Choose a setting. UsageError."""
    ledger.vaults.choose(given.name, checked_setting(given.name, given.value))
    return {"name": given.name, "value": given.value}


def settings_reset(ledger: Ledger, _clock: Clock, given: ResetSetting) -> answers.Setting:
    """Use a setting's default again. UsageError."""
    name = declared(given.name).name
    ledger.vaults.forget_choice(name)
    return {"name": name, "value": DECLARED[name].default}


def check(parts: Engine, _given: Check) -> answers.Checked:
    """Run every check of ``picup doctor``."""
    # The store is only asked for its location, so its passphrase does not matter.
    where = secret_store(parts.home, parts.ledger, lambda: "-").describe()
    secrets = CheckResult("secrets", ok=True, text=Message("check-secrets", where=where))
    computer = check_computer(parts.ledger, parts.settings, parts.home)
    records = {role: parts.ledger.storages.get(role) for role in Role}
    storages, reached = storages_checks(parts.storages, records, parts.home.scratch, parts.clock)
    room = earlier_versions_room(parts.ledger.versions.kept(), storages)
    doubtful = [role for role in Role if is_doubtful(parts.ledger, role)]
    storages = with_findings(storages, doubtful)
    ssh = check_ssh(
        {
            role: (
                parse_place(record.url),
                storage_access(parts.home, record, parts.secrets, parts.settings),
            )
            for role, record in records.items()
        }
    )
    apart = check_apart(parts.storages, records, parts.home.scratch) if reached else []
    seen = [*check_seen(parts.ledger, parts.clock), *check_strangers(parts.ledger)]
    checks = [
        _check_json(one) for one in (secrets, *computer, *storages, *ssh, *room, *seen, *apart)
    ]
    return {"checks": checks, "reached": reached}


def _check_json(one: CheckResult) -> answers.HealthCheck:
    return {"name": one.name, "ok": one.ok, "text": one.text, "advice": one.advice}


def computer_rows(ledger: Ledger) -> list[ComputerRow]:
    """Return every computer of the vault, for ``picup computer list``."""
    return [_row(one) for one in computers(ledger)]


def computer_list(ledger: Ledger, _clock: Clock, _given: ListComputers) -> ComputersListed:
    """Return every computer of the vault."""
    return {"computers": computer_rows(ledger)}


def _row(one: Computer) -> ComputerRow:
    return {
        "name": one.name,
        "id": one.device_id,
        "this": one.is_this,
        "last_wrote_at": None if one.last_wrote_at is None else iso(one.last_wrote_at),
        "removed": one.is_removed,
    }


def computer_remove(parts: Engine, given: RemoveComputer) -> ComputerRemoved:
    """Remove a computer. UsageError, KeysNotSigned, HomeHeld, NoStorageReached.

    First what it wrote until now is read, since all that comes later does not count.
    """
    check_free(parts.ledger)
    find_computer(parts.ledger, given.computer)
    storages = _reached(parts)
    handover = _handover(parts, storages)
    handover.read()
    let_in = let_in_by(parts.ledger, find_computer(parts.ledger, given.computer))
    removed = remove_computer(
        parts.ledger, signer_of(parts.ledger, parts.secrets), given.computer, parts.clock.now()
    )
    handover.publish()
    return {
        "name": removed.name,
        "id": removed.device_id,
        "let_in": let_in,
        "warnings": [*_not_reached(parts, storages).values(), *handover.failed.values()],
    }


def computer_rename(parts: Engine, given: RenameComputer) -> ComputerRenamed:
    """Give a computer another name, which the next pass writes to the storages. UsageError."""
    signer = signer_of(parts.ledger, parts.secrets)
    now = parts.clock.now()
    one = rename_computer(parts.ledger, signer, given.computer, given.name, now)
    return {"name": one.name, "id": one.device_id}


def kit_new(parts: Engine, given: NewKit) -> KitMade:
    """Make a new recovery kit and new keys. UsageError, HomeHeld, NoStorageReached.

    The kit's files are written before it counts, and taken back if it does not.
    """
    check_free(parts.ledger)
    check_kit_file(given.recovery_kit, parts.home.scratch)
    check_output(parts.ledger, given.recovery_kit)
    storages = _reached(parts)
    handover = _handover(parts, storages)
    handover.read()
    kit = new_kit(parts.ledger)
    vault = parts.ledger.vaults.get()
    vault_id = "" if vault is None else vault.vault_id
    made = RecoveryKit(
        vault_id=vault_id,
        identity=str(kit.identity),
        made_at=parts.clock.now(),
        storages=tuple(
            KitStorage(one.role.value, one.url_for_others, one.host_key)
            for one in parts.ledger.storages.all()
        ),
        signs=True,
    )
    write_kit(made, given.recovery_kit, parts.home.scratch)
    pdf = page_beside(given.recovery_kit)
    try:
        use_kit(parts.ledger, signer_of(parts.ledger, parts.secrets), kit, parts.clock.now())
    finally:
        settle_kit(parts.home.scratch, parts.ledger.vaults.recovery_recipient())
    handover.publish()
    failed = {**_not_reached(parts, storages), **handover.failed}
    return {
        "vault": vault_id,
        "recovery_kit": str(given.recovery_kit),
        "recovery_kit_pdf": str(pdf),
        "computers": [one.name for one in computers(parts.ledger) if not one.is_removed],
        "written_to": [role.value for role in storages if role not in handover.failed],
        "warnings": list(failed.values()),
    }


def _reached(parts: Engine) -> Mapping[Role, Storage]:
    """Return the storages that answer now. NoStorageReached if none does."""
    contacts = probe_all(parts.storages)
    reached: dict[Role, Storage] = {
        role: storage for role, storage in parts.storages.items() if contacts[role].error is None
    }
    if not reached:
        errors = {role: one.error for role, one in contacts.items() if one.error is not None}
        reasons = [of_storage(role, error.message) for role, error in errors.items()]
        raise NoStorageReached.of(joined(reasons))
    return reached


def _not_reached(parts: Engine, reached: Mapping[Role, Storage]) -> Mapping[Role, Message]:
    """Return why the others of the storages have nothing of it yet."""
    return {
        role: of_storage(role, Message("keys-written-later"))
        for role in parts.storages
        if role not in reached
    }


def _handover(parts: Engine, storages: Mapping[Role, Storage]) -> Handover:
    return Handover(
        parts.ledger,
        parts.clock,
        parts.secrets,
        storages,
        journal=parts.home.journal,
        scratch=parts.home.scratch,
    )
