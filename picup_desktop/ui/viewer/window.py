"""The viewer, over the window's pages: a photo, what can be done with it, and its details."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from picup_desktop.engine.ipc.answers import VersionRestored
from picup_desktop.engine.ipc.events import Changed
from picup_desktop.engine.ipc.protocol import Event, Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.dates.viewed import ViewedDate
from picup_desktop.ui.photos.deletion import Deletion
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.turning.viewed import ViewedTurn
from picup_desktop.ui.viewer.actions import (
    OF_THE_PHOTO,
    TURNS,
    ActionName,
    by_key,
    key_of,
    viewer_actions,
)
from picup_desktop.ui.viewer.copying import copy
from picup_desktop.ui.viewer.films.films import may_play_inside
from picup_desktop.ui.viewer.full_screen import FullScreen
from picup_desktop.ui.viewer.gone import ask_whether_gone, gone_words
from picup_desktop.ui.viewer.info import InfoPanel
from picup_desktop.ui.viewer.loader import Loader
from picup_desktop.ui.viewer.menu import menu_of
from picup_desktop.ui.viewer.player import Player
from picup_desktop.ui.viewer.restoring import VersionRestore
from picup_desktop.ui.viewer.rows import ViewedRow
from picup_desktop.ui.viewer.slides import ViewedSlides
from picup_desktop.ui.viewer.slideshow import Slideshow, SlideshowBar
from picup_desktop.ui.viewer.stage.canvas import STEP
from picup_desktop.ui.viewer.stage.stage import Stage
from picup_desktop.ui.viewer.versions import VersionLine, restored_words
from picup_desktop.ui.viewer.viewing import Viewing

MESSAGES_BELOW = 104
"""Pixels from the lower edge to a message: it stands above the film strip."""


class Viewer(QWidget):
    """Shows the rows of the photos page one by one.

    Emit ``opened`` and ``closed``, ``left_at(row)`` with the last row, and ``told`` with words
    and a function that undoes what they say, or None.
    """

    opened = Signal()
    closed = Signal()
    left_at = Signal(int)
    told = Signal(str, object)

    def __init__(self, context: Context, page: PhotosPage, preferences: Preferences) -> None:
        super().__init__()
        self._page = page
        self._actions = viewer_actions()
        self._keys = by_key(self._actions)
        self.rows = ViewedRow(page.model)
        self.loader = Loader(context.home, context.link)
        self.info = InfoPanel(context.link, page.reader)
        self.stage = Stage(context.theme, self._actions, page.model, page.shot_pictures)
        self.canvas, self.head = self.stage.canvas, self.stage.head
        self.player = Player(self.canvas, self.loader, self.stage.films)
        self.viewing = Viewing(page, self.loader, self.stage, self.info, self.player)
        slides = SlideshowBar(context.theme, preferences, may_play=may_play_inside())
        self.stage.add_bar(slides)
        self.slideshow = Slideshow(slides)
        self.full_screen = FullScreen(self, self.stage, self.info)
        self.slides = ViewedSlides(
            self.slideshow, self.rows, self.viewing, self.full_screen, page.model.shot
        )
        self.deletion = Deletion(context, self)
        self.restore = VersionRestore(context, self.info.versions, self)
        self.dates = ViewedDate(context.link, page.reader, self, lambda: self.rows.shot)
        self.turning = ViewedTurn(context.link, page.reader, self, lambda: self.rows.shot)
        self._acts = self._acts_by_name()
        self.setProperty("part", "page")
        self._lay_out()
        self._connect_rows()
        self._connect_stage()
        self._connect_details()
        context.link.heard.connect(self._hear)

    @property
    def row(self) -> int:
        """The row that is shown."""
        return self.rows.row

    @property
    def problem(self) -> str:
        """The reason why the photo can't be shown."""
        return self.stage.notices.problem

    @property
    def note(self) -> str:
        """The sentence that says which version is viewed."""
        return self.stage.notices.note

    def begin(self) -> None:
        """Start the loader's thread."""
        self.loader.begin()

    def end(self) -> None:
        """End the loader's thread."""
        self.loader.end()

    @Slot(int, bool)
    def view(self, row: int, details: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Open over the page at a row, with or without details."""
        self.opened.emit()
        self.show()
        if details:
            self.info.show()
        self.rows.begin(row)
        # Otherwise the arrow keys would move between the buttons.
        self.canvas.setFocus()

    @Slot(object)
    def do(self, name: ActionName) -> None:
        """Do what an action means, if it can be done now."""
        if self.available().get(name, True):
            self._acts[name]()

    def available(self) -> Mapping[ActionName, bool]:
        """Return what can be done now; what is not named always can."""
        shot, count, found = self.rows.shot, self.rows.count, self.player.offered
        is_earlier = self.viewing.version is not None
        return {
            ActionName.BACK: self.row > 0,
            ActionName.FORWARD: self.row + 1 < count,
            ActionName.PLAY: found.moves or found.is_film,
            ActionName.MUTE: found.is_film,
            ActionName.OPEN_OUTSIDE: found.film is not None,
            ActionName.VERSION: is_earlier or self.viewing.other_version is not None,
            ActionName.SLIDESHOW: count > 1,
            ActionName.COPY: self.viewing.file is not None or not self.canvas.image.isNull(),
            **dict.fromkeys(OF_THE_PHOTO, shot is not None and not is_earlier),
        }

    def menu(self) -> QMenu:
        """Return the menu of all that can be done."""
        words: dict[ActionName, Shown] = {}
        if self.player.is_playing:
            words[ActionName.PLAY] = translate("Viewer", "Pause")
        if self.full_screen.is_on:
            words[ActionName.FULL_SCREEN] = translate("Viewer", "Leave full screen")
        return menu_of(self, self._actions, self.available(), self.do, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that docs/ui.md lists."""
        name = self._keys.get(key_of(event))
        if name is None:
            super().keyPressEvent(event)
        else:
            self.do(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Delete the files, and release the rows."""
        super().closeEvent(event)
        row = self.row
        if row < 0:
            return
        self.slideshow.end()
        if self.full_screen.is_on:
            self.full_screen.turn(on=False)
        self.viewing.leave()
        self.rows.end()
        self.stage.strip.show_row(-1)
        self.closed.emit()
        self.left_at.emit(row)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing be heard of a window that is put away."""
        super().hideEvent(event)
        self.slideshow.end()
        self.player.pause()

    @Slot()
    def forward(self) -> None:
        """Show the next photo."""
        self.rows.go(self.row + 1)

    @Slot()
    def back(self) -> None:
        """Show the previous photo."""
        self.rows.go(self.row - 1)

    @Slot()
    def turn_full_screen(self) -> None:
        """Switch to full screen or back."""
        self.full_screen.turn(on=not self.full_screen.is_on)

    @Slot()
    def turn_info(self) -> None:
        """Show or hide the details."""
        self.info.setVisible(not self.info.isVisibleTo(self))

    @Slot()
    def leave(self) -> None:
        """Leave the slideshow, or full screen, or the viewer."""
        if self.slideshow.runs:
            self.slideshow.end()
        elif self.full_screen.is_on:
            self.turn_full_screen()
        else:
            self.close()

    @Slot()
    def copy(self) -> None:
        """Copy the picture as it is shown, and its file where that is here."""
        self.told.emit(copy(self.canvas.frame or self.canvas.image, self.viewing.file), None)

    @Slot()
    def ask_export(self) -> None:
        """Ask how and where to export the photo that is viewed."""
        if self.rows.shot is not None:
            self.slideshow.end()
            self.player.pause()
            self._page.exporter.ask([self.rows.shot], self)

    @Slot()
    def ask_deletion(self) -> None:
        """Ask whether to delete the photo that is viewed."""
        if self.rows.shot is not None:
            self.slideshow.end()
            self.player.pause()
            self.deletion.ask([self.rows.shot])

    @Slot()
    def _play_or_forward(self) -> None:
        """Pause or go on with what runs; with nothing that runs, go to the next photo."""
        if self.slideshow.runs:
            self.slideshow.pause()
        elif self.player.offered.is_film:
            self.viewing.play()
        else:
            self.forward()

    def _acts_by_name(self) -> Mapping[ActionName, Callable[[], None]]:
        """Return what each action does."""
        return {
            ActionName.LEAVE: self.leave,
            ActionName.BACK: self.back,
            ActionName.FORWARD: self.forward,
            ActionName.FIRST: lambda: self.rows.go(0),
            ActionName.LAST: lambda: self.rows.go(self.rows.count - 1),
            ActionName.PLAY_OR_FORWARD: self._play_or_forward,
            ActionName.PLAY: self.viewing.play,
            ActionName.MUTE: self.stage.films.turn_sound,
            ActionName.OPEN_OUTSIDE: self.player.open_outside,
            ActionName.LARGER: lambda: self.canvas.zoom_by(STEP),
            ActionName.SMALLER: lambda: self.canvas.zoom_by(1 / STEP),
            ActionName.FIT: self.canvas.fit,
            ActionName.ONE_TO_ONE: lambda: self.canvas.zoom_to(1 / self.devicePixelRatioF()),
            ActionName.VERSION: self.viewing.switch_version,
            ActionName.SLIDESHOW: self.slides.turn,
            ActionName.COPY: self.copy,
            **{name: partial(self.turning.turn_viewed, how) for name, how in TURNS.items()},
            ActionName.EXPORT: self.ask_export,
            ActionName.DELETE: self.ask_deletion,
            ActionName.FULL_SCREEN: self.turn_full_screen,
            ActionName.INFO: self.turn_info,
        }

    @Slot()
    def _turn(self) -> None:
        """Another row is viewed, whose photo may not be read yet."""
        self.slideshow.wait()
        self.player.stop()
        self._show_place()

    @Slot()
    def _show_place(self) -> None:
        self.head.show_place(self.row, self.rows.count)
        self.stage.strip.show_row(self.row)
        self._show_available()

    @Slot()
    def _show_available(self) -> None:
        self.stage.show_available(self.available())
        found, plays = self.player.offered, self.player.is_playing
        self.stage.show_motion(
            is_film=found.film is not None, is_live=found.inside is not None, plays=plays
        )

    @Slot(object)
    def _show_shot(self, shot: ShownShot) -> None:
        if self.slideshow.skips(shot):
            self.slides.go_on()
            return
        self.viewing.show_shot(shot)
        self._show_available()

    @Slot()
    def _there(self) -> None:
        """The photo can be seen."""
        self.slides.show_there()
        self._show_available()

    @Slot()
    def _turn_slideshow(self) -> None:
        self.slides.fill_screen()
        self._show_available()

    @Slot(list)
    def _leave_deleted(self, shots: list[ShownShot]) -> None:
        """Show the photo after the one that is being deleted; leave where there is none."""
        # Photos that are chosen below the viewer would hold the rows in place.
        self._page.grid.clearSelection()
        viewed = self.rows.shot
        if viewed is None or viewed.id not in {shot.id for shot in shots}:
            return
        if self.rows.count > 1:
            self.rows.go_past()
        else:
            self.close()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        shot = self.rows.shot
        if event.name != "changed" or self.row < 0:
            return
        if not {"gallery", "photos"} & set(cast(Changed, event.details)["what"]):
            return
        if self.rows.is_unsettled:
            self.rows.find_again()
        elif shot is not None:
            ask_whether_gone(self._page.reader, shot, self._leave_gone)

    def _leave_gone(self, shot: ShownShot) -> None:
        """Show the next photo, because this one was deleted outside, and say so."""
        if self.rows.shot is None or self.rows.shot.id != shot.id:
            return
        self.told.emit(gone_words(shot), None)
        self._leave_deleted([shot])
        self.rows.read_again()

    @Slot(object)
    def _ask_restore(self, line: VersionLine) -> None:
        if self.rows.shot is not None:
            self.restore.ask(self.rows.shot, line)

    @Slot(object, object)
    def _restored(self, before: ShownShot, answer: VersionRestored) -> None:
        """Show the photo as it is now."""
        self.told.emit(restored_words(answer["version"]), None)
        if self.rows.shot is not None and self.rows.shot.id == before.id:
            now = replace(before, photos=(replace(before.lead, here=True), *before.photos[1:]))
            self.rows.renew(now)
            self._show_shot(now)

    @Slot(object)
    def _say_refusal(self, failure: Failure) -> None:
        self.viewing.say(in_words(failure.message))

    @Slot(object)
    def _show_date(self, shot: ShownShot) -> None:
        """Show the photo with the date that it has now."""
        before = self.rows.shot
        if before is not None:
            now = replace(before, taken_at=shot.taken_at, date_from=shot.date_from)
            self.rows.renew(now)
            self.viewing.show_date(now)

    @Slot(object)
    def _show_turned(self, shot: ShownShot) -> None:
        """Show the photo as it lies now, also in the strip, whose rows a selection would hold."""
        self.rows.renew(shot)
        self.viewing.show_turned(shot)
        self._page.grid.clearSelection()
        self.rows.read_again()

    @Slot()
    def _open_menu(self) -> None:
        more = self.head.more
        self.menu().popup(more.mapToGlobal(more.rect().bottomLeft()))

    @Slot(QPoint)
    def _open_menu_at(self, at: QPoint) -> None:
        self.menu().popup(self.canvas.mapToGlobal(at))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.info)
        self.info.hide()

    def _connect_rows(self) -> None:
        rows = self.rows
        rows.turned.connect(self._turn)
        rows.came.connect(self._show_shot)
        rows.moved.connect(self._show_place)
        rows.emptied.connect(self.close)
        self.deletion.began.connect(self._leave_deleted)
        self.deletion.done.connect(rows.read_again)
        self.deletion.undone.connect(rows.read_again)
        self.deletion.told.connect(self.told)

    def _connect_stage(self) -> None:
        stage, slides, player = self.stage, self.slideshow, self.player
        stage.asked.connect(self.do)
        stage.head.menu_asked.connect(self._open_menu)
        self.canvas.customContextMenuRequested.connect(self._open_menu_at)
        stage.strip.chosen.connect(self.rows.go)
        stage.strip.turned.connect(self.rows.go_by)
        stage.live.rested_on.connect(player.hover)
        stage.live.clicked.connect(player.play)
        player.turned.connect(self._show_available)
        self.viewing.there.connect(self._there)
        slides.turned.connect(self._turn_slideshow)

    def _connect_details(self) -> None:
        versions = self.info.versions
        versions.chosen.connect(self.viewing.view_version)
        versions.restore_asked.connect(self._ask_restore)
        self.restore.restored.connect(self._restored)
        self.restore.refused.connect(self._say_refusal)
        self.info.change_date.clicked.connect(self.dates.ask_viewed)
        self.turning.told.connect(self.told)
        self.turning.read.connect(self._show_turned)
        self.dates.told.connect(self.told)
        self.dates.read.connect(self._show_date)
