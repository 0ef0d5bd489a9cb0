"""Every scene is painted: upright or wide, the same by its seed, with light and shade in it."""

from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from picup_desktop.demo.samples import make_samples
from tests.ui.made_photos.album import SCENES, paint_album
from tests.ui.made_photos.light import Camera, Size, developed

LEAST_CONTRAST = 12.0
SHAPES = list(islice(cycle(((48, 32), (32, 48))), len(SCENES)))


@pytest.mark.parametrize(("name", "size"), list(zip(SCENES, SHAPES, strict=True)))
def test_a_scene_is_a_picture(name: str, size: Size) -> None:
    first, second = (painted(name, size, 7) for _ in range(2))
    assert first.shape == (size[1], size[0], 3)
    assert np.array_equal(first, second)
    assert first.std() > LEAST_CONTRAST


def painted(name: str, size: Size, seed: int) -> "np.typing.NDArray[np.uint8]":
    chance = np.random.default_rng(seed)
    return developed(SCENES[name](size, chance), Camera(), chance)


def test_an_album_keeps_its_names_and_times(tmp_path: Path) -> None:
    files = make_samples(tmp_path, count=9)
    times = [file.stat().st_mtime_ns for file in files]
    kinds = [kind(file) for file in files]
    paint_album(tmp_path, ["lights", "coffee"], 1)
    assert [file.stat().st_mtime_ns for file in files] == times
    assert [kind(file) for file in files] == kinds


def kind(file: Path) -> str | None:
    if file.suffix.lower() in {".xmp", ".mov"}:
        return None
    pillow_heif.register_heif_opener()
    with Image.open(file) as picture:
        picture.load()
        return picture.format
