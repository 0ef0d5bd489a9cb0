"""``picup-desktop``: the window."""

import argparse
import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from picup_desktop import __version__
from picup_desktop.home import Home, default_home
from picup_desktop.ui.face import Face
from picup_desktop.ui.frame.window import app_icon
from picup_desktop.ui.language import Language
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.single import SingleWindow

HOME_VARIABLE = "PICUP_HOME"


def main() -> None:
    """Open the window, and stay until somebody quits."""
    given = _arguments()
    home = _home(given.home)
    home.make()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("PicUp")
    application.setDesktopFileName("picup-desktop")
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)
    single = SingleWindow(home)
    if not single.first():
        return
    language = Language(application)
    language.speak(Preferences(home).language)
    face = Face(application, home, language, hidden=given.hidden)
    single.raised.connect(face.bring_up)
    # Python hears a signal as soon as the event loop next calls something of ours.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: face.quit())
    face.begin()
    code = application.exec()
    single.end()
    face.end()
    sys.exit(code)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="picup-desktop", description="Keeps every photo, sealed, on two NAS boxes."
    )
    parser.add_argument("--home", metavar="DIR", help="keep all state of one profile under DIR")
    parser.add_argument("--hidden", action="store_true", help="start in the tray")
    parser.add_argument("--version", action="version", version=f"picup-desktop {__version__}")
    return parser.parse_args()


def _home(named: str | None) -> Home:
    chosen = named or os.environ.get(HOME_VARIABLE)
    return Home(Path(chosen).expanduser().absolute()) if chosen else default_home()


if __name__ == "__main__":
    main()
