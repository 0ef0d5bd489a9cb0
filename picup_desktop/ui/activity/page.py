"""The activity page."""

import time

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabWidget

from picup_desktop.ui.activity.charts import StoredChart, VerifiedChart
from picup_desktop.ui.activity.moving_card import MovingCard
from picup_desktop.ui.activity.pause_menu import fill_pause_menu
from picup_desktop.ui.activity.rate_plot import RatePlot, Rates
from picup_desktop.ui.activity.rows import Line, LineList, event_line, message_line, waiting_line
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.context import Context
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.snapshots.snapshot import ActivityLists
from picup_desktop.ui.text import number, translate
from picup_desktop.ui.widgets.lines import LineModel
from picup_desktop.ui.widgets.page import Page, UpdateWhenVisible
from picup_desktop.ui.widgets.parts import button, card
from picup_desktop.words import Role

TICK_MILLISECONDS = 1_000


class ActivityPage(Page):
    """Reads its lists only while it is visible."""

    def __init__(self, context: Context, commands: Commands) -> None:
        super().__init__(translate("Sidebar", "Activity"))
        self._context = context
        self._app_state = context.app_state
        self._rates = Rates()
        self.moving = {role: MovingCard(context.theme, role) for role in Role}
        self._plot = RatePlot(context.theme, self._rates)
        self._models = [LineModel[Line]() for _ in range(3)]
        self.tabs = QTabWidget()
        self._names = (
            translate("Activity", "Waiting"),
            translate("Activity", "Uploads"),
            translate("Activity", "Deletions"),
        )
        nothing = (
            translate("Activity", "No photos are waiting."),
            translate("Activity", "Nothing was uploaded yet."),
            translate("Activity", "No deletions are waiting."),
        )
        for model, name, words in zip(self._models, self._names, nothing, strict=True):
            self.tabs.addTab(LineList(context.theme, model, name, words), name)
        self.stored = StoredChart(context.theme)
        self.tabs.addTab(self.stored, translate("Activity", "Stored"))
        self._verified = VerifiedChart(context.theme)
        self.tabs.addTab(self._verified, translate("Activity", "Verified"))
        self._add_buttons(commands)
        self._lay_out()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MILLISECONDS)
        self._tick.timeout.connect(self._second)
        self._tick.start()
        context.snapshots.activity.connect(self._show_lists)
        self._app_state.progressed.connect(self._show_live)
        UpdateWhenVisible(self, self._show_pause, self._app_state.changed)
        UpdateWhenVisible(self, self._show_stored, self._app_state.changed)
        self._show_live(self._app_state.live)
        self._show_pause()
        self._show_stored()

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of lines in each list."""
        return tuple(model.rowCount() for model in self._models)

    def showEvent(self, event: QShowEvent) -> None:
        """Start to read the lists."""
        self._context.snapshots.want_activity(wanted=True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop reading the lists."""
        self._context.snapshots.want_activity(wanted=False)
        super().hideEvent(event)

    def _add_buttons(self, commands: Commands) -> None:
        self.pause = button(translate("Activity", "Pause"))
        menu = QMenu(self.pause)
        fill_pause_menu(menu, commands)
        self.pause.setMenu(menu)
        self.resume = button(translate("Activity", "Resume"), "primary")
        self.resume.clicked.connect(commands.resume)
        self.sync = button(translate("Activity", "Sync now"))
        self.sync.clicked.connect(commands.sync)
        for each in (self.pause, self.resume, self.sync):
            self.beside.addWidget(each)

    def _lay_out(self) -> None:
        side = QHBoxLayout()
        side.setSpacing(16)
        for each in self.moving.values():
            side.addWidget(each, 1)
        plot, in_plot = card(padding=18)
        in_plot.addWidget(self._plot)
        lists, in_lists = card(padding=18)
        in_lists.addWidget(self.tabs)
        self.body.addLayout(side)
        self.body.addWidget(plot)
        self.body.addWidget(lists, 1)

    @Slot()
    def _second(self) -> None:
        self._rates.tick(self._app_state.live.rates)
        if self.isVisible():
            self._plot.update()

    @Slot(object)
    def _show_live(self, live: Live) -> None:
        for each in self.moving.values():
            each.show_live(live)

    @Slot()
    def _show_pause(self) -> None:
        paused = self._app_state.live.paused is not None
        self.pause.setVisible(not paused)
        self.resume.setVisible(paused)

    @Slot()
    def _show_stored(self) -> None:
        if self._app_state.snapshot is not None:
            self.stored.show_snapshot(self._app_state.snapshot)

    @Slot(object)
    def _show_lists(self, lists: ActivityLists) -> None:
        now = time.time()
        self._verified.show_weeks(lists.verified_weeks)
        lines = (
            [waiting_line(photo, now) for photo in lists.waiting],
            [event_line(event, now) for event in lists.events],
            [message_line(message, now) for message in lists.messages],
        )
        for tab, (model, given) in enumerate(zip(self._models, lines, strict=True)):
            model.show_lines(given)
            counted = f"{self._names[tab]} ({number(len(given))})" if given else self._names[tab]
            self.tabs.setTabText(tab, self._names[tab] if tab == 1 else counted)
