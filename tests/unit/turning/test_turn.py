"""The eight ways to lay a picture onto itself, held against what Pillow makes of EXIF's numbers."""

import itertools

import pytest
from PIL import Image, ImageOps

from picup_desktop.words import Turn


def shown(turn: Turn, image: Image.Image) -> Image.Image:
    """The picture as whoever reads EXIF shows it."""
    tagged = image.copy()
    tagged.getexif()[0x0112] = turn.value
    return ImageOps.exif_transpose(tagged)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    """Six pixels of six colours, wider than high."""
    image = Image.new("L", (3, 2))
    image.putdata(range(6))
    return image


@pytest.mark.parametrize(("first", "second"), list(itertools.product(Turn, Turn)))
def test_two_turns_are_one(picture: Image.Image, first: Turn, second: Turn) -> None:
    one_by_one, at_once = shown(second, shown(first, picture)), shown(first.then(second), picture)
    assert at_once.size == one_by_one.size
    assert at_once.tobytes() == one_by_one.tobytes()


@pytest.mark.parametrize("turn", Turn)
def test_each_has_one_that_undoes_it(picture: Image.Image, turn: Turn) -> None:
    assert turn.then(turn.back) is Turn.UPRIGHT
    assert turn.back.then(turn) is Turn.UPRIGHT
    assert turn.swaps_sides == (shown(turn, picture).size == (2, 3))


@pytest.mark.parametrize("turn", Turn)
def test_its_parts_are_a_mirror_and_then_quarters_clockwise(
    picture: Image.Image, turn: Turn
) -> None:
    by_hand = ImageOps.mirror(picture) if turn.is_mirrored else picture
    by_hand = by_hand.rotate(-90 * turn.quarters, expand=True)
    assert by_hand.tobytes() == shown(turn, picture).tobytes()
