"""A layout for a row of buttons that wraps where the window is too narrow."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

GAP = 8


class Flow(QLayout):
    """Place widgets from where a text begins, line by line; the height depends on the width."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; ``addWidget`` calls this."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, or None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return no direction: the layout needs no more space than its items."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow layout has more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width, in pixels."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, box: QRect) -> None:
        """Place each item."""
        super().setGeometry(box)
        self._place(box, moves=True)

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + GAP * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item; the others can go below it."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @property
    def _direction(self) -> Qt.LayoutDirection:
        parent: QWidget | None = self.parentWidget()
        return Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()

    def _place(self, box: QRect, *, moves: bool) -> int:
        x, y, line = box.x(), box.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if line and x + size.width() > box.right() + 1:
                x, y, line = box.x(), y + line + GAP, 0
            if moves:
                place = QRect(QPoint(x, y), size)
                item.setGeometry(QStyle.visualRect(self._direction, box, place))
            x += size.width() + GAP
            line = max(line, size.height())
        return y + line - box.y()
