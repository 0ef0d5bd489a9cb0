"""The application's theme, which follows the system's colour scheme while it runs."""

from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication

from picup_desktop.ui.theme.colours import DARK, LIGHT, Colours, palette_of
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.theme.style import style_sheet

TEXT_SIZES = (100, 125, 150, 175, 200)
"""What the size of the text can be, in per cent of the system's."""


class Theme(QObject):
    """Provide colours and icons; emit ``changed`` when widgets must ask for them again."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._colours = LIGHT
        self._chosen: bool | None = None
        self._text_size = TEXT_SIZES[0]
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def colours(self) -> Colours:
        """The colours of the current scheme."""
        return self._colours

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """Return an icon in the colour of quiet text, or in ``colour``. KeyError."""
        return icon(name, colour or self._colours.quiet)

    def choose(self, *, dark: bool | None) -> None:
        """Use the dark or the light scheme; None follows the system."""
        self._chosen = dark
        self._apply()
        self.changed.emit()

    def size_text(self, per_cent: int) -> None:
        """Show text in so many per cent of the system's size; other than ``TEXT_SIZES``: 100."""
        self._text_size = per_cent if per_cent in TEXT_SIZES else TEXT_SIZES[0]
        self._apply()
        self.changed.emit()

    @Slot(Qt.ColorScheme)
    def _follow(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        system = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = system if self._chosen is None else self._chosen
        self._colours = DARK if dark else LIGHT
        self._application.setPalette(palette_of(self._colours))
        font = QFont(self._application.font())
        usual = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
        font.setPointSizeF(usual * self._text_size / 100)
        self._application.setFont(font)
        icons = files("picup_desktop.ui") / "resources" / "icons"
        self._application.setStyleSheet(
            style_sheet(
                self._colours,
                font_points=font.pointSizeF(),
                line_pixels=QFontMetrics(font).height(),
                icons=str(icons).replace("\\", "/"),
                dark=dark,
            )
        )
