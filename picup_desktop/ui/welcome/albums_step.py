"""Step 3, the albums: the folders of pictures are suggested with their counts and sizes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from picup_desktop.engine.ipc.answers import Album
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS, shown
from picup_desktop.ui.albums.add import AddDialog
from picup_desktop.ui.albums.folders import ask_for_photos
from picup_desktop.ui.commands import Commands
from picup_desktop.ui.frame.drop import DropVeil
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.welcome.suggestions import Suggestions
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import ElidedLabel, button, label, row, set_part


class AlbumsStep(WelcomeStep):
    """Add albums; always ready, because they can be added later."""

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__(
            translate("Welcome", "Which photos should be kept safe?"),
            translate(
                "Welcome", "Choose the folders where they are. PicUp watches them from now on."
            ),
        )
        self._theme = theme
        self._commands = commands
        self.suggestions = Suggestions()
        self.suggestions.wanted.connect(self.add)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.albums: list[AddedAlbum] = []
        self._refusal = label(part="caution", wrap=True)
        self.adding: AddDialog | None = None
        choose = button(translate("Welcome", "Choose another folder…"))
        choose.clicked.connect(self._choose)
        self.body.addWidget(self.suggestions)
        self.body.addLayout(self._list)
        self.body.addWidget(self._refusal)
        self.body.addLayout(row(choose, None))
        self.body.addStretch(1)
        self._veil = DropVeil(self)
        self._veil.dropped.connect(self.ask_to_add)

    @property
    def added(self) -> list[str]:
        """The names of the albums that were added in this step."""
        return [each.album["name"] for each in self.albums]

    @property
    def refusal(self) -> str:
        """Why the last folder was refused."""
        return self._refusal.text()

    @Slot(str)
    def add(self, path: str) -> None:
        """Watch a folder."""
        self._refusal.setText(NO_WORDS)
        self._commands.add_album(path, done=self._was_added, refused=self._refused)

    @Slot(str)
    def ask_to_add(self, path: str) -> None:
        """Show what a folder holds, beside others that are asked about already."""
        self._refusal.setText(NO_WORDS)
        if self.adding is None:
            self.adding = AddDialog(self._theme, self._commands, self)
            self.adding.added.connect(self._was_added)
            self.adding.finished.connect(self._forget_adding)
        self.adding.take(path)
        self.adding.open()

    @Slot(int)
    def _forget_adding(self, _result: int) -> None:
        self.adding = None

    @Slot()
    def _choose(self) -> None:
        ask_for_photos(self).fileSelected.connect(self.ask_to_add)

    @Slot(object)
    def _was_added(self, album: Album) -> None:
        made = AddedAlbum(self._theme, album)
        made.removed.connect(partial(self._remove, made))
        self.albums.append(made)
        self._list.addWidget(made)
        self.suggestions.take_out(Path(album["path"]))

    def _remove(self, added: "AddedAlbum") -> None:
        """Stop watching a folder that was added by mistake; what was stored already stays."""
        added.setEnabled(False)
        self._commands.remove_album(
            added.album["name"],
            delete_photos=False,
            done=lambda _answer: self._was_removed(added),
            refused=partial(self._not_removed, added),
        )

    def _was_removed(self, added: "AddedAlbum") -> None:
        self.albums.remove(added)
        added.hide()
        added.deleteLater()
        self.suggestions.put_back(Path(added.album["path"]))

    def _not_removed(self, added: "AddedAlbum", failure: Failure) -> None:
        added.setEnabled(True)
        self._refused(failure)

    def _refused(self, failure: Failure) -> None:
        self._refusal.setText(in_words(failure.message))
        set_part(self._refusal, "caution")


class AddedAlbum(QFrame):
    """An album that was added in this step; emit ``removed`` when a person takes it back."""

    removed = Signal()

    def __init__(self, theme: Theme, album: Album) -> None:
        super().__init__()
        self.album = album
        self.setProperty("part", "card")
        sign = label()
        sign.setPixmap(theme.icon("check", theme.colours.accent).pixmap(20, 20))
        name, where = ElidedLabel("strong"), ElidedLabel("quiet")
        name.show_words(shown(album["name"]))
        where.show_words(shown(album["path"]))
        self.remove = button(translate("Welcome", "Remove"))
        self.remove.clicked.connect(self.removed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(where)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(sign)
        layout.addLayout(words, 1)
        layout.addWidget(self.remove)
