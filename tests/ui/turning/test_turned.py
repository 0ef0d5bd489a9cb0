"""Photos are turned by keys and menus, shown so at once, and that is undone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from picup_desktop.engine.ipc.commands.turns import TurnHow, TurnPhotos, UndoTurns
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownPhoto, ShownShot
from picup_desktop.messages.message import Message
from picup_desktop.thumbnails.cache import EDGE
from picup_desktop.ui.face import Face
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.turning.images import TurnedImages, turned, turned_size
from picup_desktop.ui.turning.turning import AT_ONCE, Turning, files_of
from picup_desktop.words import PhotoState, Turn
from tests.ui.conftest import LONG_MILLISECONDS
from tests.ui.pictures.test_photos import page, select, shots_of  # noqa: F401 - a fixture


def numbered(width: int, height: int) -> QImage:
    """A picture whose pixels have each another colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for at in range(width * height):
        image.setPixelColor(at % width, at // width, QColor(at, 0, 0))
    return image


def pixels(image: QImage) -> list[list[int]]:
    return [
        [image.pixelColor(x, y).red() for x in range(image.width())] for y in range(image.height())
    ]


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (Turn.UPRIGHT, [[0, 1, 2], [3, 4, 5]]),
        (Turn.MIRRORED, [[2, 1, 0], [5, 4, 3]]),
        (Turn.AROUND, [[5, 4, 3], [2, 1, 0]]),
        (Turn.FLIPPED, [[3, 4, 5], [0, 1, 2]]),
        (Turn.TRANSPOSED, [[0, 3], [1, 4], [2, 5]]),
        (Turn.RIGHT, [[3, 0], [4, 1], [5, 2]]),
        (Turn.TRANSVERSED, [[5, 2], [4, 1], [3, 0]]),
        (Turn.LEFT, [[2, 5], [1, 4], [0, 3]]),
    ],
)
def test_the_window_turns_as_exif_does(turn: Turn, expected: list[list[int]]) -> None:
    assert pixels(turned(numbered(3, 2), turn)) == expected
    assert turned_size((3, 2), turn) == (len(expected[0]), len(expected))


def test_turned_pictures_are_kept_within_bounds() -> None:
    image = numbered(10, 10)
    kept = TurnedImages(most_bytes=2 * image.sizeInBytes())
    left = kept.of(image, Turn.LEFT)
    assert kept.of(image, Turn.LEFT).cacheKey() == left.cacheKey()
    assert kept.of(image, Turn.UPRIGHT).cacheKey() == image.cacheKey()
    for turn in (Turn.RIGHT, Turn.AROUND):
        kept.of(image, turn)
    assert kept.of(image, Turn.LEFT).cacheKey() != left.cacheKey()


def photo(number: int, kind: str = "photo") -> ShownPhoto:
    return ShownPhoto(number, f"{number}.jpg", kind, PhotoState.PROTECTED, 1, 1, None, here=True)


def shot(*photos: ShownPhoto) -> ShownShot:
    return ShownShot(photos[0].photo_id, 1, 0, photos)


