"""``picup-desktop``: reads its arguments, and opens the window where that can be.

Qt ends the process where there is no screen, and may not be installed: both are looked at before.
"""

import argparse
import os
import sys
from pathlib import Path

from picup_desktop import __version__
from picup_desktop.errors import PicupError
from picup_desktop.home import Home, default_home
from picup_desktop.names import Shown
from picup_desktop.program.window import QT, NoWindow, check_window

HOME_VARIABLE = "PICUP_HOME"


def main() -> None:
    """Open the window and run until a person quits; say in a sentence why there is none."""
    given = _arguments()
    try:
        check_window()
        _open_window(_home(given.home), hidden=given.hidden)
    except PicupError as error:
        _tell(f"{error.heading}. {error.sentence}")
        sys.exit(int(error.exit_code))


def _open_window(home: Home, *, hidden: bool) -> None:
    try:
        from picup_desktop.ui.main import open_window  # noqa: PLC0415 - it loads Qt
    except ImportError as error:
        # Qt itself is there; a library that it asks of the system is not.
        if (error.name or "").partition(".")[0] != QT:
            raise
        raise NoWindow("qt-cant-be-loaded", why=str(error)) from error
    open_window(home, hidden=hidden)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="picup-desktop", description="Keeps every photo, sealed, on two storages."
    )
    parser.add_argument("--home", metavar="DIR", help="keep all state of one profile under DIR")
    parser.add_argument("--hidden", action="store_true", help="start in the tray")
    parser.add_argument("--version", action="version", version=f"picup-desktop {__version__}")
    return parser.parse_args()


def _home(named: str | None) -> Home:
    chosen = named or os.environ.get(HOME_VARIABLE)
    return Home(Path(chosen).expanduser().absolute()) if chosen else default_home()


def _tell(sentence: Shown) -> None:
    """Print it; where a program without a console has no output, Windows shows it in a box."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    elif sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - of use on Windows only

        ctypes.windll.user32.MessageBoxW(None, sentence, "PicUp", 0x10)


if __name__ == "__main__":
    main()
