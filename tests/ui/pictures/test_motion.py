"""Motion photos play in place, films tell their length on their tile, cut pictures are marked."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.thumbnails.wire import DecoderKind, marked_cut
from picup_desktop.ui.photos.grid.painting import badge_of, paint_shot
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.photos.pictures import is_cut, scaled
from picup_desktop.ui.photos.words import cut_words, length_words
from picup_desktop.ui.theme.colours import LIGHT
from picup_desktop.ui.viewer.films.outside import opened_for
from picup_desktop.ui.viewer.loader import MotionRequest
from picup_desktop.ui.viewer.player import Playable, playable
from picup_desktop.ui.viewer.stage.canvas import Canvas
from picup_desktop.ui.viewer.window import Viewer
from picup_desktop.words import PhotoState
from tests.ui.conftest import LONG_MILLISECONDS, Boxes
from tests.ui.pictures.test_photos import SHOTS, shots_of
from tests.ui.pictures.test_viewer import opened, page, row_of, viewer
from tests.unit.pictures.motion_photos import film_bytes, google, picture_bytes

__all__ = ["opened", "page", "viewer"]
FIRST = ShownPhoto(1, "a", "photo", PhotoState.PROTECTED, 1, 1, None, here=True)


def shot(*photos: ShownPhoto) -> ShownShot:
    return ShownShot(photos[0].photo_id, 1, 0, photos)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0:00"), (5, "0:05"), (59, "0:59"), (65, "1:05"), (3599, "59:59"), (3605, "1:00:05")],
)
def test_a_length_in_words(seconds: int, words: str) -> None:
    assert length_words(seconds) == words
    assert length_words(100 * 3600) == "100:00:00"


@pytest.mark.parametrize(
    ("photos", "badge"),
    [
        ([{"kind": "video"}], "▶"),
        ([{"kind": "video", "length_ms": 12_499}], "▶ 0:12"),
        ([{"kind": "video", "length_ms": 12_500}], "▶ 0:12"),
        ([{"kind": "video", "length_ms": 12_501}], "▶ 0:13"),
        ([{"kind": "video", "length_ms": 40}], "▶ 0:01"),
        ([{"length_ms": 1500}], "LIVE"),
        ([{}, {"kind": "video"}], "LIVE"),
        ([{}, {"kind": "raw"}], "RAW+"),
        ([{"kind": "raw"}, {"kind": "video"}], "RAW"),
        ([{}, {"kind": "sidecar"}], ""),
    ],
)
def test_a_tile_says_what_it_is(photos: list[dict[str, str | int]], badge: str) -> None:
    made = [
        replace(FIRST, kind=str(one.get("kind", "photo")), length_ms=int(one.get("length_ms", 0)))
        for one in photos
    ]
    assert badge_of(shot(*made)) == badge


class Files:
    def __init__(self, *here: int) -> None:
        self._here = here

    def file(self, _: ShownShot, photo: ShownPhoto | None = None) -> Path | None:
        return Path(str(photo.photo_id)) if photo and photo.photo_id in self._here else None


def test_what_plays_in_the_place_of_a_photo() -> None:
    film, sidecar = replace(FIRST, photo_id=2, kind="video"), replace(FIRST, kind="sidecar")
    live, plain, file = shot(FIRST, sidecar, film), shot(FIRST, sidecar), Path("1")
    beside = MotionRequest((1, None), Path("2"), DecoderKind.FILM)
    assert playable(live, None, file, None, Files(1, 2)) == Playable(inside=beside)
    assert playable(live, None, file, None, Files(1)) == Playable()
    assert playable(live, 3, file, None, Files(1, 2)) == Playable()
    assert playable(plain, None, file, None, Files(1)) == Playable()
    for version in (None, 3):
        inside = MotionRequest((1, version), file, DecoderKind.PICTURE)
        assert playable(live, version, file, file, Files(1, 2)) == Playable(inside=inside)
    for here in (file, None):
        found = playable(shot(film), None, here, None, Files())
        assert found == Playable(is_film=True, film=here)


def test_a_cut_picture_has_a_mark_on_its_tile(qtbot: QtBot) -> None:
    whole = scaled(picture_bytes(), 100)
    cut = scaled(marked_cut(picture_bytes()), 100)
    assert not is_cut(whole)
    assert is_cut(cut)
    assert (cut.width(), cut.height()) == (whole.width(), whole.height())
    tiles = []
    for image in (whole, cut):
        tile = QImage(100, 100, QImage.Format.Format_RGB32)
        tile.fill(QColor("white"))
        painter = QPainter(tile)
        paint_shot(painter, QRect(0, 0, 100, 100), shot(FIRST), image, LIGHT)
        painter.end()
        tiles.append(tile)
    differ = [
        (x, y)
        for x in range(100)
        for y in range(100)
        if tiles[0].pixel(x, y) != tiles[1].pixel(x, y)
    ]
    assert differ
    assert max(x for x, _ in differ) < 30
    assert min(y for _, y in differ) > 70


def test_a_frame_takes_the_place_of_the_picture_and_gives_it_back(qtbot: QtBot) -> None:
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    picture, frame = (QImage(400, 300, QImage.Format.Format_RGB32) for _ in range(2))
    picture.fill(QColor("red"))
    frame = frame.scaled(400, 100)
    frame.fill(QColor("blue"))
    canvas.show_image(picture, (400, 300), same=False)
    colours = []
    for shown in (None, frame, None):
        canvas.show_frame(shown)
        image = canvas.grab().toImage()
        colours.append([image.pixelColor(200, y).name() for y in (10, 150, 290)])
    red, blue, ground = "#ff0000", "#0000ff", "#101312"
    assert colours == [[red] * 3, [ground, blue, ground], [red] * 3]


def test_motion_photos_play_in_place_and_tiles_tell_lengths(
    page: PhotosPage, viewer: Viewer, boxes: Boxes, opened: list[object], qtbot: QtBot
) -> None:
    film = film_bytes(6)
    (boxes.album / "motion.jpg").write_bytes(google(film))
    (boxes.album / "film.LRV").write_bytes(film_bytes(25))
    out = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(out, "JPEG")
    (boxes.album / "cut.jpg").write_bytes(out.getvalue()[: -len(out.getvalue()) // 3])
    qtbot.waitUntil(lambda: len(shots_of(page)) == SHOTS + 3, timeout=LONG_MILLISECONDS)

    def badges() -> dict[str, str]:
        return {Path(one.lead.path).name: badge_of(one) for one in shots_of(page)}

    wanted = {"motion.jpg": "LIVE", "film.LRV": "▶ 0:02", "cut.jpg": ""}
    qtbot.waitUntil(lambda: wanted.items() <= badges().items(), timeout=LONG_MILLISECONDS)

    viewer.view(row_of(page, "motion.jpg"), False)
    qtbot.waitUntil(viewer.stage.live.isVisible, timeout=LONG_MILLISECONDS)
    frames: list[QImage] = []
    show = viewer.canvas.show_frame

    def seen(frame: QImage | None) -> None:
        show(frame)
        frames.append(QImage() if frame is None else frame)

    viewer.canvas.show_frame = seen  # type: ignore[method-assign]
    viewer.stage.live.click()
    qtbot.waitUntil(lambda: len(frames) == 7, timeout=LONG_MILLISECONDS)
    assert [frame.isNull() for frame in frames] == [*[False] * 6, True]
    assert viewer.canvas.frame is None
    assert not viewer.player.is_playing
    assert opened == []
    assert viewer.problem == ""

    viewer.view(row_of(page, "cut.jpg"), False)
    qtbot.waitUntil(lambda: viewer.problem == cut_words(), timeout=LONG_MILLISECONDS)
    assert not viewer.canvas.image.isNull()
    assert not viewer.stage.live.isVisible()
    cut_shot = page.model.shot(row_of(page, "cut.jpg"))
    assert cut_shot is not None
    qtbot.waitUntil(
        lambda: is_cut(page.shot_pictures.image(cut_shot) or QImage()), timeout=LONG_MILLISECONDS
    )


@pytest.mark.parametrize("name", ["a.mp4", "가족.MOV", "b.tar.mkv"])
def test_a_film_is_opened(tmp_path: Path, name: str) -> None:
    assert opened_for(tmp_path / name) == tmp_path / name


@pytest.mark.parametrize("name", ["a.bat", "a.mp4.exe", "film.desktop", "film", "a.jpg", ".mp4"])
def test_6_3_a_film_by_another_name_is_shown_in_its_folder(tmp_path: Path, name: str) -> None:
    assert opened_for(tmp_path / name) == tmp_path
