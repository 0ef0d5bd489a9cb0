"""One photo of each kind that a built program must be able to show, and what is asked of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import av
import numpy as np
import pillow_heif
import tifffile
from PIL import Image
from pillow_jxl import JpegXLImagePlugin  # noqa: F401 - it registers itself with Pillow

from picup_desktop.thumbnails.wire import (
    Ask,
    ChildBroken,
    DecoderKind,
    Picture,
    Want,
    read_answer,
    send_ask,
)
from tests.unit.pictures.dng import dng

SIZE = (320, 240)
RED = (220, 30, 30)
EDGE_PIXELS = 160
# JPEG, video and above all a developed RAW each change a colour; red stays red.
LEAST_APART = 100


class NotShown(Exception):
    """The built program does not show a photo that it must be able to show."""


@dataclass(frozen=True)
class SampleFile:
    """A file name, and which decoder it is for."""

    name: str
    kind: DecoderKind


SAMPLES = (
    SampleFile("picture.jpg", DecoderKind.PICTURE),
    SampleFile("phone.heic", DecoderKind.PICTURE),
    SampleFile("phone.jxl", DecoderKind.PICTURE),
    # In an order of bytes that only tifffile reads.
    SampleFile("scan.tif", DecoderKind.PICTURE),
    SampleFile("film.mp4", DecoderKind.FILM),
    SampleFile("camera.dng", DecoderKind.RAW),
    # Without a preview inside, LibRaw itself has to develop it.
    SampleFile("no-preview.dng", DecoderKind.RAW),
)


def make_sample_files(folder: Path) -> None:
    """Write all of them; ``folder`` is made. OSError where it can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", SIZE, RED)
    image.save(folder / "picture.jpg", quality=90)
    pillow_heif.from_pillow(image).save(folder / "phone.heic", enc_params={"preset": "ultrafast"})
    image.save(folder / "phone.jxl", lossless=True)
    scan = np.asarray(image).astype(">u2") * 257
    tifffile.imwrite(folder / "scan.tif", scan, bigtiff=True, byteorder=">", photometric="rgb")
    _write_film(folder / "film.mp4")
    (folder / "camera.dng").write_bytes(dng(image))
    (folder / "no-preview.dng").write_bytes(dng(image, preview=False))


def write_asks(stream: IO[bytes], folder: str) -> None:
    """Ask for a thumbnail of each sample in ``folder``, as the thumbnailer hears it."""
    for sample in SAMPLES:
        path = f"{folder.rstrip('/')}/{sample.name}"
        send_ask(stream, Ask(path, sample.kind, Want.THUMBNAIL, EDGE_PIXELS))


def check_answers(stream: IO[bytes]) -> None:
    """NotShown unless the thumbnailer answered each ask with the picture that it should be."""
    for sample in SAMPLES:
        try:
            answer = read_answer(stream)
        except ChildBroken as error:
            raise NotShown(f"{sample.name}: the thumbnailer does not answer ({error})") from error
        if not isinstance(answer, Picture):
            raise NotShown(f"{sample.name}: the thumbnailer says {answer}")
        with Image.open(io.BytesIO(answer.data), formats=("JPEG",)) as image:
            middle = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        if max(answer.width, answer.height) != EDGE_PIXELS or not _is_red(middle):
            raise NotShown(f"{sample.name}: {answer.width}x{answer.height}, colour {middle}")


def _is_red(colour: object) -> bool:
    if not isinstance(colour, Sequence):
        return False
    red, green, blue = colour
    return bool(red - max(green, blue) >= LEAST_APART)


def _write_film(path: Path) -> None:
    """One second, all of it red."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        red = np.full((SIZE[1], SIZE[0], 3), RED, np.uint8)
        for _ in range(10):
            for packet in stream.encode(av.VideoFrame.from_ndarray(red, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
