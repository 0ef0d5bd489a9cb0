"""Decide which photos' files may leave this computer, and why others may not.

Pure. A file may go only if both storages have the whole photo and both copies were read
back recently: then the photo is safe without the file. Whether they are there still is looked
at just before it goes (``free.py``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.ledger.photos.freeing import CopyFacts, FreeCandidate
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.words import AlbumState, CopyState, PhotoState

VERIFIED_DAYS = 30
"""Both copies must have been read back within this many days."""
NANOSECONDS = 10**9


class Kept(StrEnum):
    """The reason why a photo's file stays on this computer."""

    NOT_HERE = "not_here"
    """It is on the storages only already."""
    ALBUM = "album"
    """Its album is paused, held or not watched any more."""
    NEWER = "newer"
    """It is newer than the age that was asked for."""
    NOT_PROTECTED = "not_protected"
    NOT_VERIFIED = "not_verified"
    """One of its copies was not read back recently."""


@dataclass(frozen=True)
class FreeRules:
    """The parameters of a request; times are Unix seconds."""

    now: float
    older_than_seconds: float = 0.0
    verified_seconds: float = VERIFIED_DAYS * DAY_SECONDS


def why_kept(photo: FreeCandidate, rules: FreeRules) -> Kept | None:
    """Return why the photo's file must stay; None if it may go.

    Reasons that can't be changed come first; NOT_VERIFIED is last, because reading
    the copies back now is enough to remove it.
    """
    if photo.album_state is not AlbumState.WATCHED:
        return Kept.ALBUM
    if not photo.here:
        return Kept.NOT_HERE
    if rules.now - photo.mtime_ns / NANOSECONDS < rules.older_than_seconds:
        return Kept.NEWER
    copies = (photo.main, photo.backup)
    stored = all(copy.state is CopyState.STORED for copy in copies)
    if photo.state is not PhotoState.PROTECTED or not stored or not photo.sha256:
        return Kept.NOT_PROTECTED
    if not all(is_read_lately(copy, rules) for copy in copies):
        return Kept.NOT_VERIFIED
    return None


def is_read_lately(copy: CopyFacts, rules: FreeRules) -> bool:
    """Return whether a copy was read back within the time; a future time does not count."""
    return copy.read_at is not None and 0 <= rules.now - copy.read_at <= rules.verified_seconds


@dataclass(frozen=True)
class FreePlan:
    """The files that may go, those that may go once read back, and why the others stay."""

    may_go: tuple[int, ...]
    """Photo ids."""
    to_verify: tuple[int, ...]
    """Photo ids."""
    size_bytes: int
    """The total of both."""
    to_verify_bytes: int
    kept: dict[Kept, int]

    @property
    def wanted(self) -> tuple[int, ...]:
        """The photos that go if reading back succeeds."""
        return (*self.may_go, *self.to_verify)


def plan_of(photos: Iterable[FreeCandidate], rules: FreeRules) -> FreePlan:
    """Sort photos, up to a million, by what may be done with them."""
    may_go, to_verify = [], []
    may_go_bytes = to_verify_bytes = 0
    kept = dict.fromkeys(Kept, 0)
    for photo in photos:
        why = why_kept(photo, rules)
        if why is None:
            may_go.append(photo.photo_id)
            may_go_bytes += photo.size_bytes
        elif why is Kept.NOT_VERIFIED:
            to_verify.append(photo.photo_id)
            to_verify_bytes += photo.size_bytes
        else:
            kept[why] += 1
    size_bytes = may_go_bytes + to_verify_bytes
    return FreePlan(tuple(may_go), tuple(to_verify), size_bytes, to_verify_bytes, kept)
