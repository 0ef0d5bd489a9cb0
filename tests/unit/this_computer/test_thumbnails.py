"""Thumbnails: real pictures of every kind, broken ones, and a child process within limits."""

import io
import os
import signal
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from picup_desktop.demo.samples import make_samples
from picup_desktop.gallery.shots import kind_of
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.thumbnails.cache import CacheKey, ThumbnailCache
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.thumbnails.sandbox import Guard, offered
from picup_desktop.thumbnails.wire import DecoderKind, Picture, Trouble
from tests.picup import children, freeze
from tests.unit.pictures.dng import dng

PHOTOS = Path(os.environ.get("PICUP_PHOTOS", Path(__file__).parents[4] / "shared" / "photos"))
WIDTH, HEIGHT = 1200, 800
EDGE = 400
RED, BLUE = (255, 0, 0), (0, 0, 255)
ORIENTATION = 0x0112
# Where the blue corner of the upright picture comes to lie in the file, by EXIF orientation.
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.fixture(scope="module")
def maker() -> Iterator[Maker]:
    made = Maker()
    yield made
    made.close()


def kind(path: Path) -> DecoderKind:
    found = kind_of(path.name)
    return DecoderKind.PICTURE if found is MediaKind.SIDECAR else DecoderKind(found.value)


def thumbnail(maker: Maker, path: Path, edge: int = EDGE) -> Picture | Trouble:
    return maker.thumbnail(path, kind(path), edge)


def upright() -> Image.Image:
    """Red, with a blue corner at the top left."""
    image = Image.new("RGB", (WIDTH, HEIGHT), RED)
    image.paste(BLUE, (0, 0, WIDTH // 4, HEIGHT // 4))
    return image


def looked(answer: Picture | Trouble) -> Image.Image:
    assert isinstance(answer, Picture), answer
    image = Image.open(io.BytesIO(answer.data))
    assert image.size == (answer.width, answer.height)
    return image


def is_upright(image: Image.Image) -> bool:
    corners = [
        image.getpixel((x * (image.width - 1), y * (image.height - 1)))
        for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))
    ]
    blues = [isinstance(c, tuple) and c[2] > 150 > c[0] for c in corners]
    return blues == [True, False, False, False]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_turned_as_its_exif_says(tmp_path: Path, maker: Maker, orientation: int) -> None:
    turn = TURNED[orientation]
    stored = upright() if turn is None else upright().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored.save(tmp_path / "a.jpg", exif=exif)

    answer = thumbnail(maker, tmp_path / "a.jpg")

    image = looked(answer)
    assert image.size == (400, 267)
    assert is_upright(image)
    assert isinstance(answer, Picture)
    assert answer.full == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    "name", ["a.png", "a.heic", "a.avif", "a.tiff", "a.webp", "a.gif", "a.bmp"]
)
def test_every_kind_of_picture_is_shown(tmp_path: Path, maker: Maker, name: str) -> None:
    pillow_heif.register_heif_opener()
    upright().save(tmp_path / name)
    assert is_upright(looked(thumbnail(maker, tmp_path / name)))


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_mode_of_picture_is_shown(tmp_path: Path, maker: Maker, mode: str) -> None:
    image = upright() if mode != "I;16" else Image.new("I;16", (WIDTH, HEIGHT), 40_000)
    path = tmp_path / ("a.tiff" if mode in {"I;16", "CMYK"} else "a.png")
    (image if image.mode == mode else image.convert(mode)).save(path)
    assert looked(thumbnail(maker, path)).size == (400, 267)


def film(path: Path) -> Path:
    """Three seconds that get brighter."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(30):
            frame = np.full((240, 320, 3), number * 8, np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def test_a_video_shows_a_frame_and_its_length(tmp_path: Path, maker: Maker) -> None:
    answer = thumbnail(maker, film(tmp_path / "a.mp4"))
    assert looked(answer).size == (320, 240)
    assert isinstance(answer, Picture)
    assert answer.facts == {"length": "3"}


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("preview", [True, False])
def test_a_raw_shows_its_preview_or_is_developed(
    tmp_path: Path, maker: Maker, orientation: int, *, preview: bool
) -> None:
    """A whole DNG, which LibRaw reads as it reads any camera's."""
    turn = TURNED[orientation]
    stored = upright() if turn is None else upright().transpose(turn)
    (tmp_path / "a.dng").write_bytes(dng(stored, orientation=orientation, preview=preview))
    answer = thumbnail(maker, tmp_path / "a.dng")
    assert is_upright(looked(answer))
    assert isinstance(answer, Picture)
    assert answer.full == (WIDTH, HEIGHT)
    facts = maker.facts(tmp_path / "a.dng", DecoderKind.RAW)
    assert isinstance(facts, Picture)
    assert facts.full == (WIDTH, HEIGHT)


