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
from picup_desktop.ui.widgets.parts import ElidedLabel, label
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
        self._what = ElidedLabel("quiet")
        self._how_far = label(part="quiet")
        self._rate = label(part="strong")
        self._meter = Meter(theme, translate("Activity", "Progress of what moves now"))
        head = QHBoxLayout()
        head.addWidget(label(role_name(role), "strong"), 1)
        head.addWidget(self._rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        line = QHBoxLayout()
        line.addWidget(self._what, 1)
        line.addWidget(self._how_far)
        layout.addLayout(line)
        layout.addWidget(self._meter)

    @property
    def words(self) -> str:
        """The line that describes the transfer."""
        how_far = self._how_far.text()
        return f"{self._what.words}  ·  {how_far}" if how_far else self._what.words

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
            self._what.show_words(idle if at is None else next_try.format(when=text.until(at)))
            self._how_far.setText("")
            self._meter.set_fraction(0.0)
            return
        sent = sum(each.sent_bytes for each in moving)
        whole = sum(each.size_bytes for each in moving)
        self._what.show_words(_what(moving))
        how_far = [f"{text.size(sent)} / {text.size(whole)}"]
        if rate > 0 and whole > sent:
            how_far.append(text.duration((whole - sent) / rate))
        self._how_far.setText("  ·  ".join(how_far))
        self._meter.set_fraction(sent / whole if whole else 0.0)
