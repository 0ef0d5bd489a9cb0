"""Skies by hour and weather, and water that mirrors what is above it."""

from dataclasses import dataclass

import numpy as np

from tests.ui.made_photos.light import Colour, Noise, Picture, Plane, ink, mixed, rise


@dataclass(frozen=True)
class Hour:
    """The light of an hour: colours overhead and at the horizon, and the sun."""

    above: Colour
    horizon: Colour
    sun: Colour
    sun_height: float
    """In heights of the picture above the horizon."""
    cloud: Colour
    shade: Colour
    """The dark side of a cloud."""


NOON = Hour(
    (0.10, 0.27, 0.62),
    (0.55, 0.72, 0.92),
    (1.5, 1.4, 1.25),
    0.9,
    (1.15, 1.13, 1.1),
    (0.5, 0.56, 0.66),
)
MORNING = Hour(
    (0.16, 0.32, 0.60),
    (0.92, 0.78, 0.62),
    (1.6, 1.2, 0.75),
    0.22,
    (1.2, 0.98, 0.8),
    (0.42, 0.43, 0.53),
)
EVENING = Hour(
    (0.10, 0.15, 0.36),
    (1.05, 0.46, 0.17),
    (1.9, 0.85, 0.28),
    0.07,
    (1.25, 0.5, 0.26),
    (0.2, 0.13, 0.2),
)
DUSK = Hour(
    (0.03, 0.05, 0.16),
    (0.55, 0.25, 0.24),
    (0.5, 0.2, 0.15),
    0.0,
    (0.32, 0.15, 0.2),
    (0.06, 0.06, 0.13),
)
GREY = Hour(
    (0.5, 0.54, 0.6),
    (0.75, 0.77, 0.79),
    (0.8, 0.8, 0.8),
    0.9,
    (0.85, 0.86, 0.88),
    (0.5, 0.53, 0.57),
)


def sky(
    up: Plane, across: Plane, hour: Hour, noise: Noise, *, clouds: float, sun_at: float = 0.2
) -> Picture:
    """Return the sky; ``up`` is the height above the horizon, in heights of the picture.

    ``clouds`` from 0 (none) to 1 (all grey); ``sun_at`` where the sun is across.
    """
    height = np.clip(up, 0, 1.2)
    part = 1 - np.exp(-height * 3.2)
    colour = mixed(np.ones((*up.shape, 3), np.float32) * ink(hour.horizon), hour.above, part)
    far = np.hypot(across - sun_at, up - hour.sun_height)
    glow = 0.55 * np.exp(-far * 4) + 0.9 * np.exp(-far * 16)
    disc = rise(-far, -0.034, -0.024) * (8 if 0 < hour.sun_height < 0.5 else 0)
    sun = ink(hour.sun)
    colour = colour + (glow * 0.5)[..., None] * sun
    depth = 1 / (height + 0.12)
    x, y = across * depth * 1.3 + 40, depth * 1.7 + 12
    thick = noise.layered(x, y, 7, 0.55)
    low = 0.66 - 0.36 * clouds
    cover = rise(thick, low, low + 0.2) * np.clip(height * 14, 0, 1)
    toward = noise.layered(
        (x + (sun_at - across) * 0.25),
        (y - 0.18),
        5,
        0.55,
    )
    lit = np.clip(0.55 + (thick - toward) * 3.4 - (thick - low) * 0.9, 0, 1)
    side = mixed(
        np.ones((*up.shape, 3), np.float32) * ink(hour.shade),
        hour.cloud,
        lit,
    )
    side = side + (0.5 * np.exp(-far * 6))[..., None] * sun * lit[..., None]
    colour = mixed(colour, side, cover * 0.93)
    return np.asarray(colour + (disc * (1 - cover))[..., None] * sun)


def stars(up: Plane, chance: np.random.Generator, noise: Noise, across: Plane) -> Picture:
    """Return the light of stars, and of a faint band of very many."""
    band = np.exp(-(((across + 0.5 * up - 0.1) / 0.22) ** 2))
    clumps = noise.layered(across * 6, up * 6, 6)
    glow = band * (0.03 + 0.16 * rise(clumps, 0.42, 0.75))
    many = chance.random(up.shape, dtype=np.float32)
    dots = np.where(many > 0.9988 - 0.0035 * band, chance.random(up.shape, np.float32) ** 3, 0)
    tint = np.stack((dots, dots, dots * 1.15), axis=-1) * 1.6
    faint = glow[..., None] * ink((0.75, 0.7, 1.0))
    return (tint + faint) * rise(up, 0.0, 0.2)[..., None]


def mirrored_in(
    picture: Picture, horizon: int, noise: Noise, *, deep: Colour, calm: float, sea: float = 0.0
) -> Picture:
    """Return the picture with water below the row ``horizon``, which mirrors what is above.

    ``calm`` from 0 (waves) to 1 (a mirror). ``sea``: how much the water's own colour shows.
    """
    rows, columns, _ = picture.shape
    below = np.arange(rows - horizon, dtype=np.float32)[:, None] + 1
    across = np.arange(columns, dtype=np.float32)[None, :] - columns / 2
    far = rows / below
    x, y = across * far / rows * 9 + 0 * below, far * 30 + 0 * across
    wave = noise.layered(x * 0.8, y, 5, 0.6) - 0.5
    wave2 = noise.layered(x * 2.3 + 9, y * 2.7, 4) - 0.5
    tilt = (wave + 0.6 * wave2) * (1 - calm)
    up = horizon - 1 - below * (0.9 + 0.25 * calm) - np.abs(tilt) * rows * 0.3 - tilt * rows * 0.15
    side = across + columns / 2 + tilt * columns * 0.05
    at = np.clip(up, 0, horizon - 1).astype(int)
    beside = np.clip(side, 0, columns - 1).astype(int)
    mirrored = picture[at, beside]
    steep = np.clip(below / (rows - horizon), 0, 1)
    own = np.clip(0.12 + sea + 0.5 * steep + tilt * 0.9, 0, 0.96) * (1 - 0.35 * calm)
    water = mixed(mirrored * 0.92, deep, own)
    return np.concatenate((picture[:horizon], water))
