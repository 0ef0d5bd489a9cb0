"""Set up a new vault on two storages with its recovery kit, completely or not at all."""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.errors import NoStorageReached, PicupError, UsageError
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.messages.message import joined
from picup_desktop.names import plain
from picup_desktop.settings import Settings, checked_setting
from picup_desktop.storage.base import Probe, Storage
from picup_desktop.storage.errors import (
    ObjectExists,
    ObjectNotFound,
    StorageAway,
    StorageError,
)
from picup_desktop.storage.place import Access, Place, login_is_for, other_url
from picup_desktop.sync.join.half_made import HalfMade, forget_begun, note_begun, take_away
from picup_desktop.sync.join.one_place import is_one_place, side_of
from picup_desktop.sync.join.static_files import put_static, static_files
from picup_desktop.sync.journal.begun_kit import settle_kit
from picup_desktop.sync.journal.keys import TIMES_WRITTEN, KeysPublisher
from picup_desktop.sync.journal.send import JournalSender
from picup_desktop.sync.journal.trust import begin_trust, say_vault_key
from picup_desktop.sync.journal.write import JournalWriter, Signer, signer_of
from picup_desktop.sync.reach.keeping import note_keeping, note_sums
from picup_desktop.sync.reach.one_box import note_one_box
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.vault.keys import NewVault, device_public_key, make_vault
from picup_desktop.vault.kit import KitStorage, RecoveryKit
from picup_desktop.vault.layout import MOST_STATIC_BYTES, VAULT_NAME, vault_json
from picup_desktop.vault.secret_store import Secrets, SecretStore
from picup_desktop.vault.trust import kit_signing_key
from picup_desktop.words import Policy, Role, StorageState

log = logging.getLogger(__name__)


class VaultExists(PicupError):
    """There is already a vault at the place of the new one; nothing was changed."""

    title = "title-vault-already"


class SetupFailed(PicupError):
    """A storage could not be used; nothing was changed."""

    title = "title-vault-could-not-made"


@dataclass(frozen=True)
class SetupStorage:
    """One storage of the new vault."""

    place: Place
    access: Access


@dataclass(frozen=True)
class SetupRequest:
    """The choices of a person."""

    storages: Mapping[Role, SetupStorage]
    policy: Policy = Policy.PAIR
    grace_days: int = Settings.grace_days
    post_quantum: bool = False

    def __post_init__(self) -> None:
        """UsageError if the grace is out of its bounds."""
        checked_setting("grace_days", self.grace_days)


def check_places(storages: Mapping[Role, SetupStorage]) -> None:
    """Raise UsageError if main and backup are one place."""
    main, backup = storages[Role.MAIN].place, storages[Role.BACKUP].place
    if main.is_same(backup):
        raise _one_place(storages)


def _one_place(storages: Mapping[Role, SetupStorage]) -> UsageError:
    main, backup = (address_shown(storages[role].place.url) for role in Role)
    return UsageError("same-place-name-two", main=main, backup=backup)


def look_at_both(
    storages: Mapping[Role, SetupStorage], begun: HalfMade | None = None
) -> dict[Role, Probe | StorageError]:
    """Make and probe the root folders in parallel; VaultExists if one has a vault.

    What a setup that was killed had ``begun`` there is taken away.
    """
    with ThreadPoolExecutor(max_workers=len(Role)) as threads:
        looks = {role: threads.submit(_look, role, to, begun) for role, to in storages.items()}
    return {role: look.result() for role, look in looks.items()}


def both_there(answers: Mapping[Role, Probe | StorageError]) -> dict[Role, Probe]:
    """Return both answers; NoStorageReached if neither answers, SetupFailed if one is bad."""
    errors = {r: answer for r, answer in answers.items() if isinstance(answer, StorageError)}
    reasons = joined([of_storage(role, error.message) for role, error in errors.items()])
    if len(errors) == len(answers) and all(isinstance(e, StorageAway) for e in errors.values()):
        raise NoStorageReached.of(reasons)
    if errors:
        raise SetupFailed("nothing-was-changed", reason=reasons)
    return {role: answer for role, answer in answers.items() if isinstance(answer, Probe)}


