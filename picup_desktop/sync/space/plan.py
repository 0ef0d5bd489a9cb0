"""Free up space, decided: which photos' files may leave this computer, and why others may not.

Pure. A file may go only where both storages have the photo, whole, and both were read
back lately: then it is as safe without the file as anything here can be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.ledger.photos.freeing import CopyFacts, FreeCandidate
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.words import AlbumState, CopyState, PhotoState

VERIFIED_DAYS = 30
"""How lately both copies must have been read back."""
NANOSECONDS = 10**9


class Kept(StrEnum):
    """Why a photo's file stays on this computer."""

    NOT_HERE = "not_here"
    """It rests on the storages only already."""
    ALBUM = "album"
    """Its album is paused, held or watched no more."""
    NEWER = "newer"
    """It is not as old as a person asked for."""
    NOT_PROTECTED = "not_protected"
    NOT_VERIFIED = "not_verified"
    """One of its copies was not read back lately."""


@dataclass(frozen=True)
class FreeRules:
    """What a person asked for, and when; Unix seconds."""

    now: float
    older_than_seconds: float = 0.0
    verified_seconds: float = VERIFIED_DAYS * DAY_SECONDS


def why_kept(photo: FreeCandidate, rules: FreeRules) -> Kept | None:
    """Why the photo's file must stay; None if it may go.

    The reasons that nothing can be done about come first; NOT_VERIFIED is last, for
    reading the copies back now is all that it takes.
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
    """Whether a copy's bytes were read back within the time; a time in the future tells nothing."""
    return copy.read_at is not None and 0 <= rules.now - copy.read_at <= rules.verified_seconds


@dataclass(frozen=True)
class FreePlan:
    """What may go, what may go once it was read back, and why the others stay."""

    may_go: tuple[int, ...]
    """Photo ids."""
    to_verify: tuple[int, ...]
    """As above."""
    size_bytes: int
    """Of both together."""
    to_verify_bytes: int
    kept: dict[Kept, int]

    @property
    def wanted(self) -> tuple[int, ...]:
        """All that go if nothing comes between."""
        return (*self.may_go, *self.to_verify)


def plan_of(photos: Iterable[FreeCandidate], rules: FreeRules) -> FreePlan:
    """Sort photos, of which there may be a million, by what is to be done with them."""
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
