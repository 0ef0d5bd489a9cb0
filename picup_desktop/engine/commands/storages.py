"""The command that changes the address or the login of a storage."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from picup_desktop.engine.commands.setup import storage_given
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands import StorageChange
from picup_desktop.engine.running import Running
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.base import Probe
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.sync.join.storage_change import OtherStorage, look_at_new_address
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role, StorageState


def storage_change(running: Running, given: StorageChange) -> setup_answers.StorageChanged:
    """Use another address or login, if this vault is there (5-4)."""
    role = _role(given.role)
    to = storage_given(running.home, given, trust_new_host_key=given.accept_host_key)
    with running.session.for_reading() as parts:
        to = _with_login(to, role, parts.secrets, parts.ledger.storages.get(role))
        vault = parts.ledger.vaults.get()
        if vault is None:
            raise NoPermission("no-vault-home-yet")
        twin = next(one for one in Role if one is not role)
        other = OtherStorage(parts.ledger.storages.get(twin), parts.storages[twin])
        probe = look_at_new_address(to, vault.vault_id, other, parts.home.scratch)
    running.main_loop.run_exclusively(lambda: _keep(running, role, to, probe))
    running.storage_moved()
    return {"role": role.value, "url": to.place.url, "free_bytes": probe.free_bytes}


def _keep(running: Running, role: Role, to: SetupStorage, probe: Probe) -> None:
    ledger, now = running.session.ledger, running.clock.now()
    running.session.change_secrets(lambda secrets: (_with_secrets(secrets, role, to), None))
    with ledger.transaction():
        before = ledger.storages.get(role)
        key_file = to.access.key_file
        was_online = before.state is StorageState.ONLINE
        ledger.storages.record(
            replace(
                before,
                url=to.place.url,
                key_file=None if key_file is None else str(key_file),
                host_key=probe.host_key,
                state=StorageState.ONLINE,
                reason=None,
                state_since=before.state_since if was_online else now,
                checked_at=now,
                free_bytes=probe.free_bytes,
                round_trip_seconds=probe.round_trip_seconds,
            )
        )
    running.session.renew_couriers()


def _role(named: str) -> Role:
    try:
        return Role(named)
    except ValueError as error:
        raise UsageError("role-is-one-of", choices=" or ".join(Role)) from error


def _with_login(
    to: SetupStorage, role: Role, secrets: Secrets, before: StorageRecord
) -> SetupStorage:
    """Return the new login, or the previous one if none is given."""
    access = to.access
    if access.password is not None or access.key_file is not None:
        return to
    key_file = None if before.key_file is None else Path(before.key_file)
    kept = replace(
        access,
        password=secrets.passwords.get(role.value),
        key_file=key_file,
        key_passphrase=secrets.key_passphrases.get(role.value),
    )
    return replace(to, access=kept)


def _with_secrets(secrets: Secrets, role: Role, to: SetupStorage) -> Secrets:
    def with_one(known: Mapping[str, str], value: str | None) -> dict[str, str]:
        others = {name: kept for name, kept in known.items() if name != role.value}
        return others if value is None else {**others, role.value: value}

    return replace(
        secrets,
        passwords=with_one(secrets.passwords, to.access.password),
        key_passphrases=with_one(secrets.key_passphrases, to.access.key_passphrase),
    )
