"""Which picture a shot wants: where its file is, and what is known of it so far."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.thumbnails.cache import CacheKey
from picup_desktop.thumbnails.wire import Kind, Trouble
from picup_desktop.ui.photos.pictures import PictureRequest, Pictures


class ShotPictures(QObject):
    """Between the shots and their pictures; ``show_albums`` tells where the folders are."""

    came = Signal(int)
    again = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._folders: Mapping[int, Path] = {}
        self._names: Mapping[int, str] = {}
        pictures.came.connect(self.came)
        pictures.again.connect(self.again)

    def show_albums(self, albums: Sequence[AlbumRecord]) -> None:
        """What the ledger told of the folders."""
        self._folders = {album.id: Path(album.path) for album in albums}
        self._names = {album.id: album.name for album in albums}

    def album_name(self, album_id: int) -> str:
        """What an album is called."""
        return self._names.get(album_id, "")

    def folder(self, album_id: int) -> Path | None:
        """An album's folder."""
        return self._folders.get(album_id)

    def file(self, shot: ShownShot, photo: ShownPhoto | None = None) -> Path | None:
        """Where a photo's file should be; None if it is not on this computer."""
        wanted, folder = photo or shot.lead, self._folders.get(shot.album_id)
        return folder / wanted.path if wanted.here and folder is not None else None

    def image(self, shot: ShownShot) -> QImage | None:
        """What is in memory."""
        return self._pictures.image(key_of(shot.lead))

    def trouble(self, shot: ShownShot) -> Trouble | str | None:
        """Why there is none."""
        return self._pictures.trouble(key_of(shot.lead))

    def want(self, shots: Sequence[ShownShot], edge: int) -> None:
        """These are in sight, in cells of that size."""
        self._pictures.want(
            [PictureRequest(key_of(s.lead), kind_of(s.lead), self.file(s), edge) for s in shots]
        )


def key_of(photo: ShownPhoto) -> CacheKey:
    """What its thumbnail is kept under."""
    return CacheKey(photo.photo_id, photo.size_bytes, photo.mtime_ns)


def kind_of(photo: ShownPhoto) -> Kind:
    """Which decoder is asked."""
    try:
        return Kind(photo.kind)
    except ValueError:
        return Kind.PICTURE
