"""Jobs: which photos are due for an upload, and what sealing each one needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos import PhotoRecord
from picup_desktop.sync.seal import SealRequest
from picup_desktop.vault.age import Recipient, parse_recipient
from picup_desktop.vault.objects import PhotoHeader, SealedPhoto


@dataclass(frozen=True)
class UploadJob:
    """One photo to bring to both storages; ``sealed`` once its object stands in the spool."""

    photo: PhotoRecord
    request: SealRequest
    sealed: SealedPhoto | None = None
    resumed: bool = False
    """Cut off by a crash: its object may stand on either storage already (1-6)."""

    @property
    def object(self) -> SealedPhoto:
        """What is sent and recorded; ValueError before the photo is sealed."""
        if self.sealed is None:
            raise ValueError("only a sealed photo can be sent and recorded")
        return self.sealed


def upload_jobs(ledger: Ledger, photos: Sequence[PhotoRecord]) -> list[UploadJob]:
    """One job a photo; every object can be opened by its album's key and the recovery key."""
    vault = ledger.vaults.get() if photos else None
    if vault is None:
        return []
    recovery = parse_recipient(vault.recovery_recipient)
    albums = {album.id: album for album in ledger.albums.all(removed=True)}
    recipients = {
        album.id: (parse_recipient(album.recipient), recovery) for album in albums.values()
    }
    contents = ledger.objects.contents_by_size([photo.size_bytes for photo in photos])
    return [
        UploadJob(
            photo,
            _request(
                photo,
                albums[photo.album_id],
                recipients[photo.album_id],
                contents.get(photo.size_bytes, frozenset()),
            ),
        )
        for photo in photos
    ]


def _request(
    photo: PhotoRecord,
    album: AlbumRecord,
    recipients: Sequence[Recipient],
    stored_contents: frozenset[str],
) -> SealRequest:
    return SealRequest(
        photo_id=photo.id,
        file=Path(album.path) / photo.path,
        header=PhotoHeader(album.name, photo.path, photo.mtime_ns, photo.size_bytes),
        recipients=recipients,
        stored_contents=stored_contents,
    )
