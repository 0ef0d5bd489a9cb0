"""Everything that the window shows as pictures, to be looked at: ``make looks``.

No test by itself: it is collected only where it is named, and writes into ``PICUP_LOOKS``.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from picup_desktop.ui.face import Face
from tests.ui.conftest import LONG_MILLISECONDS, protected_photos
from tests.ui.everyone.screens import beside_the_pages
from tests.ui.everyone.test_every_screen import screens

SIZES = {
    ("en", "light"): ((760, 520), (900, 600), (1280, 800), (1366, 768), (1920, 1080)),
    ("en", "dark"): ((900, 600), (1366, 768)),
    ("ko", "light"): ((760, 520), (1280, 800)),
    ("ko", "dark"): ((760, 520),),
}
MOST_SECONDS = 1800
SETTLE_MILLISECONDS = 150


@pytest.mark.timeout(MOST_SECONDS)
@pytest.mark.parametrize(("spoken_code", "scheme"), SIZES)
def test_pictures(protected: Face, qtbot: QtBot, spoken_code: str, scheme: str) -> None:
    folder = Path(os.environ["PICUP_LOOKS"]) / f"{spoken_code}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    protected.context.theme.choose(dark=scheme == "dark")
    protected.speak(spoken_code)
    protected.window.show()
    qtbot.waitUntil(lambda: protected_photos(protected) > 0, timeout=LONG_MILLISECONDS)
    for walk in (screens, beside_the_pages):
        for number, (name, window) in enumerate(walk(protected, qtbot)):
            stem = re.sub(r"\W+", "-", f"{walk.__name__[0]}{number:02} {name}")
            for size in sizes(name, window, protected, SIZES[spoken_code, scheme]):
                if size is not None:
                    window.resize(*size)
                qtbot.wait(SETTLE_MILLISECONDS)
                file = f"{stem} {window.width()}x{window.height()}.png"
                window.grab().save(str(folder / file))


def sizes(
    name: str, window: QWidget, face: Face, wanted: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int] | None]:
    """The window and the wizard in every size; dialogs as they make themselves."""
    if window is face.window or name.startswith("wizard"):
        yield from wanted
    else:
        yield None
