"""Another date for one or many photos: what is chosen, what is shown before, and undoing it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.clock import FIRST_WALL_CLOCK, LAST_WALL_CLOCK, read_wall_clock
from picup_desktop.engine.ipc.commands.dates import CorrectDates, UndoDates
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.messages.message import Message
from picup_desktop.ui.dates.change import AT_ONCE, Sent, send, sent_words
from picup_desktop.ui.dates.choice import Choice, Doubt, Span, Way, doubt_of
from picup_desktop.ui.dates.dialog import DateDialog, day_format
from picup_desktop.ui.face import Face
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.words import DateFrom
from tests.ui.conftest import LONG_MILLISECONDS
from tests.ui.pictures.test_photos import page, select, shots_of  # noqa: F401 - a fixture

NOON = read_wall_clock("2008-05-30T12:00:00")
HOUR = 3600
SPAN = Span(NOON, NOON + HOUR, 3)


def test_what_each_way_does() -> None:
    first = Choice(Way.FIRST, NOON - HOUR)
    assert first.after(SPAN) == (NOON - HOUR, NOON)
    assert first.command(SPAN, ("1", "2")) == CorrectDates(("1", "2"), seconds=-HOUR)
    moved = Choice(Way.MOVE, NOON, 7)
    assert moved.after(SPAN) == (NOON + 7, NOON + HOUR + 7)
    assert moved.command(SPAN, ("1",)) == CorrectDates(("1",), seconds=7)
    same = Choice(Way.SAME, NOON)
    assert same.after(SPAN) == (NOON, NOON)
    assert same.command(SPAN, ("1",)) == CorrectDates(("1",), taken_at="2008-05-30T12:00:00")
    assert same.changes(SPAN)
    assert not Choice(Way.FIRST, NOON).changes(SPAN)
    assert not Choice(Way.MOVE, NOON, 0).changes(SPAN)


@pytest.mark.parametrize(
    ("after", "doubt"),
    [
        ((NOON, NOON), None),
        ((NOON, NOON + 1), Doubt.FUTURE),
        ((read_wall_clock("1826-01-01T00:00:00"), NOON), None),
        ((read_wall_clock("1825-12-31T23:59:59"), NOON), Doubt.TOO_EARLY),
        ((FIRST_WALL_CLOCK, NOON), Doubt.TOO_EARLY),
        ((FIRST_WALL_CLOCK - 1, NOON), Doubt.BEYOND),
        ((NOON, LAST_WALL_CLOCK), Doubt.FUTURE),
        ((NOON, LAST_WALL_CLOCK + 1), Doubt.BEYOND),
    ],
)
def test_a_date_that_may_be_a_slip_is_told(after: tuple[int, int], doubt: Doubt | None) -> None:
    assert doubt_of(after, NOON) is doubt


class Link:
    """Answers like the engine; ``refuse`` from that command on."""

    def __init__(self, refuse: int = 10**9) -> None:
        self.asked: list[Any] = []
        self._refuse = refuse

    def ask(
        self, command: Any, done: Callable[[Any], None], refused: Callable[[Any], None]
    ) -> None:
        self.asked.append(command)
        if len(self.asked) >= self._refuse:
            refused(Failure("title", Message("vault-locked-unlock-first-then")))
            return
        ids = [int(one) for one in command.photos if int(one) % 2]
        done({"ids": ids, "deleted": 1, "gone": 2})


def test_very_many_photos_are_sent_page_by_page() -> None:
    link, ended = Link(), list[Sent]()
    send(link, UndoDates, range(2 * AT_ONCE + 1), ended.append)  # type: ignore[arg-type]
    assert [len(one.photos) for one in link.asked] == [AT_ONCE, AT_ONCE, 1]
    assert ended == [Sent(tuple(range(1, 2 * AT_ONCE, 2)), 9)]
    send(link, UndoDates, [], ended.append)  # type: ignore[arg-type]
    assert ended[-1] == Sent((), 0)


def test_what_was_changed_before_a_refusal_can_be_undone() -> None:
    link, ended = Link(refuse=2), list[Sent]()
    send(link, UndoDates, range(3 * AT_ONCE), ended.append)  # type: ignore[arg-type]
    (sent,) = ended
    assert (len(link.asked), len(sent.changed)) == (2, AT_ONCE // 2)
    assert "locked" in sent_words(sent, 3)
    assert sent_words(sent, 3).startswith("3 photos have another date. 3 files were deleted")


@pytest.fixture
def asked(qtbot: QtBot) -> Callable[[Span], DateDialog]:
    over = QWidget()
    qtbot.addWidget(over)
    return lambda span: DateDialog(span, over, corrected=False)


def test_the_dialog_shows_what_comes_of_a_choice(asked: Callable[[Span], DateDialog]) -> None:
    dialog = asked(SPAN)
    chosen: list[Choice] = []
    dialog.chosen.connect(chosen.append)
    assert not dialog.yes.isEnabled(), "nothing would change"
    dialog.when.choose(QDate(2009, 6, 1), QTime(8, 30))
    first, last = dialog.preview.splitlines()
    assert "2008" in first
    assert "2009" in first
    assert "9:30" in last
    dialog.move_all.setChecked(True)
    assert not dialog.yes.isEnabled()
    dialog.offset.hours.setValue(1)
    dialog.offset.direction.setCurrentIndex(1)
    assert dialog.choice == Choice(Way.MOVE, NOON, -HOUR)
    dialog.same.setChecked(True)
    dialog.when.choose(QDate(2300, 1, 1), QTime(0, 0))
    assert "future" in dialog.doubt
    dialog.when.choose(QDate(1800, 1, 1), QTime(0, 0))
    assert "1826" in dialog.doubt
    dialog.yes.click()
    assert chosen == [Choice(Way.SAME, read_wall_clock("1800-01-01T00:00:00"))]


def test_one_photo_has_no_others_to_move(asked: Callable[[Span], DateDialog]) -> None:
    dialog = asked(Span(NOON, NOON, 1))
    assert not dialog.first.isVisibleTo(dialog)
    dialog.when.choose(QDate(2008, 5, 29), QTime(12, 0))
    assert dialog.choice == Choice(Way.SAME, NOON - 24 * HOUR)
    assert len(dialog.preview.splitlines()) == 1
    assert "yyyy" in day_format()


def test_a_date_before_every_box_is_kept_until_another_is_chosen(
    asked: Callable[[Span], DateDialog],
) -> None:
    dialog = asked(Span(FIRST_WALL_CLOCK, FIRST_WALL_CLOCK, 1))
    dialog.when.choose(QDate(1950, 1, 1), QTime(0, 0))
    assert dialog.choice.taken_at == read_wall_clock("1950-01-01T00:00:00")


def dialog_of(widget: QWidget) -> DateDialog:
    found = [each for each in widget.findChildren(DateDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def chosen(page: PhotosPage) -> set[tuple[int, DateFrom]]:  # noqa: F811 - the page of a test
    shots = [page.model.shot(row) for row in page.grid.chosen_rows()]
    return {(shot.id, shot.date_from) for shot in shots if shot is not None}


def test_photos_get_another_date_stay_chosen_and_have_their_own_again(
    page: PhotosPage,  # noqa: F811 - the fixture
    protected: Face,
    qtbot: QtBot,
) -> None:
    before = shots_of(page)
    oldest, other = before[-1], before[0]
    files = {p: p.read_bytes() for p in map(page.shot_pictures.file, before) if p is not None}
    select(page, 0, len(before) - 1)
    menu = page.menu_for([other, oldest], 0)
    change = next(a for a in menu.actions() if a.text() == "Change date…")
    assert isinstance(change, QAction)
    change.trigger()
    dialog = dialog_of(page)
    dialog.when.choose(QDate(1999, 12, 31), QTime(23, 59))
    dialog.yes.click()

    nineties = read_wall_clock("1999-12-31T23:59:00")
    by_person = {(oldest.id, DateFrom.PERSON), (other.id, DateFrom.PERSON)}
    qtbot.waitUntil(lambda: chosen(page) == by_person, timeout=LONG_MILLISECONDS)
    now = {shot.id: shot.taken_at for shot in shots_of(page)}
    assert now[oldest.id] == nineties
    assert now[other.id] == nineties + other.taken_at - oldest.taken_at
    assert {path: path.read_bytes() for path in files} == files

    assert protected.window.toast.isVisible()
    protected.window.toast._undo.click()
    qtbot.waitUntil(lambda: shots_of(page) == before, timeout=LONG_MILLISECONDS)

    viewer = protected.screens.viewer
    page.grid.clearSelection()
    viewer.view(0, True)
    qtbot.waitUntil(lambda: bool(viewer.info.lines), timeout=LONG_MILLISECONDS)
    viewer.info.change_date.click()
    dialog = dialog_of(viewer)
    assert not dialog.files.isVisibleTo(dialog)
    dialog.when.choose(QDate(2300, 1, 1), QTime(12, 0))
    dialog.yes.click()
    qtbot.waitUntil(lambda: "2300" in " ".join(viewer.info.lines), timeout=LONG_MILLISECONDS)
    viewer.info.change_date.click()
    dialog = dialog_of(viewer)
    dialog.files.click()
    qtbot.waitUntil(lambda: "2300" not in " ".join(viewer.info.lines), timeout=LONG_MILLISECONDS)
    viewer.close()
    qtbot.waitUntil(lambda: shots_of(page) == before, timeout=LONG_MILLISECONDS)
