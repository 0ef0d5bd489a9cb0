"""The pictures of shots: where their files are, and which picture is in memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from picup_desktop.files.below import LeadsOut, below
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.thumbnails.cache import CacheKey
from picup_desktop.thumbnails.wire import DecoderKind, Trouble
from picup_desktop.ui.photos.pictures import PictureRequest, Pictures
from picup_desktop.ui.photos.words import trouble_words
from picup_desktop.ui.turning.images import TurnedImages


class ShotPictures(QObject):
    """Map shots to picture requests; ``show_albums`` gives the folders."""

    came = Signal(int)
    again = Signal()

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._folders: Mapping[int, Path] = {}
        self._names: Mapping[int, str] = {}
        self._turned = TurnedImages()
        pictures.came.connect(self.came)
        pictures.again.connect(self.again)

    def show_albums(self, albums: Sequence[AlbumRecord]) -> None:
        """Take the albums' folders and names."""
        self._folders = {album.id: Path(album.path) for album in albums}
        self._names = {album.id: album.name for album in albums}

    def album_name(self, album_id: int) -> str:
        """Return an album's name."""
        return self._names.get(album_id, "")

    def folder(self, album_id: int) -> Path | None:
        """Return an album's folder; None if it is not known."""
        return self._folders.get(album_id)

    def file(self, shot: ShownShot, photo: ShownPhoto | None = None) -> Path | None:
        """Return the path of a photo's file; None if it is not on this computer."""
        wanted, folder = photo or shot.lead, self._folders.get(shot.album_id)
        if folder is None or not wanted.here:
            return None
        try:
            return below(folder, wanted.path)
        except LeadsOut:
            return None

    def forget(self) -> None:
        """Drop all pictures from memory, because the vault was locked."""
        self._pictures.forget()
        self._turned.forget()

    def image(self, shot: ShownShot) -> QImage | None:
        """Return the picture in memory, as the person wants to see it."""
        image = self._pictures.image(key_of(shot.lead))
        return None if image is None else self._turned.of(image, shot.lead.turn)

    def glimpse(self, photo_id: int) -> QImage | None:
        """Return a few colours of a photo's picture, which are known before the picture is read."""
        return self._pictures.glimpse(photo_id)

    def trouble(self, shot: ShownShot) -> Trouble | str | None:
        """Return why there is no picture."""
        return self._pictures.trouble(key_of(shot.lead))

    def reason(self, shot: ShownShot) -> Shown:
        """Return in words why there is no picture; empty if there may be one yet."""
        why = self.trouble(shot)
        if why is None:
            return NO_WORDS
        return trouble_words(why) if isinstance(why, Trouble) else plain(why)

    def want(self, shots: Sequence[ShownShot], edge: int) -> None:
        """Request the pictures of the visible shots, in cells of ``edge`` pixels."""
        self._pictures.want(
            [PictureRequest(key_of(s.lead), kind_of(s.lead), self.file(s), edge) for s in shots]
        )

    def preview(self, shots: Sequence[ShownShot], edge: int) -> None:
        """Request small pictures of other shots as well."""
        self._pictures.preview(
            [PictureRequest(key_of(s.lead), kind_of(s.lead), self.file(s), edge) for s in shots]
        )


def key_of(photo: ShownPhoto) -> CacheKey:
    """Return the key of a photo's thumbnail in the cache."""
    return CacheKey(photo.photo_id, photo.size_bytes, photo.mtime_ns)


def kind_of(photo: ShownPhoto) -> DecoderKind:
    """Return the kind of decoder for a photo."""
    try:
        return DecoderKind(photo.kind)
    except ValueError:
        return DecoderKind.PICTURE
