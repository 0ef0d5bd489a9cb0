"""The screen that covers the window while the vault is locked: no names and no photos."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.commands.engine import Unlock
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.names import NO_WORDS
from picup_desktop.ui.context import Context
from picup_desktop.ui.status import claims_all, left_out_words, needs_you
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.theme.icons import icon
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.widgets.parts import button, card, label, row

WIDTH = 420
MOST = 100
"""The share of the card, beside 1 for the room at each of its sides."""
ICON = 48


class LockScreen(QWidget):
    """Asks for the passphrase, which goes to the engine and nowhere else."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setProperty("part", "page")
        self._theme = context.theme
        self._link = context.link
        self._app_state = context.app_state
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = label(part="quiet", wrap=True)
        self._hint = label(part="caption", wrap=True)
        self._safe = label(part="quiet", wrap=True)
        self._left_out = label(part="caption", wrap=True)
        for words in (self._words, self._hint, self._safe, self._left_out):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(translate("Lock", "Passphrase"))
        self.passphrase.setAccessibleName(translate("Lock", "Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self._problem = label(part="problem", wrap=True)
        self._problem.hide()
        self.open = button(translate("Lock", "Unlock"), "primary")
        self.open.clicked.connect(self.unlock)
        self._lay_out()
        context.theme.changed.connect(self._colour)
        self._app_state.changed.connect(self._show)
        self._colour()
        self._show()

    @property
    def problem(self) -> str:
        """The reason why it did not unlock."""
        return self._problem.text()

    def showEvent(self, event: QShowEvent) -> None:
        """Empty the passphrase field and give it the focus."""
        super().showEvent(event)
        self._forget()
        (self.open if self.passphrase.isHidden() else self.passphrase).setFocus()

    @property
    def counts(self) -> str:
        """The status of the photos in counts."""
        return self._safe.text()

    @Slot()
    def unlock(self) -> None:
        """Ask the engine to unlock."""
        given = self.passphrase.text()
        self._problem.hide()
        self.open.setEnabled(False)
        self._link.ask(
            Unlock(given or None), done=lambda _: self._unlocked(), refused=self._refused
        )

    def _lay_out(self) -> None:
        frame, inside = card(padding=32, spacing=12)
        frame.setMaximumWidth(grown(WIDTH))
        title = label(translate("Lock", "PicUp is locked"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for part in (self._picture, title, self._words, self.passphrase, self._problem, self.open):
            inside.addWidget(part)
        inside.addWidget(self._hint)
        inner = QWidget()
        inner.setProperty("part", "page")
        # Large text in a low window: it scrolls.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        layout = QVBoxLayout(inner)
        layout.setSpacing(20)
        layout.addStretch(2)
        # Beside stretches and not by its alignment, for which Qt forgets what its words need.
        across = row(None, frame, None)
        # All of its width where there is room, and less in a window too narrow for large text.
        across.setStretch(1, MOST)
        layout.addLayout(across)
        layout.addWidget(self._safe)
        layout.addWidget(self._left_out)
        layout.addStretch(3)

    @Slot()
    def _show(self) -> None:
        live = self._app_state.live
        self._words.setText(
            translate("Lock", "Photos and their names are hidden until you unlock it.")
        )
        self.passphrase.setVisible(live.unlocked_by is not None)
        self._hint.setVisible(live.unlocked_by is None)
        self._hint.setText(
            translate(
                "Lock", "A passphrase is asked for here once you have chosen one in Settings."
            )
        )
        snapshot = self._app_state.snapshot
        # Counts may be shown while locked (2-1), so that a person knows that something waits.
        needs = NO_WORDS if snapshot is None else needs_you(snapshot)
        self._safe.setText(f"{self._app_state.summary.headline}\n{needs}".strip())
        left_out = NO_WORDS
        if snapshot is not None and claims_all(snapshot):
            left_out = left_out_words(snapshot)
        self._left_out.setText(left_out)
        self._left_out.setVisible(bool(left_out))

    @Slot()
    def _colour(self) -> None:
        self._picture.setPixmap(icon("lock", self._theme.colours.accent).pixmap(ICON, ICON))

    def _unlocked(self) -> None:
        self._forget()
        self._app_state.look_again()

    def _refused(self, failure: Failure) -> None:
        self.open.setEnabled(True)
        self._problem.setText(in_words(failure.message))
        self._problem.show()
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _forget(self) -> None:
        self.passphrase.clear()
        self._problem.hide()
        self.open.setEnabled(True)
