"""Still pictures through Pillow: JPEG, PNG, HEIC, AVIF, TIFF, WebP, GIF, BMP, JPEG 2000, JPEG XL.

What Pillow reads wrong of TIFF is in ``tiffs.py``. A file that ends too early is shown as far
as it goes.
"""

import io
import warnings
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from picup_desktop.thumbnails import jxl
from picup_desktop.thumbnails.camera import content_id_of, facts_of
from picup_desktop.thumbnails.dates.pictures import exif_of, told_by_picture
from picup_desktop.thumbnails.errors import NothingToShow, TooLarge
from picup_desktop.thumbnails.frames import length_ms_of
from picup_desktop.thumbnails.jpeg.made import exported
from picup_desktop.thumbnails.motion import FilmInside, film_inside, opened, without_film
from picup_desktop.thumbnails.tiffs import TIFF, eight_bits, is_negative, is_shown_wrong, read_tiff
from picup_desktop.thumbnails.wire import (
    BIGGEST_PIXELS,
    MOST_PIXELS,
    Ask,
    DecoderKind,
    Picture,
    Want,
    marked_cut,
)

# Only these: some of Pillow's formats start other programs.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "DIB", "HEIF", "AVIF", "JPEG2000")
PLUGINS = ("Jpeg", "Mpo", "Png", "Gif", "WebP", "Tiff", "Bmp", "Avif", "Jpeg2K")
QUALITY = 82
SWAPPED = frozenset((5, 6, 7, 8))
"""EXIF orientations that swap width and height."""
ORIENTATION = 0x0112
THUMBNAIL_IFD, THUMBNAIL_AT, THUMBNAIL_BYTES = 1, 0x0201, 0x0202
EXIF_HEADER = b"Exif\0\0"
HEAD_BYTES = 12
NOTHING_SEEN = 8
"""A picture whose colours differ by at most this, of 255, shows nothing: it is filler."""
MANY_BITS = frozenset(("I", "F", "I;16", "I;16B", "I;16L", "I;16N"))
WITH_FILMS = frozenset(("JPEG", "MPO", "HEIF", "AVIF"))
FULL = "picup-full"
"""Names the size of the whole picture, where only a part of it was opened."""

for plugin in PLUGINS:
    import_module(f"PIL.{plugin}ImagePlugin")
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = BIGGEST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def look(file: BinaryIO, ask: Ask) -> Picture:
    """Decode a picture; raise Pillow's errors for a broken one."""
    try:
        return _look(file, ask)
    except UnidentifiedImageError:
        raise
    except OSError:
        if ask.want in {Want.FACTS, Want.EXPORT}:
            # Nobody keeps a half-gray picture without knowing.
            raise
        cut = _as_far_as_it_goes(file, ask)
        if cut is None:
            raise
        return cut


def _look(file: BinaryIO, ask: Ask) -> Picture:
    with _opened(file, ask) as image:
        exif = exif_of(image)
        full = _seen(image.info.get(FULL, image.size), exif.get(ORIENTATION, 1))
        facts = facts_of(exif)
        if ask.want is Want.FACTS:
            found = Picture(
                full=full,
                facts=facts,
                content_id=content_id_of(exif),
                date=told_by_picture(image, file),
            )
            return _with_film(found, file, image)
        if ask.want is Want.EXPORT:
            return to_keep(image, ask, exif, _xmp(image), image)
        small = _preview(image, exif, ask.edge) if ask.want is Want.THUMBNAIL else None
        found = finished(small or image, ask, full, facts=facts)
        return _with_film(found, file, image) if ask.want is Want.VIEW else found


def film_of(file: BinaryIO) -> FilmInside | None:
    """Return the film inside a picture; raise Pillow's errors for a broken one."""
    with _opened(file, Ask("", DecoderKind.PICTURE, Want.FACTS)) as image:
        return film_inside(file, _xmp(image))


def _with_film(found: Picture, file: BinaryIO, image: Image.Image) -> Picture:
    film = film_inside(file, _xmp(image)) if image.format in WITH_FILMS else None
    if film is None:
        return found
    part = opened(file, film)
    length_ms = 0 if part is None else length_ms_of(part)
    return replace(found, length_ms=length_ms, film_bytes=film.size_bytes)


def _xmp(image: Image.Image) -> bytes:
    xmp = image.info.get("xmp", b"")
    return xmp if isinstance(xmp, bytes) else b""


