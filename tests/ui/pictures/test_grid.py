"""The grid and its scrubber over a real ledger, with answers that come when the test says so."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picup_desktop.gallery.shots import tend_shots
from picup_desktop.home import Home
from picup_desktop.ledger.gallery.shots import Looked
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.thumbnails.cache import CacheKey
from picup_desktop.thumbnails.strip import Strip
from picup_desktop.thumbnails.wire import Trouble
from picup_desktop.ui.photos.grid.cell_choice import CellChoice
from picup_desktop.ui.photos.grid.grid import CELLS, PhotoGrid
from picup_desktop.ui.photos.grid.headings import title_words
from picup_desktop.ui.photos.layout.blocks import HEADING
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.pictures import PictureRequest, Pictures
from picup_desktop.ui.photos.scrubber.timeline import Timeline
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.photos.sketches import Sketches
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.theme.theme import Theme

DAY = 24 * 60 * 60
NEWEST = 1_735_600_000
"""2024-12-30."""
COUNT = 500
DAYS_APART = 5
SHAPES = (1_500, 667, 1_778, 1_000)
SIZE = (900, 600)
LONG_MILLISECONDS = 60_000


class HeldReader:
    """Answers on a real ledger, when the test says so."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.waiting: list[tuple[Callable[[Ledger], Any], Callable[[Any], None]]] = []

    def ask(self, question: Callable[[Ledger], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append((question, done))

    def answer(self) -> None:
        asked, self.waiting = self.waiting, []
        for question, done in asked:
            done(question(self._ledger))


class FewPictures(QObject):
    """Pictures that the test puts there."""

    came = Signal(int)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.images: dict[int, QImage] = {}
        self.glimpses: dict[int, QImage] = {}
        self.troubles: dict[int, Trouble] = {}

    def image(self, key: CacheKey) -> QImage | None:
        return self.images.get(key.photo_id)

    def glimpse(self, photo_id: int) -> QImage | None:
        return self.glimpses.get(photo_id)

    def trouble(self, key: CacheKey) -> Trouble | None:
        return self.troubles.get(key.photo_id)

    def want(self, requests: list[PictureRequest]) -> None:
        pass

    def preview(self, requests: list[PictureRequest]) -> None:
        pass

    def show(self, photo_id: int, image: QImage) -> None:
        self.images[photo_id] = image
        self.came.emit(photo_id)


class Shown:
    """A timeline with everything that is behind it."""

    def __init__(self, ledger: Ledger, strip: Path, application: QApplication) -> None:
        self.rows, self.months = HeldReader(ledger), HeldReader(ledger)
        self.pictures = FewPictures()
        theme = Theme(application)
        theme.choose(dark=False)
        sketches = Sketches(cast(LedgerReader, self.months), Strip(strip))
        self.model = ShotModel(cast(LedgerReader, self.rows), sketches)
        shot_pictures = ShotPictures(cast(Pictures, self.pictures))
        self.grid = PhotoGrid(theme, self.model, shot_pictures)
        self.timeline = Timeline(theme, self.model, shot_pictures, self.grid)
        self.timeline.resize(*SIZE)

    def read(self) -> None:
        """Answer everything that is asked for what is in sight."""
        self.grid.grab()
        for _ in range(9):
            self.rows.answer()
            self.months.answer()


@pytest.fixture(scope="module")
def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos of four shapes, one in five days, for almost seven years."""
    path = tmp_path_factory.mktemp("grid") / "ledger.sqlite"
    made = open_ledger(path)
    made.albums.add("Family", "/photos/Family", recipient="r", sealed_identity=b"", at=0)
    taken = (NEWEST - at * DAYS_APART * DAY for at in range(COUNT))
    files = [SeenFile(f"{at}.jpg", 1, when * 10**9, 0) for at, when in enumerate(taken)]
    made.photos.add(1, files, 0)
    while tend_shots(made):
        pass
    look(made, lambda number: SHAPES[number % len(SHAPES)])
    made.close()
    return path


@pytest.fixture
def ledger(made_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of these photos, which a test may change."""
    path = tmp_path / "ledger.sqlite"
    shutil.copyfile(made_ledger, path)
    made = open_ledger(path)
    yield made
    made.close()


def look(ledger: Ledger, shape: Callable[[int], int]) -> None:
    """The files say their shapes."""
    found = ledger.shots.unlooked(COUNT)
    ledger.shots.note_looked(
        [Looked(one.photo_id, one.mtime_ns, shape=shape(one.photo_id)) for one in found]
    )
    while tend_shots(ledger):
        pass


@pytest.fixture
def shown(ledger: Ledger, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Shown:
    made = Shown(ledger, tmp_path / "strip.bin", qapp)
    qtbot.addWidget(made.timeline)
    made.timeline.show()
    made.model.refresh()
    made.rows.answer()
    return made


def shape_at(shown: Shown, row: int) -> float:
    box = shown.grid.layout_now.box(row)
    return box.width() / box.height()


def first_in_sight(shown: Shown) -> tuple[int, int]:
    """The first row below the heading, and its place in the viewport."""
    grid = shown.grid
    tops = ((row, grid.visualRect(shown.model.index(row)).top()) for row in grid.rows_in_sight())
    return next((row, top) for row, top in tops if top >= HEADING)


def test_photos_stand_in_their_true_shapes_as_the_ledger_knows_them(shown: Shown) -> None:
    shown.read()
    for row in list(shown.grid.rows_in_sight())[:8]:
        shot = shown.model.shot(row)
        assert shot is not None
        assert shot.lead.shape == SHAPES[shot.id % len(SHAPES)]
        assert shape_at(shown, row) == pytest.approx(shot.lead.shape / 1_000, rel=0.05)


def test_nothing_jumps_when_the_months_in_sight_are_laid_out(shown: Shown) -> None:
    shown.grid.zoom(150)
    bar = shown.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    row, top = first_in_sight(shown)
    height = shown.grid.layout_now.height
    shown.read()
    assert shown.grid.layout_now.height != height
    assert first_in_sight(shown) == (row, top)
    assert bar.maximum() == shown.grid.layout_now.height - shown.grid.viewport().height()


def test_a_shape_that_a_picture_shows_is_taken_in_without_a_jump(
    shown: Shown, ledger: Ledger, qtbot: QtBot
) -> None:
    ledger.database.execute("UPDATE shot_photo SET shape = NULL")
    shown.grid.zoom(150)
    bar = shown.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shown.read()
    row, top = first_in_sight(shown)
    shown.grid.cells.request()
    shot = shown.model.shot(row)
    assert shot is not None
    assert shape_at(shown, row) == pytest.approx(1.4, rel=0.1)

    shown.pictures.show(shot.id, QImage(300, 600, QImage.Format.Format_RGB32))

    qtbot.waitUntil(lambda: shape_at(shown, row) == pytest.approx(0.5, rel=0.05))
    assert first_in_sight(shown) == (row, top)


def test_pictures_that_come_together_are_painted_together(shown: Shown, qtbot: QtBot) -> None:
    shown.read()
    shown.grid.cells.request()
    rows = list(shown.grid.rows_in_sight())[:3]
    shots = [shown.model.shot(row) for row in rows]
    told: list[set[int]] = []
    shown.grid.cells.came.connect(told.append)
    red = QImage(300, 200, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    for shot in shots:
        assert shot is not None
        shown.pictures.show(shot.id, red)
    assert told == []

    qtbot.waitUntil(lambda: told == [set(rows)])

    shown.pictures.show(shots[0].id if shots[0] else 0, red)
    qtbot.waitUntil(lambda: told == [set(rows), {rows[0]}])


def test_what_is_not_read_yet_is_painted_in_its_few_colours_at_once(
    shown: Shown, qtbot: QtBot
) -> None:
    def all_sketched() -> bool:
        shown.months.answer()
        return len(shown.model.sketches.known) == len(shown.model.months)

    qtbot.waitUntil(all_sketched, timeout=LONG_MILLISECONDS)
    red = QImage(3, 3, QImage.Format.Format_RGB16)
    red.fill(QColor("red"))
    shown.pictures.glimpses = dict.fromkeys(range(1, COUNT + 1), red)
    bar = shown.grid.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    seen = shown.grid.grab().toImage()
    rows = list(shown.grid.rows_in_sight())
    assert [shown.model.shot(row) for row in rows] == [None] * len(rows)
    for row in rows:
        middle = shown.grid.visualRect(shown.model.index(row)).center()
        if HEADING < middle.y() < shown.grid.height():
            assert seen.pixelColor(middle * seen.devicePixelRatio()).red() > 240
            assert seen.pixelColor(middle * seen.devicePixelRatio()).green() < 20


def test_what_cant_be_shown_looks_otherwise_than_what_is_on_its_way(shown: Shown) -> None:
    """A damaged file looked for ever as if it were still being read."""
    shown.read()
    row = next(iter(shown.grid.rows_in_sight()))
    shot = shown.model.shot(row)
    assert shot is not None
    box = shown.grid.visualRect(shown.model.index(row))
    on_its_way = shown.grid.grab(box).toImage()
    shown.pictures.troubles[shot.lead.photo_id] = Trouble.BROKEN
    broken = shown.grid.grab(box).toImage()
    corner = QPoint(box.width() // 2, 8) * broken.devicePixelRatio()
    ground = shown.grid.palette().window().color()
    assert on_its_way.pixelColor(corner) != broken.pixelColor(corner)
    assert broken.pixelColor(corner) == ground, "a frame has no ground of its own"
    shown.pictures.troubles[shot.lead.photo_id] = Trouble.EMPTY
    assert shown.grid.grab(box).toImage() != broken, "the reason stands in it"


def test_squares_are_a_choice(shown: Shown) -> None:
    shown.grid.set_square(True)
    shown.read()
    assert {shape_at(shown, row) for row in shown.grid.rows_in_sight()} == {1.0}
    shown.grid.set_square(False)
    assert len({shape_at(shown, row) for row in shown.grid.rows_in_sight()}) > 1


@pytest.mark.parametrize(
    ("cell", "words"),
    [(CELLS[1], "Monday, December 30, 2024"), (168, "December 2024"), (CELLS[0], "2024")],
)
def test_headings_say_the_day_the_month_or_the_year(shown: Shown, cell: int, words: str) -> None:
    shown.grid.zoom(cell)
    shown.read()
    assert title_words(shown.grid.layout_now.title(0)) == words


def test_zooming_keeps_the_photo_in_the_middle(shown: Shown) -> None:
    bar = shown.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    shown.read()
    rows = shown.grid.rows_in_sight()
    middle = rows[len(rows) // 2]
    for cell in (320, 90, 168):
        shown.grid.zoom(cell)
        shown.read()
        assert middle in shown.grid.rows_in_sight()


def test_the_scrubber_says_the_month_beside_the_pointer_with_previews(shown: Shown) -> None:
    scrubber, bubble = shown.timeline.scrubber, shown.timeline.bubble
    QTest.mouseMove(scrubber, QPoint(10, scrubber.height() - 20))
    shown.read()
    assert bubble.isVisible()
    last = shown.model.rowCount() - 1
    shown.grid.scrollTo(shown.model.index(last))
    first = shown.grid.rows_in_sight().start
    assert bubble.words == title_words(
        shown.grid.layout_now.title(shown.grid.layout_now.section_of(first))
    )
    assert shown.timeline.rect().contains(bubble.geometry())
    assert bubble.geometry().right() < scrubber.x()
    QApplication.sendEvent(scrubber, QEvent(QEvent.Type.Leave))
    assert not bubble.isVisible()


def test_dragging_the_scrubber_scrolls_through_everything(shown: Shown) -> None:
    scrubber, bar = shown.timeline.scrubber, shown.grid.verticalScrollBar()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(scrubber, left, pos=QPoint(10, scrubber.height() // 2))
    assert bar.value() == pytest.approx(bar.maximum() / 2, rel=0.02)
    QTest.mouseMove(scrubber, QPoint(10, scrubber.height() + 50))
    assert bar.value() == bar.maximum()
    QTest.mouseRelease(scrubber, left, pos=QPoint(10, scrubber.height() + 50))
    QTest.mouseMove(scrubber, QPoint(10, 20))
    assert bar.value() == bar.maximum(), "it is only pointed at"


def test_keys_on_the_scrubber_go_by_months_and_years(shown: Shown) -> None:
    scrubber = shown.timeline.scrubber

    def here() -> tuple[int, int]:
        year, month = divmod(shown.model.month_of(first_in_sight(shown)[0]), 12)
        return year, month + 1

    shown.read()
    QTest.keyClick(scrubber, Qt.Key.Key_Down)
    shown.read()
    assert here() == (2024, 11)
    QTest.keyClick(scrubber, Qt.Key.Key_PageDown)
    shown.read()
    assert here() == (2023, 12)
    QTest.keyClick(scrubber, Qt.Key.Key_PageDown)
    shown.read()
    assert here() == (2022, 12)
    QTest.keyClick(scrubber, Qt.Key.Key_Up)
    shown.read()
    assert here() == (2023, 1)
    QTest.keyClick(scrubber, Qt.Key.Key_End)
    assert scrubber.value() == scrubber.maximum() == shown.grid.verticalScrollBar().value()
    QTest.keyClick(scrubber, Qt.Key.Key_Home)
    assert scrubber.value() == 0


def test_a_month_that_changed_is_sketched_again(shown: Shown, ledger: Ledger) -> None:
    shown.read()
    month = shown.model.months[0].month
    before = shown.model.sketches.known[month]
    ledger.database.execute("UPDATE shot_photo SET shape = 3000")
    shown.model.refresh()
    shown.read()
    after = shown.model.sketches.known[month]
    assert after is not before
    assert set(after.shapes) == {3_000}
    assert shape_at(shown, 0) == pytest.approx(3, rel=0.05)


def test_the_size_and_the_squares_are_remembered(
    shown: Shown, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    preferences = Preferences(Home(tmp_path))
    theme = Theme(qapp)
    choice = CellChoice(theme, shown.grid, preferences)
    qtbot.addWidget(choice)
    assert (shown.grid.cell, shown.grid.square) == (168, False)
    choice.cells.setValue(240)
    choice.squares.click()
    assert (shown.grid.cell, shown.grid.square) == (240, True)
    preferences.save()

    shown.grid.zoom(100)
    shown.grid.set_square(False)
    again = CellChoice(theme, shown.grid, Preferences(Home(tmp_path)))
    qtbot.addWidget(again)
    assert (shown.grid.cell, shown.grid.square) == (100, True), "the last size was kept too"
    assert again.squares.isChecked()


@pytest.mark.parametrize("kept", ["", "0", "99999", "-5", "many"])
def test_a_size_that_makes_no_sense_is_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / "window.ini").write_text(f"[General]\nphoto_cell={kept}\n")
    cell = Preferences(Home(tmp_path)).photo_cell
    assert cell is None or cell == 0
