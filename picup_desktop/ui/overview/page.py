"""The overview: the answer first, then the progress, both storages and the albums."""

import time
from math import isfinite

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from picup_desktop.ledger.gallery.glance import Glance
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import NO_WORDS
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.overview.albums_card import AlbumsCard
from picup_desktop.ui.overview.hero import Hero
from picup_desktop.ui.overview.progress_card import ProgressCard
from picup_desktop.ui.overview.trend import READ_DAYS, trend_of
from picup_desktop.ui.overview.trend_card import TrendCard
from picup_desktop.ui.status import kept_words
from picup_desktop.ui.storages.card import StorageCard
from picup_desktop.ui.storages.one_box import one_box_line, show_one_box
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.page import GAP, Page, UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.words import Role

TREND_SECONDS = 2.0
"""The chart is read again at most so often, and seldom where reading takes long."""
TREND_REST = 30
"""It is read again after so many times as long as it took."""


class OverviewPage(Page):
    """Shows the snapshot; ``hero`` has the signals of the button.

    Emit ``assist_wanted(role)`` for a storage that moved or died, and ``kit_wanted`` for the
    recovery kit that was not checked yet.
    """

    assist_wanted = Signal(object)
    kit_wanted = Signal()

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__()
        self.setAccessibleName(translate("Sidebar", "Overview"))
        self._app_state = context.app_state
        self._snapshots = context.snapshots
        self._trend_due_at = float("-inf")
        self._trend_is_behind = False
        self._trend_later = QTimer(self)
        self._trend_later.setSingleShot(True)
        self._trend_later.timeout.connect(self._read_trend)
        self.hero = Hero(context)
        self.cards = {role: StorageCard(context, role) for role in Role}
        self._albums = AlbumsCard(context.theme)
        self.one_box = one_box_line()
        self.kept = label(part="quiet", wrap=True)
        self._kit, inside = card("soft-warning", padding=16)
        inside.addWidget(label(translate("Overview", "Have you put the kit away?"), "strong"))
        inside.addWidget(
            label(
                translate(
                    "Overview",
                    "The recovery kit was not checked yet. Without it, nothing can be read once"
                    " this computer is lost.",
                ),
                wrap=True,
            )
        )
        self.check_kit = button(translate("Overview", "Check the kit…"))
        self.check_kit.clicked.connect(self.kit_wanted)
        inside.addLayout(row(self.check_kit, None))
        self._side = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._side.setSpacing(GAP)
        for each in self.cards.values():
            each.assist_wanted.connect(self.assist_wanted)
            self._side.addWidget(each, 1)
        self.body.addWidget(self.hero)
        self.progress = ProgressCard(context, commands)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._side)
        self.body.addWidget(self.one_box)
        self.body.addWidget(self.kept)
        self.body.addWidget(self._kit)
        self.trend = TrendCard(context.theme)
        self.body.addWidget(self.trend)
        self.body.addWidget(self._albums)
        self.body.addStretch(1)
        UpdateWhenVisible(self, self._show, self._app_state.changed)
        self._show()

    def forget(self) -> None:
        """Drop what names photos, because the vault was locked (2-1)."""
        for each in self.cards.values():
            each.work.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put one storage below the other where both do not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        cards = self.cards.values()
        needed = sum(each.minimumSizeHint().width() for each in cards) + GAP * (len(cards) - 1)
        fits = needed <= self.body_width
        directions = QBoxLayout.Direction
        self._side.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    @Slot()
    def _show(self) -> None:
        snapshot = self._app_state.snapshot
        for role, each in self.cards.items():
            summary = None if snapshot is None else snapshot.storage(role)
            each.setVisible(summary is not None)
            if snapshot is not None and summary is not None:
                each.show_storage(snapshot, summary)
        self._arrange()
        show_one_box(self.one_box, snapshot)
        self._albums.show_albums(() if snapshot is None else snapshot.albums)
        kept = NO_WORDS if snapshot is None else kept_words(snapshot.kept_versions)
        cost = translate(
            "Overview",
            "Each needs the room of a whole photo on both storages, and gives it back then.",
        )
        self.kept.setText(f"{kept} {cost}" if kept else "")
        self.kept.setVisible(bool(kept))
        self._kit.setVisible(snapshot is not None and not snapshot.kit_confirmed)
        if snapshot is not None:
            self._read_trend()

    @Slot()
    def _read_trend(self) -> None:
        """Read the chart again; the ledger looks through the events of weeks for it.

        What is asked too early is read later: nothing else may happen after the last photo.
        """
        left = self._trend_due_at - time.monotonic()
        self._trend_is_behind = left > 0
        if self._trend_is_behind:
            self._rest(left)
            return
        self._trend_due_at = float("inf")

        def question(ledger: Ledger) -> tuple[float, tuple[int, ...]]:
            began = time.monotonic()
            days = Glance(ledger.database).protected_days(time.time(), READ_DAYS)
            return time.monotonic() - began, days

        self._snapshots.ask(question, self._show_trend)

    def _show_trend(self, answer: tuple[float, tuple[int, ...]] | None) -> None:
        took, days = (0.0, None) if answer is None else answer
        rest = max(TREND_SECONDS, TREND_REST * took)
        self._trend_due_at = time.monotonic() + rest
        if self._trend_is_behind:
            self._rest(rest)
        if days is not None:
            self.trend.show_trend(trend_of(days))

    def _rest(self, seconds: float) -> None:
        """Read the chart after some time; while it is being read nobody knows when."""
        if isfinite(seconds) and not self._trend_later.isActive():
            self._trend_later.start(int(seconds * 1000) + 1)
