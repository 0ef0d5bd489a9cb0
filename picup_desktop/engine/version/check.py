"""The version check: where a person asked for it, the version file is asked once a day.

One thread (``periodic.py``), from ``start`` to ``stop``. It only asks while something may move, so
a metered network, quiet hours and a pause hold for it too. That it asked is noted before it
does, so that nothing makes it ask twice; no answer is a line of the log, and the next day's
question. What came of it stands in the ledger, for whoever shows it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from picup_desktop.clock import Clock
from picup_desktop.engine.periodic import Looking
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.new_version import NO_ANSWER_YET, NOTE, Asked, NewVersion, is_due

log = logging.getLogger(__name__)


def _newest_at(address: str) -> NewVersion:
    # HTTP is loaded where somebody wants it, which few do.
    from picup_desktop.engine.version.file import newest_at  # noqa: PLC0415

    return newest_at(address)


@dataclass(frozen=True)
class VersionParts:
    """What it is made of."""

    ledger: Callable[[], Ledger | None]
    """None while there is no vault."""
    held: Callable[[], bool]
    """Whether nothing shall move at present."""
    clock: Clock
    tell: Tell
    ask: Callable[[str], NewVersion] = _newest_at


class VersionCheck:
    """One thread."""

    def __init__(self, parts: VersionParts) -> None:
        self._parts = parts
        self._looking = Looking("version-check", parts.ledger, self._ask)

    def start(self) -> None:
        """Begin."""
        self._looking.start()

    def look(self) -> None:
        """A question may be due."""
        self._looking.wake()

    def stop(self, seconds: float) -> None:
        """End it, within so long or with the process."""
        self._looking.end()
        self._looking.join(seconds)

    def _ask(self, ledger: Ledger) -> None:
        try:
            ask_if_due(self._parts, ledger, self._looking.is_ending)
        except PicupError as error:
            log.warning("what the newest version is was not noted: %s", error.sentence)


def ask_if_due(parts: VersionParts, ledger: Ledger, stopped: Callable[[], bool]) -> None:
    """Ask, where it is wanted and nobody did so for a day. LedgerUnusable."""
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
