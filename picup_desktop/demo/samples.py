"""Samples: a small album of made-up photos, to try the product without photos of one's own.

Everything is drawn on the spot from a seed: landscapes with a little noise, so that
the files have sizes like real ones.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw

MOST_YEARS_AGO = 12
NEWEST = datetime(2024, 12, 31, tzinfo=UTC)
WIDTH, HEIGHT = 800, 600
NOISE = 24
EXIF_MAKE, EXIF_MODEL, EXIF_ORIENTATION, EXIF_DATE = 0x010F, 0x0110, 0x0112, 0x0132
EXIF_IFD, EXIF_MAKER_NOTE = 0x8769, 0x927C
EXIF_ORIENTATIONS = (1, 1, 1, 3, 6, 8)
VIDEO_BYTES = 200_000
CONTENT_ID = b"5A3B1C0E-0002-4D5E-8F90-5049435550AA"
"""The identifier in both halves of a live picture, as Apple's cameras write it."""

LIVE_STEM = "IMG_0002"
KOREAN_NAME = "가족사진.jpg"
DECOMPOSED_NAME = "Cafe\u0301 Zu\u0308rich.jpg"
"""NFD, as older Macs write names; an ordinary keyboard types NFC."""

Painter = Callable[[Path, random.Random, datetime], None]


@dataclass(frozen=True)
class _Sample:
    name: str
    paint: Painter
    with_last: bool = False
    """It was taken together with the sample before it."""


def make_samples(
    folder: Path, *, count: int = 24, seed: int = 2024, years: float = MOST_YEARS_AGO
) -> list[Path]:
    """Write ``count`` photos and one text file into a folder.

    Return the photos' paths, in the order in which they were written. The same seed makes
    the same pictures and times, which lie at most so many years before 2025. OSError if the
    folder can't be written.
    """
    chance = random.Random(seed)  # noqa: S311 - pictures, not secrets
    taken = NEWEST
    paths = []
    for sample in islice(_samples(), count):
        path = folder / sample.name
        path.parent.mkdir(parents=True, exist_ok=True)
        taken = taken if sample.with_last else _some_time(chance, years)
        sample.paint(path, chance, taken)
        _set_time(path, taken)
        paths.append(path)
    notes = folder / "read me.txt"
    notes.write_text("Made-up photos to try things with. This file is no photo.\n", "utf-8")
    _set_time(notes, NEWEST)
    return paths


def _samples() -> Iterator[_Sample]:
    """One of every kind first, then as many holiday pictures as are asked for."""
    yield _Sample("IMG_0001.jpg", _paint_jpeg)
    yield _Sample("IMG_0001.jpg.xmp", _write_sidecar, with_last=True)
    yield _Sample(KOREAN_NAME, _paint_jpeg)
    yield _Sample(f"2019/Lake/{LIVE_STEM}.HEIC", _paint_heic)
    yield _Sample(f"2019/Lake/{LIVE_STEM}.MOV", _write_video, with_last=True)
    yield _Sample(DECOMPOSED_NAME, _paint_jpeg)
    yield _Sample("Screenshot.png", _paint_plain)
    yield _Sample("2019/shared.webp", _paint_plain)
    yield _Sample("Scans/letter.tiff", _paint_plain)
    kinds = cycle((".jpg", ".JPG", ".HEIC", ".jpg", ".webp"))
    for number, suffix in enumerate(kinds, start=10):
        paint = {".HEIC": _paint_heic, ".webp": _paint_plain}.get(suffix, _paint_jpeg)
        yield _Sample(f"Holidays/DSC_{number:04}{suffix}", paint)


