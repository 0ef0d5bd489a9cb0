"""The overview: the answer first, then the progress, both storages and the albums."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.overview.albums_card import AlbumsCard
from picup_desktop.ui.overview.hero import Hero
from picup_desktop.ui.status import kept_words
from picup_desktop.ui.storages.card import StorageCard
from picup_desktop.ui.storages.one_box import one_box_line, show_one_box
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.page import GAP, Page, UpdateWhenVisible
from picup_desktop.ui.widgets.parts import card, label
from picup_desktop.words import Role


def progress_figures(live: Live) -> Shown:
    """Return per cent, rate and time left, as far as they are known."""
    if live.run is None:
        return NO_WORDS
    figures = [plain(f"{live.run.fraction:.0%}")]
    if live.rate > 0:
        figures.append(text.rate(live.rate))
    if live.seconds_left is not None:
        left = text.duration(live.seconds_left)
        figures.append(translate("Progress", "{duration} left").format(duration=left))
    return "  ·  ".join(figures)


class ProgressCard(QFrame):
    """Show the progress of a pass; hidden while no pass sends photos."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._words = label(part="strong", wrap=True)
        self._figures = label(part="quiet")
        self._meter = Meter(context.theme, translate("Progress", "Progress of the upload"))
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        head.addWidget(self._figures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._meter)
        context.app_state.progressed.connect(self._show)
        self._show(context.app_state.live)

    @Slot(object)
    def _show(self, live: Live) -> None:
        run = live.run
        self.setVisible(run is not None and run.photos > 0)
        if run is None:
            return
        self._words.setText(
            translate("Progress", "Bringing %Ln photos to both NAS", None, run.photos)
        )
        self._figures.setText(progress_figures(live))
        self._meter.set_fraction(run.fraction)


class OverviewPage(Page):
    """Show the snapshot; ``hero`` has the signals of the button.

    Emit ``assist_wanted(role)`` for a storage that moved or died.
    """

    assist_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName(translate("Sidebar", "Overview"))
        self._app_state = context.app_state
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
                    " this computer is lost. You can check it in Settings.",
                ),
                wrap=True,
            )
        )
        self._side = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._side.setSpacing(GAP)
        for each in self.cards.values():
            each.assist_wanted.connect(self.assist_wanted)
            self._side.addWidget(each, 1)
        self.body.addWidget(self.hero)
        self.body.addWidget(ProgressCard(context))
        self.body.addLayout(self._side)
        self.body.addWidget(self.one_box)
        self.body.addWidget(self.kept)
        self.body.addWidget(self._kit)
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
            "Overview", "Each needs the room of a whole photo on both NAS, and gives it back then."
        )
        self.kept.setText(f"{kept} {cost}" if kept else "")
        self.kept.setVisible(bool(kept))
        self._kit.setVisible(snapshot is not None and not snapshot.kit_confirmed)
