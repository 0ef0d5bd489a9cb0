"""A NAS that was never seen before: what it is known by, set apart, and trusting it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from picup_desktop.names import shown
from picup_desktop.ui.storages.keys import breakable
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.focus import bring_in_sight


class TrustPanel(QFrame):
    """Show a key; ``trust`` is pressed by who has compared it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "soft-warning")
        self.trust = button(translate("Welcome", "Trust it"), "primary")
        self._heading = label(part="strong", wrap=True)
        self._key = label(part="fingerprint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._key)
        layout.addWidget(
            label(
                translate(
                    "Welcome",
                    "By this fingerprint of its key or certificate the NAS is known from now on. If"
                    " you can, compare it with the one that the NAS shows in its own settings."
                    " Your password is not sent before you trust it.",
                ),
                "quiet",
                wrap=True,
            )
        )
        layout.addLayout(row(self.trust, None))
        self.hide()

    def setVisible(self, visible: bool, /) -> None:  # noqa: FBT001 - Qt's own signature
        """Show or hide it; its button is hidden too, so that nothing presses it unseen."""
        super().setVisible(visible)
        self.trust.setVisible(visible)

    @property
    def key(self) -> str:
        """The fingerprint that is shown, on one line; empty while none is."""
        return "" if self.isHidden() else self._key.accessibleName()

    @property
    def heading(self) -> str:
        """The question, which names the server."""
        return self._heading.text()

    def show_key(self, server: str, fingerprint: str) -> None:
        """Ask about the key of a server."""
        words = translate("Welcome", "PicUp sees {server} for the first time. Is this your NAS?")
        self._heading.setText(words.format(server=shown(server)))
        self._key.setAccessibleName(shown(fingerprint))
        self._key.setText(breakable(fingerprint))
        self.show()
        bring_in_sight(self)
