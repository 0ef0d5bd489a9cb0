"""The version check: if enabled, the version file is read once a day.

One thread (``periodic.py``), from ``start`` to ``stop``. It asks only while transfers are
allowed, so a metered network, quiet hours and a pause apply to it too. The attempt is
recorded before it is made, so it is never repeated on that day; a failure is a line of
the log. The result is in the ledger, for every face.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from picup_desktop.clock import Clock
from picup_desktop.engine.periodic import PeriodicThread
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.new_version import NO_ANSWER_YET, NOTE, Asked, NewVersion, is_due

log = logging.getLogger(__name__)


def _newest_at(address: str) -> NewVersion:
    # HTTP is imported only if the check is enabled, which is rare.
    from picup_desktop.engine.version.file import newest_at  # noqa: PLC0415

    return newest_at(address)


@dataclass(frozen=True)
class VersionParts:
    """The dependencies of ``VersionCheck``."""

    ledger: Callable[[], Ledger | None]
    """Returns None while there is no vault."""
    held: Callable[[], bool]
    """Whether nothing may move now."""
    clock: Clock
    tell: Tell
    ask: Callable[[str], NewVersion] = _newest_at


class VersionCheck:
    """The thread that asks once a day."""

    def __init__(self, parts: VersionParts) -> None:
        self._parts = parts
        self._thread = PeriodicThread("version-check", parts.ledger, self._ask)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def look(self) -> None:
        """Wake the thread: a check may be due."""
        self._thread.wake()

    def stop(self, seconds: float) -> None:
        """End the thread, within so many seconds or with the process."""
        self._thread.end()
        self._thread.join(seconds)

    def _ask(self, ledger: Ledger) -> None:
        try:
            ask_if_due(self._parts, ledger, self._thread.is_ending)
        except PicupError as error:
            log.warning("what the newest version is was not noted: %s", error.sentence)


def ask_if_due(parts: VersionParts, ledger: Ledger, stopped: Callable[[], bool]) -> None:
    """Check if it is enabled and was not done for a day. LedgerUnusable."""
    settings, now = ledger.vaults.settings(), parts.clock.now()
    address = settings.updates_url
    if not settings.updates_check or not address or parts.held():
        return
    before = Asked.of(ledger.vaults.noted(NOTE), address)
    if not is_due(before, now):
        return
    asked = Asked(address, now, None if before is None else before.newest, NO_ANSWER_YET)
    ledger.vaults.note(NOTE, asked.noted())
    try:
        asked = Asked(address, now, parts.ask(address))
    except PicupError as error:
        log.warning("the newest version is not known: %s", error.sentence)
        asked = replace(asked, trouble=error.sentence)
    if not stopped():
        ledger.vaults.note(NOTE, asked.noted())
        parts.tell("changed", {"what": ["settings"]})
