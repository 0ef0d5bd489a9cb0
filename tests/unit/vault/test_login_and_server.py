"""A login is sent to the server that it is for, whatever the ledger names (6-5)."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.app import storage_access
from picup_desktop.engine.commands.storages import _swapped, with_secrets
from picup_desktop.home import Home
from picup_desktop.settings import Settings
from picup_desktop.storage.place import Access, login_is_for
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.sync.join.vault import storage_record
from picup_desktop.vault.secret_store import Secrets, decode_secrets, encode_secrets
from picup_desktop.words import Role

SECRETS = Secrets(
    "AGE-SECRET-KEY-1EXAMPLE",
    "0f" * 32,
    passwords={"main": "for main", "backup": "for backup"},
    key_passphrases={"main": "of main's key"},
    servers={"main": "nas.home:22", "backup": ""},
)


def login(url: str, secrets: Secrets = SECRETS) -> tuple[str | None, str | None]:
    place = parse_place(url)
    record = storage_record(Role.MAIN, place, Access(Path("known_hosts")), None, 0.0)
    access = storage_access(Home(Path("/home")), record, secrets, Settings())
    return access.password, access.key_passphrase


@pytest.mark.parametrize("url", ["sftp://a@nas.home/x", "sftp://b@NAS.home:22/y"])
def test_the_server_that_it_is_for_gets_it(url: str) -> None:
    assert login(url) == ("for main", "of main's key")


@pytest.mark.parametrize(
    "url", ["sftp://a@thief/x", "sftp://a@nas.home:23/x", "sftp://a@nas.home.thief/x", "file:///x"]
)
def test_6_5_another_server_that_a_changed_ledger_names_gets_nothing(url: str) -> None:
    assert login(url) == (None, None)


def test_secrets_of_before_go_where_the_ledger_says() -> None:
    assert login("sftp://a@any/x", replace(SECRETS, servers={})) == ("for main", "of main's key")


def test_a_storage_at_another_place_takes_its_login_along() -> None:
    to = SetupStorage(parse_place("sftp://a@new:2022/x"), Access(Path("known_hosts"), password="p"))
    moved = with_secrets(SECRETS, Role.MAIN, to)
    assert moved.servers == {"main": "new:2022", "backup": ""}
    assert _swapped(moved).servers == {"backup": "new:2022", "main": ""}
    assert decode_secrets(encode_secrets(moved)) == moved


def test_an_address_of_ipv6_is_one_server() -> None:
    assert login_is_for(parse_place("sftp://a@[FE80::1]:22/x")) == "fe80::1:22"
