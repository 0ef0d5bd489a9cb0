"""Open a home for reading: all that a face needs to show the ledger.

It is apart from ``app.py``, so that the window appears before the parts that only an
engine needs are loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.schema.database import LedgerUnusable


class NoVault(UsageError):
    """There is no vault in this home yet."""

    title = "title-no-vault-yet"


@contextmanager
def reading(home: Home) -> Iterator[Ledger]:
    """Open the ledger of a home that has a vault, read-only. NoVault, LedgerUnusable."""
    check_ledger(home)
    ledger = open_ledger(home.ledger, read_only=True)
    try:
        check_vault(ledger, home)
        yield ledger
    finally:
        ledger.close()


def check_vault(ledger: Ledger, home: Home) -> None:
    """Raise NoVault if the ledger belongs to none."""
    if ledger.vaults.get() is None:
        raise no_vault(home)


def check_ledger(home: Home) -> None:
    """Raise NoVault if there is no ledger; LedgerUnusable if it is an empty file.

    A power cut may leave one; the secrets beside it say that there was a vault.
    """
    if not home.ledger.exists():
        raise no_vault(home)
    if home.ledger.stat().st_size == 0 and home.sealed_secrets.exists():
        raise LedgerUnusable("ledger-lost-its-content", path=str(home.ledger))


def no_vault(home: Home) -> NoVault:
    """Return the error for a home without a vault."""
    return NoVault("no-vault-make-or-join-one", home=str(home.folder))
