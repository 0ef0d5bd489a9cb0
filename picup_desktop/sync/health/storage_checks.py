"""Checks of each storage by itself, and of both beside each other."""

from collections.abc import Mapping
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.message import Message, joined
from picup_desktop.settings import MEBIBYTE
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.errors import (
    CertificateUnusable,
    ClockRefused,
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    ObjectNotFound,
    SourceUnreadable,
    StorageAway,
    StorageError,
    waits_for_person,
)
from picup_desktop.storage.parts import is_unfinished
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import fingerprint, is_certificate
from picup_desktop.sync.clock.watch import storage_ahead_seconds
from picup_desktop.sync.health.result import FREE_SPACE, CheckResult
from picup_desktop.sync.join.one_place import is_one_place, side_of
from picup_desktop.sync.reach.one_box import on_one_disk, one_box
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.words import Role

CLOCK_SKEW_SECONDS = 5 * 60
LOW_SPACE_BYTES = 1024 * MEBIBYTE
TWO_PLACES = "two places"


def storages_checks(
    storages: Mapping[Role, Storage],
    records: Mapping[Role, StorageRecord],
    scratch: Path,
    clock: Clock,
) -> tuple[list[CheckResult], bool]:
    """Return the checks of both storages, and whether any was reached."""
    checks = {}
    for role, storage in storages.items():
        tells_room = parse_place(records[role].url).tells_room
        checks[role] = check_storage(role, storage, scratch, clock, tells_room=tells_room)
    reached = any(of[0].ok for of in checks.values())
    return [check for of in checks.values() for check in of], reached


def check_storage(
    role: Role, storage: Storage, scratch: Path, clock: Clock, *, tells_room: bool = True
) -> list[CheckResult]:
    """Connect to a storage, write a small file, read its clock, remove the file.

    ``tells_room``: as ``Place.tells_room``.
    """
    try:
        probe = storage.probe()
        below = [info.name.partition("/")[2] for info in storage.list(TEMPORARY_FOLDER)]
        unfinished = sum(map(is_unfinished, below))
        clock_told = _compare_clocks(role, storage, scratch, clock)
    except StorageError as error:
        text = _with_advice(error.message, advice_after(error, role))
        return [CheckResult(f"storage {role.value}", ok=False, text=text)]
    ms = probe.round_trip_seconds * 1000
    answers = Message("check-storage-answers", milliseconds=ms)
    checks = [
        CheckResult(f"storage {role.value}", ok=True, text=answers),
        *_check_root(role, storage),
    ]
    if probe.host_key is not None:
        checks.append(_check_trusted(role, probe.host_key))
    checks.append(_check_free(role, probe.free_bytes, tells_room=tells_room))
    if probe.keeps is not None and (keeps := probe.keeps.message) is not None:
        is_safe = probe.keeps.danger is None
        checks.append(CheckResult(f"removal {role.value}", ok=is_safe, text=keeps))
    if unfinished:
        text = Message("check-unfinished-uploads", count=unfinished)
        checks.append(CheckResult(f"uploads {role.value}", ok=True, text=text))
    if probe.overwrites:
        text = Message("check-store-overwrites")
        checks.append(CheckResult(f"names {role.value}", ok=True, text=text, advice=True))
    if probe.sums:
        text = Message("check-store-compares-sums")
        checks.append(CheckResult(f"checksums {role.value}", ok=True, text=text))
    return [*checks, clock_told]


def _compare_clocks(role: Role, storage: Storage, scratch: Path, clock: Clock) -> CheckResult:
    """Compare the clocks; a full disk of this computer is no fault of the storage. StorageError."""
    name = f"clock {role.value}"
    try:
        ahead_seconds = storage_ahead_seconds(storage, scratch, clock)
    except SourceUnreadable as error:
        return CheckResult(name, ok=False, text=error.message)
    skewed = abs(ahead_seconds) > CLOCK_SKEW_SECONDS
    text = Message("check-clock-differs", seconds=abs(ahead_seconds))
    if skewed:
        text = joined([text, Message("check-set-clocks")])
    return CheckResult(name, ok=not skewed, text=text)


def _check_trusted(role: Role, host_key: str) -> CheckResult:
    key = fingerprint(host_key)
    if is_certificate(host_key):
        text = Message("check-certificate-trusted", key=key)
        return CheckResult(f"certificate {role.value}", ok=True, text=text)
    text = Message("check-host-key-trusted", key=key)
    return CheckResult(f"host key {role.value}", ok=True, text=text)


def _check_free(role: Role, free_bytes: int | None, *, tells_room: bool) -> CheckResult:
    name = f"{FREE_SPACE} {role.value}"
    if not tells_room:
        return CheckResult(name, ok=True, text=Message("check-bucket-tells-no-room"))
    if free_bytes is None:
        return CheckResult(name, ok=True, text=Message("check-free-space-unknown"), advice=True)
    low = free_bytes < LOW_SPACE_BYTES
    text = Message("check-free-space", mebibytes=free_bytes // MEBIBYTE)
    if low:
        text = joined([text, Message("check-make-room")])
    return CheckResult(name, ok=not low, text=text)


def _check_root(role: Role, storage: Storage) -> list[CheckResult]:
    """Check for the vault's own file; without it the folder is a mount point or a new box."""
    try:
        storage.stat(VAULT_NAME)
    except ObjectNotFound:
        text = Message("check-no-vault-file", name=VAULT_NAME, storage=role.value)
        return [CheckResult(f"vault {role.value}", ok=False, text=text)]
    except StorageError as error:
        return [CheckResult(f"vault {role.value}", ok=False, text=error.message)]
    return []


def advice_after(error: StorageError, role: Role) -> Message | None:
    """Return the command that helps after an error of a storage; None if none does (5-4)."""
    if isinstance(error, HostKeyChanged | HostKeyUnknown):
        return Message("check-trust-key", storage=role.value)
    if isinstance(error, LoginRefused):
        return Message("check-other-login", storage=role.value)
    is_known = waits_for_person(error) or isinstance(error, ClockRefused | CertificateUnusable)
    if isinstance(error, StorageAway) and not is_known:
        return Message("check-other-address", storage=role.value)
    return None


def _with_advice(text: Message, advice: Message | None) -> Message:
    return text if advice is None else joined([text, advice])


def check_apart(
    storages: Mapping[Role, Storage], records: Mapping[Role, StorageRecord], scratch: Path
) -> list[CheckResult]:
    """Return no check if a storage can't be asked; its own checks report that."""
    places = {role: parse_place(records[role].url) for role in Role}
    main, backup = (side_of(storages[role], places[role]) for role in Role)
    try:
        same = is_one_place(main, backup, scratch)
    except StorageError:
        return []
    if same:
        one, other = (address_shown(records[role].url) for role in Role)
        text = Message("check-one-place", one=one, other=other)
        return [CheckResult(TWO_PLACES, ok=False, text=text)]
    told = one_box(
        *(places[Role.MAIN], records[Role.MAIN].host_key),
        *(places[Role.BACKUP], records[Role.BACKUP].host_key),
        on_one_disk,
    )
    if told is not None:
        return [CheckResult(TWO_PLACES, ok=True, text=told, advice=True)]
    return [CheckResult(TWO_PLACES, ok=True, text=Message("check-two-places"))]