def _landscape(chance: random.Random) -> Image.Image:
    """Sky, a sun and three rows of hills, with the noise of a small sensor."""
    sky, ground = _colour(chance, 120, 250), _colour(chance, 20, 130)
    picture = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), sky),
        Image.new("RGB", (WIDTH, HEIGHT), (250, 235, 215)),
        Image.linear_gradient("L")
        .transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        .resize((WIDTH, HEIGHT)),
    )
    draw = ImageDraw.Draw(picture)
    x, y, radius = chance.randrange(WIDTH), chance.randrange(HEIGHT // 2), chance.randrange(20, 60)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 244, 200))
    for row in range(3):
        level = HEIGHT * (row + 4) // 8
        ridge = [(step, level + chance.randrange(-50, 50)) for step in range(0, WIDTH + 80, 80)]
        shade = tuple(channel * (4 - row) // 4 for channel in ground)
        draw.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=shade)
    grain = Image.frombytes("L", (WIDTH, HEIGHT), chance.randbytes(WIDTH * HEIGHT))
    return Image.blend(picture, grain.convert("RGB"), NOISE / 256)


def _paint_jpeg(path: Path, chance: random.Random, taken: datetime) -> None:
    _landscape(chance).save(path, "JPEG", quality=88, exif=_exif(chance, taken))


def _paint_heic(path: Path, chance: random.Random, taken: datetime) -> None:
    exif = _exif(chance, taken, orientation=1)
    if path.stem == LIVE_STEM:
        exif.get_ifd(EXIF_IFD)[EXIF_MAKER_NOTE] = _apple_note()
    # Grain is the hardest thing to encode: the usual preset takes seconds for it.
    pillow_heif.from_pillow(_landscape(chance)).save(
        path, quality=60, exif=exif.tobytes(), enc_params={"preset": "ultrafast"}
    )


def _paint_plain(path: Path, chance: random.Random, _taken: datetime) -> None:
    """PNG, WebP or TIFF, as the name says."""
    _landscape(chance).resize((WIDTH // 2, HEIGHT // 2)).save(path)


def _write_video(path: Path, chance: random.Random, _taken: datetime) -> None:
    """The shape of a live picture's QuickTime film; there is nothing in it to play."""
    name = b"com.apple.quicktime.content.identifier"
    value = (1).to_bytes(4, "big") + bytes(4) + CONTENT_ID
    meta = b"".join(
        (
            _box(b"hdlr", bytes(8) + b"mdta" + bytes(13)),
            _box(b"keys", bytes(4) + (1).to_bytes(4, "big") + _box(b"mdta", name)),
            _box(b"ilst", _box((1).to_bytes(4, "big"), _box(b"data", value))),
        )
    )
    boxes = (
        _box(b"ftyp", b"qt  " + bytes(4) + b"qt  "),
        _box(b"moov", _box(b"meta", meta)),
        _box(b"mdat", chance.randbytes(VIDEO_BYTES)),
    )
    path.write_bytes(b"".join(boxes))


def _box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def _apple_note() -> bytes:
    """A maker note of one entry: a text that stands behind the list."""
    head, text = b"Apple iOS\0\0\1MM", CONTENT_ID + b"\0"
    text_at = len(head) + 2 + 12 + 4
    entry = (0x0011, 2, len(text), text_at)
    numbers = b"".join(n.to_bytes(size, "big") for n, size in zip(entry, (2, 2, 4, 4), strict=True))
    return head + (1).to_bytes(2, "big") + numbers + bytes(4) + text


def _write_sidecar(path: Path, chance: random.Random, _taken: datetime) -> None:
    path.write_text(
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '  <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f' xmp:Rating="{chance.randint(1, 5)}"/>\n'
        ' </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>\n',
        "utf-8",
    )


def _exif(chance: random.Random, taken: datetime, *, orientation: int | None = None) -> Image.Exif:
    exif = Image.Exif()
    exif[EXIF_MAKE], exif[EXIF_MODEL] = "PicUp", "Sample"
    exif[EXIF_ORIENTATION] = orientation or chance.choice(EXIF_ORIENTATIONS)
    exif[EXIF_DATE] = taken.strftime("%Y:%m:%d %H:%M:%S")
    return exif


def _colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)


def _some_time(chance: random.Random, years: float) -> datetime:
    seconds = int(years * 365 * 24 * 3600)
    return NEWEST - timedelta(
        seconds=chance.randrange(seconds), microseconds=chance.randrange(10**6)
    )


def _set_time(path: Path, when: datetime) -> None:
    # Whole microseconds, counted without floating point, so that times come out the same.
    since = when - datetime(1970, 1, 1, tzinfo=UTC)
    mtime_ns = since // timedelta(microseconds=1) * 1000
    os.utime(path, ns=(mtime_ns, mtime_ns))