def _look(role: Role, to: SetupStorage, begun: HalfMade | None) -> Probe | StorageError:
    storage = to.place.open(to.access)
    try:
        to.place.prepare(to.access)
        if begun is not None and take_away(storage, begun):
            log.warning("what a setup that was killed had left on %s is taken away", role.value)
        storage.stat(VAULT_NAME)
    except ObjectNotFound:
        return _probe(storage)
    except StorageError as error:
        return error
    finally:
        storage.close()
    url = address_shown(to.place.url)
    raise VaultExists("vault-rests-there-already", storage=role.value, url=url)


def _probe(storage: Storage) -> Probe | StorageError:
    try:
        return storage.probe()
    except StorageError as error:
        return error


@contextmanager
def made_vault(
    request: SetupRequest,
    probes: Mapping[Role, Probe],
    *,
    store: SecretStore,
    ledger: Ledger,
    scratch: Path,
    clock: Clock,
) -> Iterator[RecoveryKit]:
    """Create the vault; the caller's block, such as writing the kit, is part of it.

    If any step fails, all changes to the storages and the ledger are undone; the
    secret store is written last but one. Any StorageError, NoPermission.
    """
    settle_kit(scratch, None)
    vault, now = make_vault(post_quantum=request.post_quantum), clock.now()
    kit = _kit(request, probes, vault, now)
    with ExitStack() as connections, ExitStack() as undo, ledger.transaction():
        opened = _opened_apart(request, scratch, connections)
        _record(ledger, request, probes, vault, now)
        secrets = _secrets(vault, request)
        signer = signer_of(ledger, secrets)
        _sign_first(ledger, signer, vault, now)
        writer = JournalWriter(ledger, clock, signer)
        writer.begin()
        note_begun(scratch, HalfMade(vault.vault_id, vault.device_id))
        left: list[str] = []
        undo.callback(_forget_unless, left, scratch)
        undo.callback(settle_kit, scratch, None)
        for role, storage in opened.items():
            if _holds(storage, VAULT_NAME, vault):
                raise _one_place(request.storages)
            try:
                _found(storage, vault, scratch, undo, left)
            except ObjectExists as error:
                raise _taken(request, role, storage, vault, error) from error
            KeysPublisher(ledger, scratch, signer).run(role, storage)
            undo.callback(_take_back, storage, writer.name(1), left)
            JournalSender(ledger, writer, scratch).run(role, storage)
        yield kit
        store.save(secrets)
        undo.pop_all()
    forget_begun(scratch)
    settle_kit(scratch, str(vault.recovery_key.recipient()))


def _kit(
    request: SetupRequest, probes: Mapping[Role, Probe], vault: NewVault, now: float
) -> RecoveryKit:
    storages = (
        KitStorage(role.value, to.place.direct_url, probes[role].host_key)
        for role, to in request.storages.items()
    )
    key = str(vault.recovery_key)
    return RecoveryKit(vault.vault_id, key, now, tuple(storages), signs=True)


def _sign_first(ledger: Ledger, signer: Signer, vault: NewVault, now: float) -> None:
    """Let the kit sign for this computer, and this computer for the vault key (6-4)."""
    root, own = kit_signing_key(vault.recovery_key.secret), signer.signing_key
    begin_trust(ledger, signer, root, now, {own.signer: own.public})
    say_vault_key(ledger, signer, str(vault.vault_key.recipient()))


def _opened_apart(
    request: SetupRequest, scratch: Path, connections: ExitStack
) -> dict[Role, Storage]:
    """Open both storages before the vault is written. UsageError if they are one place.

    A server whose rename overwrites would accept both copies at one place without an error.
    """
    opened: dict[Role, Storage] = {}
    for role, to in request.storages.items():
        opened[role] = to.place.open(to.access)
        connections.callback(opened[role].close)
    main, backup = (
        side_of(opened[role], to.place, to.place.real_path(to.access))
        for role, to in request.storages.items()
    )
    if is_one_place(main, backup, scratch):
        raise _one_place(request.storages)
    return opened


