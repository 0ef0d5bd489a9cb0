"""Checkpoints: the whole state of a device in a few segments.

The chain continues through a checkpoint, and the segments before it are no longer
needed: a vault of 100,000 photos opens with a handful of files. Replaying a
checkpoint gives exactly the state that it was made from.
"""

from collections.abc import Iterator, Sequence

from picup_desktop.vault import age
from picup_desktop.vault.journal.entries import (
    AlbumAdded,
    AlbumRemoved,
    Entry,
    GraceSet,
    ObjectGone,
    ObjectHeld,
    PhotoRemoved,
    PhotoStored,
)
from picup_desktop.vault.journal.replay import DeviceState
from picup_desktop.vault.journal.segment import (
    PLAIN_LIMIT_BYTES,
    Author,
    ChainHead,
    CheckpointPart,
    SealedSegment,
    line_batches,
    seal_lines,
)

DUE_AFTER_SEGMENTS = 64
DUE_AFTER_SEGMENTS_AT_MOST = 1024
DUE_AFTER_ENTRIES_PER_PHOTO = 0.05


def seal_checkpoint(
    state: DeviceState,
    author: Author,
    recipients: Sequence[age.Recipient],
    *,
    after: ChainHead | None,
    limit_bytes: int = PLAIN_LIMIT_BYTES,
) -> tuple[SealedSegment, ...]:
    """Seal the state that the chain up to ``after`` replays to, as the segments that follow.

    Nothing before it may be removed from a storage until every part is there.
    """
    runs = list(line_batches(state_entries(state), limit_bytes=limit_bytes))
    sealed: list[SealedSegment] = []
    for number, run in enumerate(runs, start=1):
        part = CheckpointPart(number, len(runs))
        sealed.append(seal_lines(run, author, recipients, after=after, part=part))
        after = sealed[-1].head
    return tuple(sealed)


def state_entries(state: DeviceState) -> Iterator[Entry]:
    """Yield the entries that replay to exactly this state."""
    for album in state.albums.values():
        yield AlbumAdded(album.added_at, album.album_id, album.name, album.recipient)
        if album.removed_at is not None:
            yield AlbumRemoved(album.removed_at, album.album_id)
    used = set()
    for photo in state.photos.values():
        content = state.objects[photo.object]
        used.add(content.name)
        yield PhotoStored(
            at=photo.stored_at,
            photo_id=photo.photo_id,
            album_id=photo.album_id,
            path=photo.path,
            mtime_ns=photo.mtime_ns,
            size_bytes=content.size_bytes,
            sha256=content.sha256,
            object=content.name,
            sealed_bytes=content.sealed_bytes,
        )
        if photo.removed_at is not None:
            yield PhotoRemoved(photo.removed_at, photo.photo_id)
    for known in state.objects.values():
        if known.name not in used:
            yield ObjectHeld(0, known.name, known.sealed_bytes, known.sha256, known.size_bytes)
        elif known.gone_at is not None:
            yield ObjectGone(known.gone_at, known.name)
    yield from state.earlier
    if state.grace_days is not None:
        yield GraceSet(0, state.grace_days)
    yield from state.adopted.values()
    yield from state.dates.values()
    yield from state.turns.values()
    yield from state.unknown


def is_due(*, segments: int, entries: int, photos: int) -> bool:
    """Return whether to write a checkpoint; the counts are those since the last one.

    It is due often enough that few files have to be opened, and seldom enough that a
    large vault does not rewrite its whole list for a few photos.
    """
    enough = entries >= photos * DUE_AFTER_ENTRIES_PER_PHOTO
    return segments >= (DUE_AFTER_SEGMENTS if enough else DUE_AFTER_SEGMENTS_AT_MOST)
