"""Scenes by their own light, and before a bright sky: cities, fireworks, candles, a bare tree."""

import numpy as np
from PIL import Image, ImageDraw

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
    places,
    rise,
)
from tests.ui.made_photos.scenes_near import spot
from tests.ui.made_photos.sky import DUSK, EVENING, mirrored_in, sky

SHORTEST_BRANCH = 9
"""In pixels; shorter ones are not seen."""
LAMPS: tuple[Colour, ...] = (
    (1.0, 0.62, 0.22),
    (1.0, 0.85, 0.6),
    (1.0, 0.3, 0.15),
    (0.4, 0.65, 1.0),
    (0.5, 1.0, 0.6),
)
SPARKS: tuple[Colour, ...] = (
    (1.0, 0.7, 0.3),
    (1.0, 0.25, 0.2),
    (0.35, 0.6, 1.0),
    (0.5, 1.0, 0.5),
    (1.0, 0.45, 0.9),
)


def lights(size: Size, chance: np.random.Generator) -> Picture:
    """A street at night, out of focus."""
    columns, rows = size
    _, down = places(rows, columns)
    picture = mixed(
        filled(rows, columns, (0.01, 0.012, 0.03)), (0.09, 0.045, 0.025), rise(down, -0.5, 0.5)
    )
    short = min(rows, columns)
    for _ in range(95):
        light = ink(LAMPS[chance.choice(5, p=(0.42, 0.25, 0.16, 0.11, 0.06))])
        height = chance.normal(0.55, 0.17)
        radius = short * chance.uniform(0.018, 0.07)
        spot(
            picture,
            (chance.uniform(-0.05, 1.05) * columns, height * rows),
            radius,
            light * chance.uniform(0.4, 2.4),
        )
    return picture + 0.3 * blurred(picture, short / 20)


def skyline(size: Size, chance: np.random.Generator) -> Picture:
    """Towers with lit windows after sunset, mirrored in a river."""
    columns, rows = size
    noise = Noise(chance)
    horizon = 0.64
    across, down = places(rows, columns)
    up = (horizon - 0.5) * rows / min(rows, columns) - down
    picture = sky(up, across, DUSK, noise, clouds=0.45, sun_at=chance.uniform(-0.4, 0.4))
    base = int(rows * horizon)
    for layer in range(3):
        x = -int(chance.integers(0, 40))
        while x < columns:
            wide = int(columns * chance.uniform(0.025, 0.075))
            tall = rows * (0.1 + 0.11 * layer) * chance.uniform(0.45, 1.6)
            if chance.random() < 0.07:
                wide, tall = wide // 2, tall * 1.7
            _tower(picture, (x, base), (wide, int(tall)), chance, layer)
            x += wide + int(chance.integers(0, 6) * (1 if layer else 2))
    glare = blurred(np.maximum(picture - 0.5, 0), min(rows, columns) / 50)
    picture = picture + 1.1 * glare
    return mirrored_in(picture, base, noise, deep=(0.006, 0.012, 0.03), calm=0.55)


