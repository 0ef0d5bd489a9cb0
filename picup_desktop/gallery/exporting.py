"""Export photos into a folder that a person picks: as they are, or as JPEG.

As it is: the original bytes, verified against the ledger's hash, from here or from a storage. As
JPEG: the verified bytes stand under a hidden name in the chosen folder, and nowhere else, until the
decoder has made the JPEG of them. Nothing is overwritten, and nothing appears under its name that
is not whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from picup_desktop.errors import PicupError, UsageError
from picup_desktop.files.new_file import LONGEST_ENDING_BYTES, fitting_name
from picup_desktop.gallery.shots import kind_of
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.read.lookup import PhotoToRead
from picup_desktop.sync.read.read import Reader, ReadReport
from picup_desktop.sync.restore.chosen import ChosenPhotos, restore_some
from picup_desktop.sync.restore.files import Standing, is_free, place_new, relative_place
from picup_desktop.sync.restore.restore import AsItWas, Restore, RestoreReport
from picup_desktop.thumbnails.wire import DecoderKind, JpegWish, Picture, Trouble
from picup_desktop.words import AlbumState, Turn

MADE_SECONDS = 180.0
"""How long one JPEG may take: of 300 million pixels, on a slow computer."""
LEAST_EDGE, MOST_EDGE = 16, 65_500
LEAST_QUALITY, MOST_QUALITY = 1, 100
DEFAULT_QUALITY = 90
JPEG_ENDINGS = frozenset({".jpg", ".jpeg", ".jpe"})
AS_JPEG = frozenset({DecoderKind.PICTURE, DecoderKind.RAW})


class NotMade(PicupError):
    """A photo can't be made a JPEG; its own bytes can be exported all the same."""

    title = "title-no-jpeg"


class MakesJpegs(Protocol):
    """The part of ``Maker`` that is used here."""

    def export(self, path: Path, kind: DecoderKind, edge: int, wish: JpegWish) -> Picture | Trouble:
        """Return a JPEG to keep."""


@dataclass(frozen=True)
class ExportWish:
    """What a person wants; ``edge`` and ``quality`` are about JPEG."""

    jpeg: bool = False
    edge: int = 0
    """The longest side, in pixels; 0: as it is."""
    quality: int = DEFAULT_QUALITY
    with_place: bool = True


@dataclass
class ExportReport:
    """What became of an export."""

    done: RestoreReport
    as_they_are: int = 0
    """Photos that were exported as they are though JPEG was wished: films, what is no picture."""
    turned: int = 0
    """Photos that a person turned, exported as they are: so they lie as their files say."""
    gone: int = 0
    """Photos that were deleted, or do not exist any more."""


def check_wish(wish: ExportWish) -> None:
    """UsageError for numbers that no JPEG has, and for those of JPEG without it."""
    if not wish.jpeg and wish != ExportWish():
        raise UsageError("export-only-jpeg-has-that")
    if wish.edge and not LEAST_EDGE <= wish.edge <= MOST_EDGE:
        raise UsageError("export-edge-out-of-bounds", least=LEAST_EDGE, most=MOST_EDGE)
    if not LEAST_QUALITY <= wish.quality <= MOST_QUALITY:
        raise UsageError("export-quality-out-of-bounds", least=LEAST_QUALITY, most=MOST_QUALITY)


def check_folder(ledger: Ledger, folder: Path) -> None:
    """UsageError for a folder of an album: what is exported there would be kept as new photos."""
    real = folder.resolve()
    for album in ledger.albums.all():
        if album.state is AlbumState.REMOVED:
            continue
        if real.is_relative_to(Path(album.path).resolve()):
            raise UsageError(
                "export-folder-in-album", folder=shown(str(folder)), album=shown(album.name)
            )


def export_photos(
    ledger: Ledger,
    reader: Reader,
    photo_ids: Sequence[int],
    folder: Path,
    *,
    wish: ExportWish,
    maker: MakesJpegs,
    progress: JobProgress,
) -> ExportReport:
    """Export living photos as far as possible. UsageError; NoPermission if the vault is locked."""
    check_wish(wish)
    check_folder(ledger, folder)
    listed = restore_some(ledger, photo_ids)
    laying = AsExported(wish, maker, kinds_of(ledger, listed))
    done = Restore(ledger, reader, folder, progress, laying).run(ChosenPhotos.of(listed))
    as_they_are = [one for one in listed if wish.with_place and not laying.is_made(one)]
    return ExportReport(
        done,
        as_they_are=len(as_they_are) if wish.jpeg else 0,
        turned=sum(one.turn is not Turn.UPRIGHT for one in as_they_are),
        gone=len(set(photo_ids)) - len(listed),
    )


