"""Read from files when they were taken, and which shot they belong to."""

from collections import Counter
from pathlib import Path
from typing import Protocol

from picup_desktop.clock import Clock
from picup_desktop.files.below import LeadsOut, below
from picup_desktop.files.opening import open_regular
from picup_desktop.gallery.shots import may_have_date
from picup_desktop.ledger.gallery.shots import Looked, UnlookedPhoto
from picup_desktop.ledger.gallery.sketch import UNKNOWN_SHAPE, shape_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.scan.media import kept_kind
from picup_desktop.sync.scan.spoiled import HEAD_BYTES
from picup_desktop.thumbnails.wire import MOMENTARY, DecoderKind, Picture, Trouble

AT_ONCE = 50
AGAIN_SECONDS = 600.0
"""Time until a missing file is tried again, since its disk may be away."""
MOST_TRIES = 3
"""How often a file is asked whose decoder died or took too long, before it counts as mute."""

LONGEST_CAMERA = 80
"""So many characters of a camera's name are kept."""


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
        self.unanswered = 0
        """How many files since ``restart`` were missing, or failed for a moment."""
        self._not_before = 0.0
        self._tries: Counter[tuple[int, int]] = Counter()
        """Failures of the moment, by the photo's id and the time of its file."""

    def begin(self) -> None:
        """Start again at the newest photo; wait first if files were missing in the last run."""
        if self.unanswered:
            self._not_before = self._clock.monotonic() + AGAIN_SECONDS

        self.restart()

    def restart(self) -> None:
        """Start again at the newest photo."""
        self._below = None
        self.unanswered = 0

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
        self.unanswered += len(answers) - len(looked)
        with ledger.transaction():
            ledger.shots.note_looked(looked)
        return True

    def _ask(self, photo: UnlookedPhoto) -> Looked | None:
        """Return the facts in a file; None if it is not there, or is asked again later."""
        try:
            file = below(Path(photo.album_path), photo.path)
        except LeadsOut:
            return None
        kind = _kind_by_content(file)
        if kind is not None and not may_have_date(kind, photo.path):
            return Looked(photo.photo_id, photo.mtime_ns, kind=kind)
        answer = self._maker.facts(file, DecoderKind(kind or photo.kind))
        if answer is Trouble.GONE:
            return None
        if isinstance(answer, Trouble) and answer in MOMENTARY and self._is_asked_again(photo):
            return None
        if isinstance(answer, Trouble):
            return Looked(photo.photo_id, photo.mtime_ns, kind=kind)
        date = answer.date
        at, by = (None, None) if date is None else (date.at, date.by)
        # Whether a film lies on its side is known only once it is decoded.
        is_seen_so = (kind or photo.kind) == DecoderKind.PICTURE
        return Looked(
            *(photo.photo_id, photo.mtime_ns, at, by, answer.content_id, kind),
            length_ms=answer.length_ms,
            film_bytes=answer.film_bytes,
            shape=shape_of(*answer.full) if is_seen_so else UNKNOWN_SHAPE,
            camera=_camera_of(answer),
        )

    def _is_asked_again(self, photo: UnlookedPhoto) -> bool:
        """Count a failure of the moment: a sleeping disk says nothing about the file."""
        which = photo.photo_id, photo.mtime_ns
        self._tries[which] += 1
        if self._tries[which] < MOST_TRIES:
            return True
        del self._tries[which]
        return False


def _camera_of(answer: Picture) -> str:
    """Return the camera; the child that read it is untrusted, so only what a ledger takes."""
    told = answer.facts.get("camera", "")[:LONGEST_CAMERA]
    return told.encode("utf-8", "replace").decode()


def _kind_by_content(file: Path) -> str | None:
    """Return the kind of a file by its name and content; None if it can't be read."""
    try:
        with open_regular(file) as opened:
            head = opened.read(HEAD_BYTES)
    except OSError:
        # The maker reports a file that is missing or can't be read.
        return None
    kind = kept_kind(file.name, head, is_known=True)
    return None if kind is None else kind.value
