"""A month of the gallery in a few bytes for each shot: enough to lay out its cells."""

from array import array
from dataclasses import dataclass
from typing import Final

from picup_desktop.ledger.schema.database import Row

UNKNOWN_SHAPE: Final = 0
SQUARE: Final = 1_000
"""Shapes are width / height in thousandths."""
LEAST_SHAPE, MOST_SHAPE = 1, 60_000
"""The narrowest and widest shape that is kept; 60 is a very long panorama."""
FIRST_ON_ITS_SIDE = 5
"""From this number on a ``Turn`` swaps width and height."""
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Sketch:
    """The shots of a month, newest first: parallel arrays of their ids, days and shapes.

    Days count from 1970-01-01 on the wall clock; ``UNKNOWN_SHAPE`` is a shape not known yet.
    """

    ids: "array[int]"
    days: "array[int]"
    shapes: "array[int]"

    def __len__(self) -> int:
        """Return the number of shots."""
        return len(self.ids)


def sketch_of(rows: list[Row]) -> Sketch:
    """Return the sketch of shots from their id, their date in seconds, their shape and turn."""
    return Sketch(
        array("q", [row[0] for row in rows]),
        array("i", [row[1] // DAY_SECONDS for row in rows]),
        array("H", [turned_shape(row[2], row[3]) for row in rows]),
    )


def turned_shape(shape: int, turn: int) -> int:
    """Return the shape of a picture that a person turned; ``turn`` is the number of a ``Turn``."""
    if shape == UNKNOWN_SHAPE or turn < FIRST_ON_ITS_SIDE:
        return shape
    return min(max(SQUARE * SQUARE // shape, LEAST_SHAPE), MOST_SHAPE)


def shape_of(width: int, height: int) -> int:
    """Return width / height in thousandths; ``UNKNOWN_SHAPE`` where one of them is not known."""
    if width <= 0 or height <= 0:
        return UNKNOWN_SHAPE
    return min(max(width * SQUARE // height, LEAST_SHAPE), MOST_SHAPE)
