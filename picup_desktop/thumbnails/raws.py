"""Camera RAW: the JPEG that every camera puts into its RAW files; RAW itself is not developed."""

import io
from typing import BinaryIO

import numpy as np
import rawpy
from PIL import Image

from picup_desktop.thumbnails.camera import facts_of, taken_at_of
from picup_desktop.thumbnails.pictures import ORIENTATION, SWAPPED, NothingToShow, finished
from picup_desktop.thumbnails.wire import Ask, Picture, Want

ORIENTATION_OF_FLIP = {0: 1, 3: 3, 5: 8, 6: 6}


def look(file: BinaryIO, ask: Ask) -> Picture:
    """The embedded picture. NothingToShow if there is none; LibRawError for a broken file."""
    with rawpy.imread(file) as raw:
        flip = ORIENTATION_OF_FLIP.get(raw.sizes.flip, 1)
        try:
            preview = raw.extract_thumb()
        except rawpy.LibRawNoThumbnailError as error:
            raise NothingToShow from error
        size = raw.sizes.width, raw.sizes.height
    full = (size[1], size[0]) if flip in SWAPPED else size
    if preview.format == rawpy.ThumbFormat.JPEG:
        image: Image.Image = Image.open(io.BytesIO(bytes(preview.data)), formats=("JPEG",))
    else:
        image = Image.fromarray(np.asarray(preview.data))
    exif = image.getexif()
    taken_at, facts = taken_at_of(exif), facts_of(exif)
    if ask.want is Want.FACTS:
        return Picture(full=full, taken_at=taken_at, facts=facts)
    if ORIENTATION not in exif:
        exif[ORIENTATION] = flip
    return finished(image, ask, full, taken_at=taken_at, facts=facts)
