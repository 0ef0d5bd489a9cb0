"""Step 3, the albums: the Pictures folder is suggested with its count and size."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QStandardPaths, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from picup_desktop.engine.ipc.answers import Album
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import button, card, label, row, set_part

MOST_COUNTED = 200_000
PICTURES = ".jpg .jpeg .png .heic .heif .webp .tif .tiff .gif .avif"
RAW_PICTURES = ".dng .cr2 .cr3 .nef .arw .raf .orf .rw2"
VIDEOS = ".mov .mp4 .m4v .avi .mkv"
SUFFIXES = frozenset(f"{PICTURES} {RAW_PICTURES} {VIDEOS}".split())


class AlbumsStep(WelcomeStep):
    """Add albums; always ready, because they can be added later."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(
            translate("Welcome", "Which photos should be kept safe?"),
            translate(
                "Welcome", "Choose the folders where they are. PicUp watches them from now on."
            ),
        )
        self._commands = commands
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        self._pictures = Path(QStandardPaths.writableLocation(pictures) or Path.home() / "Pictures")
        self._suggestion, inside = card()
        self._count = label(part="quiet")
        self.take = button(translate("Welcome", "Add this folder"), "primary")
        self.take.clicked.connect(self._take_pictures)
        inside.addWidget(label(shown(str(self._pictures)), "strong"))
        inside.addLayout(row(self._count, None, self.take))
        self._suggestion.setVisible(self._pictures.is_dir())
        self._added = QVBoxLayout()
        self._names: list[str] = []
        self._refusal = label(part="caution", wrap=True)
        choose = button(translate("Welcome", "Choose another folder…"))
        choose.clicked.connect(self._choose)
        self.body.addWidget(self._suggestion)
        self.body.addLayout(self._added)
        self.body.addWidget(self._refusal)
        self.body.addLayout(row(choose, None))
        self.body.addStretch(1)
        if self._pictures.is_dir():
            self._count.setText(translate("Welcome", "Counting…"))
            counter = _Counter(self._pictures)
            counter.signals.counted.connect(self._counted)
            QThreadPool.globalInstance().start(counter)

    @property
    def added(self) -> list[str]:
        """The names of the albums that were added in this step."""
        return list(self._names)

    @Slot(str)
    def add(self, path: str) -> None:
        """Watch a folder."""
        self._refusal.setText("")
        self._commands.add_album(path, done=self._was_added, refused=self._refused)

    @Slot()
    def _take_pictures(self) -> None:
        self.add(str(self._pictures))

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("Albums", "Which folder holds your photos?"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.add)
        dialog.open()

    @Slot(int, object)
    def _counted(self, count: int, size_bytes: int) -> None:
        self._count.setText(f"{text.photos(count)}, {text.size(size_bytes)}")

    def _was_added(self, answer: Album) -> None:
        name, path = shown(answer["name"]), shown(answer["path"])
        self._names.append(name)
        self._added.addWidget(label(f"✓  {name}   {path}", "good", wrap=True))
        if Path(answer["path"]) == self._pictures.resolve():
            self._suggestion.hide()

    def _refused(self, failure: Failure) -> None:
        self._refusal.setText(in_words(failure.message))
        set_part(self._refusal, "caution")


class _Signals(QObject):
    counted = Signal(int, object)


class _Counter(QRunnable):
    """Count files by their endings, in a thread of Qt's pool; the engine checks the contents."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.signals = _Signals()
        self._folder = folder

    def run(self) -> None:
        count = size = 0
        for file in self._folder.rglob("*"):
            if file.suffix.lower() not in SUFFIXES:
                continue
            try:
                size += file.stat().st_size
            except OSError:
                continue
            count += 1
            if count >= MOST_COUNTED:
                break
        self.signals.counted.emit(count, size)
