"""Thumbnails of photos whose file is not on this computer (2-1 to 2-3).

They are kept sealed to the vault, so that a thief of this computer sees none of them
while the vault is locked. The photo itself is read back into a private folder only
while its thumbnail is made.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from picup_desktop.files.below import LeadsOut, below
from picup_desktop.gallery.shots import kind_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.thumbnails.cache import EDGE, CacheKey, ThumbnailCache
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.wire import DecoderKind, Picture, Trouble
from picup_desktop.vault.age import Identity, parse_recipient
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.keys import open_bytes, seal_bytes

MOST_BYTES_FOR_A_THUMBNAIL = 64 * 1024 * 1024
"""Larger photos (mostly films) are fetched only when a person opens them."""


class DistantThumbnails:
    """Makes and caches the thumbnails; ``vault_keys`` open the sealed cache."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Reader,
        *,
        cache: ThumbnailCache,
        maker: Maker,
        vault_keys: Sequence[Identity],
        scratch: Path,
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._cache = cache
        self._maker = maker
        self._vault_keys = vault_keys
        self._scratch = scratch

    def thumbnail(self, photo: PhotoRecord, *, cached: bool = True) -> bytes | Trouble:
        """Return a JPEG, or why there is none. Errors as of ``Reader.read``.

        Without ``cached`` it is always made anew, because the cache may have one of other
        content with the same size and time.
        """
        key = cache_key(photo)
        known = self._known(key) if cached else None
        if known is not None:
            return known
        kind = self._kind(photo)
        if kind is MediaKind.SIDECAR:
            return Trouble.UNSUPPORTED
        if photo.size_bytes > MOST_BYTES_FOR_A_THUMBNAIL:
            return Trouble.FAR
        with tempfile.TemporaryDirectory(prefix="look-", dir=self._scratch) as folder:
            # The temporary name does not reveal the photo's name.
            target = Path(folder) / "photo"
            self._reader.read(photo, target)
            made = self._maker.thumbnail(target, DecoderKind(kind.value), EDGE)
        if isinstance(made, Picture):
            if cached:
                seal_thumbnail(self._ledger, self._cache, key, made.data)
            return made.data
        return made

    def of_file(self, photo: PhotoRecord) -> bytes | Trouble:
        """Return a JPEG of the file in the album as it is now, or why there is none (4-2).

        It is not kept, because the file may not be what the ledger knows of the photo.
        """
        album = self._ledger.albums.get(photo.album_id)
        if album is None:
            return Trouble.GONE
        try:
            file = below(Path(album.path), photo.path)
        except LeadsOut:
            return Trouble.GONE
        made = self._maker.thumbnail(file, DecoderKind(self._kind(photo).value), EDGE)
        return made.data if isinstance(made, Picture) else made

    def _kind(self, photo: PhotoRecord) -> MediaKind:
        known = self._ledger.shots.kind(photo.id)
        return kind_of(photo.path) if known is None else MediaKind(known)

    def _known(self, key: CacheKey) -> bytes | None:
        sealed = self._cache.sealed(key)
        if sealed is not None:
            try:
                return open_bytes(sealed, self._vault_keys)
            except (Damaged, NotForThisKey):
                # The thumbnail is made again.
                return None
        plain = self._cache.plain(key)
        if isinstance(plain, bytes):
            seal_thumbnail(self._ledger, self._cache, key, plain)
            return plain
        return None


def cache_key(photo: PhotoRecord) -> CacheKey:
    """Return the cache key of a photo's thumbnail."""
    return CacheKey(photo.id, photo.size_bytes, photo.mtime_ns)


def seal_thumbnail(ledger: Ledger, cache: ThumbnailCache, key: CacheKey, jpeg: bytes) -> None:
    """Store a thumbnail so that only the vault opens it."""
    vault = ledger.vaults.get()
    if vault is not None:
        cache.keep_sealed(key, seal_bytes(jpeg, [parse_recipient(vault.vault_recipient)]))


def seal_what_left(ledger: Ledger, cache: ThumbnailCache) -> int:
    """Seal the thumbnails of photos that left this computer and drop old ones; return how many.

    This needs only the vault's public key. LedgerUnusable.
    """
    keys = {key.photo_id: key for key in cache.plain_keys()}
    here = ledger.shots.on_this_computer(list(keys))
    changed = 0
    for photo_id, key in keys.items():
        known = here.get(photo_id)
        if known == (key.size_bytes, key.mtime_ns, True):
            continue
        jpeg = cache.plain(key)
        if known == (key.size_bytes, key.mtime_ns, False) and isinstance(jpeg, bytes):
            seal_thumbnail(ledger, cache, key, jpeg)
        else:
            cache.forget(key)
        changed += 1
    return changed
