"""The files in an album's folder that are not kept, and why."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.engine.ipc.answers import LeftOutFile, LeftOutFiles
from picup_desktop.engine.ipc.commands.albums import ListLeftOut
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.left_out import shown_path
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.activity.rows import Line, LineList
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.lines import LineModel
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.ui.windows.dialog import Dialog
from picup_desktop.ui.windows.fitting import grown_size
from picup_desktop.words import Why

SIZE = (620, 560)
SMALLEST = (420, 380)


class LeftOutDialog(Dialog):
    """List the files; the engine looks into the folder when the dialog opens."""

    def __init__(self, context: Context, album: AlbumSummary, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: LineModel[Line] = LineModel()
        heading = translate("LeftOut", "Not kept from “{name}”").format(
            name=shown(album.record.name)
        )
        self.setWindowTitle(heading)
        self.setModal(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(grown_size(SIZE, parent))
        self._below = label(translate("LeftOut", "Looking into the folder…"), "quiet", wrap=True)
        listed = LineList(
            context.theme,
            self.lines,
            translate("LeftOut", "Files that are not kept"),
            NO_WORDS,
        )
        self.close_button = button(translate("LeftOut", "Close"), "primary")
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(label(heading, "section", wrap=True))
        layout.addWidget(self._below)
        frame, inside = card(padding=8)
        inside.addWidget(listed)
        layout.addWidget(frame, 1)
        layout.addLayout(row(None, self.close_button))
        self.finished.connect(self.deleteLater)
        context.link.ask(ListLeftOut(album.record.name), done=self._show, refused=self._tell)

    @property
    def words(self) -> str:
        """The sentence above the list."""
        return self._below.text()

    def _show(self, found: LeftOutFiles) -> None:
        self.lines.show_lines([_line(one) for one in found["files"]])
        words = translate(
            "LeftOut",
            "PicUp keeps photos, films and what belongs to them. These files stay on this computer"
            " only.",
        )
        if not found["files"]:
            words = translate("LeftOut", "Every file in this folder is kept.")
        elif found["more"]:
            more = translate("LeftOut", "%Ln more are not listed.", None, found["more"])
            words = f"{words} {more}"
        self._below.setText(words)

    def _tell(self, failure: Failure) -> None:
        self._below.setText(in_words(failure.message))


def _line(one: LeftOutFile) -> Line:
    why = Why(one["why"])
    return Line("info", "quiet", shown(shown_path(one["path"], why)), reason_words(why), NO_WORDS)


def reason_words(why: Why) -> Shown:
    """Return why a file is not kept."""
    words = {
        Why.LINK: translate("LeftOut", "A link that is not followed, or behind one"),
        Why.HIDDEN: translate("LeftOut", "Hidden"),
        Why.KIND: translate("LeftOut", "No photo or film, and nothing that belongs to one"),
        Why.NAME: translate("LeftOut", "Named as a half-written file, or one of the system"),
        Why.SPECIAL: translate("LeftOut", "A pipe, a socket or a device"),
        Why.NOT_HERE: translate("LeftOut", "Not on this computer: it is in a cloud only"),
    }
    return words[why]
