"""Camera RAW: the JPEG that nearly every camera embeds; else the developed RAW data."""

import io
from typing import BinaryIO

import numpy as np
import rawpy
from PIL import Image

from picup_desktop.thumbnails.camera import content_id_of, facts_of, taken_at_of
from picup_desktop.thumbnails.pictures import ORIENTATION, SWAPPED, finished
from picup_desktop.thumbnails.wire import Ask, Picture, Want

ORIENTATION_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}


def look(file: BinaryIO, ask: Ask) -> Picture:
    """Return the embedded picture, or one of half the size. LibRawError for a broken file."""
    with rawpy.imread(file) as raw:
        flip = ORIENTATION_OF_FLIP.get(raw.sizes.flip, 1)
        size = raw.sizes.width, raw.sizes.height
        image = _preview(raw) or _developed(raw, ask)
    full = (size[1], size[0]) if flip in SWAPPED else size
    exif = image.getexif()
    taken_at, facts = taken_at_of(exif), facts_of(exif)
    if ask.want is Want.FACTS:
        told = content_id_of(exif)
        return Picture(full=full, taken_at=taken_at, facts=facts, content_id=told)
    if ORIENTATION not in exif:
        exif[ORIENTATION] = flip
    return finished(image, ask, full, taken_at=taken_at, facts=facts)


def _preview(raw: rawpy.RawPy) -> Image.Image | None:
    try:
        preview = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if preview.format == rawpy.ThumbFormat.JPEG:
        return Image.open(io.BytesIO(bytes(preview.data)), formats=("JPEG",))
    return Image.fromarray(np.asarray(preview.data))


def _developed(raw: rawpy.RawPy, ask: Ask) -> Image.Image:
    """Develop with the camera's white balance, not rotated; empty if only facts are wanted."""
    if ask.want is Want.FACTS:
        return Image.new("RGB", (1, 1))
    return Image.fromarray(raw.postprocess(half_size=True, use_camera_wb=True, user_flip=0))
