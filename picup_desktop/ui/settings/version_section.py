"""The settings of the version check, which is off until a person turns it on.

One line names a newer version, with a link to its page; nothing is downloaded.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from picup_desktop import __version__
from picup_desktop.messages.message import from_json
from picup_desktop.names import Shown, plain
from picup_desktop.new_version import NewVersion, VersionAnswer
from picup_desktop.settings import Settings
from picup_desktop.ui import text
from picup_desktop.ui.settings.section import Section
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.open_folder import open_page
from picup_desktop.ui.widgets.parts import button, label, row
from picup_desktop.ui.widgets.plain_words import CheckBox

ADDRESS_WIDTH = 320


class VersionSection(Section):
    """Emit ``chosen(field, value)``."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(translate("Settings", "Version"))
        self._page = ""
        self._address_known = ""
        self.check, self.address = CheckBox(), QLineEdit()
        self.line = label(part="quiet", wrap=True)
        self.open_page = button(translate("Settings", "Open its page"), "link")
        self.open_page.setVisible(False)
        line = row(self.line, self.open_page)
        line.setStretch(0, 1)
        self.rows.addLayout(line)
        self.add(
            translate("Settings", "Check for a newer version once a day"),
            self.check,
            translate(
                "Settings",
                "One small file is read. Nothing is installed, and nothing about you is sent.",
            ),
        )
        self.address.setPlaceholderText("https://…/version.json")
        self.address.setFixedWidth(ADDRESS_WIDTH)
        self.add(
            translate("Settings", "Address of the version file"),
            self.address,
            translate("Settings", "Nothing is checked until there is an address."),
        )
        self.check.clicked.connect(self._choose_check)
        self.address.editingFinished.connect(self._choose_address)
        self.open_page.clicked.connect(self._open)

    def show_settings(self, settings: Settings, asked: VersionAnswer | None) -> None:
        """Show the settings, except in a field that has the focus, and the last check."""
        self.check.setChecked(settings.updates_check)
        self._address_known = settings.updates_url
        if not self.address.hasFocus():
            self.address.setText(settings.updates_url)
        newest = None if asked is None else asked.newer_than(__version__)
        self._page = "" if newest is None else newest.page
        self.open_page.setVisible(newest is not None)
        self.line.setText(version_words(asked, newest))

    @Slot()
    def _choose_check(self) -> None:
        self.chosen.emit("updates_check", self.check.isChecked())

    @Slot()
    def _choose_address(self) -> None:
        given = self.address.text().strip()
        if given != self._address_known:
            self.chosen.emit("updates_url", given)

    @Slot()
    def _open(self) -> None:
        why = open_page(self._page)
        if why:
            self.line.setText(why)


def version_words(asked: VersionAnswer | None, newest: NewVersion | None) -> Shown:
    """Return the line: the newer version, or this version and the result of the last check."""
    if newest is not None:
        there = translate("Settings", "Version {newest} is available; this is {own}.")
        said = there.format(newest=plain(newest.version), own=plain(__version__))
        return f"{said} {plain(newest.notes)}".strip()
    own = translate("Settings", "This is version {own}.").format(own=plain(__version__))
    if asked is None:
        return own
    if asked.trouble:
        return f"{own} {in_words(from_json(asked.trouble))}"
    when = translate("Settings", "Checked {ago}: it is the newest.").format(ago=text.ago(asked.at))
    return f"{own} {when}"
