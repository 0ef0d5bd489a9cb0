"""What the window remembers: its geometry, language, colours, photos, searches, size of text."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from picup_desktop.home import PRIVATE_FILE_MODE, Home

FILE = "window.ini"
FEW_DIGITS = re.compile(r"[0-9]{1,4}")


class Preferences:
    """Preferences of one home, in a file beside the ledger."""

    def __init__(self, home: Home) -> None:
        self._settings = QSettings(str(home.folder / FILE), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The code of a language, or empty for the system's."""
        return str(self._settings.value("language", ""))

    @language.setter
    def language(self, chosen: str) -> None:
        self._settings.setValue("language", chosen)

    @property
    def dark(self) -> bool | None:
        """Whether the dark scheme is chosen; None follows the system."""
        chosen = str(self._settings.value("scheme", ""))
        return {"dark": True, "light": False}.get(chosen)

    @dark.setter
    def dark(self, chosen: bool | None) -> None:
        names = {True: "dark", False: "light", None: ""}
        self._settings.setValue("scheme", names[chosen])

    @property
    def photo_cell(self) -> int | None:
        """The chosen size of the cells of the photos, in pixels; None before one is chosen."""
        chosen = str(self._settings.value("photo_cell", ""))
        return int(chosen) if FEW_DIGITS.fullmatch(chosen) else None

    @photo_cell.setter
    def photo_cell(self, chosen: int) -> None:
        self._settings.setValue("photo_cell", str(chosen))

    @property
    def photo_squares(self) -> bool:
        """Whether photos are shown as squares; if not, in their own shapes."""
        return str(self._settings.value("photo_squares", "")) == "yes"

    @photo_squares.setter
    def photo_squares(self, chosen: bool) -> None:
        self._settings.setValue("photo_squares", "yes" if chosen else "")

    @property
    def text_size(self) -> int:
        """The size of the text in per cent of the system's; 100 for what is no number."""
        kept = str(self._settings.value("text_size", ""))
        return int(kept) if FEW_DIGITS.fullmatch(kept) else 100

    @text_size.setter
    def text_size(self, per_cent: int) -> None:
        self._settings.setValue("text_size", str(per_cent))

    @property
    def tray_explained(self) -> bool:
        """Whether the person was told that closing the window does not quit."""
        return str(self._settings.value("told_of_tray", "")) == "yes"

    @tray_explained.setter
    def tray_explained(self, explained: bool) -> None:
        self._settings.setValue("told_of_tray", "yes" if explained else "")

    @property
    def albums_as_list(self) -> bool:
        """Whether the albums stand in a list, and not as cards."""
        return str(self._settings.value("albums", "")) == "list"

    @albums_as_list.setter
    def albums_as_list(self, chosen: bool) -> None:
        self._settings.setValue("albums", "list" if chosen else "")

    @property
    def slideshow_seconds(self) -> int:
        """How long the slideshow shows each photo, in seconds; 0 if nobody chose it."""
        chosen = str(self._settings.value("slideshow_seconds", ""))
        return int(chosen) if chosen.isdecimal() else 0

    @slideshow_seconds.setter
    def slideshow_seconds(self, chosen: int) -> None:
        self._settings.setValue("slideshow_seconds", str(chosen))

    @property
    def slideshow_films(self) -> bool:
        """Whether the slideshow plays films, and does not skip them."""
        return str(self._settings.value("slideshow_films", "")) == "yes"

    @slideshow_films.setter
    def slideshow_films(self, chosen: bool) -> None:
        self._settings.setValue("slideshow_films", "yes" if chosen else "")

    @property
    def always_marks(self) -> bool:
        """Whether photos that are safe and here have a mark too."""
        return str(self._settings.value("always_marks", "")) == "yes"

    @always_marks.setter
    def always_marks(self, chosen: bool) -> None:
        self._settings.setValue("always_marks", "yes" if chosen else "")

    @property
    def views(self) -> str:
        """The saved searches of the photos page, as ``ui/photos/finding/views.py`` writes them."""
        kept = self._settings.value("views", "")
        return kept if isinstance(kept, str) else ""

    @views.setter
    def views(self, kept: str) -> None:
        self._settings.setValue("views", kept)
        self.save()

    @property
    def geometry(self) -> QByteArray:
        """The window's last geometry; empty at first."""
        kept = self._settings.value("geometry", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, kept: QByteArray) -> None:
        self._settings.setValue("geometry", kept)

    def save(self) -> None:
        """Write the file now; only its owner may read it, because searches name photos."""
        self._settings.sync()
        file = Path(self._settings.fileName())
        if file.exists():
            file.chmod(PRIVATE_FILE_MODE)