def _tower(
    picture: Picture,
    foot: tuple[int, int],
    size: tuple[int, int],
    chance: np.random.Generator,
    layer: int,
) -> None:
    (x, base), (wide, tall) = foot, size
    left, right, top = max(0, x), min(picture.shape[1], x + wide), max(0, base - tall)
    if left >= right:
        return
    dark = (
        (0.075, 0.05, 0.075)
        if layer == 0
        else (0.028, 0.026, 0.045)
        if layer == 1
        else (0.01, 0.011, 0.022)
    )
    picture[top:base, left:right] = dark
    step = 4 + layer * 2
    warm = ink(LAMPS[1]) if chance.random() < 0.7 else ink((0.75, 0.85, 1.0))
    lit = chance.uniform(0.2, 0.6)
    for row in range(top + step, base - 2, step + 1):
        for column in range(left + 3, right - 3, step):
            if chance.random() < lit:
                light = warm * chance.uniform(0.15, 1.1) * (0.5 + 0.25 * layer)
                picture[row : row + step // 2 + 1, column : column + step // 2] = light


def fireworks(size: Size, chance: np.random.Generator) -> Picture:
    """Fireworks over dark roofs."""
    columns, rows = size
    canvas = np.zeros((rows, columns, 3), np.float32)
    canvas += ink((0.006, 0.008, 0.02))
    short = min(rows, columns)
    for _ in range(chance.integers(3, 6)):
        middle = np.asarray((chance.uniform(0.2, 0.8) * columns, chance.uniform(0.16, 0.5) * rows))
        colour = ink(SPARKS[chance.integers(len(SPARKS))])
        reach = short * chance.uniform(0.16, 0.34)
        for angle in chance.uniform(0, 2 * np.pi, chance.integers(70, 130)):
            far = reach * np.sqrt(chance.uniform(0.25, 1.0))
            for part in np.linspace(0.12, 1, 60):
                at = middle + far * part * np.asarray((np.cos(angle), np.sin(angle)))
                at[1] += 0.22 * far * part**2
                column, row = int(at[0]), int(at[1])
                if 0 <= column < columns and 0 <= row < rows:
                    canvas[row, column] += (colour + 0.25 * (1 - part)) * (0.12 + part**3) * 1.1
    smoke = Noise(chance)
    across, down = places(rows, columns)
    cloud = smoke.layered((across * 3), (down * 3), 5)
    haze = blurred(canvas, short / 9)
    picture = canvas * 1.6 + blurred(canvas, 1) * 1.5 + haze * (0.5 + 3.2 * cloud[..., None])
    roofs = smoke.at(np.floor(across * 14), 0 * down)
    dark = rise(down - 0.44 + 0.16 * roofs, 0, 0.004)
    return mixed(picture, (0.004, 0.004, 0.007), dark)


def candles(size: Size, chance: np.random.Generator) -> Picture:
    """Candles on a cake in a dark room."""
    columns, rows = size
    short = min(rows, columns)
    picture = filled(rows, columns, (0.03, 0.014, 0.008))
    across, down = places(rows, columns)
    for _ in range(18):
        light = ink(LAMPS[chance.integers(3)]) * chance.uniform(0.1, 0.45)
        spot(
            picture,
            (chance.uniform(0, columns), chance.uniform(0, 0.5) * rows),
            short * chance.uniform(0.03, 0.07),
            light,
        )
    noise = Noise(chance)
    cream = noise.layered(across * 7, down * 16, 5)
    top = (across / 0.62) ** 2 + ((down - 0.33) / 0.13) ** 2
    side = (np.abs(across) < 0.62) * (down > 0.33)
    body = ink((0.42, 0.2, 0.1)) * (0.55 + 0.5 * cream[..., None])
    picture = mixed(picture, (body * 0.35), side)
    picture = mixed(
        picture,
        (ink((0.95, 0.72, 0.5)) * (0.5 + 0.5 * cream[..., None]) * 0.75),
        rise(-top, -1.03, -0.97),
    )
    spots = sorted((chance.uniform(0.26, 0.4), chance.uniform(-0.48, 0.48)) for _ in range(11))
    for foot, at in spots:
        picture = _candle(picture, at, foot, LAMPS[chance.integers(5)])
    return picture + 0.5 * blurred(picture, short / 14) * ink((1, 0.7, 0.4))


def _candle(picture: Picture, at: float, foot: float, colour: Colour) -> Picture:
    across, down = places(*picture.shape[:2])
    high = 0.2
    stick = rise((-np.abs(across - at)), -0.0115, -0.009) * (down < foot) * (down > foot - high)
    stripe = 0.5 + 0.5 * (np.sin((down + (across - at) * 1.2) * 160) > 0)
    light = (0.35 + 0.9 * rise(foot - down, 0.0, high)) * (0.55 + 0.45 * stripe)
    tone = (0.35 + 0.65 * ink(colour)) * light[..., None]
    picture = mixed(picture, tone, stick)
    x, y = (across - at) / 0.016, (down - (foot - high - 0.03)) / 0.038
    flame = np.exp(-(x**2) * (1.4 + 1.2 * np.clip(-y, 0, 2)) - np.where(y > 0, 3.0, 1.0) * y**2)
    glow = np.exp(-((x / 7) ** 2) - (y / 3.4) ** 2)
    lit = flame[..., None] * ink((7.0, 4.2, 1.5)) + glow[..., None] * ink((0.32, 0.14, 0.04))
    return np.asarray(picture + lit)


def _sharp(mask: Image.Image, size: Size) -> Plane:
    """Return a mask that was drawn at twice the size, with soft edges."""
    return np.asarray(mask.resize(size, Image.Resampling.LANCZOS), np.float32) / 255


def tree(size: Size, chance: np.random.Generator) -> Picture:
    """A bare tree and a fence before the evening sky."""
    columns, rows = size
    noise = Noise(chance)
    across, down = places(rows, columns)
    up = 0.3 * rows / min(rows, columns) - down
    picture = sky(up, across, EVENING, noise, clouds=0.5, sun_at=chance.uniform(-0.25, 0.25))
    mask = Image.new("L", (columns * 2, rows * 2))
    draw = ImageDraw.Draw(mask)
    middle = (chance.uniform(0.3, 0.7) * columns * 2, rows * 1.72)
    _branch(draw, middle, -np.pi / 2, rows * 0.36, chance)
    ground = [(0, rows * 2), (0, rows * 1.72)]
    ground += [
        (x, rows * 1.7 + chance.normal(0, 3) + 22 * np.sin(x / columns * 2))
        for x in range(0, columns * 2 + 8, 8)
    ]
    draw.polygon([(float(x), float(y)) for x, y in [*ground, (columns * 2, rows * 2)]], fill=255)
    for _ in range(columns):
        x = chance.uniform(0, columns * 2)
        y = rows * 1.73 + 22 * np.sin(x / columns * 2)
        draw.line((x, y, x + chance.normal(0, 9), y - chance.uniform(4, 26)), fill=255, width=1)
    dark = _sharp(mask, size)
    return mixed(picture, (0.012, 0.009, 0.014), dark)


def _branch(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    angle: float,
    long: float,
    chance: np.random.Generator,
) -> None:
    if long < SHORTEST_BRANCH:
        return
    bend = angle + chance.normal(0, 0.09)
    end = (at[0] + np.cos(bend) * long, at[1] + np.sin(bend) * long)
    draw.line((*at, *end), fill=255, width=max(1, int(long * 0.13)))
    for side in (-1, 1):
        turn = angle + side * chance.uniform(0.18, 0.62)
        _branch(draw, end, turn, long * chance.uniform(0.62, 0.82), chance)
    if chance.random() < 0.4:
        _branch(draw, end, angle + chance.normal(0, 0.2), long * 0.72, chance)
