"""Land seen from a height: hills, mountains, dunes; lit by the sun, with haze in the distance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.ui.made_photos.light import Colour, Noise, Picture, Plane, ink, mixed, rise
from tests.ui.made_photos.sky import Hour

Height = Callable[[Plane, Plane], Plane]
STEPS = 620
SHADOW_STEPS = 9


@dataclass(frozen=True)
class View:
    """Where one stands: the land's unit is about a kilometre."""

    horizon: float
    """The row of the horizon, as a part of the height from the top."""
    eye: float
    near: float = 0.15
    far: float = 40.0
    wide: float = 0.9
    """Half the width of the picture, at the distance of 1."""


@dataclass(frozen=True)
class Ground:
    """What is seen at each pixel; ``sky`` where nothing is."""

    x: Plane
    z: Plane
    height: Plane
    sky: NDArray[np.bool_]


def seen(size: tuple[int, int], view: View, height: Height) -> Ground:
    """Return what each pixel shows: the nearest land on its ray."""
    columns, rows = size
    distances = np.geomspace(view.near, view.far, STEPS)[:, None]
    across = np.linspace(-view.wide, view.wide, columns, dtype=np.float32)[None, :]
    x, z = (across * distances), distances + 0 * across
    tall = height(x, z)
    focal = columns / 2 / view.wide
    # The eye stands on the land before it.
    eye = view.eye + max(0.0, float(tall[: STEPS // 8, columns // 3 : -columns // 3].max()))
    up = (tall - eye) / distances * focal + rows * (1 - view.horizon)
    highest = np.maximum.accumulate(up, axis=0)
    lines = np.arange(rows, dtype=np.float32)[::-1]
    far: Plane = np.empty((rows, columns), np.float32)
    for column in range(columns):
        first = np.searchsorted(highest[:, column], lines)
        inside = np.clip(first, 1, STEPS - 1)
        low, high = highest[inside - 1, column], highest[inside, column]
        part = np.clip((lines - low) / np.maximum(high - low, 1e-6), 0, 1)
        one = distances[inside - 1, 0] * (1 - part) + distances[inside, 0] * part
        far[:, column] = np.where(first >= STEPS, np.inf, one)
    sky = ~np.isfinite(far)
    depth: Plane = np.where(sky, view.far, far)
    aside = across * depth
    return Ground(aside, depth, height(aside, depth), sky)


@dataclass(frozen=True)
class Slope:
    """The light on each pixel of land."""

    sun: Plane
    ambient: Plane
    flat: Plane
    """1 where it is level, 0 where it is steep."""


def sunlit(ground: Ground, height: Height, toward: Colour, rough: Height | None = None) -> Slope:
    """Return the light of a sun that stands ``toward`` (across, up, away)."""
    fine = rough or height
    step = 0.004 + 0.0022 * ground.z
    here = fine(ground.x, ground.z)
    right = (fine(ground.x + step, ground.z) - here) / step
    back = (fine(ground.x, ground.z + step) - here) / step
    length = np.sqrt(right**2 + back**2 + 1)
    sun = ink(toward) / np.linalg.norm(toward)
    direct = np.clip((-right * sun[0] + sun[1] - back * sun[2]) / length, 0, 1)
    for number in range(1, SHADOW_STEPS):
        away = 0.03 * number**1.7
        ray = ground.height + sun[1] * away + 0.004
        over = height(
            (ground.x + sun[0] * away),
            (ground.z + sun[2] * away),
        )
        direct = direct * np.clip(1 - (over - ray) * 40 / (1 + away * 4), 0, 1)
    return Slope(
        direct,
        (0.55 + 0.45 / length),
        (1 / length),
    )


@dataclass(frozen=True)
class Air:
    """The hour, and how far one sees clearly."""

    hour: Hour
    clear: float


def shaded(ground: Ground, colour: Picture, slope: Slope, air: Air, behind: Picture) -> Picture:
    """Return the land in the light of its air, before the sky ``behind``."""
    hour = air.hour
    overhead = ink(hour.above) * 0.8 + 0.12
    light = slope.sun[..., None] * ink(hour.sun) * 1.25
    light = light + slope.ambient[..., None] * overhead
    land = colour * light
    haze = 1 - np.exp(-((ground.z / air.clear) ** 1.15))
    tint = ink(hour.horizon) * 0.8 + ink(hour.above) * 0.2
    land = mixed(land, tint, haze)
    return np.where(ground.sky[..., None], behind, land)


def alpine(noise: Noise, tall: float, valley: float = 0.0) -> Height:
    """Return mountains: low in front, high behind; below 0 is a lake if ``valley`` is."""

    def height(x: Plane, z: Plane) -> Plane:
        ridges = noise.ridged(x * 0.11 + 3, z * 0.13, 9)
        hills = noise.layered(x * 0.6, z * 0.6 + 7, 8)
        rising = rise(z, 1.5, 13)
        return tall * ridges * (0.1 + rising) + 0.5 * (hills - 0.42) - valley * (1 - rising)

    return height


def alpine_colour(
    ground: Ground, slope: Slope, noise: Noise, *, snow: float, autumn: float
) -> Picture:
    """Return grass, woods, rock, and snow above a height."""
    x, z = ground.x, ground.z
    patches = noise.layered(x * 5, z * 5, 6, 0.6)
    fine = noise.layered(x * 60, z * 60, 4, 0.7)
    rock = ink((0.21, 0.19, 0.175)) * (0.5 + 0.9 * fine[..., None])
    grass = mixed(
        (ink((0.085, 0.13, 0.03)) * (0.55 + 0.9 * fine[..., None])),
        (0.24, 0.19, 0.06),
        (rise(patches, 0.45, 0.7) * 0.75),
    )
    wood_colour = (0.035 + 0.22 * autumn, 0.06 + 0.04 * autumn, 0.022)
    woods = ink(wood_colour) * (0.3 + 1.3 * fine[..., None])
    tree_line = rise(patches - ground.height * 0.22, 0.3, 0.42)
    colour = mixed(grass, woods, tree_line)
    bare = np.clip(rise(-slope.flat, -0.82, -0.62) + rise(ground.height, snow * 0.7, snow), 0, 1)
    colour = mixed(colour, rock, bare)
    white = rise(ground.height + patches * 0.5, snow, snow + 0.28)
    return mixed(colour, (0.88, 0.9, 0.95), (white * rise(slope.flat, 0.5, 0.72)))
