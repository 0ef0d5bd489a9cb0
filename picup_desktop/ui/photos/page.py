"""The photos page: all photos by date, found by name, date, album and state."""

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedLayout,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from picup_desktop.engine.ipc.answers import BroughtBack
from picup_desktop.engine.ipc.commands.photos import BringBack
from picup_desktop.engine.ipc.commands.turns import TurnHow
from picup_desktop.engine.ipc.events import Changed
from picup_desktop.engine.ipc.protocol import Event
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import NO_WORDS, plain, plain_lines, shown
from picup_desktop.ui import text
from picup_desktop.ui.context import Context
from picup_desktop.ui.dates.change import DateChange
from picup_desktop.ui.export.export import Exporter
from picup_desktop.ui.photos.choosing.actions import (
    ChosenActions,
    why_no_export,
    why_no_folder,
)
from picup_desktop.ui.photos.choosing.grid import ChoosingGrid
from picup_desktop.ui.photos.deletion import Deletion
from picup_desktop.ui.photos.empty import no_photos, nothing_found
from picup_desktop.ui.photos.filters import Filters
from picup_desktop.ui.photos.grid.cell_choice import CellChoice
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.pictures import Pictures
from picup_desktop.ui.photos.scrubber.timeline import Timeline
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.photos.sketches import Sketches
from picup_desktop.ui.photos.way_back import WayBack
from picup_desktop.ui.preferences import Preferences
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.speech.announcer import Announcer
from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.turning.chosen import add_to_menu, turn_by_keys
from picup_desktop.ui.turning.turning import Turning
from picup_desktop.ui.widgets.page import EDGE, HEAD_HEIGHT, looking
from picup_desktop.ui.widgets.parts import button, label
from picup_desktop.ui.windows.cover import is_covered
from picup_desktop.words import AlbumState

MOST_CHOSEN_AGAIN = 5_000
"""So many chosen photos stay chosen when they move; finding more would take too long."""


