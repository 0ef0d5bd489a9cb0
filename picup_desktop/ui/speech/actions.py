"""What a screen reader can do with one photo of the grid."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAccessibleActionInterface, QAccessibleSelectionInterface
from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import Shiboken

from picup_desktop.ui.photos.model import ShotModel


class PhotoActions(QAccessibleActionInterface):
    """Opens a photo, or goes to it, for a reader."""

    def __init__(self, view: QAbstractItemView, model: ShotModel, row: int) -> None:
        super().__init__()
        self._view = view
        self._model = model
        self._row = row

    def actionNames(self) -> list[str]:
        """Return what can be done."""
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        """Open the photo, as a double click does; or make it the current one."""
        if not Shiboken.isValid(self._view):
            return
        index = self._model.index(self._row)
        if not index.isValid():
            return
        if name == self.pressAction():
            self._view.doubleClicked.emit(index)
        elif name == self.setFocusAction():
            self._view.setFocus()
            stays = QItemSelectionModel.SelectionFlag.NoUpdate
            self._view.selectionModel().setCurrentIndex(index, stays)
            self._view.scrollTo(index)

    def keyBindingsForAction(self, _name: str) -> list[str]:
        """Return no keys: those of the grid are not those of one photo."""
        return []


def address_of(
    interface: QAccessibleActionInterface | QAccessibleSelectionInterface | None,
) -> Shiboken.VoidPtr:
    """Return where Qt finds an interface that belongs to another one; zero for none.

    Qt takes nothing but such a pointer: None or a number instead of it ends the program.
    """
    (address,) = (0,) if interface is None else Shiboken.getCppPointer(interface)
    return Shiboken.VoidPtr(address)
