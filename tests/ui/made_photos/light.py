"""What all scenes are made of: noise, soft edges, blur, and what a camera does to light.

Pictures are arrays of (rows, columns, 3) with linear light, the first row on top.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[Any]
"""One number for each pixel."""
Picture = NDArray[Any]
Colour = tuple[float, float, float]
Size = tuple[int, int]
"""Columns and rows."""
TABLE = 256
LAST = TABLE - 1
TURN = (0.8, 0.6)
"""Cosine and sine of the angle between two octaves, so that no grid is seen."""


class Noise:
    """Smooth noise from 0 to 1 at any place of a plane; the same seed gives the same."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._table = chance.random((TABLE, TABLE), dtype=np.float32)

    def at(self, x: Plane, y: Plane) -> Plane:
        """Return the noise at places; its hills are about one unit wide."""
        left, top = np.floor(x), np.floor(y)
        across, down = _eased(x - left), _eased(y - top)
        column, line = left.astype(np.int32) & LAST, top.astype(np.int32) & LAST
        column2, line2 = (column + 1) & LAST, (line + 1) & LAST
        table = self._table
        above = table[line, column] * (1 - across) + table[line, column2] * across
        below = table[line2, column] * (1 - across) + table[line2, column2] * across
        return np.asarray(above * (1 - down) + below * down)

    def layered(self, x: Plane, y: Plane, octaves: int, gain: float = 0.5) -> Plane:
        """Return noise of several sizes, from 0 to 1: each half as wide as the one before."""
        total, weight, weights = np.zeros_like(x), 1.0, 0.0
        for _ in range(octaves):
            total = total + weight * self.at(x, y)
            weights += weight
            weight *= gain
            x, y = (
                2 * (TURN[0] * x - TURN[1] * y) + 17.3,
                2 * (TURN[1] * x + TURN[0] * y) + 9.1,
            )
        return total / weights

    def ridged(self, x: Plane, y: Plane, octaves: int) -> Plane:
        """Return noise with sharp ridges, as mountains have, from 0 to 1."""
        total, weight, weights = np.zeros_like(x), 1.0, 0.0
        above = np.ones_like(x)
        for _ in range(octaves):
            ridge = (1 - np.abs(2 * self.at(x, y) - 1)) ** 2
            total = total + weight * ridge * above
            above = np.clip(ridge * 1.4, 0, 1)
            weights += weight
            weight *= 0.5
            x, y = (
                2 * (TURN[0] * x - TURN[1] * y) + 31.7,
                2 * (TURN[1] * x + TURN[0] * y) + 3.3,
            )
        return total / weights


def _eased(part: Plane) -> Plane:
    return np.asarray(part * part * part * (part * (part * 6 - 15) + 10))


def rise(value: Plane, low: float, high: float) -> Plane:
    """Return 0 below ``low``, 1 above ``high``, and a soft way between them."""
    part = np.clip((value - low) / (high - low), 0, 1)
    return part * part * (3 - 2 * part)


def mixed(first: Picture, second: Picture | Colour, part: Plane) -> Picture:
    """Return ``second`` over ``first`` where ``part`` is 1."""
    over = ink(second)
    return np.asarray(first + (over - first) * part[..., None])


def filled(rows: int, columns: int, colour: Colour) -> Picture:
    """Return a picture of one colour."""
    return np.ones((rows, columns, 3), np.float32) * ink(colour)


def places(rows: int, columns: int) -> tuple[Plane, Plane]:
    """Return across and down for each pixel, where the shorter edge is 1 and 0 the middle."""
    short = min(rows, columns)
    down, across = pixels(0, rows, 0, columns)
    return (across - columns / 2) / short, (down - rows / 2) / short


def pixels(top: int, bottom: int, left: int, right: int) -> tuple[Plane, Plane]:
    """Return the row and the column of each pixel of a part of a picture."""
    down, across = np.mgrid[top:bottom, left:right]
    return down.astype(np.float32), across.astype(np.float32)


def ink(colour: Picture | Colour) -> Picture:
    """Return a colour, or a picture, to be reckoned with."""
    return np.asarray(colour, np.float32)


def blurred(picture: NDArray[Any], radius: float) -> NDArray[Any]:
    """Blur softly by about ``radius`` pixels: three means one after the other."""
    width = max(1, round(radius))
    for _ in range(3):
        for axis in (0, 1):
            picture = _mean(picture, width, axis)
    return picture


def _mean(picture: NDArray[Any], width: int, axis: int) -> NDArray[Any]:
    padding = [(width + 1, width) if each == axis else (0, 0) for each in range(picture.ndim)]
    sums = np.cumsum(np.pad(picture, padding, mode="edge"), axis=axis, dtype=np.float64)
    span = 2 * width + 1
    high = np.take(sums, range(span, sums.shape[axis]), axis)
    low = np.take(sums, range(sums.shape[axis] - span), axis)
    return ((high - low) / span).astype(np.float32)


@dataclass(frozen=True)
class Camera:
    """What a lens and a sensor do."""

    exposure: float = 1.0
    warmth: float = 0.0
    """Above 0 redder, below 0 bluer."""
    bloom: float = 0.12
    vignette: float = 0.35
    grain: float = 0.012
    contrast: float = 1.0


def developed(picture: Picture, camera: Camera, chance: np.random.Generator) -> NDArray[np.uint8]:
    """Return what the camera writes: 8 bits for each colour, in the curve of a screen."""
    rows, columns, _ = picture.shape
    light = np.maximum(picture, 0) * camera.exposure
    light = light * ((1 + camera.warmth, 1.0, 1 - camera.warmth))
    glare = blurred(np.maximum(light - 0.8, 0), min(rows, columns) / 40)
    light = light + camera.bloom * 4 * glare
    across, down = places(rows, columns)
    light = light * (1 - camera.vignette * np.clip(across**2 + down**2, 0, 1))[..., None]
    # A film's curve: what is very bright does not burn out at once.
    shown = (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14)
    shown = np.clip(shown, 0, 1) ** (1 / 2.2)
    shown = (shown - 0.5) * camera.contrast + 0.5
    coarse = chance.normal(0, 1, (rows, columns, 1)) + 0.5 * chance.normal(0, 1, picture.shape)
    shown = shown + camera.grain * coarse * (1.3 - shown)
    return np.asarray(np.clip(shown * 255 + 0.5, 0, 255), np.uint8)
