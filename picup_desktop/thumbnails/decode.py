"""Decode one file, in the child process; its kind selects the decoder.

Pictures are in ``pictures.py``. Camera RAW is the JPEG that nearly every camera embeds, and
if that is too small the developed RAW data. Films, through FFmpeg's libraries, are one frame,
when the film was taken, or the frames of a short one.
"""

import io
from collections.abc import Sequence
from io import BufferedReader
from itertools import chain
from typing import BinaryIO

import av
import numpy as np
import rawpy
from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base

from picup_desktop.files.opening import NotRegular, open_regular
from picup_desktop.thumbnails import pictures
from picup_desktop.thumbnails.camera import content_id_of, facts_of
from picup_desktop.thumbnails.dates.films import told_by_film
from picup_desktop.thumbnails.dates.pictures import exif_dates, told_by_any_file
from picup_desktop.thumbnails.dates.raws import exifs_of, libraw_date, raw_dates
from picup_desktop.thumbnails.dates.sidecars import told_by_sidecar
from picup_desktop.thumbnails.dates.trust import most_trusted
from picup_desktop.thumbnails.errors import NothingToShow, TooLarge
from picup_desktop.thumbnails.frames import frames_of, ms_of, opened_film
from picup_desktop.thumbnails.motion import opened
from picup_desktop.thumbnails.pictures import ORIENTATION, SWAPPED, finished
from picup_desktop.thumbnails.wire import (
    BIGGEST_PIXELS,
    Ask,
    DecoderKind,
    Picture,
    Trouble,
    Want,
)

ORIENTATION_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}
NEARLY = 0.8
"""A preview that is smaller than that part of what is wanted is not enough."""
MOST_PIXELS_AT_ONCE = 60_000_000
"""Larger RAW pictures are developed at half their size, which takes less time and memory."""
MEMORY = "memory"
"""What the words of every decoder contain that did not get enough of it."""
FIRST_LOOK_SECONDS = 1
"""The very first frame is often black."""
QUICKTIME_CONTENT_ID = "com.apple.quicktime.content.identifier"


