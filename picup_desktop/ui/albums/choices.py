"""The dialog in which a person chooses which files of an album are kept."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.commands.albums import SetForAlbum
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import Shown, shown
from picup_desktop.settings.albums import Files, Hidden, Links
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import beneath_box, button, label, row
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.ui.windows.growing import GrowingDialog

WIDTH = 480


class ChoicesDialog(GrowingDialog):
    """Three boxes to tick; each is chosen at once. Emit ``refused(sentence)`` if one is not."""

    refused = Signal(str)

    def __init__(self, context: Context, album: AlbumSummary, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self._link, self._album = context.link, album.record.name
        heading = translate("AlbumChoices", "What is kept of “{name}”?")
        heading = heading.format(name=shown(self._album))
        self.setWindowTitle(heading)
        self.setModal(True)
        self.body.addWidget(label(heading, "section", wrap=True))
        chosen = album.record.choices
        self.links = self._box(
            ("links", Links.FOLLOW, Links.TELL),
            translate("AlbumChoices", "Follow links to folders of this computer"),
            translate(
                "AlbumChoices",
                "Photos behind a link are kept as if they lay here. A link into this album, another"
                " one or another computer is only told.",
            ),
            ticked=chosen.links is Links.FOLLOW,
        )
        self.hidden = self._box(
            ("hidden", Hidden.KEEP, Hidden.TELL),
            translate("AlbumChoices", "Keep hidden photos and folders"),
            translate("AlbumChoices", "Those whose names begin with a dot."),
            ticked=chosen.hidden is Hidden.KEEP,
        )
        self.files = self._box(
            ("files", Files.ALL, Files.PHOTOS),
            translate("AlbumChoices", "Keep every file"),
            translate(
                "AlbumChoices",
                "Documents, music and whatever else lies here, and not photos and films alone.",
            ),
            ticked=chosen.files is Files.ALL,
        )
        below = translate("AlbumChoices", "What was kept stays kept when you take a choice back.")
        self.body.addWidget(label(below, "caption", wrap=True))
        self.close_button = button(translate("AlbumChoices", "Close"), "primary")
        self.close_button.clicked.connect(self.accept)
        self.below.addSpacing(8)
        self.below.addLayout(row(None, self.close_button))
        self.finished.connect(self.deleteLater)

    def _box(
        self, choice: tuple[str, StrEnum, StrEnum], words: Shown, below: Shown, *, ticked: bool
    ) -> CheckBox:
        box = CheckBox(words)
        box.setChecked(ticked)
        box.setAccessibleDescription(below)
        # Only a person's click chooses: a box that is put back after a refusal does not.
        box.clicked.connect(partial(self._choose, box, choice))
        self.body.addWidget(box)
        self.body.addLayout(beneath_box(label(below, "quiet", wrap=True)))
        return box

    @Slot()
    def _choose(self, box: CheckBox, choice: tuple[str, StrEnum, StrEnum]) -> None:
        name, on, off = choice
        value = on if box.isChecked() else off
        command = SetForAlbum(self._album, name, value.value)
        self._link.ask(command, refused=partial(self._put_back, box))

    def _put_back(self, box: CheckBox, failure: Failure) -> None:
        box.setChecked(not box.isChecked())
        self.refused.emit(in_words(failure.message))
