"""The covers of the albums: read in a thread, when an album is painted for the first time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.covers import Cover, Covers
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.photos.pictures import Pictures
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.snapshots.snapshot import AlbumSummary


@dataclass
class _Known:
    """What is known of an album's cover: as of so many photos."""

    photos: int
    cover: Cover | None = None
    asked: bool = True
    is_new: bool = False
    """Whether the pictures may be chosen anew."""


class AlbumCovers(QObject):
    """Emit ``came`` when a cover, or a picture of one, is there.

    The pictures are those of the gallery's own cache. While the page stays open an album keeps
    the pictures that it has, so that nothing flickers while photos are added.
    """

    came = Signal()

    def __init__(self, reader: LedgerReader, pictures: Pictures) -> None:
        super().__init__()
        self._reader = reader
        self._pictures = ShotPictures(pictures)
        self._known: dict[int, _Known] = {}
        self._pictures.came.connect(self._tell)
        self._pictures.again.connect(self.came)

    def show_albums(self, albums: Sequence[AlbumRecord]) -> None:
        """Take the albums' folders."""
        self._pictures.show_albums(albums)

    def cover(self, album: AlbumSummary) -> Cover | None:
        """Return an album's cover; None before it is known, and then it is asked for."""
        album_id = album.record.id
        known = self._known.get(album_id)
        if known is None:
            self._known[album_id] = _Known(album.photos)
            self._ask(album_id, ())
            return None
        outdated = known.is_new or known.photos != album.photos
        if outdated and not known.asked:
            shots = () if known.cover is None or known.is_new else known.cover.shots
            known.photos, known.asked, known.is_new = album.photos, True, False
            self._ask(album_id, [shot.id for shot in shots])
        return known.cover

    def image(self, shot: ShownShot) -> QImage | None:
        """Return the picture of one of a cover's shots, if it is in memory."""
        return self._pictures.image(shot)

    def want(self, albums: Sequence[AlbumSummary], edge: int) -> None:
        """Ask for the pictures of the albums in sight, in boxes of ``edge`` pixels."""
        covers = [self.cover(album) for album in albums]
        self._pictures.want([shot for cover in covers if cover for shot in cover.shots], edge)

    def stop(self) -> None:
        """Stop asking for pictures, because the page is hidden."""
        self._pictures.want([], 1)

    def choose_anew(self) -> None:
        """Choose the pictures again the next time that they are painted."""
        for known in self._known.values():
            known.is_new = True

    def forget(self) -> None:
        """Drop all covers, because the vault was locked (2-1)."""
        self._known.clear()

    def _ask(self, album_id: int, keep: Sequence[int]) -> None:
        self._reader.ask(
            lambda ledger: Covers(ledger.database).cover(album_id, keep),
            lambda cover: self._take(album_id, cover),
        )

    def _take(self, album_id: int, cover: Cover | None) -> None:
        known = self._known.get(album_id)
        if known is not None:
            known.cover, known.asked = cover, False
            self.came.emit()

    @Slot(int)
    def _tell(self, _photo_id: int) -> None:
        self.came.emit()
