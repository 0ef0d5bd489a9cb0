"""What the ledger and the thumbnails know of a month's photos, for their layout."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.gallery.dates import Dates
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.gallery.gallery import Gallery, PhotoFilter
from picup_desktop.ledger.gallery.sketch import (
    LEAST_SHAPE,
    MOST_SHAPE,
    UNKNOWN_SHAPE,
    Sketch,
    shape_of,
)
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.thumbnails.strip import Glimpse, Strip
from picup_desktop.thumbnails.wire import DecoderKind, Picture
from picup_desktop.ui.photos.sketches import with_shapes
from tests.unit.ledger.filled import HandClock

MAY_2019 = 2019 * 12 + 4
FIRST_OF_MAY = 18_017 * 24 * 60 * 60 + 12 * 3_600
"""Noon of 2019-05-01, 18,017 days after 1970-01-01."""


class Telling:
    """Files that tell their size, as they are seen."""

    def facts(self, path: Path, kind: DecoderKind) -> Picture:
        return Picture(full=(600, 900) if path.suffix == ".jpg" else (1_920, 1_080))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.albums.add("Family", str(tmp_path), recipient="r", sealed_identity=b"", at=0)
    days = {"a.jpg": 0, "b.jpg": 2, "c.mp4": 1}
    for name in days:
        (tmp_path / name).write_bytes(b"x")
    files = [
        SeenFile(name, 1, (FIRST_OF_MAY + day * 24 * 60 * 60) * 10**9, 0)
        for name, day in days.items()
    ]
    made.photos.add(1, files, 0)
    tend(made)
    yield made
    made.close()


def tend(ledger: Ledger) -> None:
    while tend_shots(ledger):
        pass


def sketch(ledger: Ledger) -> Sketch:
    return Gallery(ledger.database).sketch(PhotoFilter(), MAY_2019)


def test_a_month_is_sketched_in_the_order_in_which_it_is_shown(ledger: Ledger) -> None:
    found = sketch(ledger)
    shown = Gallery(ledger.database).shots(PhotoFilter(), MAY_2019, 0, 10)
    assert list(found.ids) == [shot.id for shot in shown] == [2, 3, 1]
    assert list(found.days) == [18_019, 18_018, 18_017]
    assert list(found.shapes) == [UNKNOWN_SHAPE] * 3
    assert len(Gallery(ledger.database).sketch(PhotoFilter(album_id=2), MAY_2019)) == 0


def test_the_shapes_of_pictures_are_noted_and_those_of_films_are_not(ledger: Ledger) -> None:
    dates = Dates(Telling(), HandClock())
    while dates.ask_some(ledger):
        pass
    tend(ledger)
    # A film may lie on its side, which only its frames show.
    assert list(sketch(ledger).shapes) == [666, UNKNOWN_SHAPE, 666]
    shown = Gallery(ledger.database).shots(PhotoFilter(), MAY_2019, 0, 10)
    assert [shot.lead.shape for shot in shown] == [666, UNKNOWN_SHAPE, 666]


def test_a_shape_that_only_a_thumbnail_has_is_taken_from_there(tmp_path: Path) -> None:
    strip = Strip(tmp_path / "strip.bin")
    strip.note(2, "2-1-1", Glimpse(1_778, None))
    strip.note(1, "1-1-1", Glimpse(500, None))
    known = Sketch(array("q", [1, 2, 3]), array("i", [0] * 3), array("H", [1_500, 0, 0]))
    assert list(with_shapes(known, strip).shapes) == [1_500, 1_778, 0]


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1_500, 1_000), 1_500),
        ((0, 0), UNKNOWN_SHAPE),
        ((10, 0), UNKNOWN_SHAPE),
        ((1, 10_000_000), LEAST_SHAPE),
        ((10_000_000, 1), MOST_SHAPE),
    ],
)
def test_no_size_is_too_strange_for_a_shape(size: tuple[int, int], shape: int) -> None:
    assert shape_of(*size) == shape
    array("H", [shape])
