"""Open a vault in a home whose ledger is damaged or emptied: what it was is kept aside (5-5).

So is one that was not filled to its end, because who did it was killed.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picup_desktop.clock import Clock, iso
from picup_desktop.home import PRIVATE_FILE_MODE, Home
from picup_desktop.ledger.aside import LedgerFile, ledger_file, set_aside
from picup_desktop.names import plain
from picup_desktop.sync.delete.spill import journal_beside
from picup_desktop.sync.join.setup import VaultExists

log = logging.getLogger(__name__)


def check_no_whole_vault(home: Home) -> None:
    """Raise VaultExists if the home has a whole ledger that belongs to a vault.

    HomeUnusable, LedgerUnusable.
    """
    home.check_usable()
    if ledger_file(home.ledger) is LedgerFile.WHOLE and not home.joining.exists():
        raise VaultExists("vault-already-nothing-changed-for", home=str(home.folder))


@contextmanager
def damaged_aside(home: Home, clock: Clock) -> Iterator[list[Path]]:
    """Keep a damaged or emptied ledger aside while another one is made; yield its new paths.

    What belongs to it goes along: sealed secrets, and deletions that wait beside it. All of
    it gets its name back if the block fails. VaultExists, LedgerUnusable.
    """
    check_no_whole_vault(home)
    with _joining(home), _aside(home, clock) as files:
        yield files


@contextmanager
def _joining(home: Home) -> Iterator[None]:
    """Mark the home until the block has filled it; whoever is killed before leaves the mark."""
    was_cut_off = home.joining.exists()
    home.joining.touch(PRIVATE_FILE_MODE)
    try:
        yield
    except BaseException:
        if not was_cut_off:
            home.joining.unlink()
        raise
    home.joining.unlink()


@contextmanager
def _aside(home: Home, clock: Clock) -> Iterator[list[Path]]:
    if not home.ledger.exists():
        yield []
        return
    day = iso(clock.now())[:10]
    beside = [home.sealed_secrets, journal_beside(home.ledger).path]
    with set_aside(home.ledger, beside, f"damaged-{day}") as files:
        for file in files:
            log.warning("what was damaged is kept as %s", plain(file.name))
        yield files