def look_at(ask: Ask) -> Picture | Trouble:
    """Return the answer to a question; MemoryError ends the process."""
    try:
        with BufferedReader(open_regular(ask.path)) as file:
            if not _has_bytes(file) and ask.want is not Want.FACTS:
                return Trouble.EMPTY
            return _look(ask, file)
    except (FileNotFoundError, NotRegular):
        return Trouble.GONE
    except (TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Trouble.TOO_LARGE
    except (UnidentifiedImageError, NothingToShow):
        return Trouble.UNSUPPORTED
    except MemoryError:
        raise
    # Decoders raise any type for a broken file.
    except Exception as error:
        if MEMORY in str(error).casefold():
            # Theirs is a type of their own.
            raise MemoryError from error
        return Trouble.BROKEN


def _has_bytes(file: BinaryIO) -> bool:
    """Return whether a file holds anything, from its beginning."""
    has = bool(file.read(1))
    file.seek(0)
    return has


def _look(ask: Ask, file: BinaryIO) -> Picture | Trouble:
    if ask.want is Want.MOTION:
        return look_at_motion(file, ask)
    if ask.want is Want.EXPORT and ask.kind is DecoderKind.FILM:
        raise NothingToShow
    match ask.kind:
        case DecoderKind.FILM:
            return look_at_film(file, ask)
        case DecoderKind.RAW:
            return look_at_raw(file, ask)
        case DecoderKind.PICTURE if ask.want is Want.FACTS:
            return look_at_facts(file, ask)
        case DecoderKind.PICTURE:
            return pictures.look(file, ask)
        case DecoderKind.SIDECAR:
            return look_at_sidecar(file, ask)


def look_at_facts(file: BinaryIO, ask: Ask) -> Picture:
    """Return the facts in a picture, also in one that can't be decoded. Pillow's errors."""
    try:
        return pictures.look(file, ask)
    except (OSError, SyntaxError, ValueError):
        date = told_by_any_file(file)
        if date is None:
            raise
        return Picture(date=date)


def look_at_sidecar(file: BinaryIO, ask: Ask) -> Picture:
    """Return the date in a file beside a photo. NothingToShow for its picture."""
    if ask.want is not Want.FACTS:
        raise NothingToShow
    return Picture(date=told_by_sidecar(file, ask.path))


def look_at_raw(file: BinaryIO, ask: Ask) -> Picture:
    """Return the embedded picture if it is large enough, else the RAW data developed.

    LibRawError for a broken file.
    """
    exifs = list(exifs_of(file))
    date = most_trusted(chain.from_iterable(map(raw_dates, exifs)))
    if ask.want is Want.FACTS and date is not None:
        facts = {name: fact for exif in exifs for name, fact in facts_of(exif).items()}
        return Picture(facts=facts, date=date)
    file.seek(0)
    with rawpy.imread(file) as raw:
        flip = ORIENTATION_OF_FLIP.get(raw.sizes.flip, 1)
        size = raw.sizes.width, raw.sizes.height
        if raw.sizes.raw_width * raw.sizes.raw_height > BIGGEST_PIXELS:
            raise TooLarge
        image = preview = _preview(raw)
        if ask.want is not Want.FACTS and not is_enough(preview, size, ask.edge):
            image = _developed(raw, size, ask.edge) or preview
        by_libraw = libraw_date(raw.other.timestamp)
    full = (size[1], size[0]) if flip in SWAPPED else size
    exif = Image.Exif() if preview is None else preview.getexif()
    facts = facts_of(exif)
    for other in exifs:
        facts = facts_of(other) | facts
    if ask.want is Want.FACTS:
        told = content_id_of(exif)
        date = most_trusted((*exif_dates(exif), by_libraw))
        return Picture(full=full, facts=facts, content_id=told, date=date)
    if image is None:
        raise NothingToShow
    if ORIENTATION not in image.getexif():
        image.getexif()[ORIENTATION] = flip
    if ask.want is Want.EXPORT:
        return pictures.to_keep(image, ask, _merged(exif, exifs), b"", image)
    return finished(image, ask, full, facts=facts)


def _merged(preview: Image.Exif, exifs: Sequence[Image.Exif]) -> Image.Exif:
    """Return the first EXIF that says which camera it was; that of the preview if none does."""
    return next((exif for exif in exifs if Base.Model in exif), preview)


def is_enough(preview: Image.Image | None, full: tuple[int, int], edge: int) -> bool:
    """Return whether a preview is nearly as large as the wanted edge, or as the picture.

    ``edge`` is the longest wanted, in pixels; 0 for the whole picture.
    """
    wanted = min(edge or max(full), max(full))
    return preview is not None and max(preview.size) >= wanted * NEARLY


def _preview(raw: rawpy.RawPy) -> Image.Image | None:
    try:
        preview = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if preview.format == rawpy.ThumbFormat.JPEG:
        return Image.open(io.BytesIO(bytes(preview.data)), formats=("JPEG",))
    return Image.fromarray(np.asarray(preview.data))


def _developed(raw: rawpy.RawPy, full: tuple[int, int], edge: int) -> Image.Image | None:
    """Develop with the camera's white balance, not rotated; None if LibRaw can't.

    At half the size, where that is enough, it takes a tenth of the time.
    """
    half = max(full) // 2 >= (edge or max(full)) or full[0] * full[1] > MOST_PIXELS_AT_ONCE
    try:
        return Image.fromarray(raw.postprocess(half_size=half, use_camera_wb=True, user_flip=0))
    except rawpy.LibRawUnsufficientMemoryError:
        raise
    except rawpy.LibRawError:
        return None


def look_at_motion(file: BinaryIO, ask: Ask) -> Picture:
    """Return the frames of a film, or of the film inside a picture. NothingToShow; FFmpegError."""
    film: BinaryIO | None = file
    if ask.kind is not DecoderKind.FILM:
        inside = pictures.film_of(file)
        film = None if inside is None else opened(file, inside)
    found = None if film is None else frames_of(film)
    if found is None:
        raise NothingToShow
    return found


def look_at_film(file: BinaryIO, ask: Ask) -> Picture:
    """Return a frame near the start. NothingToShow if it has no picture; FFmpegError."""
    with opened_film(file) as container:
        seconds = container.duration / av.time_base if container.duration else 0.0
        facts = {"length": f"{seconds:.0f}"} if seconds else {}
        stream = container.streams.video[0] if container.streams.video else None
        full = (0, 0) if stream is None else (stream.width, stream.height)
        if ask.want is Want.FACTS:
            told = container.metadata.get(QUICKTIME_CONTENT_ID, "").strip()
            told = told.encode(errors="surrogateescape").decode(errors="replace")
            date = told_by_film(container, file)
            length_ms = ms_of(container)
            return Picture(full=full, facts=facts, content_id=told, date=date, length_ms=length_ms)
        if stream is None:
            raise NothingToShow
        if stream.width * stream.height > BIGGEST_PIXELS:
            raise TooLarge
        stream.thread_type = "NONE"
        if seconds > FIRST_LOOK_SECONDS * 2:
            container.seek(FIRST_LOOK_SECONDS * av.time_base)
        frame = next(container.decode(stream), None)
        if frame is None:
            raise NothingToShow
        image = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV's
        if frame.rotation:
            image = image.rotate(frame.rotation, expand=True)
            full = (full[1], full[0]) if frame.rotation % 180 else full
        return finished(image, ask, full, facts=facts)
