"""The overview: the answer first, then progress, both storages and the albums."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from picup_desktop.ui.context import Context
from picup_desktop.ui.overview.albums_card import AlbumsCard
from picup_desktop.ui.overview.hero import Hero
from picup_desktop.ui.overview.progress_card import ProgressCard
from picup_desktop.ui.overview.storage_card import StorageCard
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.in_sight import InSight
from picup_desktop.ui.widgets.page import Page
from picup_desktop.ui.widgets.parts import card, label
from picup_desktop.words import Role


class OverviewPage(Page):
    """``hero`` says what a person asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setAccessibleName(translate("Sidebar", "Overview"))
        self._standing = context.standing
        self.hero = Hero(context)
        self._cards = {role: StorageCard(context.theme, role) for role in Role}
        self._albums = AlbumsCard(context.theme)
        self._kit, inside = card("soft-warning", padding=16)
        inside.addWidget(label(translate("Overview", "Have you put the kit away?"), "strong"))
        inside.addWidget(
            label(
                translate(
                    "Overview",
                    "Nobody has given the recovery kit back yet. Without it, nothing can be"
                    " read once this computer is lost. Settings lets you check it.",
                ),
                wrap=True,
            )
        )
        side = QHBoxLayout()
        side.setSpacing(16)
        for each in self._cards.values():
            side.addWidget(each, 1)
        self.body.addWidget(self.hero)
        self.body.addWidget(ProgressCard(context))
        self.body.addLayout(side)
        self.body.addWidget(self._kit)
        self.body.addWidget(self._albums)
        self.body.addStretch(1)
        InSight(self, self._show, self._standing.changed)
        self._show()

    @Slot()
    def _show(self) -> None:
        snapshot = self._standing.snapshot
        for role, each in self._cards.items():
            facts = None if snapshot is None else snapshot.storage(role)
            each.setVisible(facts is not None)
            if snapshot is not None and facts is not None:
                each.show_facts(facts, snapshot.taken_at)
        self._albums.show_albums(() if snapshot is None else snapshot.albums)
        self._kit.setVisible(snapshot is not None and not snapshot.kit_confirmed)
