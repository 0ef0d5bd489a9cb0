"""The version check: if enabled, the version file is read once a day.

One thread (``periodic.py``), from ``start`` to ``stop``. It asks only while transfers are
allowed, so a metered network, quiet hours and a pause apply to it too. The attempt is
recorded before it is made, so it is never repeated on that day; a failure is a line of
the log. The result is in the ledger, for every face.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

from picup_desktop.clock import Clock
from picup_desktop.engine.periodic import PeriodicThread
from picup_desktop.engine.progress import Tell
from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note
from picup_desktop.messages.message import to_json
from picup_desktop.new_version import NO_ANSWER_YET, NewVersion, VersionAnswer, is_due

log = logging.getLogger(__name__)


def _newest_at(address: str) -> NewVersion:
    # HTTP is imported only if the check is enabled, which is rare.
    from picup_desktop.engine.version.file import newest_at  # noqa: PLC0415

    return newest_at(address)


class VersionCheck:
    """The thread that asks once a day."""

    def __init__(
        self,
        *,
        ledger: Callable[[], Ledger | None],
        held: Callable[[], bool],
        clock: Clock,
        tell: Tell,
    ) -> None:
        """``ledger`` returns None while there is no vault; ``held``, whether nothing may move."""
        self._held = held
        self._clock = clock
        self._tell = tell
        self._thread = PeriodicThread("version-check", ledger, self._ask)

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
            ending = self._thread.is_ending
            if ask_if_due(ledger, self._clock, held=self._held, stopped=ending):
                self._tell("changed", {"what": ["settings"]})
        except PicupError as error:
            log.warning("what the newest version is was not noted: %s", error.sentence)


def ask_if_due(
    ledger: Ledger, clock: Clock, *, held: Callable[[], bool], stopped: Callable[[], bool]
) -> bool:
    """Check if it is enabled and was not done for a day. LedgerUnusable.

    Returns whether the result is in the ledger; the result may be that the server did not answer.
    """
    settings, now = ledger.vaults.settings(), clock.now()
    address = settings.updates_url
    if not settings.updates_check or not address or held():
        return False
    before = VersionAnswer.of(ledger.vaults.noted(Note.VERSION_ASKED), address)
    if not is_due(before, now):
        return False
    asked = VersionAnswer(address, now, None if before is None else before.newest, NO_ANSWER_YET)
    ledger.vaults.note(Note.VERSION_ASKED, asked.noted())
    try:
        asked = VersionAnswer(address, now, _newest_at(address))
    except PicupError as error:
        log.warning("the newest version is not known: %s", error.sentence)
        asked = replace(asked, trouble=to_json(error.message))
    if stopped():
        return False
    ledger.vaults.note(Note.VERSION_ASKED, asked.noted())
    return True
