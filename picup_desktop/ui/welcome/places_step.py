"""Step 1, the places: one form for main and one for backup."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from picup_desktop.engine.ipc.commands.setup import Login
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.measure import grown
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.ui.welcome.two_places import Likeness, likeness
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import card, label
from picup_desktop.ui.widgets.plain_words import CheckBox
from picup_desktop.ui.windows.focus import bring_in_sight
from picup_desktop.words import Role

GAP = 16
LOST_TOGETHER = frozenset({Likeness.ONE_BOX, Likeness.ONE_PROVIDER})
"""What a person may want all the same, once it was said."""
LEAST_BESIDE = 640
"""The width from which the two forms stand side by side, in pixels."""


class PlacesStep(WelcomeStep):
    """Ask for both storages; ready when both were tested and answered."""

    def __init__(self, link: EngineLink, practice: Practice) -> None:
        super().__init__(
            translate("Welcome", "Two places for your photos"),
            translate(
                "Welcome",
                "Every photo is stored on both, sealed, so that whoever has a box can't look"
                " into it. Two different houses are best.",
            ),
        )
        self.forms = {role: StorageForm(role, link, practice) for role in Role}
        self._forms = QGridLayout()
        self._forms.setSpacing(GAP)
        self._beside: bool | None = None
        for form in self.forms.values():
            # Equal halves, whatever the words in them need.
            form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            form.edited.connect(self._compare)
            form.tested.connect(self._compare)
            form.tested.connect(self.ready_changed)
        self.forms[Role.MAIN].tested.connect(self._suggest_user)
        self.same_box, inside = card("soft-warning", padding=16)
        self.one_box = CheckBox(translate("Welcome", "I know. Use it for both all the same."))
        self.one_box.toggled.connect(self.ready_changed)
        self._same = label(part="caution", wrap=True)
        inside.addWidget(self._same)
        inside.addWidget(self.one_box)
        self.same_box.hide()
        self._likeness = Likeness.NONE
        self.body.addLayout(self._forms)
        self.body.addWidget(self.same_box)
        self.body.addStretch(1)
        self._place_forms(beside=True)

    @property
    def ready(self) -> bool:
        """Whether both forms were tested as they are now, and are two boxes as far as is known."""
        tested = all(form.good for form in self.forms.values())
        one_box = self._likeness in LOST_TOGETHER and not self.one_box.isChecked()
        return tested and self._likeness is not Likeness.ONE_FOLDER and not one_box

    @property
    def first(self) -> QWidget | None:
        """The address of main: most people have a NAS."""
        main = self.forms[Role.MAIN]
        return main.host if main.host.isVisibleTo(self) else main.kind

    @property
    def places(self) -> dict[Role, Login]:
        """Both storages, as arguments of the engine's ``setup``."""
        return {role: form.place for role, form in self.forms.items()}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the forms side by side, or one below the other in a narrow window."""
        super().resizeEvent(event)
        self._place_forms(beside=self.width() >= grown(LEAST_BESIDE))

    def _place_forms(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for number, form in enumerate(self.forms.values()):
            self._forms.addWidget(form, 0 if beside else number, number if beside else 0)
        for column in range(len(self.forms)):
            self._forms.setColumnStretch(column, 1 if beside or column == 0 else 0)

    @Slot()
    def _compare(self) -> None:
        """Say at once if both are one box, which a person may want, or one folder (5-8)."""
        main, backup = (form.seen for form in self.forms.values())
        found = likeness(main, backup)
        if found not in LOST_TOGETHER:
            self.one_box.setChecked(False)
        self.one_box.setVisible(found in LOST_TOGETHER)
        self.same_box.setVisible(found is not Likeness.NONE)
        if found is Likeness.ONE_BOX:
            self._same.setText(
                translate(
                    "Welcome",
                    "Both seem to be the same box. If its disk fails or it is stolen, both copies"
                    " are gone. Choose another box for one of them if you can.",
                )
            )
        elif found is Likeness.ONE_PROVIDER:
            self._same.setText(
                translate(
                    "Welcome",
                    "Both are places of one server. If the account there is lost or closed, both"
                    " copies are gone. Choose another server for one of them if you can.",
                )
            )
        elif found is Likeness.ONE_FOLDER:
            self._same.setText(
                translate(
                    "Welcome",
                    "Both are the same place, or one lies in the other: that would be one copy, not"
                    " two. Choose another place for one of them.",
                )
            )
        if found is not self._likeness:
            self._likeness = found
            if found is not Likeness.NONE:
                bring_in_sight(self.same_box)
            self.ready_changed.emit()

    @Slot()
    def _suggest_user(self) -> None:
        """Suggest main's user for the backup; most people have one name on all their boxes."""
        main, backup = self.forms[Role.MAIN], self.forms[Role.BACKUP]
        untouched = not backup.host.text() and not backup.user.text()
        if main.good and untouched:
            backup.user.setText(main.user.text())
