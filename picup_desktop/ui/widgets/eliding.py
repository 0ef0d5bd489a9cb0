"""Controls with names of any length: shortened where there is no room, whole as a tool tip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
)

from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui.text import plain_tip
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.plain_words import CheckBox

LEAST_WIDTH = 72
"""Of a shortened text with its box, in pixels."""
LONGEST_CHOICE = 24
"""Letters of a choice that a combo gives room to."""


class ElidedCheckBox(CheckBox):
    """A box to tick beside a name and what is said of it; only the name is shortened."""

    def __init__(self) -> None:
        super().__init__()
        self._name = NO_WORDS
        self._rest = NO_WORDS
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_words(self, name: Shown, rest: Shown) -> None:
        """Show a name, and what follows it."""
        self._name, self._rest = name, rest
        whole = f"{name}{rest}"
        # Qt would take a single ampersand for a keyboard shortcut.
        self.setText(whole.replace("&", "&&"))
        self.setToolTip(plain_tip(whole))
        self.setAccessibleName(whole)

    def minimumSizeHint(self) -> QSize:
        """Return a small width, because the name can be shortened."""
        return QSize(grown(LEAST_WIDTH), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box and the words that fit."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        contents = QStyle.SubElement.SE_CheckBoxContents
        room = self.style().subElementRect(contents, option, self).width()
        metrics = self.fontMetrics()
        left = room - metrics.horizontalAdvance(self._rest)
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(0, left))
        option.text = f"{name}{self._rest}".replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)


class ElidedCombo(QComboBox):
    """A list of choices that is no wider than most names; its list shows them whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self._name_whole)

    def sizeHint(self) -> QSize:
        """Return the room of the choices, as far as they are not too long."""
        longest = max((len(self.itemText(at)) for at in range(self.count())), default=0)
        self.setMinimumContentsLength(min(longest, LONGEST_CHOICE))
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return a small width, because the choice can be shortened."""
        return QSize(grown(LEAST_WIDTH), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        """Open the list as wide as the longest name, within the screen."""
        view = self.view()
        wanted = view.sizeHintForColumn(0) + 2 * view.verticalScrollBar().sizeHint().width()
        room = self.screen().availableGeometry().width()
        view.setMinimumWidth(min(max(wanted, self.width()), room))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the choice as far as it fits."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(kind, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, room
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _name_whole(self, words: str) -> None:
        self.setToolTip(plain_tip(plain(words)))
