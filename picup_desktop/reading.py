"""Open a home for reading: all that a face needs to show the ledger.

It is apart from ``app.py``, so that the window appears before the parts that only an
engine needs are loaded.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.aside import LEAST_BYTES
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.schema.database import LedgerDamaged, LedgerFull


class NoVault(UsageError):
    """There is no vault in this home yet."""

    title = "title-no-vault-yet"


@contextmanager
def reading(home: Home, *, for_long: bool = False) -> Iterator[Ledger]:
    """Open the ledger of a home that has a vault, read-only.

    Where the disk has no room for what SQLite keeps beside it, nobody else can open the ledger
    meanwhile; ``for_long`` raises LedgerFull there.
    NoVault, HomeUnusable, LedgerUnusable.
    """
    check_ledger(home)
    ledger = open_ledger(home.ledger, read_only=True)
    try:
        try:
            check_vault(ledger, home)
        except LedgerFull:
            if for_long:
                raise
            ledger.close()
            ledger = open_ledger(home.ledger, read_only=True, alone=True)
            check_vault(ledger, home)
        yield ledger
    finally:
        ledger.close()


def check_vault(ledger: Ledger, home: Home) -> None:
    """Raise NoVault if the ledger belongs to none."""
    if ledger.vaults.get() is None:
        raise no_vault(home)


def check_ledger(home: Home) -> None:
    """Raise NoVault if there is no ledger; LedgerDamaged if it is empty, or was not joined whole.

    A power cut may leave an empty one; what lies beside it says that there was a vault, also
    where the system's keyring has the secrets. HomeUnusable if this user can't use the home.
    """
    home.check_usable()
    if not home.ledger.exists():
        raise no_vault(home)
    if home.ledger.stat().st_size < LEAST_BYTES and _was_used(home):
        raise LedgerDamaged("ledger-lost-its-content", path=str(home.ledger))
    if home.joining.exists():
        raise LedgerDamaged("vault-not-joined-to-its-end", home=str(home.folder))


def _was_used(home: Home) -> bool:
    return any(file.exists() for file in (home.sealed_secrets, home.known_hosts, home.log))


def no_vault(home: Home) -> NoVault:
    """Return the error for a home without a vault."""
    return NoVault("no-vault-make-or-join-one", home=str(home.folder))
