"""The colours and shapes of thumbnails, and when they are gone (2-1)."""

from pathlib import Path

import pytest

from picup_desktop.thumbnails.cache import STRIP, CacheKey, ThumbnailCache
from picup_desktop.thumbnails.strip import COLOUR_BYTES, MOST_PHOTO_ID, Glimpse, Strip

KEY = CacheKey(7, 1_000, 5)
EDITED = CacheKey(7, 1_100, 6)
COLOURS = bytes(range(COLOUR_BYTES))
JPEG = b"\xff\xd8 made"


@pytest.fixture
def cache(tmp_path: Path) -> ThumbnailCache:
    made = ThumbnailCache(tmp_path / "thumbnails")
    made.keep(KEY, JPEG)
    made.glimpse(KEY, Glimpse(1_500, COLOURS))
    return made


def test_colours_and_shapes_are_there_without_the_thumbnail_being_read(
    cache: ThumbnailCache,
) -> None:
    assert cache.strip.glimpse(7) == Glimpse(1_500, COLOURS)
    assert cache.strip.glimpse(6) is None
    assert cache.strip.glimpse(8) is None
    assert cache.strip.shapes([6, 7, 7, 900]) == [0, 1_500, 1_500, 0]


def test_2_1_the_colours_of_a_photo_that_left_go_with_its_plain_thumbnail(
    cache: ThumbnailCache, tmp_path: Path
) -> None:
    cache.keep_sealed(KEY, b"sealed")
    assert cache.strip.glimpse(7) == Glimpse(1_500, None)
    assert COLOURS not in (tmp_path / "thumbnails" / STRIP).read_bytes()


def test_2_1_colours_are_not_kept_of_a_thumbnail_that_was_sealed_meanwhile(
    cache: ThumbnailCache,
) -> None:
    cache.keep_sealed(KEY, b"sealed")
    cache.glimpse(KEY, Glimpse(1_500, COLOURS))
    assert cache.strip.glimpse(7) == Glimpse(1_500, None)


def test_what_is_swept_leaves_no_colours(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "thumbnails", most_bytes=1)
    cache.keep(KEY, JPEG)
    cache.glimpse(KEY, Glimpse(1_500, COLOURS))
    assert cache.sweep() == 1
    assert cache.strip.glimpse(7) == Glimpse(1_500, None)


def test_an_edited_photo_keeps_its_new_colours_when_the_old_ones_are_forgotten(
    cache: ThumbnailCache,
) -> None:
    other = bytes(reversed(COLOURS))
    cache.keep(EDITED, JPEG)
    cache.glimpse(EDITED, Glimpse(800, other))
    cache.forget(KEY)
    assert cache.strip.glimpse(7) == Glimpse(800, other)
    assert cache.strip.has(7, EDITED.stem)
    assert not cache.strip.has(7, KEY.stem)


def test_a_broken_or_missing_file_is_no_error(tmp_path: Path) -> None:
    strip = Strip(tmp_path / "none" / STRIP)
    strip.note(1, "1-1-1", Glimpse(1_000, COLOURS))
    assert strip.glimpse(1) is None
    assert strip.shapes([1, 2]) == [0, 0]
    short = tmp_path / STRIP
    short.write_bytes(b"x")
    assert Strip(short).glimpse(0) is None
    short.write_bytes(b"\xff" * 200)
    assert Strip(short).glimpse(1) == Glimpse(65_535, None)


@pytest.mark.parametrize("photo_id", [-1, MOST_PHOTO_ID + 1, 2**63])
def test_ids_beyond_all_bounds_have_no_record(tmp_path: Path, photo_id: int) -> None:
    strip = Strip(tmp_path / STRIP)
    strip.note(photo_id, "1-1-1", Glimpse(1_000, COLOURS))
    strip.erase(photo_id, "1-1-1")
    assert strip.glimpse(photo_id) is None
    assert not (tmp_path / STRIP).exists()
