"""Scenes with a horizon: mountains, lakes, hills, the sea, dunes, the night."""

from dataclasses import replace
from typing import Final

import numpy as np

from tests.ui.made_photos.land import Air, Height, View, alpine, alpine_colour, seen, shaded, sunlit
from tests.ui.made_photos.light import Colour, Noise, Picture, Plane, Size, ink, mixed, places, rise
from tests.ui.made_photos.sky import DUSK, EVENING, MORNING, NOON, Hour, mirrored_in, sky, stars

SUN: Final[Colour] = (0.75, 0.62, -0.25)
LOW_SUN: Final[Colour] = (0.9, 0.22, 0.25)


def _sky(
    size: Size, view: View, hour: Hour, noise: Noise, *, clouds: float, sun_at: float
) -> Picture:
    columns, rows = size
    across, down = places(rows, columns)
    up = (view.horizon - 0.5) * rows / min(rows, columns) - down
    return sky(up, across, hour, noise, clouds=clouds, sun_at=sun_at)


def mountains(size: Size, chance: np.random.Generator, hour: Hour = NOON) -> Picture:
    """High mountains with snow behind meadows and woods."""
    noise = Noise(chance)
    view = View(horizon=chance.uniform(0.52, 0.66), eye=chance.uniform(0.5, 0.8), far=30)
    height = alpine(noise, chance.uniform(4.4, 6.0))
    ground = seen(size, view, height)
    toward = SUN if hour is NOON else LOW_SUN
    slope = sunlit(ground, height, (toward[0] * chance.choice((-1, 1)), toward[1], toward[2]))
    colour = alpine_colour(
        ground, slope, noise, snow=chance.uniform(1.3, 1.9), autumn=chance.choice((0.0, 0.0, 1.0))
    )
    behind = _sky(
        size, view, hour, noise, clouds=chance.uniform(0.1, 0.6), sun_at=chance.uniform(-0.5, 0.5)
    )
    return shaded(ground, colour, slope, Air(hour, 22), behind)


def lake(size: Size, chance: np.random.Generator, hour: Hour = MORNING) -> Picture:
    """A lake that mirrors mountains."""
    noise = Noise(chance)
    view = View(horizon=0.56, eye=0.05, near=1.6, far=34, wide=0.75)
    inner = alpine(noise, chance.uniform(2.6, 3.6))

    def height(x: Plane, z: Plane) -> Plane:
        return inner(x, z) * rise(z, 4, 8.5) - 0.05 * rise(-z, -7, -4)

    ground = seen(size, view, height)
    toward = SUN if hour is NOON else LOW_SUN
    slope = sunlit(ground, height, (toward[0], toward[1] + 0.1, -0.3))
    colour = alpine_colour(ground, slope, noise, snow=1.4, autumn=chance.choice((0.0, 0.7)))
    behind = _sky(
        size, view, hour, noise, clouds=chance.uniform(0.1, 0.5), sun_at=chance.uniform(-0.3, 0.3)
    )
    picture = shaded(ground, colour, slope, Air(hour, 24), behind)
    horizon = int(size[1] * view.horizon)
    return mirrored_in(
        picture, horizon, noise, deep=(0.015, 0.05, 0.06), calm=chance.uniform(0.82, 0.95)
    )


def hills(size: Size, chance: np.random.Generator, hour: Hour = EVENING) -> Picture:
    """Hills one behind the other, each paler than the one before, in low light."""
    noise = Noise(chance)
    view = View(horizon=chance.uniform(0.4, 0.5), eye=1.15, near=0.5, far=60, wide=0.6)

    def height(x: Plane, z: Plane) -> Plane:
        soft = noise.layered(x * 0.45, z * 0.34, 7, 0.42)
        return soft * 1.5 + rise(z, 8, 40) * 0.9

    ground = seen(size, view, height)
    slope = sunlit(ground, height, (0.4, 0.3, 0.5))
    colour = alpine_colour(ground, slope, noise, snow=9, autumn=0.25)
    behind = _sky(
        size, view, hour, noise, clouds=chance.uniform(0.2, 0.55), sun_at=chance.uniform(-0.4, 0.4)
    )
    return shaded(ground, colour, slope, Air(hour, 9), behind)


def dunes(size: Size, chance: np.random.Generator, hour: Hour = NOON) -> Picture:
    """Sand with sharp crests, half in shadow, and ripples in front."""
    # Sharp crests need soft edges: it is seen at twice the size.
    size = (2 * size[0], 2 * size[1])
    noise = Noise(chance)
    view = View(horizon=chance.uniform(0.3, 0.42), eye=0.62, near=0.2, far=26)

    def height(x: Plane, z: Plane) -> Plane:
        bend = noise.layered(x * 0.25, z * 0.25, 3)
        wave = (x * 0.55 + z * 0.4 + bend * 3.2) % 1.0
        crest = np.where(wave < 0.72, wave / 0.72, (1 - wave) / 0.28) ** 1.25
        large = noise.at(x * 0.35 + 5, z * 0.35)
        return 0.75 * crest * (0.25 + large)

    def rough(x: Plane, z: Plane) -> Plane:
        bend = noise.layered(x * 4, z * 4, 3)
        ripple = np.sin((x * 30 + z * 55) + bend * 14) * 0.0016 * rise(-z, -2.5, -0.4)
        return np.asarray(height(x, z) + ripple)

    ground = seen(size, view, height)
    slope = sunlit(ground, height, (0.9, 0.34, -0.1), rough)
    grain = noise.layered(ground.x * 300, ground.z * 300, 2)
    colour = ink((0.56, 0.33, 0.16)) * (0.85 + 0.3 * grain[..., None])
    behind = _sky(size, view, hour, noise, clouds=0.02, sun_at=-0.6)
    air = Air(replace(hour, sun=(1.45, 1.2, 0.9)), 34)
    whole = shaded(ground, colour, slope, air, behind)
    return (whole[::2, ::2] + whole[1::2, ::2] + whole[::2, 1::2] + whole[1::2, 1::2]) / 4