class PhotosPage(QWidget):
    """Reads the gallery only while it is visible; its threads run from ``begin`` to ``end``."""

    message = Signal(str)
    viewed = Signal(int, bool)
    """A row to show in the viewer, and whether with its details."""
    restore_wanted = Signal(list)
    """Ids of photos to restore to another folder."""
    add_album = Signal()
    locked = Signal()

    def __init__(self, context: Context, preferences: Preferences) -> None:
        super().__init__()
        self.setProperty("part", "page")
        self.setAccessibleName(translate("Sidebar", "Photos"))
        self._context = context
        self.reader = LedgerReader(context.home, "gallery")
        self.pictures = Pictures(context.home, context.link)
        self.shot_pictures = ShotPictures(self.pictures)
        sketches = Sketches(self.reader, self.pictures.strip)
        self.model = ShotModel(self.reader, sketches)
        self.grid = ChoosingGrid(context.theme, self.model, self.shot_pictures)
        self.grid.setAccessibleName(translate("Sidebar", "Photos"))
        self.timeline = Timeline(context.theme, self.model, self.shot_pictures, self.grid)
        self.cells = CellChoice(context.theme, self.grid, preferences)
        Announcer(self.grid, self.model)
        self.grid.mark_all(always=preferences.always_marks)
        self.filters = Filters(context.theme, preferences)
        self._deletion = Deletion(context, self)
        self.selection = ChosenActions(context, self.reader, self.grid, self.shot_pictures)
        self._dates = DateChange(context.link, self)
        self.turning = Turning(context.link, self)
        self.turning.told.connect(self._dates.told)
        self.exporter = Exporter(context, self)
        self.done = self._dates.told
        """Words about what is done, and a function that undoes it, or None."""
        self._chosen_again: list[int] = []
        self._stale = True
        self._locked = not context.app_state.may_name
        self._count = label(part="quiet")
        self._count.setObjectName("count")
        self.way_back = WayBack(context.theme, self.filters, self, self.grid.viewport())
        self._lay_out()
        self._join()
        context.link.heard.connect(self._hear)
        context.app_state.changed.connect(self._follow)

    def _join(self) -> None:
        """Connect the parts to one another."""
        self.filters.changed.connect(self._filter)
        self.grid.opened.connect(partial(self._view, details=False))
        self.grid.chosen.connect(self._show_tools)
        self.grid.customContextMenuRequested.connect(self._open_menu)
        self.grid.viewport().installEventFilter(self)
        self.model.counted.connect(self._show)
        self.model.counted.connect(self._choose_again)
        self._dates.changed.connect(self._show_dates)
        self._deletion.began.connect(self.grid.clearSelection)
        self._deletion.done.connect(self.refresh)
        self._deletion.undone.connect(self.refresh)
        self._deletion.told.connect(self.done)
        self.selection.deletion_wanted.connect(self._deletion.ask_chosen)
        self.selection.message.connect(self.message)
        self.selection.restore_wanted.connect(self.restore_wanted)
        self.selection.export_wanted.connect(self.export_chosen)
        turn_by_keys(self.grid, self.turn_chosen)
        self.turning.changed.connect(self._show_dates)
        self.locked.connect(self.exporter.forget)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.grid)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.selection.ask_deletion)

    def begin(self) -> None:
        """Start the threads."""
        self.reader.begin()
        self.pictures.begin()
        self.refresh()

    def end(self) -> None:
        """End the threads."""
        self.pictures.end()
        self.reader.end()

    @Slot()
    def refresh(self) -> None:
        """Read the gallery again; while hidden or locked, as soon as that is over."""
        if not self.isVisible() or self._locked:
            self._stale = True
            return
        self._stale = False
        self.reader.ask(lambda ledger: ledger.albums.all(removed=True), self._take_albums)
        self.model.refresh()

    def menu_for(self, shots: list[ShownShot], row: int) -> QMenu:
        """Return the menu for the selected photos."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Photos", "Open"), partial(self._view, row, details=False))
        files = [self.shot_pictures.file(shot) for shot in shots]
        show = menu.addAction(translate("Photos", "Show in folder"), self.selection.show_in_folder)
        folders = {None if file is None else file.parent for file in files}
        show.setEnabled(not why_no_folder(folders))
        menu.addAction(translate("Photos", "Details"), partial(self._view, row, details=True))
        menu.addSeparator()
        ids = [photo.photo_id for shot in shots for photo in shot.photos]
        menu.addAction(translate("Photos", "Restore to…"), partial(self.restore_wanted.emit, ids))
        menu.addAction(translate("Export", "Export…"), partial(self.exporter.ask, shots))
        away = [photo.photo_id for shot in shots for photo in shot.photos if not photo.here]
        if away:
            menu.addAction(
                translate("Photos", "Bring back to this computer"), partial(self.bring_back, away)
            )
        menu.addAction(translate("Viewer", "Change date…"), partial(self._dates.ask, shots))
        add_to_menu(menu, partial(self.turning.turn, shots))
        menu.addSeparator()
        menu.addAction(translate("Photos", "Delete…"), self.selection.ask_deletion)
        return menu

    def menu_for_many(self) -> QMenu:
        """Return the menu for so many selected photos that they are not read one by one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("Photos", "Restore to…"), self.selection.restore)
        export = menu.addAction(translate("Export", "Export…"), self.export_chosen)
        if why_not := why_no_export(self.grid.chosen_count):
            # In the menu itself: nobody looks for a tool tip of what can't be chosen.
            export.setText(f"{plain(export.text())}  {why_not}")
            export.setEnabled(False)
        add_to_menu(menu, self.turn_chosen)
        menu.addSeparator()
        menu.addAction(translate("Photos", "Delete…"), self.selection.ask_deletion)
        return menu

    def turn_chosen(self, how: TurnHow) -> None:
        """Turn the chosen photos."""
        self._with_chosen(partial(self.turning.turn, how=how))

    def export_chosen(self) -> None:
        """Ask how and where to export the chosen photos."""
        self._with_chosen(self.exporter.ask)

    def _with_chosen(self, act: Callable[[list[ShownShot]], object]) -> None:
        def take(shots: list[ShownShot] | None) -> None:
            if shots is None:
                self.selection.tell_changed()
            else:
                act(shots)

        if rows := self.grid.chosen_rows():
            self.model.resolve(rows, take)

    def bring_back(self, photo_ids: list[int]) -> None:
        """Read files that are only on the storages back into their places."""
        self.message.emit(translate("Photos", "Bringing %Ln files back…", None, len(photo_ids)))
        self._context.link.ask(
            BringBack(photos=tuple(map(str, photo_ids))), done=self._brought_back
        )

    def _brought_back(self, answer: BroughtBack) -> None:
        failed = [(one["path"], one["reason"]) for one in answer["photos"] if one["reason"]]
        back = answer["brought_back"]
        words = [translate("Photos", "%Ln files are back in their place.", None, back)]
        if failed:
            path, reason = failed[0]
            words.append(f"{shown(path)}: {shown(reason)}")
        self.message.emit(" ".join(words))
        self.refresh()

    @Slot()
    def ask_deletion(self) -> None:
        """Ask whether to delete the selected photos."""
        self.selection.ask_deletion()

    @Slot(int)
    def show_row(self, row: int) -> None:
        """Scroll to the row that the viewer showed last."""
        index = self.model.index(row)
        if index.isValid():
            self.grid.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.grid.scrollTo(index)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Show a cell's tool tip, with the reason if the cell has no picture."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell_tip(event)
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # what Qt gave

    def showEvent(self, event: QShowEvent) -> None:
        """Read the gallery if it may have changed."""
        super().showEvent(event)
        # What was not there yet was given up when the page was hidden.
        self.shot_pictures.again.emit()
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop fetching pictures."""
        self.pictures.want([])
        super().hideEvent(event)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, EDGE, 0, 0)
        layout.setSpacing(12)
        head = QHBoxLayout()
        head.addStrut(HEAD_HEIGHT)
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        head.setSpacing(12)
        head.addWidget(self.way_back.button)
        head.addWidget(label(translate("Sidebar", "Photos"), "title"))
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.cells)
        layout.addLayout(head)
        tools = QHBoxLayout()
        tools.setContentsMargins(EDGE, 0, EDGE, 0)
        self._tools = QStackedLayout()
        # In the page before its parts are: a part of a layout without a page is a window.
        tools.addLayout(self._tools)
        layout.addLayout(tools)
        for each in (self.filters, self.selection.bar):
            self._tools.addWidget(each)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.timeline)
        add = button(translate("Albums", "Add album"), "primary")
        add.clicked.connect(self.add_album)
        show_all = button(translate("Photos", "Show all photos"))
        show_all.clicked.connect(self.filters.clear)
        self._stack.addWidget(no_photos(self._context.theme, add))
        self._stack.addWidget(nothing_found(self._context.theme, show_all))
        self.looking = looking(self._context.theme)
        self._stack.addWidget(self.looking)
        self._stack.setCurrentWidget(self.looking)
        layout.addWidget(self._stack, 1)

    @Slot()
    def _filter(self) -> None:
        self._chosen_again = []
        self.grid.clearSelection()
        self.model.show_wanted(self.filters.wanted)

    @Slot()
    def _show(self) -> None:
        if self.model.rowCount():
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(self._nothing())
        self._tell_count()

    def _nothing(self) -> int:
        """Return the page of the stack that says why there are no photos."""
        snapshot = self._context.app_state.snapshot
        if self.filters.narrow:
            return 2
        # The ledger's gallery may not be up to date yet.
        return 1 if snapshot is not None and snapshot.photos == 0 else 3

    @Slot()
    def _tell_count(self) -> None:
        count, snapshot = self.model.rowCount(), self._context.app_state.snapshot
        words = text.photos(count) if count else NO_WORDS
        if words and snapshot is not None and snapshot.photos > count and not self.filters.narrow:
            # The film of a live picture, or a sidecar, counts as a photo where safety is told.
            in_files = translate("Photos", "{photos} in %Ln files", None, snapshot.photos)
            words = in_files.format(photos=words)
        self._count.setText(words)

    @Slot()
    def _show_tools(self) -> None:
        """Show the bar of the chosen photos in the place of the filters, so that nothing moves."""
        self._tools.setCurrentIndex(1 if self.grid.chosen_count else 0)

    @Slot(bool)
    def mark_all(self, always: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Mark also the photos that are safe and here, or only the others."""
        self.grid.mark_all(always=always)

    def _take_albums(self, albums: tuple[AlbumRecord, ...] | None) -> None:
        if albums is None:
            return
        self.shot_pictures.show_albums(albums)
        self.filters.show_albums([a for a in albums if a.state is not AlbumState.REMOVED])

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if event.name == "changed" and {"gallery", "photos", "vault"} & set(
            cast(Changed, event.details)["what"]
        ):
            self.pictures.forget_refusals()
            self.refresh()

    @Slot()
    def _follow(self) -> None:
        """Follow the lock; read again once an engine has updated the gallery."""
        if self._context.app_state.may_name == self._locked:
            self._locked = not self._locked
            self._turn_lock()
        elif not self.model.known:
            self.refresh()
        elif not self.model.rowCount():
            self._show()
        else:
            self._tell_count()

    def _turn_lock(self) -> None:
        """Drop pictures and names when locked, and read none (2-1)."""
        self.shot_pictures.forget()
        self.grid.clearSelection()
        if self._locked:
            self.filters.views.forget()
            self.locked.emit()
            self.model.forget()
        else:
            self.refresh()

    def _view(self, row: int, *, details: bool) -> None:
        if not is_covered(self):
            self.viewed.emit(row, details)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.grid.indexAt(at)
        if not index.isValid():
            return
        self.grid.choose_for_menu(index.row())
        place = self.grid.viewport().mapToGlobal(at)
        if self.grid.chosen_count > MOST_CHOSEN_AGAIN:
            self.menu_for_many().popup(place)
            return
        rows = self.grid.chosen_rows()
        self.model.resolve(rows, lambda shots: self._pop_menu(shots, index.row(), place))

    def _pop_menu(self, shots: list[ShownShot] | None, row: int, place: QPoint) -> None:
        if shots is None:
            self.selection.tell_changed()
        elif self.isVisible():
            # It may have been locked while the photos were read.
            self.menu_for(shots, row).popup(place)

    @Slot(list)
    def _show_dates(self, shot_ids: list[int]) -> None:
        """Show the photos at their new places, chosen as before."""
        self._chosen_again = shot_ids if self.grid.chosen_count else []
        # The rows are free to move once none is chosen.
        self.grid.clearSelection()
        self.refresh()

    def choose_shots(self, shot_ids: list[int]) -> None:
        """Choose these photos and bring them in sight, once they are counted."""
        self.grid.clearSelection()
        self._chosen_again = shot_ids
        self.refresh()

    @Slot()
    def _choose_again(self) -> None:
        # Asked again at each count: the answer about rows that moved meanwhile never comes.
        if 0 < len(self._chosen_again) <= MOST_CHOSEN_AGAIN:
            self.model.find(self._chosen_again, self._choose_rows)

    def _choose_rows(self, rows: list[int]) -> None:
        self._chosen_again = []
        if not self.grid.chosen_count:
            self.grid.choose(rows)

    def _tell_tip(self, event: QHelpEvent) -> None:
        index = self.grid.indexAt(event.pos())
        tip = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else None
        if not isinstance(tip, str):
            QToolTip.hideText()
            return
        shot = self.model.shot(index.row())
        why = NO_WORDS if shot is None else self.shot_pictures.reason(shot)
        words = plain_lines(tip)
        if why:
            words += f"\n{why}"
        QToolTip.showText(event.globalPos(), plain_tip(words), self.grid)
