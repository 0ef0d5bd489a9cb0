"""The base of the assistant's steps."""

from enum import Enum
from urllib.parse import urlsplit

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.widgets.parts import label
from picup_desktop.words import Role


class StepName(Enum):
    """What happened to the storage."""

    CHOICE = "choice"
    MOVED = "moved"
    KEY = "key"
    REPLACED = "replaced"
    SWAPPED = "swapped"


class Shows(Enum):
    """By what a server is known."""

    HOST_KEY = "host key"
    CERTIFICATE = "certificate"
    NOTHING = "nothing"
    """It is a folder of this computer, or a server on it that speaks without TLS."""


def shown_at(url: str) -> Shows:
    """Return by what the server of an address is known."""
    by_scheme = {
        "sftp": Shows.HOST_KEY,
        "s3": Shows.CERTIFICATE,
        "davs": Shows.CERTIFICATE,
    }
    return by_scheme.get(urlsplit(url).scheme, Shows.NOTHING)


class AssistantStep(QWidget):
    """Say what will be done, ask what is needed, and do it.

    Emit ``done(words)`` once it is done, ``failed(words)`` with why it was not, and
    ``wanted(name)`` for another step. ``waiting(busy)`` says that an answer is awaited.
    """

    done = Signal(str)
    failed = Signal(str)
    wanted = Signal(object)
    waiting = Signal(bool)

    def __init__(
        self, context: Context, role: Role, heading: Shown, below: Shown = NO_WORDS
    ) -> None:
        super().__init__()
        self.heading = heading
        self.busy = False
        self._context = context
        self._link = context.link
        self._role = role
        self.setProperty("part", "page")
        self.setAccessibleName(heading)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        if below:
            self.body.addWidget(label(below, "quiet", wrap=True))

    def minimumSizeHint(self) -> QSize:
        """Return nothing: words that wrap would ask for the height of a narrow column."""
        return QSize(0, 0)

    @property
    def to_press(self) -> QWidget | None:
        """What a person presses next, which must be in sight; None if it always is."""
        return None

    @Slot(bool)
    def wait(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Note whether an answer is awaited."""
        self.busy = busy
        self.waiting.emit(busy)
