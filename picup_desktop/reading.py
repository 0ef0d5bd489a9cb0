"""Reading a home: all that a face needs to show what is known, and nothing that moves photos.

It is apart from ``app.py``, so that a window is there before the parts are loaded that only
an engine needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger


class NoVault(UsageError):
    """There is no vault in this home yet."""

    title = "There is no vault yet"


@contextmanager
def reading(home: Home) -> Iterator[Ledger]:
    """The ledger of a home that has a vault, read-only. NoVault, LedgerUnusable."""
    if not home.ledger.exists():
        raise no_vault(home)
    ledger = open_ledger(home.ledger, read_only=True)
    try:
        check_vault(ledger, home)
        yield ledger
    finally:
        ledger.close()


def check_vault(ledger: Ledger, home: Home) -> None:
    """NoVault if the ledger belongs to none."""
    if ledger.vaults.get() is None:
        raise no_vault(home)


def no_vault(home: Home) -> NoVault:
    """What to raise where there is none."""
    return NoVault(
        f"There is no vault in {home.folder} yet. Make one: picup setup --main URL --backup URL."
        " Or join one: picup open --from URL --recovery-kit FILE"
    )
