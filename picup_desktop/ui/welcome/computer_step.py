"""Step 4, this computer: start when the person logs in."""

from PySide6.QtCore import Signal, Slot

from picup_desktop.autostart.entry import AutostartFailed
from picup_desktop.ui.autostart import WindowAutostart
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import card, label
from picup_desktop.ui.widgets.plain_words import CheckBox


class ComputerStep(WelcomeStep):
    """Ask for the choice; ``apply`` carries it out and emits ``message(sentence)`` if it fails."""

    message = Signal(str)

    def __init__(self, autostart: WindowAutostart) -> None:
        super().__init__(
            translate("Welcome", "Automatic from now on"),
            translate("Welcome", "New photos are sent to both storages as soon as they appear."),
        )
        self._autostart = autostart
        frame, layout = card()
        self.start = CheckBox(translate("Welcome", "Start PicUp with this computer"))
        self.start.setChecked(True)
        layout.addWidget(self.start)
        layout.addWidget(
            label(
                translate(
                    "Welcome",
                    "PicUp then waits in the tray. Closing its window does not stop it.",
                ),
                "quiet",
                wrap=True,
            )
        )
        self.body.addWidget(frame)
        self.body.addStretch(1)

    @Slot()
    def apply(self) -> None:
        """Turn the start with the computer on or off, as chosen."""
        try:
            self._autostart.set(enabled=self.start.isChecked())
        except AutostartFailed as error:
            self.message.emit(in_words(error.message))
