"""Scenes near the eye: flowers, woods, a table, rain on a window; with what is blurred behind."""

import math
from typing import Final

import numpy as np

from tests.ui.made_photos.light import (
    Colour,
    Noise,
    Picture,
    Plane,
    Size,
    blurred,
    filled,
    ink,
    mixed,
    pixels,
    places,
    rise,
)

GREENS: Final[tuple[Colour, ...]] = (
    (0.05, 0.14, 0.02),
    (0.10, 0.24, 0.04),
    (0.26, 0.34, 0.08),
    (0.02, 0.06, 0.02),
)
PETALS: Final[tuple[Colour, ...]] = (
    (0.92, 0.92, 0.94),
    (0.85, 0.16, 0.30),
    (0.95, 0.62, 0.08),
    (0.60, 0.30, 0.75),
    (0.95, 0.55, 0.65),
)


def behind(
    size: Size, chance: np.random.Generator, colours: tuple[Colour, ...], discs: int
) -> Picture:
    """Return what is out of focus: soft patches, and the discs that points of light become."""
    columns, rows = size
    noise = Noise(chance)
    across, down = places(rows, columns)
    picture = filled(rows, columns, colours[0])
    for number, colour in enumerate(colours[1:]):
        part = noise.layered(across * 2.2 + 13 * number, down * 2.2 + 7, 3)
        picture = mixed(picture, colour, rise(part, 0.42, 0.7))
    picture = picture * (1.25 - 0.7 * rise(down, -0.5, 0.6))[..., None]
    short = min(rows, columns)
    for _ in range(discs):
        light = ink(colours[chance.integers(1, len(colours))]) * chance.uniform(0.6, 2.6)
        spot(
            picture,
            (chance.uniform(0, columns), chance.uniform(0, rows * 0.85)),
            short * chance.uniform(0.025, 0.085),
            light,
        )
    return blurred(picture, short / 160)


def spot(
    picture: Picture, at: tuple[float, float], radius: float, light: Picture, rim: float = 0.35
) -> None:
    """Add a disc of light, a little brighter at its rim, as lenses draw them."""
    x, y = at
    rows, columns, _ = picture.shape
    left, right = max(0, int(x - radius - 2)), min(columns, int(x + radius + 3))
    top, bottom = max(0, int(y - radius - 2)), min(rows, int(y + radius + 3))
    if left >= right or top >= bottom:
        return
    down, across = pixels(top, bottom, left, right)
    far = np.hypot(across - x, down - y) / radius
    strength = rise(-far, -1.04, -0.96) * (1 - rim + rim * far**4)
    picture[top:bottom, left:right] += strength[..., None] * light * 0.35


def flower(size: Size, chance: np.random.Generator) -> Picture:
    """One flower in focus, others blurred behind it."""
    columns, rows = size
    picture = behind(size, chance, GREENS, 26)
    colour = PETALS[chance.integers(len(PETALS))]
    short = min(rows, columns)
    for _ in range(chance.integers(2, 5)):
        at = (chance.uniform(-0.1, 1.1) * columns, chance.uniform(0.25, 1.0) * rows)
        far = _with_flower(picture.copy(), chance, at, short * chance.uniform(0.09, 0.16), colour)
        picture = blurred(far, short / 45) * 0.75 + blurred(picture, short / 60) * 0.25
    at = (columns * chance.uniform(0.38, 0.62), rows * chance.uniform(0.4, 0.52))
    _stem(picture, at, chance)
    return _with_flower(picture, chance, at, short * chance.uniform(0.27, 0.36), colour)


def _stem(picture: Picture, at: tuple[float, float], chance: np.random.Generator) -> None:
    rows, columns, _ = picture.shape
    down, across = pixels(0, rows, 0, columns)
    bend = chance.uniform(-0.18, 0.18)
    middle = at[0] + bend * (down - at[1]) + 10 * np.sin((down - at[1]) / rows * 3)
    wide = min(rows, columns) * 0.011
    off = (across - middle) / wide
    part = rise((-np.abs(off)), -1.1, -0.9) * (down > at[1])
    light = 0.45 + 0.55 * np.clip(1 - np.abs(off + 0.35), 0, 1)
    colour = ink((0.14, 0.26, 0.05)) * light[..., None] * 1.4
    picture[:] = mixed(picture, ink(colour), part)


