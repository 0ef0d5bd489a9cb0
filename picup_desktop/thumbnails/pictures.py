"""Still pictures through Pillow: JPEG, PNG, HEIC, AVIF, TIFF, WebP, GIF, BMP, JPEG 2000."""

import io
import warnings
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from picup_desktop.thumbnails.camera import content_id_of, facts_of
from picup_desktop.thumbnails.dates.pictures import exif_of, told_by_picture
from picup_desktop.thumbnails.wire import MOST_PIXELS, Ask, Picture, Want

# Only these: some of Pillow's formats start other programs.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "DIB", "HEIF", "AVIF", "JPEG2000")
PLUGINS = ("Jpeg", "Mpo", "Png", "Gif", "WebP", "Tiff", "Bmp", "Avif", "Jpeg2K")
BIGGEST_PIXELS = 300_000_000
QUALITY = 82
SWAPPED = frozenset((5, 6, 7, 8))
"""EXIF orientations that swap width and height."""
ORIENTATION = 0x0112
THUMBNAIL_IFD, THUMBNAIL_AT, THUMBNAIL_BYTES = 1, 0x0201, 0x0202
EXIF_HEADER = b"Exif\0\0"

for plugin in PLUGINS:
    import_module(f"PIL.{plugin}ImagePlugin")
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = BIGGEST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NothingToShow(Exception):
    """The file has no picture in a supported format."""


def look(file: BinaryIO, ask: Ask) -> Picture:
    """Decode a picture; raise Pillow's errors for a broken one."""
    with Image.open(file, formats=FORMATS) as image:
        exif = exif_of(image)
        full = _seen(image.size, exif.get(ORIENTATION, 1))
        facts = facts_of(exif)
        if ask.want is Want.FACTS:
            return Picture(
                full=full,
                facts=facts,
                content_id=content_id_of(exif),
                date=told_by_picture(image, file),
            )
        small = _preview(image, exif, ask.edge) if ask.want is Want.THUMBNAIL else None
        return finished(small or image, ask, full, facts=facts)


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


def _seen(size: tuple[int, int], orientation: object) -> tuple[int, int]:
    return (size[1], size[0]) if orientation in SWAPPED else size


def _within(image: Image.Image, edge: int) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = _eight_bits(image)
    width, height = image.size
    scale = min(1.0, edge / max(width, height)) if edge else 1.0
    scale = min(scale, (MOST_PIXELS / (width * height)) ** 0.5)
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
    """Return a gray picture of 16 bits in 8; Pillow shrinks no other of that kind."""
    gray = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
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