def _opened(file: BinaryIO, ask: Ask) -> Image.Image:
    """Open a picture by its content; raise Pillow's errors for a broken one."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if jxl.is_jxl(head):
        return _opened_jxl(file, ask)
    try:
        image = Image.open(file, formats=FORMATS)
    except UnidentifiedImageError:
        if head.startswith(TIFF):
            return _opened_tiff(file, ask)
        alone = without_film(file)
        if alone is None:
            raise
        image = Image.open(alone, formats=FORMATS)
    if is_shown_wrong(image):
        with suppress(NothingToShow):
            return _opened_tiff(file, ask)
    return image


def _opened_tiff(file: BinaryIO, ask: Ask) -> Image.Image:
    image, size = read_tiff(file, BIGGEST_PIXELS, decode=ask.want is not Want.FACTS)
    image.info[FULL] = size
    return image


def _opened_jxl(file: BinaryIO, ask: Ask) -> Image.Image:
    """Open JPEG XL, which is turned already; its size is asked before it is decoded."""
    width, height = jxl.size_of(file)
    if width * height > jxl.MOST_PIXELS:
        raise TooLarge
    exif = jxl.exif_of(file)
    if ask.want is Want.FACTS and exif:
        image = Image.new("RGB", (1, 1))
        image.info[FULL] = (width, height)
    else:
        # It takes a while to load, and hardly any picture needs it.
        from pillow_jxl import JpegXLImagePlugin  # noqa: PLC0415

        # Threads would need memory of their own.
        JpegXLImagePlugin.DECODE_THREADS = 0
        file.seek(0)
        image = Image.open(file, formats=("JXL",))
        exif = image.getexif()
        if getattr(image, "jpeg", False):
            return image
    exif.pop(ORIENTATION, None)
    image.info["exif"] = exif.tobytes()
    return image


def _as_far_as_it_goes(file: BinaryIO, ask: Ask) -> Picture | None:
    """Decode a picture whose file ends too early; None if nothing of it is to be seen."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        found = _look(file, ask)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    if ask.want is Want.THUMBNAIL:
        with Image.open(io.BytesIO(found.data)) as shown:
            colours = np.asarray(shown).reshape(-1, 3)
    else:
        colours = np.frombuffer(found.data, np.uint8).reshape(-1, 3)
    if np.ptp(colours, axis=0).max() <= NOTHING_SEEN:
        return None
    data = marked_cut(found.data) if ask.want is Want.THUMBNAIL else found.data
    return replace(found, data=data, is_cut=True)


def finished(
    image: Image.Image,
    ask: Ask,
    full: tuple[int, int],
    *,
    facts: dict[str, str] | None = None,
) -> Picture:
    """Scale it to the size of ``ask``, rotate it upright and convert it to sRGB."""
    if ask.edge:
        # JPEG is decoded straight to a fraction of its size, which is many times faster.
        image.draft("RGB", (ask.edge, ask.edge))
    upright = ImageOps.exif_transpose(_within(image, ask.edge))
    flat = _flat(_in_srgb(upright))
    if ask.want is Want.THUMBNAIL:
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=QUALITY)
        data = out.getvalue()
    else:
        data = flat.tobytes()
    return Picture(flat.width, flat.height, full, facts or {}, data)


def to_keep(
    image: Image.Image, ask: Ask, exif: Image.Exif, xmp: bytes, described_by: Image.Image
) -> Picture:
    """Return a JPEG for a person to keep, at most ``ask.edge`` pixels a side if that is not 0."""
    upright = _within(image, ask.edge, BIGGEST_PIXELS)
    # A second copy of a very large picture would not fit.
    ImageOps.exif_transpose(upright, in_place=True)
    return exported(upright, ask, exif, xmp, described_by)


def _seen(size: tuple[int, int], orientation: object) -> tuple[int, int]:
    return (size[1], size[0]) if orientation in SWAPPED else size


def _within(image: Image.Image, edge: int, most_pixels: int = MOST_PIXELS) -> Image.Image:
    if image.mode in MANY_BITS:
        image = _eight_bits(image)
    width, height = image.size
    scale = min(1.0, edge / max(width, height)) if edge else 1.0
    scale = min(scale, (most_pixels / (width * height)) ** 0.5)
    if scale >= 1.0:
        image.load()
        return image
    if image.mode in {"1", "P", "PA"}:
        image = image.convert("RGBA")
    size = max(1, round(width * scale)), max(1, round(height * scale))
    smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    smaller.info = image.info
    if ORIENTATION in (exif := image.getexif()):
        smaller.getexif()[ORIENTATION] = exif[ORIENTATION]
    return smaller


def _preview(image: Image.Image, exif: Image.Exif, edge: int) -> Image.Image | None:
    """Return the embedded preview JPEG, if it is large enough."""
    raw = image.info.get("exif")
    if image.format not in {"JPEG", "MPO"} or not isinstance(raw, bytes):
        return None
    entry = exif.get_ifd(THUMBNAIL_IFD)
    first, length = entry.get(THUMBNAIL_AT), entry.get(THUMBNAIL_BYTES)
    if not isinstance(first, int) or not isinstance(length, int):
        return None
    raw = raw.removeprefix(EXIF_HEADER)
    with suppress(OSError, SyntaxError, ValueError):
        preview = Image.open(io.BytesIO(raw[first : first + length]), formats=("JPEG",))
        same_shape = abs(preview.width * image.height - preview.height * image.width) < (
            image.width * image.height // 100
        )
        if max(preview.size) >= edge and same_shape:
            preview.load()
            preview.getexif()[ORIENTATION] = exif.get(ORIENTATION, 1)
            return preview
    return None


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        srgb = ImageCms.createProfile("sRGB")
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        made = ImageCms.profileToProfile(image, source, srgb, outputMode=mode)
        if made is not None:
            return made
    # A broken colour profile is no reason to show nothing.
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a gray picture of more bits in 8; Pillow shrinks no other of that kind."""
    if image.mode in {"I", "F"}:
        gray = Image.fromarray(eight_bits(np.asarray(image)))
    else:
        gray = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        gray = ImageOps.invert(gray) if is_negative(image) else gray
    gray.info = image.info
    if ORIENTATION in (exif := image.getexif()):
        gray.getexif()[ORIENTATION] = exif[ORIENTATION]
    return gray


def _flat(image: Image.Image) -> Image.Image:
    """Return the image as RGB on white."""
    if image.mode == "RGB":
        return image
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        over = image.convert("RGBA")
        white = Image.new("RGBA", over.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, over).convert("RGB")
    return image.convert("RGB")
