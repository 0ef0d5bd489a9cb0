"""What is done with the chosen photos, from the bar, the menu and the keys."""

from collections.abc import Set
from itertools import chain, islice
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.photos.choosing.bar import SelectionBar
from picup_desktop.ui.photos.choosing.chosen import ChosenRows
from picup_desktop.ui.photos.choosing.gathering import Chosen
from picup_desktop.ui.photos.choosing.grid import ChoosingGrid
from picup_desktop.ui.photos.shot_pictures import ShotPictures
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import number, translate

MOST_EXPORTED = 5_000
"""More photos are not exported at once: each is read, and may be written anew as a JPEG."""
MOST_LOOKED_AT = 200
"""Of so many chosen photos it is seen whether they are in one folder."""


class ChosenActions(QObject):
    """Follow the selection of a grid; ``bar`` is shown while some are chosen."""

    message = Signal(str)
    restore_wanted = Signal(list)
    """Ids of photos to restore to another folder."""
    export_wanted = Signal()
    deletion_wanted = Signal(object)
    """The ``Chosen`` photos to delete, after a question."""

    def __init__(
        self, context: Context, reader: LedgerReader, grid: ChoosingGrid, pictures: ShotPictures
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = grid.shots
        self._pictures = pictures
        self.bar = SelectionBar(context.theme)
        self.rows = ChosenRows(reader, self._model)
        grid.chosen.connect(self._follow)
        self.rows.summed.connect(self.bar.show_total)
        self.bar.cleared.connect(self._clear)
        self.bar.restore_asked.connect(self.restore)
        self.bar.export_asked.connect(self.export_wanted)
        self.bar.folder_asked.connect(self.show_in_folder)
        self.bar.deletion_asked.connect(self.ask_deletion)

    @Slot()
    def ask_deletion(self) -> None:
        """Ask whether to delete the chosen photos, or the one with the focus if none is chosen."""
        current = self._grid.currentIndex()
        if not self._grid.chosen_count and current.isValid():
            self._grid.choose_for_menu(current.row())
        if self._grid.chosen_count:
            self.rows.gather(self._ask_deletion)

    @Slot()
    def restore(self) -> None:
        """Hand the chosen photos over to be restored."""
        if self._grid.chosen_count:
            self.rows.gather(self._restore)

    @Slot()
    def show_in_folder(self) -> None:
        """Open the folder of the chosen photos."""
        folders = self._folders()
        if why_no_folder(folders):
            return
        (folder,) = folders
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            words = translate("Selection", "No program of this computer opens the folder.")
            self.message.emit(words)

    def tell_changed(self) -> None:
        """Say that the chosen photos are others by now."""
        self._grid.clearSelection()
        self.message.emit(translate("Photos", "The photos changed meanwhile. Choose once more."))

    def _ask_deletion(self, chosen: Chosen | None) -> None:
        if chosen is None:
            self.tell_changed()
            return
        self.deletion_wanted.emit(chosen)

    def _restore(self, chosen: Chosen | None) -> None:
        if chosen is None:
            self.tell_changed()
            return
        self.restore_wanted.emit(list(chosen.photo_ids))

    @Slot()
    def _clear(self) -> None:
        self._grid.clearSelection()
        self._grid.setFocus()

    @Slot()
    def _follow(self) -> None:
        self.rows.choose(self._grid.chosen_runs())
        self.bar.offer_folder(why_not=why_no_folder(self._folders()))
        self.bar.offer_export(why_not=why_no_export(self._grid.chosen_count))

    def _folders(self) -> set[Path | None]:
        """Return the folders of the chosen photos; None among them for one that is not here.

        Of very many photos only the first ones are looked at.
        """
        rows = islice(chain.from_iterable(self._grid.chosen_runs()), MOST_LOOKED_AT)
        shots = [self._model.shot(row) for row in rows]
        files = [None if shot is None else self._pictures.file(shot) for shot in shots]
        return {None if file is None else file.parent for file in files}


def why_no_folder(folders: Set[Path | None]) -> Shown:
    """Return why photos in these folders can't be shown in one; empty if they can."""
    if None in folders:
        return translate("Selection", "Not on this computer")
    if len(folders) > 1:
        return translate("Selection", "They are in more than one folder")
    return NO_WORDS


def why_no_export(count: int) -> Shown:
    """Return why so many photos can't be exported at once; empty if they can."""
    if count <= MOST_EXPORTED:
        return NO_WORDS
    words = translate("Selection", "At most {count} at once; Restore takes them all")
    return words.format(count=number(MOST_EXPORTED))
