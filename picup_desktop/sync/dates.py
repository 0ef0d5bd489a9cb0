"""Dates: what the files themselves say of when they were taken."""

from pathlib import Path
from typing import Protocol

from picup_desktop.clock import Clock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.shots import UnlookedPhoto
from picup_desktop.thumbnails.wire import Kind, Picture, Trouble

AT_ONCE = 50
AGAIN_SECONDS = 600.0
"""When a file that was not there is asked for again: its disk may be away."""


class AsksFiles(Protocol):
    """What a ``Maker`` can do."""

    def facts(self, path: Path, kind: Kind) -> Picture | Trouble:
        """What a file says of itself."""


class Dates:
    """Asks each file once, and again when it is another."""

    def __init__(self, maker: AsksFiles, clock: Clock) -> None:
        self._maker = maker
        self._clock = clock
        self._below: int | None = None
        self._some_were_gone = False
        self._not_before = 0.0

    def begin(self) -> None:
        """From the newest photo on, unless that was done lately in vain."""
        self._below = None
        if self._some_were_gone:
            self._some_were_gone = False
            self._not_before = self._clock.monotonic() + AGAIN_SECONDS

    def ask_some(self, ledger: Ledger) -> bool:
        """Ask a few files; False when all were asked. LedgerUnusable."""
        if self._clock.monotonic() < self._not_before:
            return False
        photos = ledger.shots.unlooked(AT_ONCE, self._below)
        if not photos:
            return False
        self._below = photos[-1].photo_id
        told = [(photo, self._ask(photo)) for photo in photos]
        gone = [photo for photo, answer in told if answer is Trouble.GONE]
        self._some_were_gone |= bool(gone)
        with ledger.transaction():
            ledger.shots.note_looked(
                [
                    (photo.photo_id, photo.mtime_ns, _date(answer))
                    for photo, answer in told
                    if answer is not Trouble.GONE
                ]
            )
        return True

    def _ask(self, photo: UnlookedPhoto) -> Picture | Trouble:
        return self._maker.facts(Path(photo.album_path) / photo.path, Kind(photo.kind))


def _date(answer: Picture | Trouble) -> int | None:
    return answer.taken_at if isinstance(answer, Picture) else None
