"""Thumbnails of the cache, as the cells get them."""

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from picup_desktop.home import Home
from picup_desktop.thumbnails.cache import CacheKey, ThumbnailCache
from picup_desktop.thumbnails.wire import DecoderKind, Trouble, marked_cut
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.pictures import (
    PictureRequest,
    Pictures,
    is_cut,
    scaled,
    scaled_file,
)

WIDE = (400, 300)
CELL = 120


@pytest.fixture
def jpeg(tmp_path: Path) -> bytes:
    path = tmp_path / "made.jpg"
    Image.effect_noise(WIDE, 20).convert("RGB").save(path, "JPEG")
    return path.read_bytes()


@pytest.mark.parametrize("edge", [CELL, WIDE[0]])
def test_a_file_is_decoded_as_its_bytes_are(tmp_path: Path, jpeg: bytes, edge: int) -> None:
    file = tmp_path / "thumbnail.jpg"
    file.write_bytes(jpeg)
    assert scaled_file(file, edge) == scaled(jpeg, edge)
    assert not is_cut(scaled_file(file, edge))
    file.write_bytes(marked_cut(jpeg))
    assert is_cut(scaled_file(file, edge))


@pytest.mark.qt_log_ignore("JPEG")
def test_a_missing_or_broken_file_is_no_picture(tmp_path: Path) -> None:
    assert scaled_file(tmp_path / "swept.jpg", CELL).isNull()
    for broken in (b"", b"\xff\xd8", b"no picture"):
        (tmp_path / "broken.jpg").write_bytes(broken)
        assert scaled_file(tmp_path / "broken.jpg", CELL).isNull()


@pytest.mark.qt_log_ignore("JPEG")
def test_the_cells_get_what_the_cache_has_and_what_is_broken_there_is_made_anew(
    tmp_path: Path, jpeg: bytes, qtbot: QtBot
) -> None:
    photo = tmp_path / "1.jpg"
    photo.write_bytes(jpeg)
    home = Home(tmp_path / "home")
    cache = ThumbnailCache(home.thumbnails)
    whole, cut, broken, none = keys = [CacheKey(number, 1, 1) for number in range(1, 5)]
    cache.keep(whole, jpeg)
    cache.keep(cut, marked_cut(jpeg))
    cache.keep(broken, b"no picture")
    cache.keep(none, Trouble.TOO_LARGE)
    pictures = Pictures(home, EngineLink(home))
    pictures.begin()
    requests = [PictureRequest(key, DecoderKind.PICTURE, photo, CELL) for key in keys]
    pictures.preview(requests)
    pictures.want(requests)

    qtbot.waitUntil(lambda: all(pictures.image(key) or pictures.trouble(key) for key in keys))

    pictures.end()
    shown = {key.photo_id: pictures.image(key) for key in (whole, cut, broken)}
    marks = {photo_id: image is not None and is_cut(image) for photo_id, image in shown.items()}
    assert marks == {1: False, 2: True, 3: False}
    assert None not in shown.values()
    assert cache.plain(broken) != b"no picture"
    assert pictures.trouble(none) is Trouble.TOO_LARGE
    assert pictures.strip.glimpse(whole.photo_id) is not None
