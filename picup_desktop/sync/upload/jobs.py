"""The photos that are due for an upload, and what sealing each one needs."""

from array import array
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import Clock
from picup_desktop.errors import UsageError
from picup_desktop.files.below import below
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.message import Message
from picup_desktop.sync.home.hold import HomeHold, standing
from picup_desktop.sync.upload.seal import SealRequest
from picup_desktop.vault.age import Recipient, parse_recipient
from picup_desktop.vault.objects import SealedPhoto
from picup_desktop.vault.tar_header import PhotoHeader
from picup_desktop.words import PhotoState

PHOTOS_IN_A_PAGE = 1024
KEYLESS = Message("album-has-no-key-known")


@dataclass(frozen=True)
class UploadJob:
    """One photo to upload to both storages; ``sealed`` is set once its object is in the spool."""

    photo: PhotoRecord
    request: SealRequest
    sealed: SealedPhoto | None = None
    resumed: bool = False
    """Interrupted by a crash: its object may already be on either storage (1-6)."""

    @property
    def object(self) -> SealedPhoto:
        """The sealed object; ValueError before the photo is sealed."""
        if self.sealed is None:
            raise ValueError("only a sealed photo can be sent and recorded")
        return self.sealed


@dataclass(frozen=True)
class DuePhotos:
    """Due photos: those that can be sealed, and those whose album has no key."""

    jobs: tuple[UploadJob, ...] = ()
    keyless: tuple[PhotoRecord, ...] = ()
    """Photos of an album that was recovered from objects alone, or came without a key."""


def upload_jobs(ledger: Ledger, photos: Sequence[PhotoRecord]) -> DuePhotos:
    """Make one job per photo; each object opens with its album's key and the recovery key.

    Only the keys of these photos' albums are read, so an invalid one delays no other album.
    """
    vault = ledger.vaults.get() if photos else None
    if vault is None or standing(ledger) is HomeHold.REMOVED:
        # Nobody would count what a removed computer sends (6-5): it stays waiting.
        return DuePhotos()
    recovery = parse_recipient(vault.recovery_recipient)
    wanted = {photo.album_id for photo in photos}
    albums = {album.id: album for album in ledger.albums.all(removed=True) if album.id in wanted}
    keys = {album.id: _recipient(album) for album in albums.values()}
    contents = ledger.objects.contents_by_size([photo.size_bytes for photo in photos])
    jobs, keyless = [], []
    for photo in photos:
        key = keys.get(photo.album_id)
        if key is None:
            keyless.append(photo)
            continue
        stored = contents.get(photo.size_bytes, frozenset())
        request = _request(photo, albums[photo.album_id], (key, recovery), stored)
        jobs.append(UploadJob(photo, request))
    return DuePhotos(tuple(jobs), tuple(keyless))


@dataclass(frozen=True)
class DueUploads:
    """All photos that are due. Only their ids are kept; the jobs are made page by page."""

    photos: int
    size_bytes: int
    jobs: Iterator[UploadJob]
    """Belongs to the thread that uses the ledger."""


NOTHING_DUE = DueUploads(0, 0, iter(()))


def due_uploads(
    ledger: Ledger, clock: Clock, due_before: float, waiting_for: Message | None, at_work: Set[int]
) -> DueUploads:
    """Return the uploads of the photos due before a time (``Photos.due``), but those ``at_work``.

    The photos of albums without a key are not counted; their reason is recorded on the way.
    """
    if standing(ledger) is HomeHold.REMOVED:
        return NOTHING_DUE
    with_key = {album.id for album in ledger.albums.all(removed=True) if _recipient(album)}
    totals = ledger.photos.due_by_album(due_before, waiting_for, at_work)
    counted = [total for album_id, total in totals.items() if album_id in with_key]
    return DueUploads(
        photos=sum(count for count, _ in counted),
        size_bytes=int(sum(size_bytes for _, size_bytes in counted)),
        jobs=_jobs_by_page(
            ledger,
            clock,
            due_before,
            waiting_for,
            ledger.photos.due_ids(due_before, waiting_for, at_work),
        ),
    )


def _jobs_by_page(
    ledger: Ledger,
    clock: Clock,
    due_before: float,
    waiting_for: Message | None,
    ids: "array[int]",
) -> Iterator[UploadJob]:
    for start in range(0, len(ids), PHOTOS_IN_A_PAGE):
        # Asked again, because a person may have deleted some meanwhile.
        page = ids[start : start + PHOTOS_IN_A_PAGE]
        due = upload_jobs(ledger, ledger.photos.due(due_before, waiting_for, page))
        note_keyless(ledger, due.keyless, clock.now())
        yield from due.jobs


def note_keyless(ledger: Ledger, photos: Sequence[PhotoRecord], at: float) -> None:
    """Record at each photo why it waits; every pass tries it again."""
    if photos:
        with ledger.transaction():
            for photo in photos:
                ledger.photos.note_reason(photo.id, PhotoState.WAITING, KEYLESS, at)


def _recipient(album: AlbumRecord) -> Recipient | None:
    try:
        return parse_recipient(album.recipient)
    except UsageError:
        return None


def _request(
    photo: PhotoRecord,
    album: AlbumRecord,
    recipients: Sequence[Recipient],
    stored_contents: frozenset[str],
) -> SealRequest:
    return SealRequest(
        photo_id=photo.id,
        file=below(Path(album.path), photo.path),
        header=PhotoHeader(album.name, photo.path, photo.mtime_ns, photo.size_bytes),
        recipients=recipients,
        stored_contents=stored_contents,
    )
