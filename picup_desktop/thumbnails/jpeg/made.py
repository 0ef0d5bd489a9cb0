"""Make a JPEG to keep: the right way up, turned as a person wishes, in its own colours.

The picture keeps its colour profile where JPEG can have it; another kind of colours becomes sRGB.
What is inside a file beside the picture, like the film of a motion photo, is no part of it.
"""

import io
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps

from picup_desktop.thumbnails.errors import TooLarge
from picup_desktop.thumbnails.jpeg.exif import exif_for
from picup_desktop.thumbnails.jpeg.iptc import iptc_for
from picup_desktop.thumbnails.jpeg.xmp import xmp_for
from picup_desktop.thumbnails.wire import BIGGEST_PIXELS, Ask, Picture
from picup_desktop.words import Turn

LONGEST_EDGE = 65_500
"""The most pixels of a side that JPEG has."""
FINE_QUALITY = 90
"""From here on colours are kept for each pixel, and not for each four."""
LONGEST_PROFILE_BYTES = 4 << 20
_SPACES = {"RGB": "RGB ", "L": "GRAY"}
"""The colours that a profile must be about, by the mode of a JPEG."""


def exported(
    image: Image.Image, ask: Ask, exif: Image.Exif, xmp: bytes, described_by: Image.Image
) -> Picture:
    """Return a JPEG of an upright picture. TooLarge for one that JPEG can't have.

    ``described_by`` is the picture as it was opened.
    """
    turned = _turned(image, ask.jpeg.turn)
    if max(turned.size) > LONGEST_EDGE or turned.width * turned.height > BIGGEST_PIXELS:
        raise TooLarge
    flat, profile = _in_its_colours(turned)
    out = io.BytesIO()
    flat.save(
        out,
        "JPEG",
        quality=ask.jpeg.quality,
        subsampling=0 if ask.jpeg.quality >= FINE_QUALITY else -1,
        exif=exif_for(exif, flat.size, ask.jpeg),
        xmp=xmp_for(xmp, ask.jpeg),
        extra=iptc_for(described_by, ask.jpeg),
        icc_profile=profile,
        comment=None,
    )
    return Picture(flat.width, flat.height, flat.size, {}, out.getvalue())


def _turned(image: Image.Image, turn: Turn) -> Image.Image:
    if turn is Turn.UPRIGHT:
        return image
    profile = image.info.get("icc_profile")
    made = ImageOps.mirror(image) if turn.is_mirrored else image
    if turn.quarters:
        made = made.transpose(_QUARTERS[turn.quarters])
    made.info["icc_profile"] = profile
    return made


_QUARTERS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
"""Clockwise quarters, which Pillow counts the other way round."""


def _in_its_colours(image: Image.Image) -> tuple[Image.Image, bytes | None]:
    """Return the picture in a mode of JPEG, and its profile; None for one without."""
    profile = image.info.get("icc_profile")
    flat = _flat(image)
    if not isinstance(profile, bytes) or not profile or len(profile) > LONGEST_PROFILE_BYTES:
        return flat.convert("RGB") if flat.mode == "CMYK" else flat, None
    with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space == _SPACES.get(flat.mode):
            return flat, profile
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        made = ImageCms.profileToProfile(flat, source, srgb, outputMode="RGB")
        if made is not None:
            return made, srgb.tobytes()
    # A broken profile is no reason to export nothing.
    return flat.convert("RGB") if flat.mode == "CMYK" else flat, None


def _flat(image: Image.Image) -> Image.Image:
    """Return the image on white, as gray, RGB or CMYK."""
    if image.mode in {"RGB", "L", "CMYK"} and "transparency" not in image.info:
        return image
    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        over = image.convert("RGBA")
        made = Image.new("RGB", over.size, (255, 255, 255))
        made.paste(over, mask=over.getchannel("A"))
    else:
        made = image.convert("L" if image.mode == "1" else "RGB")
    made.info["icc_profile"] = profile
    return made
