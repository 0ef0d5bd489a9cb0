"""TIFF of scanners, microscopes and panorama programs, which Pillow shows wrong or not at all.

More than 8 bits in planes, numbers with a fraction, and files above 4 GB in the order of
bytes of old Macs are read by tifffile.
"""

from typing import Any, BinaryIO

import numpy as np
from PIL import Image, TiffImagePlugin

from picup_desktop.thumbnails.errors import NothingToShow, TooLarge

MOST_BYTES = 900_000_000
"""The most bytes of a picture as it is in the file, decoded."""
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB = 0, 1, 2
PHOTOMETRIC, BITS, PLANES = 262, 258, 284
DATE, ORIENTATION, EXIF_IFD = 306, 274, 34665
TAKEN, DIGITIZED = 36867, 36868
IN_PLANES = 2
Samples = np.ndarray[Any, np.dtype[Any]]
TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def is_shown_wrong(image: Image.Image) -> bool:
    """Return whether Pillow reads the picture, but in wrong colours."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    bits = image.tag_v2.get(BITS, (1,))
    in_planes = image.tag_v2.get(PLANES) == IN_PLANES
    return image.mode in {"I", "F"} or (in_planes and len(bits) > 1 and max(bits) > 8)


def is_negative(image: Image.Image) -> bool:
    """Return whether Pillow reads a gray picture of 16 bits with white for black."""
    return (
        isinstance(image, TiffImagePlugin.TiffImageFile)
        and image.mode.startswith("I;16")
        and image.tag_v2.get(PHOTOMETRIC) == WHITE_IS_ZERO
    )


def read_tiff(
    file: BinaryIO, most_pixels: int, *, decode: bool
) -> tuple[Image.Image, tuple[int, int]]:
    """Return the first picture in 8 bits, with orientation and dates of the file, and its size.

    Without ``decode`` the picture is a single point.

    NothingToShow for a kind that is not read here; TooLarge; tifffile's errors.
    """
    # It takes a while to load, and hardly any picture needs it.
    import tifffile  # noqa: PLC0415

    # A broken tag is told there, and of no use to anybody.
    tifffile.logger().disabled = True
    file.seek(0)
    # The file has a number in place of a name.
    with tifffile.TiffFile(file, name="picture") as tiff:
        page: Any = tiff.pages[0]
        size = page.imagewidth, page.imagelength
        if size[0] * size[1] > most_pixels or page.nbytes > MOST_BYTES:
            raise TooLarge
        photometric = int(page.photometric)
        if page.imagedepth != 1 or photometric not in {WHITE_IS_ZERO, BLACK_IS_ZERO, RGB}:
            raise NothingToShow
        image = _decoded(page, photometric) if decode else Image.new("L", (1, 1))
        _take_tags(image, page.tags)
    return image, size


def _decoded(page: Any, photometric: int) -> Image.Image:
    try:
        samples = page.asarray(maxworkers=1)
    except ValueError as error:
        # A compression for which there is no decoder.
        raise NothingToShow from error
    return _picture(samples, photometric, in_planes=page.planarconfig == IN_PLANES)


def eight_bits(samples: Samples) -> Samples:
    """Return numbers of any kind as 0 to 255.

    Fractions count from 0 to 1; if there are others, from the least to the largest of them.
    """
    if samples.dtype == np.uint8:
        return samples
    if samples.dtype.kind == "u":
        highest: Samples = samples >> (8 * samples.dtype.itemsize - 8)
        return highest.astype(np.uint8)
    if samples.dtype.kind == "b":
        return samples.astype(np.uint8) * 255
    fractions: Samples = np.nan_to_num(
        samples.astype(np.float32), copy=False, posinf=0.0, neginf=0.0
    )
    least, largest = float(fractions.min()), float(fractions.max())
    if least < 0.0 or largest > 1.0:
        fractions -= least
        fractions /= max(largest - least, np.finfo(np.float32).tiny)
    fractions *= 255
    np.rint(fractions, out=fractions)
    return fractions.astype(np.uint8)


def _picture(samples: Samples, photometric: int, *, in_planes: bool) -> Image.Image:
    if samples.ndim == 3 and in_planes:
        samples = np.moveaxis(samples, 0, -1)
    if samples.ndim == 3:
        # What comes after the colours, or after the gray, is how much shines through.
        samples = samples[..., :3] if photometric == RGB else samples[..., 0]
    if samples.ndim != (3 if photometric == RGB else 2):
        raise NothingToShow
    shown = eight_bits(samples)
    return Image.fromarray(np.ascontiguousarray(255 - shown if photometric == 0 else shown))


def _take_tags(image: Image.Image, tags: Any) -> None:
    exif = image.getexif()
    for number in (ORIENTATION, DATE):
        if (told := tags.get(number)) is not None:
            exif[number] = told.value
    inner = tags.get(EXIF_IFD)
    if inner is not None and isinstance(inner.value, dict):
        names = {TAKEN: "DateTimeOriginal", DIGITIZED: "DateTimeDigitized"}
        dates = {number: inner.value[name] for number, name in names.items() if name in inner.value}
        exif.get_ifd(EXIF_IFD).update(dates)