def test_what_the_camera_wrote_is_told_without_decoding(tmp_path: Path, maker: Maker) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS\0\n R5"
    exif.get_ifd(0x8769)[0x9003] = "2019:05:04 12:30:00"
    exif.get_ifd(0x8769)[0x829A] = 1 / 250
    upright().save(tmp_path / "a.jpg", exif=exif)

    answer = maker.facts(tmp_path / "a.jpg", DecoderKind.PICTURE)

    assert isinstance(answer, Picture)
    assert answer.data == b""
    assert answer.full == (WIDTH, HEIGHT)
    assert answer.date is not None
    assert time.gmtime(answer.date.at)[:5] == (2019, 5, 4, 12, 30)
    assert answer.facts == {"camera": "Canon EOS R5", "exposure": "1/250 s"}


def test_a_whole_picture_comes_as_its_pixels(tmp_path: Path, maker: Maker) -> None:
    upright().save(tmp_path / "a.png")
    answer = maker.view(tmp_path / "a.png", DecoderKind.PICTURE)
    assert isinstance(answer, Picture)
    image = Image.frombytes("RGB", (answer.width, answer.height), answer.data)
    assert image.size == (WIDTH, HEIGHT)
    assert is_upright(image)


def test_broken_and_hostile_files_give_a_reason(tmp_path: Path, maker: Maker) -> None:
    upright().save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    files = {
        "cut.jpg": whole[: whole.index(b"\xff\xda") + 14],
        "empty.jpg": b"",
        "bomb.png": _png_of(30_000, 30_000),
        "large.png": _png_of(20_000, 20_000),
        "text.heic": b"not a picture at all",
        "junk.heic": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\xff" * 500,
        "junk.mp4": os.urandom(5000),
        "junk.nef": b"II*\0" + b"x" * 500,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "pipe.jpg")
    expected = {
        "cut.jpg": Trouble.BROKEN,
        "empty.jpg": Trouble.EMPTY,
        "text.heic": Trouble.UNSUPPORTED,
        "junk.heic": Trouble.UNSUPPORTED,
        "junk.mp4": Trouble.BROKEN,
        "junk.nef": Trouble.BROKEN,
        "pipe.jpg": Trouble.GONE,
        "nowhere.jpg": Trouble.GONE,
        "bomb.png": Trouble.TOO_LARGE,
        "large.png": Trouble.TOO_LARGE,
    }
    assert {name: thumbnail(maker, tmp_path / name) for name in expected} == expected
    assert is_upright(looked(thumbnail(maker, tmp_path / "whole.jpg")))