def _with_flower(
    picture: Picture,
    chance: np.random.Generator,
    at: tuple[float, float],
    radius: float,
    colour: Colour,
) -> Picture:
    """Return the picture with two rings of petals around a heart, seen a little from the side."""
    rows, columns, _ = picture.shape
    noise = Noise(chance)
    down, across = pixels(0, rows, 0, columns)
    lean = chance.uniform(0.62, 0.9)
    turn = chance.uniform(-0.4, 0.4)
    x0, y0 = (across - at[0]) / radius, (down - at[1]) / radius / lean
    x = x0 * math.cos(turn) - y0 * math.sin(turn)
    y = x0 * math.sin(turn) + y0 * math.cos(turn)
    petals = int(chance.integers(11, 17))
    for reach, shade in ((1.0, 0.72), (0.86, 1.0)):
        begin = chance.uniform(0, 6.28)
        order = chance.permutation(petals)
        for number in order:
            angle = begin + number * 2 * np.pi / petals + chance.normal(0, 0.05)
            long = reach * chance.uniform(0.9, 1.04)
            along = (x * math.cos(angle) + y * math.sin(angle)) / long
            aside = -x * math.sin(angle) + y * math.cos(angle) + 0.03 * np.sin(along * 5 + number)
            inside = np.clip(along, 0, 1)
            wide = 0.19 * np.sqrt(np.clip(inside * (1 - inside**3.2), 0, 1)) * 1.25 + 1e-4
            edge = np.abs(aside) / wide
            part = rise(-edge, -1.0, -0.93) * (along > 0.02) * (along < 1)
            veins = noise.at(aside * 60, along * 3 + number)
            light = shade * (0.5 + 0.5 * inside**0.6) * (0.82 + 0.26 * veins) * (1 - 0.35 * edge**2)
            light = light * (0.82 + 0.26 * math.cos(angle + 2.2))
            painted = ink(colour) * light[..., None]
            painted = painted + 0.05 * (inside[..., None] ** 2)
            picture = mixed(picture, painted, part)
    far = np.hypot(x, y)
    seeds = noise.layered(x * 34, y * 34, 3, 0.7)
    dome = np.clip(1 - (far / 0.27) ** 2, 0, 1)
    heart = ink((0.75, 0.42, 0.03)) * (0.35 + 0.9 * seeds * (0.5 + 0.6 * dome))[..., None]
    heart = heart * (1.1 - 0.5 * rise(x + y, -0.3, 0.4))[..., None]
    return mixed(picture, (heart * 1.4), rise(-far, -0.28, -0.25))


def woods(size: Size, chance: np.random.Generator) -> Picture:
    """Trunks one behind the other in the fog of a morning, in green or autumn."""
    columns, rows = size
    noise = Noise(chance)
    autumn = bool(chance.integers(2))
    fog: Colour = (0.85, 0.74, 0.55) if autumn else (0.74, 0.83, 0.76)
    across, down = places(rows, columns)
    glow = np.exp(-(((across - 0.1) / 0.5) ** 2) - ((down + 0.15) / 0.5) ** 2)
    picture = filled(rows, columns, fog) * (0.55 + 0.75 * glow[..., None])
    leaf: Colour = (0.52, 0.23, 0.03) if autumn else (0.10, 0.22, 0.03)
    layers = 7
    for layer in range(layers):
        near = (layer + 1) / layers
        bumps = noise.layered(across * 3 + 9 * layer, 0 * down + layer, 5)
        soil = rise((down - _ground(near) + 0.05 * (bumps - 0.5)), 0, 0.01 + 0.04 * (1 - near))
        depth = 1 / np.maximum(down + 0.12, 0.05)
        litter = noise.layered(across * depth * 16, depth * 34 + layer, 5, 0.75)
        tone = ink(leaf) * (0.25 + 1.0 * litter[..., None])
        tone = tone * near + ink(fog) * (1 - near) * 0.8
        picture = mixed(picture, tone, soil)
        for _ in range(int(3 + 9 * (1 - near) + 2)):
            _trunk(picture, noise, chance, near, fog)
        crown = noise.layered(
            (across * (5 + 3 * layer) + layer * 5), (down * (5 + 3 * layer)), 6, 0.72
        )
        high = rise((crown - 0.62 - (down + 0.30) * 1.1 + 0.06 * near), 0.0, 0.1)
        tint = ink(leaf) * (0.6 + 1.5 * crown[..., None] + 0.8 * glow[..., None])
        tint = tint * near + ink(fog) * (1 - near)
        picture = mixed(picture, tint, (high * (0.5 + 0.4 * near)))
    return picture + 0.22 * blurred(picture, min(rows, columns) / 18)


def _ground(near: float) -> float:
    """Return how far below the middle the ground is there."""
    return float((0.06 + 0.4 * near**1.6) * 0.72)


