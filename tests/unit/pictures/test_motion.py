"""Motion photos and films: the film inside is found, its length told, its frames played."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from picup_desktop.thumbnails.decode import look_at
from picup_desktop.thumbnails.frames import EDGE, FRAMES_A_SECOND
from picup_desktop.thumbnails.motion import FilmInside, film_inside, part_of
from picup_desktop.thumbnails.wire import MOST_FRAMES, Ask, DecoderKind, Picture, Trouble, Want
from tests.unit.pictures.motion_photos import (
    RATE,
    SIZE,
    film_bytes,
    google,
    google_heic,
    google_of_old,
    google_without_film,
    picture_bytes,
    samsung,
    samsung_heic,
)

FILM = film_bytes()
MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "google.jpg": google,
    "google.heic": google_heic,
    "appended.heic": lambda film: google(film, "HEIF"),
    "unsaid.heic": lambda film: picture_bytes("HEIF") + film,
    "old.jpg": google_of_old,
    "samsung.jpg": samsung,
    "samsung.heic": samsung_heic,
}


def ask(path: Path, want: Want, kind: DecoderKind = DecoderKind.PICTURE) -> Picture:
    answer = look_at(Ask(str(path), kind, want))
    assert isinstance(answer, Picture), answer
    return answer


@pytest.mark.parametrize("name", MAKERS)
def test_a_motion_photo_tells_its_film_and_plays(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(MAKERS[name](FILM))
    for want in (Want.FACTS, Want.VIEW):
        told = ask(path, want)
        assert (told.length_ms, told.film_bytes) == (len_ms(20), len(FILM))
    assert ask(path, Want.VIEW).data[:3] in {b"\xfe\0\0", b"\xff\0\0", b"\xfd\0\0"}
    played = ask(path, Want.MOTION)
    assert [ms for _, ms in played.frames] == [*[1000 // RATE] * 19, 1000 // FRAMES_A_SECOND]
    frames = split(played)
    assert {frame.size for frame in frames} == {SIZE}
    shades = [frame.convert("L").tobytes()[0] for frame in frames]
    assert shades == sorted(shades)
    assert shades[-1] > shades[0] + 100


def len_ms(frames: int) -> int:
    return frames * 1000 // RATE


def split(played: Picture) -> list[Image.Image]:
    found: list[Image.Image] = []
    at = 0
    for length, _ in played.frames:
        found.append(Image.open(io.BytesIO(played.data[at : at + length]), formats=("JPEG",)))
        at += length
    assert at == len(played.data)
    return found


@pytest.mark.parametrize("form", ["JPEG", "HEIF"])
def test_a_plain_picture_has_no_film(tmp_path: Path, form: str) -> None:
    (tmp_path / "a").write_bytes(picture_bytes(form))
    told = ask(tmp_path / "a", Want.FACTS)
    assert (told.length_ms, told.film_bytes) == (0, None)
    asked = Ask(str(tmp_path / "a"), DecoderKind.PICTURE, Want.MOTION)
    assert look_at(asked) is Trouble.UNSUPPORTED


@pytest.mark.parametrize("kind", [DecoderKind.PICTURE, DecoderKind.RAW, DecoderKind.FILM])
def test_an_empty_file_is_called_empty(tmp_path: Path, kind: DecoderKind) -> None:
    (tmp_path / "a.jpg").touch()
    for want in (Want.THUMBNAIL, Want.EXPORT):
        assert look_at(Ask(str(tmp_path / "a.jpg"), kind, want)) is Trouble.EMPTY


def test_a_film_that_was_taken_out_is_told_but_not_played(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(google_without_film(len(FILM)))
    told = ask(tmp_path / "a", Want.FACTS)
    assert (told.length_ms, told.film_bytes) == (0, len(FILM))
    asked = Ask(str(tmp_path / "a"), DecoderKind.PICTURE, Want.MOTION)
    assert look_at(asked) is Trouble.UNSUPPORTED


@pytest.mark.parametrize("kept", [200, 60])
def test_a_broken_film_inside_breaks_no_picture(tmp_path: Path, kept: int) -> None:
    film = FILM[:kept]
    (tmp_path / "a").write_bytes(google(film))
    told = ask(tmp_path / "a", Want.VIEW)
    assert (told.length_ms, told.film_bytes, told.width) == (0, kept, 640)
    asked = Ask(str(tmp_path / "a"), DecoderKind.PICTURE, Want.MOTION)
    assert isinstance(look_at(asked), Trouble)


def test_what_follows_the_film_is_no_part_of_it() -> None:
    item = b'<C:Item I:Semantic="%s" I:Length="%d"/>'
    xmp = item % (b"Primary", 0) + item % (b"MotionPhoto", len(FILM)) + item % (b"Depth", 5)
    file = io.BytesIO(b"picture" + FILM + b"depth")
    assert film_inside(file, xmp) == FilmInside(len(FILM), 7)
    assert film_inside(io.BytesIO(FILM), b"") is None


@pytest.mark.parametrize(
    "tail",
    [
        b"",
        b"SEFT",
        struct.pack("<I4s", 2**32 - 1, b"SEFT"),
        struct.pack("<4sII", b"SEFH", 1, 2**32 - 1) + struct.pack("<I4s", 12, b"SEFT"),
        struct.pack("<4sIIHHII", b"SEFH", 1, 1, 0, 0x0A30, 2**32 - 1, 9)
        + struct.pack("<I4s", 24, b"SEFT"),
        struct.pack("<4sIIHHII", b"SEFH", 1, 1, 0, 0x0A30, 16, 1)
        + struct.pack("<I4s", 24, b"SEFT"),
    ],
    ids=range(6),
)
@pytest.mark.parametrize("xmp", [b"", b'MicroVideoOffset="99999999"', b'MicroVideoOffset="0"'])
def test_false_words_about_a_film_are_no_trouble(tail: bytes, xmp: bytes) -> None:
    film = film_inside(io.BytesIO(b"\xff\xd8" + bytes(40) + tail), xmp)
    assert film is None or film.at is None
    boxes = b"\0\0\0\x10ftypheic\0\0\0\0" + b"\0\0\0\x01mpvd" + b"\xff" * 8 + b"\0\0\0\x07mpvd"
    film = film_inside(io.BytesIO(boxes + tail), xmp)
    assert film is None or film.at is None


def test_a_part_of_a_file_is_read_like_a_file() -> None:
    part = part_of(io.BytesIO(b"0123456789"), 3, 4)
    assert part.read() == b"3456"
    assert (part.seek(-1, io.SEEK_END), part.read(9)) == (3, b"6")
    assert (part.seek(1), part.read(2), part.tell(), part.read(9)) == (1, b"45", 3, b"6")
    assert (part.seek(-9, io.SEEK_CUR), part.read(1)) == (0, b"3")
    assert (part.seek(99), part.read(1)) == (99, b"")


def test_a_film_tells_its_length_and_plays_at_most_so_many_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(film_bytes(3 * 30, rate=30))
    assert ask(path, Want.FACTS, DecoderKind.FILM).length_ms == 3000
    played = ask(path, Want.MOTION, DecoderKind.FILM)
    assert len(played.frames) == 3 * FRAMES_A_SECOND
    assert sum(ms for _, ms in played.frames) == pytest.approx(3000, abs=40)
    assert max(played.width, played.height) <= EDGE
    path.write_bytes(film_bytes(MOST_FRAMES + 5))
    assert len(ask(path, Want.MOTION, DecoderKind.FILM).frames) == MOST_FRAMES