def _png_of(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims to be as large."""
    size = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + size + struct.pack(">I", zlib.crc32(size))
    return png + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize("ending", ["png", "tif"])
@pytest.mark.parametrize("mode", ["I;16", "I;16B"])
def test_a_large_gray_picture_of_16_bits_is_shown(
    maker: Maker, tmp_path: Path, mode: str, ending: str
) -> None:
    gray = Image.linear_gradient("L").resize((1800, 1700)).convert("I")
    file = tmp_path / f"gray.{ending}"
    if (mode, ending) == ("I;16B", "png"):
        pytest.skip("PNG has one order of bytes only")
    gray.point(lambda value: value * 257).convert(mode).save(file)
    seen = looked(thumbnail(maker, file)).convert("L")
    # Dark above, light below, as it was made.
    shades = [seen.getpixel((5, y)) for y in (2, seen.height // 2, seen.height - 3)]
    assert shades == pytest.approx([2, 128, 253], abs=6)


def test_a_child_that_dies_is_replaced(tmp_path: Path) -> None:
    upright().save(tmp_path / "a.png")
    before = _children_of_maker()
    maker = Maker()
    try:
        looked(thumbnail(maker, tmp_path / "a.png"))
        (child,) = _children_of_maker() - before
        freeze(child)
        asker = threading.Timer(0.2, os.kill, (child, signal.SIGKILL))
        asker.start()
        assert thumbnail(maker, tmp_path / "a.png") is Trouble.CRASHED
        asker.join()
        looked(thumbnail(maker, tmp_path / "a.png"))
    finally:
        maker.close()
    assert _children_of_maker() == before


def test_a_child_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    upright().save(tmp_path / "a.png")
    maker = Maker(longest_seconds=0.0001, start_seconds=0.001)
    try:
        assert thumbnail(maker, tmp_path / "a.png") is Trouble.TOO_SLOW
    finally:
        maker.close()


def test_the_time_that_a_child_needs_to_start_is_not_the_files(tmp_path: Path) -> None:
    upright().save(tmp_path / "a.png")
    maker = Maker(longest_seconds=0.0001)
    try:
        looked(thumbnail(maker, tmp_path / "a.png"))
        assert thumbnail(maker, tmp_path / "a.png") is Trouble.TOO_SLOW
    finally:
        maker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_s17_the_child_can_write_no_file_and_has_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS", "PICUP_PASSPHRASE", "GITHUB_TOKEN"):
        monkeypatch.setenv(name, "not-for-the-child")
    upright().save(tmp_path / "a.png")
    before = _children_of_maker()
    maker = Maker()
    try:
        looked(thumbnail(maker, tmp_path / "a.png"))
        (child,) = _children_of_maker() - before
        limits = Path(f"/proc/{child}/limits").read_text()
        environment = Path(f"/proc/{child}/environ").read_bytes()
        status = Path(f"/proc/{child}/status").read_text().split()
    finally:
        maker.close()
    found = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()}
    assert found["Max file size"] == "0"
    assert found["Max address space"] == str(3 << 30)
    assert b"not-for-the-child" not in environment
    if Guard.SECCOMP in offered():
        assert status[status.index("NoNewPrivs:") + 1] == "1"
        assert status[status.index("Seccomp:") + 1] == "2"


def _children_of_maker() -> set[int]:
    return {
        child
        for child in children(os.getpid())
        if b"thumbnails.process" in Path(f"/proc/{child}/cmdline").read_bytes()
    }


def test_samples_are_shown_but_for_the_film_with_nothing_in_it(
    tmp_path: Path, maker: Maker
) -> None:
    told = {path.name: thumbnail(maker, path) for path in make_samples(tmp_path, count=9)}
    none = {name for name, answer in told.items() if not isinstance(answer, Picture)}
    assert none == {"IMG_0001.jpg.xmp", "IMG_0002.MOV"}


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="no shared photos here")
def test_photos_of_many_cameras_crash_nothing(maker: Maker) -> None:
    files = sorted(path for path in PHOTOS.rglob("*") if path.is_file())
    told = [thumbnail(maker, path) for path in files]
    assert Trouble.CRASHED not in told
    assert Trouble.TOO_SLOW not in told
    assert sum(isinstance(answer, Picture) for answer in told) > len(files) // 2


def test_the_cache_keeps_what_was_made_and_forgets_the_oldest(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", most_bytes=1000)
    keys = [CacheKey(number, 5, -7) for number in range(5)]
    assert cache.plain(keys[0]) is None
    for age, key in enumerate(keys):
        cache.keep(key, b"x" * 250)
        (file,) = (tmp_path / "cache").rglob(f"{key.stem}.jpg")
        os.utime(file, (age, age))

    assert set(cache.plain_keys()) == set(keys)
    assert cache.plain(CacheKey(0, 6, -7)) is None
    assert cache.sweep() == 2
    assert [cache.plain(key) is None for key in keys] == [True, True, False, False, False]
    assert cache.sweep() == 0

    cache.keep(keys[0], Trouble.BROKEN)
    assert cache.plain(keys[0]) is Trouble.BROKEN
    cache.keep_sealed(keys[0], b"sealed")
    assert cache.plain(keys[0]) is None
    assert cache.sealed(keys[0]) == b"sealed"


def test_a_cache_that_can_not_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ThumbnailCache(tmp_path / "file" / "cache")
    cache.keep(CacheKey(1, 2, 3), b"x")
    assert cache.plain(CacheKey(1, 2, 3)) is None