def sea(size: Size, chance: np.random.Generator, hour: Hour = EVENING) -> Picture:
    """The open sea with the sun over it, or a bright day."""
    noise = Noise(chance)
    rows = size[1]
    view = View(horizon=chance.uniform(0.42, 0.62), eye=1)
    sun_at = chance.uniform(-0.3, 0.3)
    picture = _sky(size, view, hour, noise, clouds=chance.uniform(0.25, 0.6), sun_at=sun_at)
    bright = hour is NOON
    deep: Colour = (0.01, 0.11, 0.17) if bright else (0.012, 0.03, 0.06)
    horizon = int(rows * view.horizon)
    picture = mirrored_in(
        picture, horizon, noise, deep=deep, calm=0.35, sea=0.18 if bright else 0.05
    )
    if not bright:
        picture = _glitter(picture, horizon, hour, sun_at, noise)
    return picture


def _glitter(picture: Picture, horizon: int, hour: Hour, sun_at: float, noise: Noise) -> Picture:
    """Return the way of light that leads to a low sun."""
    rows, columns, _ = picture.shape
    across, _ = places(rows, columns)
    below = np.arange(rows - horizon, dtype=np.float32)[:, None] + 1
    wide = 0.03 + 0.13 * below / (rows - horizon)
    lane = np.exp(-(((across[horizon:] - sun_at) / wide) ** 2))
    far = rows / below
    x = across[horizon:] * far * 14
    y = far * 70 + 0 * x
    sparks = rise(noise.layered(x, y, 4, 0.7), 0.5, 0.64)
    light = (lane * sparks * 1.5)[..., None] * ink(hour.sun)
    return np.concatenate((picture[:horizon], picture[horizon:] + light))


def beach(size: Size, chance: np.random.Generator, hour: Hour = NOON) -> Picture:
    """Sand, foam, clear water, and a bright sky."""
    noise = Noise(chance)
    columns, rows = size
    picture = sea(size, chance, hour)
    across, down = places(rows, columns)
    slant = chance.uniform(-0.25, 0.25)
    edge = noise.layered(across * 2.2, down * 0.5, 5) - 0.5
    shore = down - 0.2 + across * slant + edge * 0.14
    clear = rise(shore, -0.22, 0.0) * (down > -0.02)
    picture = mixed(picture, (0.12, 0.42, 0.40), clear * 0.65)
    depth = 1 / np.maximum(down + 0.25, 0.06)
    x, y = (across * depth * 22), (depth * 60)
    grain = noise.layered(x, y, 5, 0.75)
    wet = rise(-shore, -0.11, -0.03)
    sand = ink((0.62, 0.47, 0.31)) * (0.72 + 0.5 * grain[..., None])
    sand = mixed(sand, (0.27, 0.2, 0.14), wet * 0.75)
    light = 1.0 if hour is NOON else 0.45
    picture = mixed(picture, (sand * light), rise(shore, -0.004, 0.006))
    lace = noise.layered(x * 0.7, y * 0.5, 6, 0.7)
    for line, wide, strength in ((0.0, 0.016, 1.0), (-0.07, 0.02, 0.7), (-0.15, 0.012, 0.5)):
        foam = np.exp(-(((shore - line - 0.02 * (lace - 0.5)) / wide) ** 2)) * rise(lace, 0.38, 0.6)
        picture = mixed(
            picture,
            (0.95 * light, 0.97 * light, 0.98 * light),
            (foam * strength),
        )
    return picture


def night(size: Size, chance: np.random.Generator) -> Picture:
    """Stars over the dark ridges of mountains, and the last light behind them."""
    noise = Noise(chance)
    columns, rows = size
    view = View(horizon=0.8, eye=0.5, far=30)
    height: Height = alpine(noise, 3.0)
    ground = seen(size, view, height)
    across, down = places(rows, columns)
    up = (view.horizon - 0.5) * rows / min(rows, columns) - down
    hour = replace(
        DUSK,
        above=(0.006, 0.012, 0.04),
        horizon=chance.choice(((0.1, 0.12, 0.16), (0.2, 0.1, 0.07))),
    )
    behind = sky(up, across, hour, noise, clouds=0.0, sun_at=0.3) + stars(up, chance, noise, across)
    slope = sunlit(ground, height, (0.3, 0.8, -0.4))
    colour = alpine_colour(ground, slope, noise, snow=1.5, autumn=0)
    dark = replace(hour, sun=(0.035, 0.045, 0.075), above=(0.02, 0.03, 0.06))
    return shaded(ground, colour * 0.35, slope, Air(dark, 40), behind)
