"""A start makes the first page; the others are made when they are asked for, loaded by then."""

import subprocess
import sys

EVERY_PAGE = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Shown(QObject):
    def eventFilter(self, part, event):
        if event.type() is QEvent.Type.Show and isinstance(part, QWidget) and part.isWindow():
            print("window:", type(part).__name__)
        return False

application = QApplication([])
shown = Shown()
application.installEventFilter(shown)
from picup_desktop.home import Home
from picup_desktop.ui.composition import make_context
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.frame.sidebar import PageName
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.screens import Screens
from picup_desktop.ui.start import preload

home = Home(Path(sys.argv[1]))
home.make()
context = make_context(application, home, Preferences(home))
screens = Screens(context, Commands(context.link), Preferences(home))
loaded = [name for name in preload.PAGES if name in sys.modules]
print("at the start:", *loaded)
preload._load()
screens.window.show()
before = set(sys.modules)
for place in PageName:
    screens.window.go(place)
    assert screens.window.place is place
screens.viewer, screens.duplicates
late = [name for name in set(sys.modules) - before if name.startswith("picup_desktop.ui.")]
print("late:", *sorted(late))
"""


def test_no_page_but_the_first_is_loaded_at_a_start_and_all_are_preloaded(
    tmp_path: object,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY_PAGE, str(tmp_path)],
        env={"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    # A part that is shown before it stands in the window flashes up as a window of its own.
    assert done.stdout.splitlines() == ["at the start:", "window: MainWindow", "late:"]