def _record(
    ledger: Ledger,
    request: SetupRequest,
    probes: Mapping[Role, Probe],
    vault: NewVault,
    now: float,
) -> None:
    ledger.vaults.record(
        VaultRecord(
            vault_id=vault.vault_id,
            post_quantum=vault.post_quantum,
            recovery_recipient=str(vault.recovery_key.recipient()),
            vault_recipient=str(vault.vault_key.recipient()),
            device_id=vault.device_id,
            device_key=device_public_key(vault.device_key),
            made_at=now,
        )
    )
    for role, to in request.storages.items():
        key_file = to.access.key_file
        ledger.storages.record(
            StorageRecord(
                role=role,
                url=to.place.url,
                key_file=None if key_file is None else str(key_file),
                host_key=probes[role].host_key,
                state=StorageState.ONLINE,
                reason=None,
                state_since=now,
                checked_at=now,
                free_bytes=probes[role].free_bytes,
                round_trip_seconds=probes[role].round_trip_seconds,
                # It was made here and has nothing to miss yet (5-1).
                seen_at=now,
                ssh=to.access.ssh,
                direct_url=other_url(to.place),
            )
        )
        note_keeping(ledger, role, probes[role].keeps)
        note_sums(ledger, role, compares=probes[role].sums)
    note_one_box(ledger, probes)
    ledger.vaults.choose("policy", request.policy.value)
    ledger.vaults.choose("grace_days", request.grace_days)


def _found(
    storage: Storage, vault: NewVault, scratch: Path, undo: ExitStack, left: list[str]
) -> None:
    """Write the static files; remove them on failure, so that a new try finds no half vault."""
    for name, content in static_files(vault.vault_id, signed=True).items():
        put_static(storage, name, content, scratch)
        undo.callback(_take_back, storage, name, left)
    for number in range(1, TIMES_WRITTEN + 1):
        undo.callback(_take_back, storage, f"keys/{number}.age", left)


def _taken(
    request: SetupRequest, role: Role, storage: Storage, vault: NewVault, error: ObjectExists
) -> PicupError:
    """Return the error for a static file that exists: another vault's, or just written by us."""
    if _holds(storage, VAULT_NAME, vault):
        return _one_place(request.storages)
    return SetupFailed("name-empty-folder-for-vault", storage=role.value, reason=error.message)


def _holds(storage: Storage, name: str, vault: NewVault) -> bool:
    """Return whether the storage has exactly this vault's ``vault.json``."""
    try:
        return b"".join(storage.get(name, 0, MOST_STATIC_BYTES + 1)) == vault_json(vault.vault_id)
    except ObjectNotFound:
        return False


def _take_back(storage: Storage, name: str, left: list[str]) -> None:
    """Remove a file, or add its name to those that are ``left``."""
    try:
        storage.remove(name)
    except StorageError as error:
        left.append(name)
        # The error that caused the undo matters more, and is being raised.
        log.warning("%s could not be taken back: %s", plain(name), error.sentence)


def _forget_unless(left: list[str], scratch: Path) -> None:
    """Forget that a vault was begun; the next setup takes away what is ``left`` of it."""
    if not left:
        forget_begun(scratch)


def _secrets(vault: NewVault, request: SetupRequest) -> Secrets:
    accesses = {role.value: to.access for role, to in request.storages.items()}
    return Secrets(
        vault_key=str(vault.vault_key),
        device_key=vault.device_key.hex(),
        passwords={r: a.password for r, a in accesses.items() if a.password is not None},
        key_passphrases={
            r: a.key_passphrase for r, a in accesses.items() if a.key_passphrase is not None
        },
        servers={role.value: login_is_for(to.place) for role, to in request.storages.items()},
    )
