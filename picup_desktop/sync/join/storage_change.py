"""Change the address or the login of a storage that keeps its copies.

The new address must have this same vault, and must not be the other storage under
another name: one lost box would then take both copies.
"""

from dataclasses import dataclass
from pathlib import Path

from picup_desktop.errors import PicupError, UsageError
from picup_desktop.files.windows_names import address_shown
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.storage.base import Probe, Storage
from picup_desktop.storage.errors import ObjectNotFound, StorageAway
from picup_desktop.storage.place import Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.join.one_place import is_one_place, may_be_one_place, side_of
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.layout import VAULT_NAME, read_vault_json

MOST_BYTES = 64 * 1024


class NotThisVault(PicupError):
    """The vault at the new address is not this one; nothing was changed."""

    title = "title-not-vault"


@dataclass(frozen=True)
class OtherStorage:
    """The storage that is not changed."""

    record: StorageRecord
    storage: Storage


def look_at_new_address(
    to: SetupStorage, vault_id: str, other: OtherStorage, scratch: Path
) -> Probe:
    """Check the new address and return the probe. UsageError, NotThisVault, any StorageError."""
    check_not_the_other(to.place, other)
    storage = to.place.open(to.access)
    try:
        check_vault(storage, to.place, vault_id)
        probe = storage.probe()
        check_apart(storage, to, probe, other, scratch)
    finally:
        storage.close()
    return probe


def check_not_the_other(place: Place, other: OtherStorage) -> None:
    """Raise UsageError if both addresses say that they are one place."""
    there = parse_place(other.record.url)
    if place.is_same(there):
        raise _one_place(place, there)


def check_apart(
    storage: Storage, to: SetupStorage, probe: Probe, other: OtherStorage, scratch: Path
) -> None:
    """Raise UsageError if what is written on one appears on the other (5-8)."""
    if _is_one_box(storage, to, probe, other, scratch):
        raise _one_place(to.place, parse_place(other.record.url))


def check_vault(storage: Storage, place: Place, vault_id: str) -> None:
    """Raise NotThisVault if another vault or none is there; any StorageError."""
    try:
        found = read_vault_json(b"".join(storage.get(VAULT_NAME, 0, MOST_BYTES)))
    except ObjectNotFound as error:
        raise NotThisVault("no-vault-at-new-address", url=address_shown(place.url)) from error
    except Damaged as error:
        raise NotThisVault("what-rests-cant-read-as", url=address_shown(place.url)) from error
    if found != vault_id:
        raise NotThisVault("another-vault-rests-compare-address", url=address_shown(place.url))


def _is_one_box(
    storage: Storage, to: SetupStorage, probe: Probe, other: OtherStorage, scratch: Path
) -> bool:
    """Return whether a file written here appears there; else compare the host keys."""
    place, there = to.place, parse_place(other.record.url)
    one = side_of(storage, place, place.real_path(to.access))
    try:
        return is_one_place(one, side_of(other.storage, there), scratch)
    except StorageAway:
        return may_be_one_place(place, probe.host_key, there, other.record.host_key)


def _one_place(*places: Place) -> UsageError:
    one, other = (address_shown(place.url) for place in places)
    return UsageError("same-place-nothing-was-changed", one=one, other=other)
