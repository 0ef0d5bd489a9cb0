"""Shots: what counts as one in the gallery, and when it was taken.

A live picture and its film, a RAW and its JPEG, a photo and its sidecars are one shot.
It is dated by what its file says, else by the file's own time: both as the wall clock
showed them, for "in May" means May where the photo was taken.
"""

import hashlib
import os
import time
from calendar import timegm
from collections.abc import Iterable, Sequence
from itertools import groupby

from picup_desktop.ledger.gallery import EARLIEST, LATEST, LEAST_SAFE_FIRST, month_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.shots import ChangedPhoto, NewShot, ShotKey, ShotMember
from picup_desktop.names import searchable
from picup_desktop.sync.media import KIND_BY_EXTENSION, MediaKind, pair_key

AT_ONCE = 500
"""So few photos in one transaction that nobody waits for it."""
KEY_BYTES = 8
NANOSECONDS = 1_000_000_000
LEAD_FIRST = (MediaKind.PHOTO, MediaKind.RAW, MediaKind.VIDEO, MediaKind.SIDECAR)


def kind_of(path: str) -> MediaKind:
    """What a photo is by its name; what no name tells is taken for a picture."""
    extension = path.rpartition(".")[2].strip().casefold()
    return KIND_BY_EXTENSION.get(extension, MediaKind.PHOTO)


def shot_key(path: str) -> int:
    """What the photos of one shot share in their album, as a number."""
    key = pair_key(path.replace(os.sep, "/"))
    digest = hashlib.blake2b(os.fsencode(key), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def wall_clock(unix_seconds: float) -> int:
    """A moment in seconds of the wall clock of this computer."""
    within = min(max(unix_seconds, EARLIEST), LATEST)
    try:
        return timegm(time.localtime(within))
    except (OverflowError, OSError, ValueError):
        # Some systems know no time zone before 1970.
        return int(within)


def shot_of(members: Sequence[ShotMember]) -> NewShot | None:
    """The shot of some photos of one key; None where there is no picture to show."""
    living = [m for m in members if m.state in LEAST_SAFE_FIRST]
    pictures = [m for m in living if m.kind != MediaKind.SIDECAR.value]
    if not pictures:
        return None
    lead = min(pictures, key=lambda m: (LEAD_FIRST.index(MediaKind(m.kind)), m.photo_id))
    told = lead.taken_at
    if told is None:
        told = next((m.taken_at for m in pictures if m.taken_at is not None), None)
    taken_at = wall_clock(lead.mtime_ns / NANOSECONDS) if told is None else told
    return NewShot(
        month=month_of(taken_at),
        taken_at=taken_at,
        id=lead.photo_id,
        album_id=lead.album_id,
        key=lead.key,
        state=min((m.state for m in living), key=LEAST_SAFE_FIRST.index),
        words=searchable(lead.path),
    )


def tend_shots(ledger: Ledger) -> int:
    """Work out anew what some photos that changed mean for the gallery; how many.

    Call it until it returns 0. LedgerUnusable.
    """
    with ledger.transaction():
        noted = ledger.shots.noted(AT_ONCE)
        if not noted:
            return 0
        keys = ledger.shots.keys(noted)
        living = [photo for photo in ledger.shots.changed(noted) if photo.living]
        joining = [_membership(photo) for photo in living]
        ledger.shots.join(joining)
        ledger.shots.leave(set(noted) - {photo.photo_id for photo in living})
        keys |= {(album_id, key) for _, album_id, key, _, _ in joining}
        ledger.shots.show(sorted(keys), _shots(ledger.shots.members(sorted(keys))))
        ledger.shots.settle(noted)
    return len(noted)


def _membership(photo: ChangedPhoto) -> tuple[int, int, int, str, int]:
    kind = kind_of(photo.path).value
    return photo.photo_id, photo.album_id, shot_key(photo.path), kind, photo.mtime_ns


def _shots(members: Iterable[ShotMember]) -> list[NewShot]:
    def key(member: ShotMember) -> ShotKey:
        return member.album_id, member.key

    made = (shot_of(list(group)) for _, group in groupby(members, key))
    return [shot for shot in made if shot is not None]