def kinds_of(ledger: Ledger, listed: Sequence[ListedPhoto]) -> dict[int, DecoderKind | None]:
    """Return which decoder reads each photo; None for what is no picture at all."""
    return {
        one.photo.id: decoder_of(ledger.shots.kind(one.photo.id) or one.kind, one.photo.path)
        for one in listed
    }


def decoder_of(kind: str | None, path: str) -> DecoderKind | None:
    """Return the decoder for a kind of the scan; by its name if no kind is known."""
    known = kind or kind_of(path).value
    return DecoderKind(known) if known in set(DecoderKind) else None


class AsExported(AsItWas):
    """The layout of an export: flat, by the photos' own names, and ``a (2).jpg`` beside others."""

    def __init__(
        self, wish: ExportWish, maker: MakesJpegs, kinds: dict[int, DecoderKind | None]
    ) -> None:
        self._wish = wish
        self._maker = maker
        self._kinds = kinds

    def is_made(self, listed: ListedPhoto) -> bool:
        """Return whether a JPEG is made of it."""
        return self._wish.jpeg and self._kinds.get(listed.photo.id) in AS_JPEG

    def place_of(self, listed: ListedPhoto) -> PurePosixPath:
        """As ``Laying``."""
        own = listed.photo.path.rpartition("/")[2]
        # The album's name only makes the path whole; a name that leads out is refused.
        place = PurePosixPath(relative_place("album", own).name)
        return PurePosixPath(jpeg_name(place.name)) if self.is_made(listed) else place

    def is_own_place(
        self,
        listed: ListedPhoto,  # noqa: ARG002 - any name will do here
        place: PurePosixPath,  # noqa: ARG002 - as above
    ) -> bool:
        """As ``Laying``: only a restore promises the photo's own name."""
        return True

    def names(self, target: Path) -> Iterator[Path]:
        """As ``Laying``."""
        return numbered(target)

    def standing(self, listed: ListedPhoto, place: Path) -> Standing:
        """As ``Laying``; what has the name of a new JPEG is another file."""
        if not self.is_made(listed):
            return super().standing(listed, place)
        return Standing.NOTHING if is_free(place) else Standing.OTHER

    def write(
        self, reader: Reader, listed: ListedPhoto, wanted: PhotoToRead | None, place: Path
    ) -> ReadReport:
        """As ``Laying``. NotMade where no whole JPEG can be made, or the place would stay."""
        if not self.is_made(listed):
            if self._wish.jpeg and not self._wish.with_place:
                # Nobody looks into it for the place, so nobody can say that it has none.
                raise NotMade("export-has-place", photo=shown(listed.photo.path))
            return super().write(reader, listed, wanted, place)

        def placing(part: Path, target: Path) -> bool:
            return self._place_jpeg(reader, listed, part, target)

        return reader.read(listed.photo, place, wanted=wanted, placing=placing)

    def _place_jpeg(
        self, reader: Reader, listed: ListedPhoto, original: Path, target: Path
    ) -> bool:
        kind = self._kinds[listed.photo.id] or DecoderKind.PICTURE
        jpeg = JpegWish(self._wish.quality, listed.turn, self._wish.with_place, listed.corrected)
        made = self._maker.export(original, kind, self._wish.edge, jpeg)
        if isinstance(made, Trouble):
            raise NotMade("export-no-jpeg", photo=shown(listed.photo.path), why=_why(made))
        with reader.output(target, place_new) as output:
            output.write(made.data)
            output.mtime_ns = listed.photo.mtime_ns
            return output.keep()


def jpeg_name(name: str) -> str:
    """Return the name of the JPEG of a file, no longer than a file system takes."""
    path = PurePosixPath(name)
    if path.suffix.casefold() in JPEG_ENDINGS:
        return name
    has_ending = len(path.suffix.encode("utf-8", "surrogateescape")) <= LONGEST_ENDING_BYTES
    return fitting_name(f"{path.stem if has_ending else name}.jpg")


def numbered(own: Path) -> Iterator[Path]:
    """Yield the path itself, then ``a (2).jpg``, ``a (3).jpg`` and so on in its folder."""
    yield own
    number = 2
    while True:
        yield own.with_name(fitting_name(own.name, f" ({number})"))
        number += 1


_WHY = {
    Trouble.BROKEN: Message("export-why-broken"),
    Trouble.UNSUPPORTED: Message("export-why-unsupported"),
    Trouble.EMPTY: Message("export-why-empty"),
    Trouble.TOO_LARGE: Message("export-why-too-large"),
    Trouble.TOO_SLOW: Message("export-why-too-slow"),
    Trouble.CRASHED: Message("export-why-crashed"),
    Trouble.GONE: Message("export-why-crashed"),
    Trouble.FAR: Message("export-why-too-large"),
}


def _why(trouble: Trouble) -> Message:
    return _WHY[trouble]
