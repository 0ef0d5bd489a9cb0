"""The card of one storage's current transfers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from picup_desktop.names import Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.engine.live import Live, Moving
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Meter
from picup_desktop.ui.widgets.parts import label
from picup_desktop.words import Role


def _what(moving: Sequence[Moving]) -> Shown:
    """Name the file that moves, or count the files where there are several or names are locked."""
    path = moving[-1].path
    if len(moving) == 1 and path is not None:
        return shown(path.rpartition("/")[2])
    return translate("Activity", "Sending %Ln photos", None, len(moving))


class MovingCard(QFrame):
    """Shows what moves to main or to backup."""

    def __init__(self, theme: Theme, role: Role) -> None:
        super().__init__()
        self._role = role
        self.setProperty("part", "card")
        self.setAccessibleName(role_name(role))
        self._words = label(part="quiet")
        self._rate = label(part="strong")
        self._meter = Meter(theme, translate("Activity", "Progress of what moves now"))
        head = QHBoxLayout()
        head.addWidget(label(role_name(role), "strong"), 1)
        head.addWidget(self._rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._words)
        layout.addWidget(self._meter)

    @property
    def words(self) -> str:
        """The line that describes the transfer."""
        return self._words.text()

    @property
    def fraction(self) -> float:
        """The part that is done, 0 to 1."""
        return self._meter.fraction

    def show_live(self, live: Live) -> None:
        """Show the current transfers to this storage."""
        moving = [each for each in live.moving if each.role is self._role]
        rate = live.rates.get(self._role, 0.0)
        self._rate.setText(text.rate(rate) if rate > 0 else "")
        if not moving:
            at = live.next_tries.get(self._role)
            idle = translate("Activity", "Nothing moves")
            next_try = translate("Activity", "Tried again {when}")
            self._words.setText(idle if at is None else next_try.format(when=text.until(at)))
            self._meter.set_fraction(0.0)
            return
        sent = sum(each.sent_bytes for each in moving)
        whole = sum(each.size_bytes for each in moving)
        parts = [_what(moving), f"{text.size(sent)} / {text.size(whole)}"]
        if rate > 0 and whole > sent:
            parts.append(text.duration((whole - sent) / rate))
        self._words.setText("  ·  ".join(parts))
        self._meter.set_fraction(sent / whole if whole else 0.0)
