"""The choice of who speaks SSH to a NAS, which few need and which is folded away."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from picup_desktop.ui.text import plain_tip, translate
from picup_desktop.ui.widgets.named import name_control
from picup_desktop.ui.widgets.parts import button, label, row

SPEAKERS = ("auto", "builtin", "openssh")
"""As the engine's commands have them, in the order of the choice."""


class SpeakerChoice(QWidget):
    """A button that unfolds the choice; emit ``changed`` when a person chooses."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.unfold = button(translate("Welcome", "Advanced…"), "link")
        self.choice = QComboBox()
        self.choice.addItems(
            [
                translate("Welcome", "As it is needed"),
                translate("Welcome", "PicUp itself"),
                translate("Welcome", "The ssh of this computer"),
            ]
        )
        name = translate("Welcome", "Who speaks SSH")
        name_control(self.choice, name)
        tip = translate(
            "Welcome",
            "The ssh of this computer can do jump hosts, security keys and what else its"
            " configuration asks for. It logs in by keys, never by a password.",
        )
        self.choice.setToolTip(plain_tip(tip))
        self._folded = QWidget()
        folded = QVBoxLayout(self._folded)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.addLayout(row(label(name, "quiet"), self.choice, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.unfold, None))
        layout.addWidget(self._folded)
        self._folded.hide()
        self.unfold.clicked.connect(self._unfold)
        self.choice.activated.connect(self._chosen)

    @property
    def chosen(self) -> str:
        """Who speaks SSH, as the engine's commands have it."""
        return SPEAKERS[self.choice.currentIndex()]

    def show_chosen(self, speaker: str | None) -> None:
        """Show what is kept for a storage, unfolded if it is not the usual."""
        self.choice.setCurrentIndex(SPEAKERS.index(speaker or SPEAKERS[0]))
        if self.choice.currentIndex():
            self._unfold()

    @Slot()
    def _unfold(self) -> None:
        self.unfold.hide()
        self._folded.show()

    @Slot()
    def _chosen(self) -> None:
        self.changed.emit()
