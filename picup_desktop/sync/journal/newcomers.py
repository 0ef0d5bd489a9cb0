"""Wait for the journal of a computer that joins the vault at this very moment.

A computer that joins publishes its keys, and its journal right after them. Who reads in between
finds a computer of the vault without any journal, as if somebody had removed that (6-2).
"""

import logging
from collections.abc import Callable, Collection

from picup_desktop.clock import Clock
from picup_desktop.sync.journal.read import JournalReading, JournalShelves

TIMES_LOOKED_AGAIN = 10
PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


def read_with_newcomers(
    shelves: JournalShelves,
    clock: Clock,
    look_again: Callable[[], None],
    awaited: Callable[[JournalReading], Collection[str]],
) -> JournalReading:
    """Read the shelves, and again while ``awaited`` names computers, for at most 10 seconds.

    A computer that is still without a journal then is among the findings of the reading.
    """
    reading = shelves.read()
    for _ in range(TIMES_LOOKED_AGAIN):
        missed = awaited(reading)
        if not missed:
            break
        log.info("%d computers have no journal yet; they may be joining right now", len(missed))
        clock.sleep(PAUSE_SECONDS)
        look_again()
        reading = shelves.read()
    return reading


def newcomers(reading: JournalReading) -> Collection[str]:
    """Return the computers without any journal of which this one learned in this reading."""
    return reading.newcomers


def all_without_journal(reading: JournalReading) -> Collection[str]:
    """Return every computer without any journal, as ``open`` does, to which each is new."""
    return reading.report.silent
