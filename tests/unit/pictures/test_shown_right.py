"""Pictures that were shown wrong or not at all: cut ones, TIFF of many bits, JPEG XL, RAW."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pillow_jxl import JpegXLImagePlugin  # noqa: F401 - it registers itself with Pillow

from picup_desktop.thumbnails import pictures
from picup_desktop.thumbnails.decode import is_enough, look_at
from picup_desktop.thumbnails.jxl import NoJpegXl, exif_of, size_of
from picup_desktop.thumbnails.wire import (
    Ask,
    DecoderKind,
    Picture,
    Told,
    Trouble,
    Want,
    is_marked_cut,
)
from picup_desktop.words import DateFrom
from tests.unit.pictures.dng import dng

# As the process that decodes has it.
pytestmark = pytest.mark.filterwarnings("ignore")
Samples = np.ndarray[Any, Any]
WIDTH, HEIGHT = 96, 64
ACROSS, DOWN = np.meshgrid(np.linspace(0, 1, WIDTH), np.linspace(0, 1, HEIGHT))
COLOURS = np.stack([ACROSS, DOWN, 1 - ACROSS], -1)
WHITE_IS_ZERO = 0


def view(path: Path, kind: DecoderKind = DecoderKind.PICTURE, edge: int = 0) -> Samples:
    answer = look_at(Ask(str(path), kind, Want.VIEW, edge))
    assert isinstance(answer, Picture), answer
    return np.frombuffer(answer.data, np.uint8).reshape(answer.height, answer.width, 3)


def tiff(
    samples: Samples,
    *,
    planes: bool = False,
    photometric: int | None = None,
    order: str = "<",
    big: bool = False,
    packed: bool = False,
) -> bytes:
    """A TIFF of one strip, or of one for each colour; ``big`` with places of 64 bits."""
    colours = samples.shape[2] if samples.ndim == 3 else 1
    parts = [samples[..., one] for one in range(colours)] if planes else [samples]
    strips = [part.astype(samples.dtype.newbyteorder(order)).tobytes() for part in parts]
    strips = [zlib.compress(strip) for strip in strips] if packed else strips
    head, place = (16, "Q") if big else (8, "I")
    starts = [head + sum(map(len, strips[:one])) for one in range(len(strips))]
    is_float = samples.dtype.kind == "f"
    tags: list[tuple[int, str, list[int]]] = [
        (256, "I", [WIDTH]),
        (257, "I", [HEIGHT]),
        (258, "H", [samples.dtype.itemsize * 8] * colours),
        (259, "H", [8 if packed else 1]),
        (262, "H", [(2 if colours == 3 else 1) if photometric is None else photometric]),
        (273, place, starts),
        (277, "H", [colours]),
        (278, "I", [HEIGHT]),
        (279, place, list(map(len, strips))),
        (284, "H", [2 if planes else 1]),
        (339, "H", [3 if is_float else 1] * colours),
    ]
    data = b"".join(strips)
    data += bytes(-len(data) % 8)
    at = head + len(data)
    after = at + (8 if big else 2) + len(tags) * (20 if big else 12) + struct.calcsize(place)
    entries, more = b"", b""
    for number, form, values in tags:
        value = struct.pack(f"{order}{len(values)}{form}", *values)
        if len(value) > struct.calcsize(place):
            more, value = more + value, struct.pack(order + place, after + len(more))
        kind = {"H": 3, "I": 4, "Q": 16}[form]
        entries += struct.pack(f"{order}HH{place}", number, kind, len(values))
        entries += value.ljust(struct.calcsize(place), b"\0")
    count = struct.pack(order + ("Q" if big else "H"), len(tags))
    begin = b"II" if order == "<" else b"MM"
    begin += struct.pack(f"{order}HHHQ", 43, 8, 0, at) if big else struct.pack(order + "HI", 42, at)
    return begin + data + count + entries + bytes(struct.calcsize(place)) + more


KINDS: dict[str, tuple[Samples, dict[str, Any]]] = {
    "8 bits": ((COLOURS * 255).astype("u1"), {}),
    "8 bits in planes": ((COLOURS * 255).astype("u1"), {"planes": True}),
    "16 bits": ((COLOURS * 65535).astype("u2"), {}),
    "16 bits in planes": ((COLOURS * 65535).astype("u2"), {"planes": True}),
    "32 bits": ((COLOURS * (2**32 - 1)).astype("u4"), {}),
    "fractions": (COLOURS.astype("f4"), {}),
    "fractions in planes": (COLOURS.astype("f4"), {"planes": True}),
    "gray, 16 bits": ((ACROSS * 65535).astype("u2"), {}),
    "gray, 16 bits, negative": (
        ((1 - ACROSS) * 65535).astype("u2"),
        {"photometric": WHITE_IS_ZERO},
    ),
    "gray, 32 bits": ((ACROSS * (2**32 - 1)).astype("u4"), {}),
    "gray fractions": (ACROSS.astype("f4"), {}),
    "gray fractions, half": (ACROSS.astype("f2"), {}),
    "gray fractions beyond 1": ((ACROSS * 900 - 100).astype("f4"), {}),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("big", [False, True], ids=["TIFF", "BigTIFF"])
@pytest.mark.parametrize("order", ["<", ">"], ids=["II", "MM"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_tiff_has_its_own_colours(
    tmp_path: Path, kind: str, order: str, *, big: bool, packed: bool
) -> None:
    samples, more = KINDS[kind]
    path = tmp_path / "a.tif"
    path.write_bytes(tiff(samples, order=order, big=big, packed=packed, **more))
    wanted = COLOURS if samples.ndim == 3 else np.repeat(ACROSS[..., None], 3, -1)
    assert np.abs(view(path).astype(int) - wanted * 255).max() <= 2
    facts = look_at(Ask(str(path), DecoderKind.PICTURE, Want.FACTS))
    assert isinstance(facts, Picture)
    assert facts.full == (WIDTH, HEIGHT)


def test_fractions_that_are_no_numbers_are_black(tmp_path: Path) -> None:
    samples = ACROSS.astype("f4")
    samples[:8], samples[8:16], samples[16:24] = np.nan, np.inf, -np.inf
    (tmp_path / "a.tif").write_bytes(tiff(samples))
    shown = view(tmp_path / "a.tif")
    assert shown[:24].max() == 0
    assert shown[30, -1].min() == 255
    (tmp_path / "b.tif").write_bytes(tiff(np.full((HEIGHT, WIDTH), 7, "f4")))
    assert view(tmp_path / "b.tif").max() == 0


def test_a_tiff_of_old_macs_keeps_its_date_and_is_turned(tmp_path: Path) -> None:
    import tifffile

    path = tmp_path / "a.tif"
    tifffile.imwrite(
        path,
        (COLOURS * 65535).astype(">u2"),
        bigtiff=True,
        byteorder=">",
        photometric="rgb",
        metadata=None,
        datetime="2007:08:09 10:11:12",
        extratags=[(274, "H", 1, 6, True)],
    )
    facts = look_at(Ask(str(path), DecoderKind.PICTURE, Want.FACTS))
    assert isinstance(facts, Picture)
    assert facts.full == (HEIGHT, WIDTH)
    assert facts.date == Told(1_186_654_272, DateFrom.EXIF)
    assert view(path).shape == (WIDTH, HEIGHT, 3)


def test_a_tiff_with_more_than_fits_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "BIGGEST_PIXELS", WIDTH * HEIGHT - 1)
    (tmp_path / "a.tif").write_bytes(tiff(COLOURS.astype("f4"), order=">", big=True))
    asked = Ask(str(tmp_path / "a.tif"), DecoderKind.PICTURE, Want.VIEW)
    assert look_at(asked) is Trouble.TOO_LARGE


def photo() -> Image.Image:
    noise = np.random.default_rng(1).integers(0, 60, (400, 600, 3))
    shade = np.linspace(0, 190, 600)[None, :, None]
    return Image.fromarray((noise + shade).astype(np.uint8))


def encoded(form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    photo().save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "more"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {})],
    ids=["JPEG", "progressive", "PNG"],
)
@pytest.mark.parametrize("lost", [33, 100, "half"])
def test_a_cut_picture_is_shown_as_far_as_it_goes_and_marked(
    tmp_path: Path, form: str, more: dict[str, Any], lost: int | str
) -> None:
    whole = encoded(form, **more)
    path = tmp_path / "a"
    path.write_bytes(whole[: len(whole) // 2 if lost == "half" else -int(lost)])
    for want in (Want.VIEW, Want.THUMBNAIL):
        answer = look_at(Ask(str(path), DecoderKind.PICTURE, want, 0 if want is Want.VIEW else 200))
        assert isinstance(answer, Picture)
        assert answer.is_cut
        assert is_marked_cut(answer.data) is (want is Want.THUMBNAIL)
    top = view(path)[:100].astype(int)
    assert np.abs(top - np.asarray(photo())[:100]).mean() < 25
    # The next picture is decoded as strictly as before.
    (tmp_path / "b").write_bytes(whole)
    other = look_at(Ask(str(tmp_path / "b"), DecoderKind.PICTURE, Want.THUMBNAIL, 200))
    assert isinstance(other, Picture)
    assert not other.is_cut
    assert not is_marked_cut(other.data)


def test_a_picture_of_which_nothing_is_left_is_broken(tmp_path: Path) -> None:
    whole = encoded("JPEG")
    (tmp_path / "a").write_bytes(whole[: whole.index(b"\xff\xda") + 14])
    for want in (Want.VIEW, Want.THUMBNAIL):
        asked = Ask(str(tmp_path / "a"), DecoderKind.PICTURE, want, 100)
        assert look_at(asked) is Trouble.BROKEN


def jxl(image: Image.Image, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JXL", **more)
    return out.getvalue()


def test_jpeg_xl_is_shown_and_dated(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0132], exif[0x0112] = "2020:01:02 03:04:05", 6
    path = tmp_path / "a.jxl"
    for more in ({}, {"use_container": True, "exif": exif.tobytes()}):
        path.write_bytes(jxl(photo(), lossless=True, **more))
        # The orientation in the EXIF data has no meaning there.
        assert np.array_equal(view(path), np.asarray(photo()))
        facts = look_at(Ask(str(path), DecoderKind.PICTURE, Want.FACTS))
        assert isinstance(facts, Picture)
        date = Told(1_577_934_245, DateFrom.EXIF) if more else None
        assert (facts.full, facts.date) == ((600, 400), date)
        small = look_at(Ask(str(path), DecoderKind.PICTURE, Want.THUMBNAIL, 300))
        assert isinstance(small, Picture)
        assert (small.width, small.height) == (300, 200)
    path.write_bytes(jxl(photo())[:900])
    assert look_at(Ask(str(path), DecoderKind.PICTURE, Want.VIEW)) is Trouble.BROKEN


def test_a_decoder_without_enough_memory_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Picture:
        raise RuntimeError("Memory allocation error")

    (tmp_path / "a.jpg").write_bytes(encoded("JPEG"))
    monkeypatch.setattr(pictures, "look", fails)
    with pytest.raises(MemoryError):
        look_at(Ask(str(tmp_path / "a.jpg"), DecoderKind.PICTURE, Want.VIEW))


SIZES = [(640, 480), (64, 64), (63, 17), (1000, 1), (3, 4001), (20_000, 40), (256, 128)]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("boxed", [False, True])
def test_the_size_of_jpeg_xl_is_known_before_it_is_decoded(
    size: tuple[int, int], *, boxed: bool
) -> None:
    more = {"use_container": True, "exif": Image.Exif().tobytes()} if boxed else {}
    assert size_of(io.BytesIO(jxl(Image.new("RGB", size), **more))) == size


def test_a_huge_jpeg_xl_is_never_decoded(tmp_path: Path) -> None:
    (tmp_path / "a.jxl").write_bytes(b"\xff\x0a" + b"\xfe" + b"\xff" * 30)
    assert look_at(Ask(str(tmp_path / "a.jxl"), DecoderKind.PICTURE, Want.VIEW)) is (
        Trouble.TOO_LARGE
    )
    # 10,000 x 15,000, which is decoded, if it were whole; and one more column.
    for header, trouble in (
        (671_055_205_564, Trouble.BROKEN),
        (671_122_314_428, Trouble.TOO_LARGE),
    ):
        (tmp_path / "a.jxl").write_bytes(b"\xff\x0a" + header.to_bytes(30, "little"))
        assert look_at(Ask(str(tmp_path / "a.jxl"), DecoderKind.PICTURE, Want.VIEW)) is trouble
    for nonsense in (b"", b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n", b"x" * 50):
        with pytest.raises(NoJpegXl):
            size_of(io.BytesIO(nonsense))
        assert not exif_of(io.BytesIO(nonsense))


@pytest.mark.parametrize(
    ("preview", "full", "edge", "enough"),
    [
        (None, (3000, 2000), 400, False),
        ((640, 425), (3008, 1999), 400, True),
        ((640, 425), (3008, 1999), 1920, False),
        ((1616, 1080), (6000, 4000), 1920, True),
        ((1616, 1080), (6000, 4000), 0, False),
        ((1616, 1080), (6000, 4000), 9000, False),
        ((6000, 4000), (6048, 4032), 0, True),
        ((96, 64), (768, 512), 400, False),
        ((320, 200), (768, 512), 400, True),
        ((319, 200), (768, 512), 400, False),
    ],
)
def test_a_preview_is_enough_if_it_is_nearly_as_large_as_wanted(
    preview: tuple[int, int] | None, full: tuple[int, int], edge: int, *, enough: bool
) -> None:
    image = None if preview is None else Image.new("L", preview)
    assert is_enough(image, full, edge) is enough


def test_a_raw_with_a_small_preview_is_developed_for_viewing(tmp_path: Path) -> None:
    image = Image.new("RGB", (640, 480), (250, 10, 10))
    small = Image.new("RGB", (96, 72), (10, 10, 250))
    path = tmp_path / "a.dng"
    path.write_bytes(dng(image, preview=small))
    for edge, size in ((0, (640, 480)), (600, (640, 480)), (300, (300, 225))):
        shown = view(path, DecoderKind.RAW, edge)
        assert (shown.shape[1], shown.shape[0]) == (min(size[0], edge or size[0]), shown.shape[0])
        assert shown[9, 9, 0] > 150 > shown[9, 9, 2]
    shown = view(path, DecoderKind.RAW, 100)
    assert shown[9, 9, 2] > 150 > shown[9, 9, 0]
