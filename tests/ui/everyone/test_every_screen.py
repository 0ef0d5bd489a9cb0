"""Every screen for everyone: names, contrast, the keyboard alone, large text, right to left.

One window on one real engine is taken through all of it, because each start costs seconds.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.sidebar import PageName, Sidebar
from picup_desktop.ui.frame.window import SMALLEST
from picup_desktop.ui.language import Language, families_for
from tests.ui.conftest import LONG_MILLISECONDS, Boxes
from tests.ui.everyone.contrast import measure
from tests.ui.everyone.controls import (
    clipped,
    controls,
    mouse_only,
    nameless,
    needs_a_way,
    same_group,
)
from tests.ui.everyone.pseudo import BEGIN, PseudoLanguage
from tests.ui.everyone.screens import beside_the_pages, settle

SIZE = (1280, 800)
MOST_TABS = 400
MOST_STAYS = 4
CATALOGUE = frozenset(map(str, catalogue_of(ENGLISH).entries.values()))
Ask = Callable[[QWidget], list[str]]


def screens(face: Face, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Every page with something on it."""
    window = face.window
    for place in PageName:
        window.go(place)
        if place is PageName.PHOTOS:
            qtbot.waitUntil(lambda: face.screens.photos.model.shot(0) is not None, timeout=10_000)
        if place is PageName.RESTORE:
            face.screens.restore.choice.some.click()
        if place is PageName.SPACE:
            qtbot.waitUntil(lambda: is_looked_at(face), timeout=10_000)
        settle()
        yield place.value, window


def is_looked_at(face: Face) -> bool:
    """Whether the engine has said what could go, which enables and shows controls."""
    space = face.screens.space
    return bool(space.albums) and space.look is not None and "Checking" not in space.headline


def on_every_screen(face: Face, qtbot: QtBot, *questions: Ask) -> str:
    """Ask each question about all that the window shows; return the faults, one in a line."""
    return "\n".join(
        f"{name}: {fault}"
        for walk in (screens, beside_the_pages)
        for name, window in walk(face, qtbot)
        for ask in questions
        for fault in ask(window)
    )


def too_faint(window: QWidget) -> list[str]:
    return [
        f"{one.what} {one.ratio:.2f} < {one.needed}" for one in measure(window) if not one.enough
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_everything_on_every_screen_can_be_told_apart(
    protected: Face, qtbot: QtBot, dark: bool
) -> None:
    protected.context.theme.choose(dark=dark)
    opened(protected, qtbot)
    assert not (found := on_every_screen(protected, qtbot, too_faint)), found


def test_every_control_has_a_name_and_is_reached_by_the_keyboard_alone(
    protected: Face, qtbot: QtBot
) -> None:
    opened(protected, qtbot)
    asked = nameless, mouse_only, not_reached
    assert not (found := on_every_screen(protected, qtbot, *asked)), found


def opened(face: Face, qtbot: QtBot) -> None:
    face.window.resize(*SIZE)
    face.window.show()
    qtbot.waitExposed(face.window)


def test_large_text_is_whole_at_any_size(protected: Face, qtbot: QtBot) -> None:
    theme = protected.context.theme
    protected.window.show()
    try:
        theme.size_text(200)
        protected.speak("en")
        for size in (SIZE, SMALLEST):
            # The new window is as wide as the screen of the tests, which is narrow.
            protected.window.resize(*size)
            found = on_every_screen(protected, qtbot, clipped)
            assert not found, f"{size}: {found}"
    finally:
        theme.size_text(100)


def not_reached(window: QWidget) -> list[str]:
    """Press Tab until the focus is back where it was; return what it never stood on.

    Also what looks the same with the focus as without it.
    """
    window.activateWindow()
    settle()
    window.setFocus()
    seen: list[QWidget] = []
    stays = 0
    unseen: list[str] = []
    for _ in range(MOST_TABS):
        before = QApplication.focusWidget()
        QTest.keyClick(before or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is before and stays < MOST_STAYS:
            # A time has parts of its own to go through.
            stays += 1
            continue
        stays = 0
        if now is None or now in seen:
            break
        seen.append(now)
        if now is not window and not _shows_focus(now, window):
            unseen.append(f"no focus to be seen on {type(now).__name__} {now.accessibleName()}")
    wanted = needs_a_way(window)
    missing = [
        f"never on {type(one).__name__} {one.accessibleName()}"
        for one in wanted
        if not any(one is each or one.isAncestorOf(each) or same_group(one, each) for each in seen)
    ]
    return [*missing, *unseen]


def _shows_focus(widget: QWidget, window: QWidget) -> bool:
    """Return whether a widget that has the focus looks unlike without it."""
    settle()
    box = widget.rect().translated(widget.mapTo(window, QPoint(0, 0))).adjusted(-4, -4, 4, 4)
    with_focus = window.grab(box).toImage()
    widget.clearFocus()
    settle()
    without = window.grab(box).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return with_focus != without


def test_a_language_that_is_longer_and_reads_from_right_to_left(
    boxes: Boxes, protected: Face, qtbot: QtBot, qapp: QApplication
) -> None:
    speaks = PseudoLanguage(qapp)
    speaks.speak("")
    face = Face(qapp, boxes.home, speaks)
    try:
        face.begin()
        qtbot.waitUntil(
            lambda: face.context.link.connected and face.context.app_state.snapshot is not None,
            timeout=LONG_MILLISECONDS,
        )
        face.window.resize(*SIZE)
        face.window.show()
        assert not (found := on_every_screen(face, qtbot, clipped, untranslated)), found
        sidebar = face.window.findChild(Sidebar)
        assert isinstance(sidebar, Sidebar)
        assert sidebar.mapTo(face.window, QPoint(0, 0)).x() > face.window.width() // 2
    finally:
        face.window.leave()
        face.end()
        face.screens.lock.end()
        for each in (face.window, face.screens.viewer, face.screens, face.tray):
            each.deleteLater()
        speaks.fall_silent()


def untranslated(window: QWidget) -> list[str]:
    """Return the buttons whose words did not go through the translator, nor from the catalogue."""
    texts = [str(one.property("text") or "") for one in controls(window)]
    return [
        text
        for text in texts
        if text[:1].isalpha() and " " in text and BEGIN not in text and text not in CATALOGUE
    ]


def test_a_named_font_of_the_language_comes_first() -> None:
    named, system = ("Pretendard", "Noto Sans KR", "Malgun Gothic"), QFont(["Sans"])
    installed = ["Malgun Gothic", "Noto Sans KR", "Other"]
    assert families_for(named, system, installed) == ["Noto Sans KR", "Malgun Gothic", "Sans"]
    assert families_for(named, system, ["Other"]) == ["Sans"]
    assert families_for((), system, installed) == ["Sans"]
    # The system's own is one of them: nothing is put before it.
    assert families_for(named, QFont(["Malgun Gothic"]), installed) == ["Malgun Gothic"]


def test_korean_asks_for_its_fonts(
    language: Language, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = qapp.font().families()
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [*own, "Noto Sans KR"])
    language.speak("ko")
    assert qapp.font().families() == ["Noto Sans KR", *own]
    language.speak("en")
    assert qapp.font().families() == own
