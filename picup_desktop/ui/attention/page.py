"""The page of everything that needs a person."""

import time
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout

from picup_desktop.attention.item import AttentionRecord
from picup_desktop.engine.ipc.answers import Answered
from picup_desktop.ledger.gallery.glance import NamedPhoto
from picup_desktop.ui.attention.item_card import ItemCard
from picup_desktop.ui.attention.photos import photos_about
from picup_desktop.ui.attention.words import choice_words, question_words, room_words
from picup_desktop.ui.changes.decide import DecideDialog
from picup_desktop.ui.changes.pairs import EDGE
from picup_desktop.ui.changes.pictures import VersionPictures
from picup_desktop.ui.changes.preview import Preview
from picup_desktop.ui.changes.strip import Tile
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import NO_VERSIONS
from picup_desktop.ui.status import Status
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.page import Empty, Page, looking
from picup_desktop.ui.widgets.parts import button, label
from picup_desktop.ui.widgets.question import Question

MOST_CARDS = 40


class AttentionPage(Page):
    """Shows a card for each attention item.

    Emit ``ignored(item_id)``, which ``settle`` or ``take_back`` follows, and ``deleted(ids)``
    with the photos that an answer deleted and that can still come back. ``message(sentence)``
    says what came of a decision for each photo. ``assist_wanted(role, step)`` is for a storage
    that may have moved or died.
    """

    message = Signal(str)
    assist_wanted = Signal(object, object)
    ignored = Signal(int)
    deleted = Signal(list)

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__(translate("Sidebar", "Needs attention"))
        self._context = context
        self._app_state = context.app_state
        self._commands = commands
        self.pictures = VersionPictures(context.link, EDGE)
        self._cards: dict[int, ItemCard] = {}
        self._put_aside: set[int] = set()
        self._pictured: dict[int, AttentionRecord] = {}
        self._items: tuple[AttentionRecord, ...] = ()
        self._answers_from = 0.0
        self.retry_all = button(translate("Attention", "Try all again"))
        self.retry_all.clicked.connect(self._retry_all)
        self.beside.addWidget(self.retry_all)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._more = label(part="quiet")
        self.empty = Empty(
            context.theme,
            Status.SAFE,
            (
                translate("Attention", "Nothing needs you"),
                translate("Attention", "When PicUp needs a decision from you, it asks here."),
            ),
        )
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self.looking = looking(context.theme)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.looking)
        self.body.addStretch(1)
        self._app_state.changed.connect(self._show)
        self._show()

    @property
    def cards(self) -> list[ItemCard]:
        """The cards that are shown, oldest first."""
        return list(self._cards.values())

    def hideEvent(self, event: QHideEvent) -> None:
        """Drop the pictures, which are kept only while they are shown."""
        self.pictures.forget()
        super().hideEvent(event)

    def settle(self, item_id: int) -> None:
        """Ignore the item for good, because it was not undone."""
        self._commands.answer(item_id, "ignore")

    def take_back(self, item_id: int) -> None:
        """Show the item again, because ignoring it was undone."""
        self._put_aside.discard(item_id)
        self._answers_from = 0.0
        self._show()

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        items = () if snapshot is None else snapshot.attention
        self._put_aside &= {item.id for item in items}
        self._items = tuple(item for item in items if item.id not in self._put_aside)
        self._show_cards(self._items[:MOST_CARDS])
        left = len(self._items) - MOST_CARDS
        self._more.setVisible(left > 0)
        if left > 0:
            self._more.setText(translate("Attention", "and %Ln more", None, left))
        named = snapshot is not None and snapshot.named
        self.looking.setVisible(not named)
        self.empty.setVisible(named and not self._items)
        self.retry_all.setVisible(sum("retry" in item.choices for item in self._items) > 1)

    def _show_cards(self, items: tuple[AttentionRecord, ...]) -> None:
        for gone in set(self._cards) - {item.id for item in items}:
            card = self._cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        snapshot = self._app_state.snapshot
        kept = NO_VERSIONS if snapshot is None else snapshot.kept_versions
        for item in items:
            card = self._cards.get(item.id) or self._new_card(item)
            card.show_item(item)
            card.show_room(room_words(item, kept))
        self._ask_photos(items)

    def _ask_photos(self, items: tuple[AttentionRecord, ...]) -> None:
        """Ask for the photos of items that are new, or changed."""
        unknown = tuple(item for item in items if self._pictured.get(item.id) != item)
        self._pictured = {item.id: item for item in items}
        if unknown:
            self._context.snapshots.ask(partial(photos_about, items=unknown), self._show_photos)

    def _show_photos(self, photos: dict[int, tuple[NamedPhoto, ...]] | None) -> None:
        for item_id, named in (photos or {}).items():
            card = self._cards.get(item_id)
            if card is not None:
                card.show_photos(named)

    @Slot(object)
    def _preview(self, tile: Tile) -> None:
        Preview(self._context.theme, self._context.link, tile.of, tile.name, self).open()

    def _new_card(self, item: AttentionRecord) -> ItemCard:
        card = ItemCard(self._context.theme, self.pictures, item)
        card.chosen.connect(self._answer)
        card.decide_asked.connect(self._decide)
        card.preview_asked.connect(self._preview)
        card.assist_wanted.connect(self.assist_wanted)
        self._cards[item.id] = card
        self._list.addWidget(card)
        return card

    @Slot(int, str)
    def _answer(self, item_id: int, choice: str) -> None:
        now = time.monotonic()
        if now < self._answers_from:
            # The second half of a double click, on the card that moved into this place.
            return
        self._answers_from = now + QApplication.doubleClickInterval() / 1_000
        snapshot, card = self._app_state.snapshot, self._cards.get(item_id)
        if snapshot is None or card is None:
            # The item was closed meanwhile.
            return
        if card.item.cause.row.asks_first(choice):
            words = question_words(card.item, choice, snapshot)
            question = Question(words, choice_words(card.item, choice), self)
            question.agreed.connect(partial(self._answer_now, item_id, choice))
            question.open()
        elif choice == "ignore":
            self._put_aside.add(item_id)
            self._show()
            self.ignored.emit(item_id)
        else:
            self._commands.answer(item_id, choice)

    @Slot(int)
    def _decide(self, item_id: int) -> None:
        card = self._cards.get(item_id)
        if card is None:
            # The item was closed meanwhile.
            return
        dialog = DecideDialog(self._context, self._commands, self.pictures, card.item, self)
        dialog.message.connect(self.message)
        dialog.open()

    def _answer_now(self, item_id: int, choice: str) -> None:
        self._commands.answer(item_id, choice, done=self._answered)

    def _answered(self, answer: Answered) -> None:
        snapshot = self._app_state.snapshot
        deleted = answer.get("deleted") or []
        if deleted and snapshot is not None and snapshot.settings.grace_days > 0:
            self.deleted.emit(deleted)

    @Slot()
    def _retry_all(self) -> None:
        for item in self._items:
            if "retry" in item.choices:
                self._commands.answer(item.id, "retry")