def _trunk(
    picture: Picture, noise: Noise, chance: np.random.Generator, near: float, fog: Colour
) -> None:
    ground = _ground(near)
    rows, columns, _ = picture.shape
    across, down = places(rows, columns)
    at = chance.uniform(-0.85, 0.85) * columns / min(rows, columns)
    wide = (0.006 + 0.034 * near**2) * chance.uniform(0.7, 1.3)
    bend = chance.uniform(-0.05, 0.05)
    off = (across - at - bend * down - 0.008 * np.sin(down * 7 + at * 9)) / (
        wide * (1 + 0.35 * rise(down, ground - 0.12, ground + 0.02))
    )
    part = rise((-np.abs(off)), -1.06, -0.94) * (down < ground + 0.02 * near)
    bark = noise.layered(off * 3 + at * 50, down * 26, 5, 0.7)
    light = (0.25 + 0.75 * np.clip(0.55 - off * 0.55, 0, 1)) * (0.45 + 0.95 * bark)
    tone = ink((0.15, 0.11, 0.075)) * light[..., None]
    tone = tone * near + ink(fog) * (1 - near) * 0.75
    picture[:] = mixed(picture, tone, part)


def coffee(size: Size, chance: np.random.Generator) -> Picture:
    """A cup of coffee from above, on a wooden table, in the light of a window."""
    columns, rows = size
    noise = Noise(chance)
    across, down = places(rows, columns)
    boards = np.floor((down + 3) * 3.2)
    shift = noise.at(boards * 7.1, 0 * down)
    rings = noise.layered(across * 1.1 + shift * 40, down * 13 + shift * 9, 6, 0.6)
    grain = noise.layered(across * 5 + shift * 90, down * 150, 3, 0.7)
    lines = 0.5 + 0.5 * np.sin(rings * 34)
    wood = mixed(
        filled(rows, columns, (0.30, 0.165, 0.08)),
        (0.145, 0.07, 0.032),
        (lines * 0.55 + grain * 0.3),
    )
    seam = np.abs(((down + 3) * 3.2) % 1 - 0.5)
    wood = wood * (0.75 + 0.5 * shift)[..., None] * (1 - 0.75 * rise(seam, 0.485, 0.497))[..., None]
    x0, y0 = chance.uniform(-0.15, 0.15), chance.uniform(-0.08, 0.08)
    far = np.hypot(across - x0, down - y0)
    shadow = np.hypot(across - x0 - 0.05, down - y0 - 0.06)
    wood = wood * (1 - 0.62 * rise(-shadow, -0.44, -0.33))[..., None]
    picture = _saucer(wood, across - x0, down - y0, far)
    inner = 0.185
    angle = np.arctan2(down - y0, across - x0)
    swirl = noise.layered(
        (np.cos(angle + far * 22) * 1.6 + 5), (np.sin(angle + far * 22) * 1.6 + far * 9), 4
    )
    heart = _heart(across - x0, down - y0 + 0.01)
    crema = mixed(
        filled(rows, columns, (0.30, 0.125, 0.035)), (0.13, 0.045, 0.012), rise(swirl, 0.35, 0.75)
    )
    crema = mixed(crema, (0.88, 0.72, 0.52), heart)
    crema = crema * (1 - 0.45 * rise(far, 0.15, inner))[..., None]
    picture = mixed(picture, crema, rise(-far, -inner, -inner + 0.006))
    window = 0.55 + 0.75 * rise(-across - down * 0.6, -0.9, 0.9)
    return picture * window[..., None] * ink((1.1, 1.0, 0.86))


def _saucer(picture: Picture, x: Plane, y: Plane, far: Plane) -> Picture:
    lean = np.clip(0.5 - (x + y) * 1.3, 0, 1)
    ring = 0.62 + 0.3 * lean + 0.12 * np.sin(far * 60) * (far > 0.3)
    plate = ink((0.82, 0.82, 0.8)) * ring[..., None]
    under = rise((-np.hypot(x - 0.02, y - 0.03)), -0.285, -0.2)
    plate = plate * (1 - 0.5 * under)[..., None]
    picture = mixed(picture, plate, rise(-far, -0.365, -0.36))
    handle = rise((-np.abs(np.hypot(x - 0.225, y * 1.25) - 0.06)), -0.021, -0.016)
    picture = mixed(picture, (0.78, 0.78, 0.76), (handle * (x > 0.19)))
    wall = np.clip(0.5 + (x + y) * 2.2, 0, 1) * rise(-far, -0.212, -0.2)
    outside = np.clip(0.5 - (x + y) * 1.6, 0, 1)
    cup = ink((0.92, 0.92, 0.9)) * (0.5 + 0.45 * outside + 0.1 * wall)[..., None]
    return mixed(picture, cup, rise(-far, -0.222, -0.216))


def _heart(x: Plane, y: Plane) -> Plane:
    """Return the leaf that a steady hand pours."""
    a, b = np.abs(x) / 0.1, -y / 0.1
    shape = (a**2 + (b - 0.75 * np.sqrt(a + 1e-3)) ** 2) - 1
    stripes = 0.72 + 0.28 * np.sin((b + a * 0.9) * 13)
    return rise(-shape, -0.12, 0.12) * stripes
