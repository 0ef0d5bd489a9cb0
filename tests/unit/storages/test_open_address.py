"""Which addresses a keys file may name: anybody who writes on a storage can spoil it (6-2)."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.join.address import Address, address_of, logins_to_try, twin_of
from picup_desktop.vault.keys import KeyRing, RingStorage
from picup_desktop.vault.kit_content import KitStorage, RecoveryKit
from picup_desktop.words import Role

MAIN, BACKUP = "file:///mnt/main", "file:///mnt/backup"


def ring(**storages: str) -> KeyRing:
    return KeyRing(None, {}, {}, {role: RingStorage(url) for role, url in storages.items()})


def kit(*storages: KitStorage) -> RecoveryKit:
    return RecoveryKit("", "", 0.0, storages)


@pytest.fixture
def address(tmp_path: Path) -> Address:
    return Address(Role.MAIN, parse_place(MAIN), Access(tmp_path / "known_hosts"))


@pytest.mark.parametrize("url", ["", "no address", "file://", "sftp://[", "gopher://x/y", "a\nb"])
def test_6_2_an_address_that_is_none_is_passed_over(address: Address, url: str) -> None:
    whole = kit(KitStorage("main", MAIN, None), KitStorage("backup", BACKUP, None))
    for spoiled in ({"backup": url}, {"main": url}, {"main": url, "backup": url}, {"attic": url}):
        own, other = twin_of(address, whole, ring(**spoiled))
        assert (own.role, own.url) == (Role.MAIN, MAIN)
        assert (other.role, other.url) == (Role.BACKUP, BACKUP)


def test_6_2_a_role_that_is_none_is_passed_over(address: Address) -> None:
    told = ring(attic=MAIN, backup=BACKUP)
    own, other = twin_of(address, kit(), told)
    assert (own.role, other.url) == (Role.MAIN, BACKUP)


@pytest.mark.parametrize("key", ["", "ssh-ed25519", "ssh-ed25519 AAAA\nother.example ssh-rsa AAAA"])
def test_6_2_a_host_key_that_is_none_is_never_trusted(address: Address, key: str) -> None:
    server = "sftp://anna@nas.example/vault"
    told = KeyRing(None, {}, {}, {"backup": RingStorage(server, key)})
    _, other = twin_of(address, kit(KitStorage("backup", BACKUP, None)), told)
    assert other.url == BACKUP
    assert not address.access.known_hosts.exists()


def test_without_kit_and_keys_nothing_tells_where_the_other_rests(address: Address) -> None:
    with pytest.raises(UsageError, match="whole recovery kit"):
        twin_of(address, kit(), ring(backup="no address"))


BOTH = {Role.MAIN: "main's", Role.BACKUP: "backup's"}


@pytest.mark.parametrize("role", Role)
def test_a_known_address_gets_its_own_password_alone(address: Address, role: Role) -> None:
    known = replace(address, role=role)
    assert logins_to_try(known, BOTH) == [(role, BOTH[role])]
    assert logins_to_try(known, {}) == [(role, None)]
    assert logins_to_try(known, {role.other: "other's"}) == [(role, None)]


def test_an_unknown_address_gets_each_password_once(address: Address) -> None:
    unknown = replace(address, is_guess=True)
    assert logins_to_try(unknown, BOTH) == [(Role.MAIN, "main's"), (Role.BACKUP, "backup's")]
    assert logins_to_try(unknown, {Role.BACKUP: "backup's"}) == [(Role.BACKUP, "backup's")]
    assert logins_to_try(unknown, dict.fromkeys(Role, "same")) == [(Role.MAIN, "same")]
    assert logins_to_try(unknown, {}) == [(Role.MAIN, None)]


def test_the_kit_says_whose_an_address_is(tmp_path: Path) -> None:
    whole = kit(KitStorage("main", MAIN, None), KitStorage("backup", BACKUP, None))
    access = Access(tmp_path / "known_hosts")
    found = [
        (one.role, one.is_guess)
        for one in (address_of(whole, url, access) for url in (MAIN, BACKUP, "file:///new"))
    ]
    assert found == [(Role.MAIN, False), (Role.BACKUP, False), (Role.MAIN, True)]
