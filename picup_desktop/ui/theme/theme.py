"""The theme as the application wears it; follows the system's colour scheme live."""

from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from picup_desktop.ui.theme.colours import DARK, LIGHT, Colours, palette_of
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.theme.style import style_sheet


class Theme(QObject):
    """Hands out colours and icons; ``changed`` says that they must be asked for again."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._colours = LIGHT
        self._chosen: bool | None = None
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._wear()

    @property
    def colours(self) -> Colours:
        """Those of the scheme that is worn now."""
        return self._colours

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon in the colour of quiet text, or in another."""
        return icon(name, colour or self._colours.quiet)

    def choose(self, *, dark: bool | None) -> None:
        """Wear dark or light whatever the system does; None follows the system again."""
        self._chosen = dark
        self._wear()
        self.changed.emit()

    @Slot(Qt.ColorScheme)
    def _follow(self, _scheme: Qt.ColorScheme) -> None:
        self._wear()
        self.changed.emit()

    def _wear(self) -> None:
        system = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = system if self._chosen is None else self._chosen
        self._colours = DARK if dark else LIGHT
        self._application.setPalette(palette_of(self._colours))
        icons = files("picup_desktop.ui") / "resources" / "icons"
        self._application.setStyleSheet(
            style_sheet(
                self._colours,
                font_points=self._application.font().pointSizeF(),
                icons=str(icons).replace("\\", "/"),
                dark=dark,
            )
        )
