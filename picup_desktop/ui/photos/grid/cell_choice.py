"""How the cells look, as a person chooses it: their size, and true shapes or squares."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from picup_desktop.ui.photos.grid.grid import CELLS, PhotoGrid
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.theme.theme import Theme

SLIDER_WIDTH = 120
ICON = QSize(20, 20)


class CellChoice(QWidget):
    """Change the grid, and keep what is chosen in the preferences."""

    def __init__(self, theme: Theme, grid: PhotoGrid, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._grid = grid
        self._preferences = preferences
        self.cells = QSlider(Qt.Orientation.Horizontal)
        self.cells.setRange(*CELLS)
        self.cells.setFixedWidth(SLIDER_WIDTH)
        size = translate("Photos", "Size of the photos")
        self.cells.setAccessibleName(size)
        self.cells.setToolTip(plain_tip(size))
        self.squares = QToolButton()
        self.squares.setCheckable(True)
        self.squares.setIconSize(ICON)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.squares)
        layout.addWidget(self.cells)
        grid.set_square(preferences.photo_squares)
        grid.zoom(preferences.photo_cell or grid.cell)
        self.squares.setChecked(grid.square)
        self.cells.setValue(grid.cell)
        self.cells.valueChanged.connect(grid.zoom)
        grid.zoomed.connect(self._zoomed)
        self.squares.toggled.connect(self._square)
        theme.changed.connect(self._colour)
        self._colour()

    @Slot(int)
    def _zoomed(self, cell: int) -> None:
        self.cells.setValue(cell)
        self._preferences.photo_cell = cell

    @Slot(bool)
    def _square(self, square: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._grid.set_square(square)
        self._preferences.photo_squares = square
        self._colour()

    @Slot()
    def _colour(self) -> None:
        """Show what the button changes to."""
        square = self.squares.isChecked()
        self.squares.setIcon(self._theme.icon("rows" if square else "squares"))
        words = (
            translate("Photos", "Show photos in their own shapes")
            if square
            else translate("Photos", "Show photos as squares")
        )
        self.squares.setAccessibleName(words)
        self.squares.setToolTip(plain_tip(words))
