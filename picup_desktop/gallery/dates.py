"""Read from files when they were taken, and which shot they belong to."""

from pathlib import Path
from typing import Protocol

from picup_desktop.clock import Clock
from picup_desktop.files.opening import open_regular
from picup_desktop.ledger.gallery.shots import Looked, UnlookedPhoto
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import classify, may_be_a_memo, named_kind
from picup_desktop.sync.scan.spoiled import HEAD_BYTES
from picup_desktop.thumbnails.wire import DecoderKind, Picture, Trouble

AT_ONCE = 50
AGAIN_SECONDS = 600.0
"""Time until a missing file is tried again, since its disk may be away."""


class AsksFiles(Protocol):
    """The part of ``Maker`` that is used here."""

    def facts(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
        """Return the facts in a file."""


class Dates:
    """Reads each file once, and again when it changed."""

    def __init__(self, maker: AsksFiles, clock: Clock) -> None:
        self._maker = maker
        self._clock = clock
        self._below: int | None = None
        self._some_were_gone = False
        self._not_before = 0.0

    def begin(self) -> None:
        """Start again at the newest photo; wait first if files were missing in the last run."""
        self._below = None
        if self._some_were_gone:
            self._some_were_gone = False
            self._not_before = self._clock.monotonic() + AGAIN_SECONDS

    def ask_some(self, ledger: Ledger) -> bool:
        """Read a few files; False when all were read. LedgerUnusable."""
        if self._clock.monotonic() < self._not_before:
            return False
        photos = ledger.shots.unlooked(AT_ONCE, self._below)
        if not photos:
            return False
        self._below = photos[-1].photo_id
        answers = [self._ask(photo) for photo in photos]
        looked = [answer for answer in answers if answer is not None]
        self._some_were_gone |= len(looked) < len(answers)
        with ledger.transaction():
            ledger.shots.note_looked(looked)
        return True

    def _ask(self, photo: UnlookedPhoto) -> Looked | None:
        """Return the facts in a file; None if it is not there."""
        file = Path(photo.album_path) / photo.path
        kind = _kind_by_content(file, photo)
        answer = self._maker.facts(file, DecoderKind(kind or photo.kind))
        if answer is Trouble.GONE:
            return None
        if isinstance(answer, Trouble):
            return Looked(photo.photo_id, photo.mtime_ns, kind=kind)
        return Looked(photo.photo_id, photo.mtime_ns, answer.taken_at, answer.content_id, kind)


def _kind_by_content(file: Path, photo: UnlookedPhoto) -> str | None:
    """Return the kind of a file by content, if its name does not say it; else None."""
    if named_kind(file.name) is not None or may_be_a_memo(photo.path):
        return None
    try:
        with open_regular(file) as opened:
            kind = classify(file.name, opened.read(HEAD_BYTES))
    except OSError:
        # The maker reports a file that is missing or can't be read.
        return None
    return None if kind is None or kind is MediaKind.SIDECAR else kind.value
