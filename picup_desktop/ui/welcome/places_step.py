"""Step 1, the places: one form for main and one for backup."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from picup_desktop.engine.ipc.commands.setup import Login
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.ui.welcome.window import WelcomeStep
from picup_desktop.ui.widgets.parts import label
from picup_desktop.words import Role


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
        side = QHBoxLayout()
        side.setSpacing(16)
        for form in self.forms.values():
            form.tested.connect(self._compare)
            form.tested.connect(self.ready_changed)
            side.addWidget(form, 1)
        self.same_box = label(
            translate(
                "Welcome",
                "Both addresses show the same host key, so they are most likely one box. If its"
                " disk fails or it is stolen, both copies are gone. Choose another box for one"
                " of them if you can.",
            ),
            "caution",
            wrap=True,
        )
        self.same_box.hide()
        self.body.addLayout(side)
        self.body.addWidget(self.same_box)
        self.body.addStretch(1)

    @property
    def ready(self) -> bool:
        """Whether both forms were tested as they are now."""
        return all(form.good for form in self.forms.values())

    @Slot()
    def _compare(self) -> None:
        """Warn if both storages are folders of one box, which is allowed for practice (5-8)."""
        shown = [form.fingerprint for form in self.forms.values()]
        self.same_box.setVisible(bool(shown[0]) and len(set(shown)) == 1)

    @property
    def places(self) -> dict[Role, Login]:
        """Both storages, as arguments of the engine's ``setup``."""
        return {role: form.place for role, form in self.forms.items()}
