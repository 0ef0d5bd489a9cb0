"""Find which storage of the vault an address is, and the address of the other one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.errors import UsageError
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place, place_given
from picup_desktop.storage.trust.known_hosts import KnownHosts, host_entry
from picup_desktop.sync.journal.keys import names_a_storage
from picup_desktop.vault.keys import KeyRing, RingStorage
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.words import Role


@dataclass(frozen=True)
class Address:
    """The address and login of a storage to be contacted."""

    role: Role
    place: Place
    access: Access
    is_guess: bool = False
    """Whether only the person's word says that it is this storage: the kit has another address."""

    @property
    def url(self) -> str:
        """Return the address in the form in which it is saved."""
        return self.place.url


def address_of(kit: RecoveryKit, url: str, access: Access) -> Address:
    """Return the address that a person gave, as main unless the kit says it is the backup's."""
    place = place_given(url)
    roles = [one.role for one in kit.storages if _is_same(one.url, place)]
    role = Role.BACKUP if roles == [Role.BACKUP.value] else Role.MAIN
    pin_host_keys(
        access.known_hosts, {s.role: RingStorage(s.url, s.host_key) for s in kit.storages}
    )
    return Address(role, place, access, is_guess=not roles)


def logins_to_try(
    address: Address, passwords: Mapping[Role, str]
) -> Sequence[tuple[Role, str | None]]:
    """Return the given passwords that may open an address, with whose each is.

    An address that the kit does not name may be that of either storage. Without any password
    it is one try with None.
    """
    roles = (address.role, address.role.other) if address.is_guess else (address.role,)
    tried: dict[str, Role] = {}
    for role in roles:
        if role in passwords:
            tried.setdefault(passwords[role], role)
    return [(role, password) for password, role in tried.items()] or [(address.role, None)]


def twin_of(address: Address, kit: RecoveryKit, ring: KeyRing) -> tuple[Address, Address]:
    """Return the address with its true role, and the other one. UsageError if that is unknown.

    The keys file on the storage is the best source for both; an old kit may be outdated.
    """
    known = {one.role: RingStorage(one.url, one.host_key) for one in kit.storages}
    known |= {role: named for role, named in ring.storages.items() if names_a_storage(role, named)}
    pin_host_keys(address.access.known_hosts, known)
    roles = [role for role, to in known.items() if _is_same(to.url, address.place)]
    roles = roles or [role for role, to in known.items() if _is_by_key(address, to)]
    role = Role(roles[0]) if len(roles) == 1 else address.role
    other = Role.BACKUP if role is Role.MAIN else Role.MAIN
    if other.value not in known:
        raise UsageError("nothing-tells-where-storage-rests", storage=other.value)
    place = parse_place(known[other.value].url)
    access = replace(address.access, password=None, key_passphrase=address.access.key_passphrase)
    return replace(address, role=role), Address(other, place, access)


def pin_host_keys(known_hosts: Path, storages: Mapping[str, RingStorage]) -> None:
    """Trust only the host keys that the kit or the vault has for these servers."""
    keys = KnownHosts(known_hosts)
    known = known_hosts.read_text(encoding="utf-8") if known_hosts.exists() else ""
    named = {line.split(" ", 1)[0] for line in known.splitlines()}
    for storage in storages.values():
        place = parse_place(storage.url)
        if storage.host_key is not None and place.server is not None:
            entry = host_entry(*place.server)
            if entry not in named:
                keys.remember(entry, storage.host_key)
                named.add(entry)


def _is_by_key(address: Address, known: RingStorage) -> bool:
    """Return whether it is a known storage by another name: same folder and host key."""
    place, there = address.place, parse_place(known.url)
    if place.server is None or there.server is None:
        return False
    keys = KnownHosts(address.access.known_hosts)
    return place.root == there.root and known.host_key in keys.of(host_entry(*place.server))


def _is_same(url: str, place: Place) -> bool:
    return parse_place(url).is_same(place)
