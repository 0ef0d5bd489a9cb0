"""A library of made photos: the pictures of an album of samples are painted anew.

Names, dates and everything else stay as ``make_samples`` made them. Some scenes were taken
twice, as people do: nearly the same, a moment later.
"""

import io
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
import pillow_heif
from PIL import Image

from tests.ui.made_photos import scenes_dark, scenes_far, scenes_near
from tests.ui.made_photos.light import Camera, Picture, Size, developed
from tests.ui.made_photos.sky import EVENING, MORNING, NOON

Scene = Callable[[Size, np.random.Generator], Picture]
LONG, SHORT = 840, 560
SHAPES: Final[tuple[Size, ...]] = (
    (LONG, SHORT),
    (LONG, SHORT),
    (LONG, 630),
    (SHORT, LONG),
    (LONG, 472),
    (630, LONG),
)
SPARE = 1.06
"""A picture is made larger by this, so that the next shot of it can be a little beside it."""
MOST_SHOTS = 2
PAINTED = {".jpg", ".heic", ".webp", ".png", ".tiff"}
EXIF_ORIENTATION = 0x0112
QUALITY = 88


def _at_noon(scene: Callable[..., Picture]) -> Scene:
    return lambda size, chance: scene(size, chance, NOON)


def _in_the_morning(scene: Callable[..., Picture]) -> Scene:
    return lambda size, chance: scene(size, chance, MORNING)


def _in_the_evening(scene: Callable[..., Picture]) -> Scene:
    return lambda size, chance: scene(size, chance, EVENING)


SCENES: Final[dict[str, Scene]] = {
    "mountains": scenes_far.mountains,
    "morning mountains": _in_the_morning(scenes_far.mountains),
    "lake": scenes_far.lake,
    "noon lake": _at_noon(scenes_far.lake),
    "hills": scenes_far.hills,
    "dunes": scenes_far.dunes,
    "sea": scenes_far.sea,
    "noon sea": _at_noon(scenes_far.sea),
    "beach": scenes_far.beach,
    "evening beach": _in_the_evening(scenes_far.beach),
    "night": scenes_far.night,
    "flower": scenes_near.flower,
    "woods": scenes_near.woods,
    "coffee": scenes_near.coffee,
    "lights": scenes_dark.lights,
    "skyline": scenes_dark.skyline,
    "fireworks": scenes_dark.fireworks,
    "candles": scenes_dark.candles,
    "tree": scenes_dark.tree,
}


def paint_album(folder: Path, scenes: Sequence[str], seed: int) -> None:
    """Paint every picture in a folder of samples anew, the scenes one after the other."""
    found = [file for file in folder.rglob("*") if file.suffix.lower() in PAINTED]
    files = sorted(found, key=lambda file: (file.stat().st_mtime_ns, file.name))
    chance = np.random.default_rng(seed)
    jobs: list[tuple[list[Path], str, int]] = []
    while files:
        shots = min(len(files), int(chance.integers(1, MOST_SHOTS + 1)))
        scene = scenes[len(jobs) % len(scenes)]
        jobs.append((files[:shots], scene, int(chance.integers(1_000_000))))
        files = files[shots:]
    with ProcessPoolExecutor() as pool:
        list(pool.map(_paint, *zip(*jobs, strict=True)))


def _paint(files: list[Path], scene: str, seed: int) -> None:
    """Paint one scene into each of its files."""
    chance = np.random.default_rng(seed)
    columns, rows = SHAPES[chance.integers(len(SHAPES))]
    if scene == "skyline" or columns < rows < LONG:
        columns, rows = LONG, SHORT
    large = (int(columns * SPARE), int(rows * SPARE))
    picture = SCENES[scene](large, chance)
    for file in files:
        left = int(chance.integers(large[0] - columns + 1))
        top = int(chance.integers(large[1] - rows + 1))
        camera = Camera(
            exposure=chance.uniform(0.92, 1.1),
            warmth=chance.uniform(-0.03, 0.05),
            grain=chance.uniform(0.008, 0.02),
            contrast=chance.uniform(1.0, 1.1),
        )
        seen = developed(picture[top : top + rows, left : left + columns], camera, chance)
        _write(file, Image.fromarray(seen))


def _write(file: Path, picture: Image.Image) -> None:
    """Write a picture in its file's format, with the file's EXIF and time."""
    pillow_heif.register_heif_opener()
    before = file.stat()
    with Image.open(file) as old:
        exif, kind = old.getexif(), old.format or "JPEG"
    exif[EXIF_ORIENTATION] = 1
    written = io.BytesIO()
    if kind == "HEIF":
        made = pillow_heif.from_pillow(picture)
        made.save(written, quality=70, exif=exif.tobytes(), enc_params={"preset": "ultrafast"})
    elif kind == "TIFF":
        picture.save(written, kind)
    else:
        picture.save(written, kind, quality=QUALITY, exif=exif)
    file.write_bytes(written.getvalue())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
