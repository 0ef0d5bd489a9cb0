"""Two fingerprints of a server's host key: the trusted one and the one that it shows now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from picup_desktop.names import Shown, shown
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import label, row, set_part


class Fingerprints(QWidget):
    """Show both, one beside the other."""

    def __init__(self) -> None:
        super().__init__()
        self._before = label(part="fingerprint", wrap=True)
        self._now = label(part="fingerprint", wrap=True)
        self._new = _panel(translate("StorageKey", "Shown now"), self._now)
        across = row(
            _panel(translate("StorageKey", "Trusted until now"), self._before),
            self._new,
            spacing=12,
        )
        across.setContentsMargins(0, 0, 0, 0)
        for column in (0, 1):
            across.setStretch(column, 1)
        self.setLayout(across)

    @property
    def words(self) -> tuple[str, str]:
        """Both as they are shown."""
        return self._before.accessibleName(), self._now.accessibleName()

    def show_keys(self, before: str, now: str) -> None:
        """Show both fingerprints; without ``before`` no key was trusted yet."""
        set_part(self._new, "card" if now in before.split(", ") else "soft-warning")
        for one, words in (
            (self._before, before or translate("StorageKey", "none yet")),
            (self._now, now),
        ):
            one.setAccessibleName(shown(words))
            one.setText(breakable(shown(words)))


def breakable(fingerprint: str) -> Shown:
    """Return a fingerprint in groups, so that it can be compared and wrapped."""
    kind, colon, digits = fingerprint.rpartition(":")
    if not colon or " " in digits:
        return shown(fingerprint)
    groups = (digits[start : start + 4] for start in range(0, len(digits), 4))
    return f"{shown(kind)}:\n{shown(' '.join(groups))}"


def _panel(caption: Shown, value: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("part", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(6)
    layout.addWidget(label(caption, "strong"))
    layout.addWidget(value)
    layout.addStretch(1)
    layout.setAlignment(Qt.AlignmentFlag.AlignTop)
    return frame
