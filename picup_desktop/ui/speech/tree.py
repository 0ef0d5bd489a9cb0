"""The grid as screen readers see it: parts, and in each a list item for every photo.

Qt's own grid tells them nothing, because the cells are painted. An item is made when it is
asked for and ended once many others were, so that a million photos cost nothing.

Qt deletes an interface that is registered, so that the Python object is kept until then.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
    QWindow,
)
from PySide6.QtWidgets import QAbstractItemView
from shiboken6 import Shiboken

from picup_desktop.ledger.gallery.gallery import Month, ShownShot
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.speech.actions import PhotoActions, address_of
from picup_desktop.ui.speech.parts import Part, Parts
from picup_desktop.ui.speech.words import (
    name_or_description,
    part_words,
    photo_words,
    place_words,
)

MOST_ITEMS = 2_000
"""Items that are kept; a part's are asked for together (``parts.py``)."""
MOST_AWAITED = 8
"""Rows whose photos are read for a reader at once, each with its neighbours."""
Flag = QItemSelectionModel.SelectionFlag
Role = QAccessible.Role


class SpokenTree:
    """The interfaces of one grid that exist now."""

    def __init__(
        self, view: QAbstractItemView, model: ShotModel, in_sight: Callable[[], Iterable[int]]
    ) -> None:
        self.view = view
        self.model = model
        self._in_sight = in_sight
        self._awaited: deque[int] = deque(maxlen=MOST_AWAITED)
        self._months: tuple[Month, ...] = ()
        self.parts = Parts(())
        self.root: SpokenGrid | None = None
        self._groups: dict[int, tuple[SpokenPart, int]] = {}
        self._items: OrderedDict[int, tuple[SpokenPhoto, int]] = OrderedDict()

    def interface(self) -> "SpokenGrid":
        """Return the grid's interface, which Qt asks for once."""
        if self.root is None:
            self.lay_out()
            self.root = SpokenGrid(self)
        return self.root

    @property
    def alive(self) -> bool:
        """Whether the grid still exists."""
        return Shiboken.isValid(self.view)

    def group(self, number: int) -> "SpokenPart | None":
        """Return a part, by its number from the top; None if there is none."""
        if not 0 <= number < len(self.parts):
            return None
        if number not in self._groups:
            made = SpokenPart(self, number)
            self._groups[number] = made, QAccessible.registerAccessibleInterface(made)
        return self._groups[number][0]

    def item(self, row: int) -> "SpokenPhoto | None":
        """Return the item of a row; None if there is none."""
        if self.parts.holding(row) is None:
            return None
        if row not in self._items:
            made = SpokenPhoto(self, row)
            self._items[row] = made, QAccessible.registerAccessibleInterface(made)
        self._items.move_to_end(row)
        if len(self._items) > MOST_ITEMS:
            _, (oldest, known_as) = self._items.popitem(last=False)
            _end(oldest, known_as)
        return self._items[row][0]

    def made(self, row: int) -> "SpokenPhoto | None":
        """Return the item of a row if a reader has asked for it."""
        found = self._items.get(row)
        return found[0] if found else None

    def rows_made(self) -> list[int]:
        """Return the rows whose items a reader has asked for."""
        return list(self._items)

    def shot(self, row: int) -> ShownShot | None:
        """Return a row's photo; None until it is read, which the announcer tells."""
        found = self.model.shot(row)
        if found is None and row not in self._awaited:
            self._awaited.append(row)
            self.model.want([*self._in_sight(), *self._awaited])
        return found

    def lay_out(self) -> None:
        """Follow the model's months. Where they changed, rows are other photos: items are ended."""
        months = self.model.months
        if months != self._months:
            self.drop()
            self._months, self.parts = months, Parts(months)

    def drop(self) -> None:
        """End every part and item."""
        ended = [*self._items.values(), *self._groups.values()]
        self._items.clear()
        self._groups.clear()
        self._awaited.clear()
        self._months, self.parts = (), Parts(())
        for interface, known_as in ended:
            _end(interface, known_as)

    def part_of(self, row: int) -> tuple[int, Part] | None:
        """Return the number of a row's part, and the part."""
        number = self.parts.holding(row)
        return None if number is None else (number, self.parts[number])