class Link:
    """Keeps what is asked until ``answer`` or ``refuse``."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Callable[[Any], None], Callable[[Any], None]]] = []

    def ask(
        self, command: Any, done: Callable[[Any], None], refused: Callable[[Any], None]
    ) -> None:
        self.asked.append((command, done, refused))

    def answer(self) -> Any:
        command, done, _ = self.asked.pop(0)
        done({"ids": [int(one) for one in command.photos]})
        return command


def test_each_turn_waits_for_the_one_before(qtbot: QtBot) -> None:
    link, parent = Link(), QObject()
    turning = Turning(link, parent)  # type: ignore[arg-type]
    changed: list[list[int]] = []
    turning.changed.connect(changed.append)
    one = shot(photo(1), photo(2, "video"), photo(3, "sidecar"))
    for _ in range(3):
        turning.turn([one], TurnHow.RIGHT)
    assert len(link.asked) == 1
    for _ in range(3):
        assert link.answer() == TurnPhotos(("1", "2"), TurnHow.RIGHT)
    assert link.asked == []
    assert changed == [[1], [1], [1]]


def test_a_refusal_is_told_and_the_next_turn_goes_on(qtbot: QtBot) -> None:
    link, parent = Link(), QObject()
    turning = Turning(link, parent)  # type: ignore[arg-type]
    told: list[tuple[str, object]] = []
    turning.told.connect(lambda words, back: told.append((words, back)))
    many = [shot(photo(number)) for number in range(AT_ONCE + 1)]
    turning.turn(many, TurnHow.LEFT)
    turning.turn(many[:1], TurnHow.LEFT)
    link.answer()
    _, _, refused = link.asked.pop(0)
    refused(Failure("title", Message("vault-locked-unlock-first-then")))
    assert "locked" in told[0][0]
    link.answer()
    # One picture is seen to be turned, and nothing is said.
    assert len(told) == 1
    turning.turn(many[:2], TurnHow.LEFT)
    link.answer()
    words, back = told[1]
    assert words.startswith("2 pictures are turned.")
    assert callable(back)
    back()
    assert link.answer() == UndoTurns(("0", "1"), made_here=True)


def test_a_sidecar_alone_is_what_is_shown() -> None:
    assert files_of([shot(photo(7, "sidecar"))]) == [7]


def texts(menu: QMenu) -> list[str]:
    return [action.text().split("\t")[0] for action in menu.actions()]


def test_the_grid_shows_it_at_once_and_undoes_it(
    page: PhotosPage,  # noqa: F811 - the fixture
    protected: Face,
    qtbot: QtBot,
) -> None:
    before = shots_of(page)
    files = {p: p.read_bytes() for p in map(page.shot_pictures.file, before) if p is not None}
    upright = page.shot_pictures.image(before[0])
    assert upright is not None
    select(page, 0, 1)
    protected.window.activateWindow()
    page.grid.setFocus()
    qtbot.waitUntil(page.grid.hasFocus, timeout=LONG_MILLISECONDS)
    QTest.keyClick(page.grid, Qt.Key.Key_R)

    def both_are(turn: Turn) -> bool:
        return [shot.lead.turn for shot in shots_of(page)[:2]] == [turn, turn]

    qtbot.waitUntil(lambda: both_are(Turn.RIGHT), timeout=LONG_MILLISECONDS)
    image = page.shot_pictures.image(shots_of(page)[0])
    assert image is not None
    assert (image.width(), image.height()) == (upright.height(), upright.width())
    assert {shot.lead.turn for shot in shots_of(page)[2:]} == {Turn.UPRIGHT}
    protected.window.toast._undo.click()
    qtbot.waitUntil(lambda: both_are(Turn.UPRIGHT), timeout=LONG_MILLISECONDS)

    menu = page.menu_for(shots_of(page)[:2], 0)
    (ways,) = [action.menu() for action in menu.actions() if isinstance(action.menu(), QMenu)]
    assert isinstance(ways, QMenu)
    assert texts(ways)[:2] == ["Turn right", "Turn left"]
    flip = next(a for a in ways.actions() if a.text().startswith("Flip"))
    flip.trigger()
    qtbot.waitUntil(lambda: both_are(Turn.FLIPPED), timeout=LONG_MILLISECONDS)
    assert {path: path.read_bytes() for path in files} == files

    # The viewer shows it so, turns it further, and has the grid and the strip follow.
    viewer = protected.screens.viewer
    viewer.view(0, False)
    # Larger than any thumbnail, which stands there before.
    qtbot.waitUntil(lambda: viewer.canvas.image.width() > EDGE, timeout=LONG_MILLISECONDS)
    wide, high = viewer.canvas.full
    for held, turn in (
        (Qt.KeyboardModifier.NoModifier, Turn.TRANSPOSED),
        (Qt.KeyboardModifier.ShiftModifier, Turn.FLIPPED),
        (Qt.KeyboardModifier.ShiftModifier, Turn.TRANSVERSED),
    ):
        QTest.keyClick(viewer, Qt.Key.Key_R, held)
        qtbot.waitUntil(
            lambda turn=turn: (
                viewer.rows.shot is not None  # type: ignore[misc]
                and viewer.rows.shot.lead.turn is turn
            ),
            timeout=LONG_MILLISECONDS,
        )
        full = (high, wide) if turn.swaps_sides else (wide, high)
        assert viewer.canvas.full == full
        assert (viewer.canvas.image.width() > viewer.canvas.image.height()) == (full[0] > full[1])
    qtbot.waitUntil(
        lambda: shots_of(page)[0].lead.turn is Turn.TRANSVERSED, timeout=LONG_MILLISECONDS
    )
    viewer.close()
