"""An earlier version is put back into the album, after a question."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from picup_desktop.engine.ipc.answers import VersionRestored
from picup_desktop.engine.ipc.commands.photos import RestoreVersion
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.text import translate
from picup_desktop.ui.viewer.versions import VersionLine, VersionList, question_words
from picup_desktop.ui.widgets.question import Question


class VersionRestore(QObject):
    """Emit ``restored(shot, answer)``, or ``refused(failure)``."""

    restored = Signal(object, object)
    refused = Signal(object)

    def __init__(self, context: Context, versions: VersionList, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._versions = versions
        self._over = over

    def ask(self, shot: ShownShot, line: VersionLine) -> None:
        """Ask whether to put a version back into the album."""
        snapshot = self._context.app_state.snapshot
        if snapshot is None or line.number is None:
            return
        name = shown(Path(shot.lead.path).name)
        words = question_words(name, line, snapshot.settings.grace_days)
        question = Question(words, translate("Viewer", "Restore this version"), self._over)
        question.agreed.connect(partial(self._restore, shot, line.number))
        question.open()

    def _restore(self, shot: ShownShot, number: int) -> None:
        self._versions.setDisabled(True)
        self._context.link.ask(
            RestoreVersion(str(shot.lead.photo_id), number),
            done=partial(self._done, shot),
            refused=self._not_done,
        )

    def _done(self, shot: ShownShot, answer: VersionRestored) -> None:
        self._versions.setEnabled(True)
        self.restored.emit(shot, answer)

    def _not_done(self, failure: Failure) -> None:
        self._versions.setEnabled(True)
        self.refused.emit(failure)