class _OfGrid(QAccessibleInterface):
    """What all interfaces of the grid have in common."""

    def __init__(self, tree: SpokenTree) -> None:
        super().__init__()
        self._tree = tree

    def isValid(self) -> bool:
        """Return whether there still is what it speaks of."""
        return self._tree.alive

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt allows none
        """Return no object: cells are painted."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # Qt allows none
        """Return the window that it is in."""
        return self._tree.view.window().windowHandle() if self._tree.alive else None

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Ignore a new text: nothing here can be edited."""

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return the photo at a place of the screen."""
        if not self.isValid():
            return None
        index = self._tree.view.indexAt(self._tree.view.viewport().mapFromGlobal(QPoint(x, y)))
        return self._tree.item(index.row()) if index.isValid() else None


class SpokenGrid(_OfGrid):
    """The whole grid: a list of parts."""

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt allows none
        """Return the grid."""
        return self._tree.view if self._tree.alive else None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return what the grid stands in."""
        above = self._tree.view.parentWidget()
        return None if above is None else QAccessible.queryAccessibleInterface(above)

    def role(self) -> QAccessible.Role:
        """Return that it is a list."""
        return Role.List

    def text(self, kind: QAccessible.Text) -> Shown:
        """Return the grid's name."""
        view = self._tree.view
        return name_or_description(
            kind,
            lambda: shown(view.accessibleName()),
            lambda: shown(view.accessibleDescription()),
        )

    def rect(self) -> QRect:
        """Return its place on the screen."""
        view = self._tree.view
        return QRect(view.mapToGlobal(QPoint(0, 0)), view.size())

    def state(self) -> QAccessible.State:
        """Return that it has the focus or can have it, and that several can be selected."""
        view, state = self._tree.view, QAccessible.State()
        state.focusable = state.multiSelectable = state.extSelectable = 1
        state.focused = int(view.hasFocus())
        state.invisible = int(not view.isVisible())
        return state

    def childCount(self) -> int:
        """Return the number of parts."""
        return len(self._tree.parts)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return a part."""
        return self._tree.group(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the number of a part; -1 for others."""
        return child.number if isinstance(child, SpokenPart) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return the current photo."""
        view = self._tree.view
        return self._tree.item(view.currentIndex().row()) if view.hasFocus() else None


class SpokenPart(_OfGrid):
    """A month, or a piece of one: a list of photos."""

    def __init__(self, tree: SpokenTree, number: int) -> None:
        super().__init__(tree)
        self.number = number
        self._selection = _PartSelection(self)

    @property
    def part(self) -> Part:
        """Its rows."""
        return self._tree.parts[self.number]

    @property
    def tree(self) -> SpokenTree:
        """The grid's interfaces."""
        return self._tree

    def isValid(self) -> bool:
        """Return whether the part still exists."""
        return self._tree.alive and self.number < len(self._tree.parts)

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return the grid."""
        return QAccessible.queryAccessibleInterface(self._tree.view)

    def role(self) -> QAccessible.Role:
        """Return that it is a list."""
        return Role.List

    def text(self, kind: QAccessible.Text) -> Shown:
        """Return its month."""
        return name_or_description(kind, lambda: part_words(self.part), lambda: NO_WORDS)

    def rect(self) -> QRect:
        """Return the place of its first and last photo, as far as one line tells it."""
        part, view = self.part, self._tree.view
        first = view.visualRect(self._tree.model.index(part.first))
        last = view.visualRect(self._tree.model.index(part.first + part.count - 1))
        united = first.united(last)
        return QRect(view.viewport().mapToGlobal(united.topLeft()), united.size())

    def state(self) -> QAccessible.State:
        """Return that several can be selected."""
        state = QAccessible.State()
        state.multiSelectable = state.extSelectable = 1
        return state

    def childCount(self) -> int:
        """Return the number of photos."""
        return self.part.count if self.isValid() else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return a photo."""
        return self._tree.item(self.part.first + index) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of a photo in the part; -1 for others."""
        if not isinstance(child, SpokenPhoto) or not self.isValid():
            return -1
        at = child.row - self.part.first
        return at if 0 <= at < self.part.count else -1

    def interface_cast(  # type: ignore[override]  # Qt's own is a pointer
        self, kind: QAccessible.InterfaceType
    ) -> Shiboken.VoidPtr:
        """Return the address of what selects photos."""
        wanted = kind == QAccessible.InterfaceType.SelectionInterface
        return address_of(self._selection if wanted else None)


class SpokenPhoto(_OfGrid):
    """One photo of the grid."""

    def __init__(self, tree: SpokenTree, row: int) -> None:
        super().__init__(tree)
        self.row = row
        self._actions = PhotoActions(tree.view, tree.model, row)

    def isValid(self) -> bool:
        """Return whether the row still exists."""
        return self._tree.alive and self._tree.parts.holding(self.row) is not None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return its part."""
        found = self._tree.part_of(self.row)
        return None if found is None else self._tree.group(found[0])

    def role(self) -> QAccessible.Role:
        """Return that it is an item of a list."""
        return Role.ListItem

    def text(self, kind: QAccessible.Text) -> Shown:
        """Return name, date and state, and its place in the month as the description."""
        found = self._tree.part_of(self.row)
        if found is None:
            return NO_WORDS
        return name_or_description(
            kind,
            lambda: photo_words(self._tree.shot(self.row)),
            lambda: place_words(found[1], self.row),
        )

    def rect(self) -> QRect:
        """Return the cell's place on the screen."""
        view = self._tree.view
        box = view.visualRect(self._tree.model.index(self.row))
        return QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    def state(self) -> QAccessible.State:
        """Return whether it is selected, current and in sight."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = 1
            return state
        view, index = self._tree.view, self._tree.model.index(self.row)
        state.focusable = state.selectable = state.extSelectable = 1
        state.selected = int(view.selectionModel().isSelected(index))
        state.focused = int(view.hasFocus() and view.currentIndex() == index)
        in_sight = view.viewport().rect().intersects(view.visualRect(index))
        state.offscreen = int(not in_sight)
        state.invisible = int(not view.isVisible())
        return state

    def childCount(self) -> int:
        """Return 0."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return None."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return -1."""
        return -1

    def interface_cast(  # type: ignore[override]  # Qt's own is a pointer
        self, kind: QAccessible.InterfaceType
    ) -> Shiboken.VoidPtr:
        """Return the address of what opens the photo."""
        wanted = kind == QAccessible.InterfaceType.ActionInterface
        return address_of(self._actions if wanted else None)


class _PartSelection(QAccessibleSelectionInterface):
    """Selects photos of a part for a reader."""

    def __init__(self, part: SpokenPart) -> None:
        super().__init__()
        self._part = part

    def selectedItemCount(self) -> int:
        """Return how many photos of the part are selected."""
        return len(self._rows())

    def selectedItems(self) -> list[QAccessibleInterface]:
        """Return the selected photos of the part."""
        items = (self._part.tree.item(row) for row in self._rows())
        return [item for item in items if item is not None]

    def selectedItem(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt allows none
        """Return a selected photo by its number among them."""
        rows = self._rows()
        return self._part.tree.item(rows[index]) if 0 <= index < len(rows) else None

    def isSelected(self, child: QAccessibleInterface) -> bool:
        """Return whether a photo is selected."""
        return isinstance(child, SpokenPhoto) and bool(child.state().selected)

    def select(self, child: QAccessibleInterface) -> bool:
        """Select a photo too; return whether it can be."""
        return self._turn(child, Flag.Select)

    def unselect(self, child: QAccessibleInterface) -> bool:
        """Take a photo out of the selection; return whether it can be."""
        return self._turn(child, Flag.Deselect)

    def selectAll(self) -> bool:
        """Select all photos of the part too."""
        return self._turn_all(Flag.Select)

    def clear(self) -> bool:
        """Take all photos of the part out of the selection."""
        return self._turn_all(Flag.Deselect)

    def _rows(self) -> list[int]:
        if not self._part.isValid():
            return []
        part, selected = self._part.part, self._part.tree.view.selectionModel().selection()
        rows: set[int] = set()
        for span in selected.toList():
            first = max(span.top(), part.first)
            rows.update(range(first, min(span.bottom() + 1, part.first + part.count)))
        return sorted(rows)

    def _turn(self, child: QAccessibleInterface, flag: Flag) -> bool:
        if not isinstance(child, SpokenPhoto) or not child.isValid():
            return False
        tree = self._part.tree
        tree.view.selectionModel().select(tree.model.index(child.row), flag)
        return True

    def _turn_all(self, flag: Flag) -> bool:
        if not self._part.isValid():
            return False
        part, tree = self._part.part, self._part.tree
        first, last = tree.model.index(part.first), tree.model.index(part.first + part.count - 1)
        tree.view.selectionModel().select(QItemSelection(first, last), flag)
        return True


def _end(_interface: QAccessibleInterface, known_as: int) -> None:
    """Let Qt delete an interface; the caller still has the Python object."""
    QAccessible.deleteAccessibleInterface(known_as)
