"""The card of one attention item, and the guide page it opens."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.attention.cause_row import ACCEPT
from picup_desktop.attention.causes import Cause, text_about
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.gallery.glance import NamedPhoto
from picup_desktop.names import Shown, shown
from picup_desktop.ui.attention.words import (
    choice_words,
    detail_rows,
    details_to_copy,
    sentence,
    title,
    without_commands,
)
from picup_desktop.ui.changes.decide import DECIDED
from picup_desktop.ui.changes.pairs import PairStrip
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.changes.strip import PictureStrip, Tile
from picup_desktop.ui.changes.words import sample_pairs, sample_words
from picup_desktop.ui.status import Status
from picup_desktop.ui.storages.about import assist_words, first_step
from picup_desktop.ui.storages.step import StepName
from picup_desktop.ui.text import ago, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.flow import Flow
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.parts import button, clear, label, row
from picup_desktop.ui.widgets.plain_words import visible
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size

SIZE = (720, 560)
MARGIN_PIXELS = 16

QUIET = ("ignore", "retry")
MAY_BREAK = "/\N{ZERO WIDTH SPACE}"
FOLDER_END = re.compile(r"(?<!\d)/|/(?!\d)")
"""A long path may break after any of its folders, and a date nowhere."""


class GuideDialog(Dialog):
    """Shows the guide's page about a cause, in the window's language."""

    def __init__(self, parent: QWidget, cause: Cause) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Attention", "What to do"))
        self.setModal(True)
        self.resize(grown_size(SIZE, parent))
        self.page = QTextBrowser()
        self.page.document().setDocumentMargin(MARGIN_PIXELS)
        about = text_about(cause, QLocale.languageToCode(QLocale().language()))
        self.page.setMarkdown(without_commands(about))
        self.page.setAccessibleName(translate("Attention", "What to do"))
        close = button(translate("Attention", "Close"), "primary")
        close.clicked.connect(self.accept)
        # The text browser would take Escape for itself.
        QShortcut(QKeySequence.StandardKey.Cancel, self).activated.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self.page)
        layout.addLayout(row(None, close))
        close.setFocus()
        self.finished.connect(self.deleteLater)


class ItemCard(QFrame):
    """Shows an item and its choices; emits ``chosen(item_id, choice)``.

    Emit ``decide_asked(item_id)`` where each of many photos can have an answer of its own, and
    ``assist_wanted(role, step)`` where the storage that it is about may have moved or died.
    """

    chosen = Signal(int, str)
    decide_asked = Signal(int)
    assist_wanted = Signal(object, object)
    preview_asked = Signal(object)
    """A ``Tile`` to be seen larger."""

    def __init__(self, theme: Theme, pictures: VersionPictures, item: AttentionRecord) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._item = item
        self._since = label(part="caption")
        self._words = label(part="", wrap=True)
        self._room = label(part="quiet", wrap=True)
        self._room.hide()
        self._sample_words = label(part="caption", wrap=True)
        self.sample = PairStrip(theme, pictures)
        self.photos = PictureStrip(theme, pictures)
        self.photos.opened.connect(self.preview_asked)
        self.decide = button(translate("Attention", "Decide for each…"))
        self.decide.clicked.connect(self._ask_to_decide)
        self._choices = Flow()
        self._details = self._details_box()
        self._details.hide()
        self._more = button(translate("Attention", "Details"), "link")
        self._more.clicked.connect(self._toggle)
        self._guide = button(translate("Attention", "What to do"), "link")
        self._guide.clicked.connect(self._open_guide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(16)
        mark = Mark(theme, 36)
        mark.show_status(Status.ATTENTION)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._column(), 1)
        self.show_item(item)

    @property
    def item(self) -> AttentionRecord:
        """The item that is shown."""
        return self._item

    @property
    def sample_words(self) -> str:
        """What stands above the photos that are shown before and after."""
        return self._sample_words.text()

    def show_item(self, item: AttentionRecord) -> None:
        """Show the item's current state; a call that changes nothing is cheap."""
        self._since.setText(ago(item.since))
        if item == self._item and self._choices.count():
            return
        self._item = item
        self.setAccessibleName(title(item))
        self._words.setText(visible(FOLDER_END.sub(MAY_BREAK, sentence(item))))
        if self._choices.count() == 0:
            self._add_choices(item)
        self._show_sample()
        self._fill_details()

    def _add_choices(self, item: AttentionRecord) -> None:
        """Add the buttons: what settles the item first, what leaves it as it is last."""
        for choice in item.choices:
            if choice not in QUIET:
                self._add_choice(item, choice)
        assist = self._assist_button(item)
        if assist is not None:
            self._choices.addWidget(assist)
        for choice in item.choices:
            if choice in QUIET:
                self._add_choice(item, choice)
        self._choices.addWidget(self._guide)
        self._choices.addWidget(self._more)

    def _add_choice(self, item: AttentionRecord, choice: str) -> None:
        made = button(choice_words(item, choice), _style(item, choice))
        made.clicked.connect(partial(self._choose, choice))
        self._choices.addWidget(made)
        if choice == ACCEPT and item.cause in DECIDED:
            self._choices.addWidget(self.decide)

    def _assist_button(self, item: AttentionRecord) -> QPushButton | None:
        """Make the button for the assistant, which is prominent where only that settles it."""
        about = first_step(item)
        if about is None:
            return None
        role, step = about
        made = button(assist_words(step), "" if step is StepName.CHOICE else "primary")
        made.clicked.connect(lambda: self.assist_wanted.emit(role, step))
        return made

    def show_room(self, words: Shown) -> None:
        """Show what earlier versions take up on a full storage; empty for other items."""
        self._room.setText(words)
        self._room.setVisible(bool(words))

    def show_photos(self, photos: Sequence[NamedPhoto]) -> None:
        """Show some of the photos that it is about."""
        self.photos.show_tiles(
            [
                Tile(PictureOf(photo.photo_id), shown(photo.path.rpartition("/")[2]))
                for photo in photos
            ]
        )

    def _show_sample(self) -> None:
        """Show some of the photos before and after."""
        self._sample_words.setText(sample_words(self._item))
        self._sample_words.setVisible(bool(self._sample_words.text()))
        self.sample.show_pairs(sample_pairs(self._item))

    def _column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(title(self._item), "strong", wrap=True), 1)
        head.addWidget(self._since, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self._room)
        column.addWidget(self._sample_words)
        column.addWidget(self.sample)
        column.addWidget(self.photos)
        column.addWidget(self._details)
        column.addSpacing(6)
        column.addLayout(self._choices)
        return column

    def _details_box(self) -> QWidget:
        box = QWidget()
        outer = QVBoxLayout(box)
        outer.setContentsMargins(0, 8, 0, 0)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(6)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        copy = button(translate("Attention", "Copy details"))
        copy.clicked.connect(self._copy)
        outer.addLayout(self._form)
        outer.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _fill_details(self) -> None:
        clear(self._form)
        for name, value in detail_rows(self._item):
            text = label(value, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(label(name, "quiet"), text)

    def _choose(self, choice: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.chosen.emit(self._item.id, choice)

    @Slot()
    def _ask_to_decide(self) -> None:
        self.decide_asked.emit(self._item.id)

    @Slot()
    def _open_guide(self) -> None:
        # The window is the parent: the card goes when its item is settled, perhaps during reading.
        GuideDialog(self.window(), self._item.cause).open()

    @Slot()
    def _toggle(self) -> None:
        opened = self._details.isHidden()
        self._details.setVisible(opened)
        self._more.setText(
            translate("Attention", "Fewer details") if opened else translate("Attention", "Details")
        )

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(details_to_copy(self._item))


def _style(item: AttentionRecord, choice: str) -> str:
    if item.cause.row.asks_first(choice):
        return "danger"
    return "" if choice in QUIET else "primary"
