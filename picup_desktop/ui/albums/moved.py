"""What a person does when an album's folder was moved: say where it stands now."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.commands.albums import AlbumMoved, MoveAlbum
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, photos, translate
from picup_desktop.ui.widgets.question import Question
from picup_desktop.ui.windows.ask_folder import ask_folder

HOLDS_OTHER_PHOTOS = "album-folder-holds-other-photos"
"""The code of the refusal that a person can overrule."""


class MovedFolder(QObject):
    """Asks for the folder, and emits ``message(sentence)`` with what was found there.

    ``refused(sentence)``: the folder can't be this album's.
    """

    message = Signal(str)
    refused = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._parent = context.link, parent
        self.question: Question | None = None

    def choose(self, album: AlbumSummary) -> None:
        """Ask where an album's folder stands now."""
        name = album.record.name
        words = translate("MovedAlbum", "Where does the folder of “{name}” stand now?")
        question = words.format(name=shown(name))
        dialog = ask_folder(self._parent, question, _nearest(Path(album.record.path)))
        dialog.fileSelected.connect(partial(self.move_to, name))

    def move_to(self, name: str, folder: str, *, anyway: bool = False) -> None:
        """Watch the album there from now on."""
        self._link.ask(
            MoveAlbum(name, Path(folder), anyway),
            done=self._tell,
            refused=partial(self._not_moved, name, folder),
        )

    def _tell(self, moved: AlbumMoved) -> None:
        words = translate("MovedAlbum", "“{name}” is watched in its new folder: {photos} found.")
        told = [words.format(name=shown(moved["name"]), photos=photos(moved["known"]))]
        if moved["missing"]:
            missing = translate(
                "MovedAlbum",
                "{photos} missing. Nothing is deleted; you are asked about them.",
            )
            told.append(missing.format(photos=photos(moved["missing"])))
        self.message.emit(" ".join(told))

    def _not_moved(self, name: str, folder: str, failure: Failure) -> None:
        words = in_words(failure.message)
        if failure.message.code != HOLDS_OTHER_PHOTOS:
            self.refused.emit(words)
            return
        heading = translate("MovedAlbum", "Is this the folder of “{name}”?")
        below = translate(
            "MovedAlbum",
            "If it is, nothing is deleted: you are asked about the photos that are missing.",
        )
        self.question = Question(
            (heading.format(name=shown(name)), f"{words}\n\n{below}"),
            translate("MovedAlbum", "This is its folder"),
            self._parent,
        )
        self.question.agreed.connect(partial(self.move_to, name, folder, anyway=True))
        self.question.open()


def _nearest(folder: Path) -> str:
    """Return the innermost folder that is still there."""
    return str(next((one for one in folder.parents if one.is_dir()), Path.home()))
