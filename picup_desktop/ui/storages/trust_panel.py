"""A server that was never seen before: what it is known by, set apart, and trusting it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.ui.storages.keys import breakable
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.windows.focus import bring_in_sight

OF_A_CERTIFICATE = "certificate-"
"""How the codes of messages about a certificate begin; others are about a host key."""


class TrustPanel(QFrame):
    """Show a key; ``trust`` is pressed by who has compared it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "soft-warning")
        self.trust = button(translate("Welcome", "Trust it"), "primary")
        self._heading = label(part="strong", wrap=True)
        self._key = label(part="fingerprint", wrap=True)
        self._advice = label(part="quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._key)
        layout.addWidget(self._advice)
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

    @property
    def advice(self) -> str:
        """What is said below the fingerprint."""
        return self._advice.text()

    def ask_about(self, server: str, refusal: Message) -> None:
        """Ask about the key or the certificate that a refusal names.

        A provider's certificate has an authority, so one without is no trifle there.
        """
        fingerprint = str(refusal.values["key"])
        words = translate("Welcome", "PicUp sees {server} for the first time. Is this your NAS?")
        advice = translate(
            "Welcome",
            "By this fingerprint of its key the NAS is known from now on. If you can, compare it"
            " with the one that the NAS shows in its own settings. Your password is not sent"
            " before you trust it.",
        )
        if refusal.code.startswith(OF_A_CERTIFICATE):
            words = translate(
                "Welcome",
                "No authority vouches for the certificate of {server}. Is this a server of yours?",
            )
            advice = translate(
                "Welcome",
                "By this fingerprint of its certificate the server is known from now on. If you"
                " can, compare it with the one that the server shows in its own settings. A"
                " provider on the Internet has a certificate that needs no trust of yours: here"
                " somebody may stand between. No password or secret is sent before you trust it.",
            )
        self._advice.setText(advice)
        self._heading.setText(words.format(server=shown(server)))
        self._key.setAccessibleName(shown(fingerprint))
        self._key.setText(breakable(fingerprint))
        self.show()
        bring_in_sight(self)
