"""Which login goes on where another password, key or passphrase is given (5-4)."""

from pathlib import Path

import pytest

from picup_desktop.engine.commands.storages import login_after
from picup_desktop.storage.place import Access

KNOWN_HOSTS, OLD_KEY, NEW_KEY = Path("known_hosts"), Path("old"), Path("new")


def login(
    password: str | None = None, key: Path | None = None, passphrase: str | None = None
) -> Access:
    return Access(KNOWN_HOSTS, password=password, key_file=key, key_passphrase=passphrase)


@pytest.mark.parametrize(
    ("given", "had", "used"),
    [
        (login(), login("old"), login("old")),
        (login(), login(key=OLD_KEY, passphrase="old"), login(key=OLD_KEY, passphrase="old")),
        (
            login(passphrase="new"),
            login(key=OLD_KEY, passphrase="old"),
            login(key=OLD_KEY, passphrase="new"),
        ),
        (login("new"), login("old"), login("new")),
        (login("new"), login(key=OLD_KEY, passphrase="old"), login("new")),
        (login(key=NEW_KEY), login("old"), login(key=NEW_KEY)),
        (login(key=NEW_KEY), login(key=OLD_KEY, passphrase="old"), login(key=NEW_KEY)),
        # A box that wants both.
        (login("new"), login("old", OLD_KEY, "old"), login("new", OLD_KEY, "old")),
        (login(key=NEW_KEY), login("old", OLD_KEY, "old"), login("old", NEW_KEY)),
        (login("new", NEW_KEY, "new"), login("old", OLD_KEY), login("new", NEW_KEY, "new")),
        (login(), login("old", OLD_KEY, "old"), login("old", OLD_KEY, "old")),
    ],
)
def test_what_is_given_and_what_stays(given: Access, had: Access, used: Access) -> None:
    assert login_after(given, had) == used
