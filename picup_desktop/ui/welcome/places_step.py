"""Step 1: the two places."""

from PySide6.QtWidgets import QHBoxLayout

from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.text import translate
from picup_desktop.ui.welcome.practice import Practice
from picup_desktop.ui.welcome.step import Step
from picup_desktop.ui.welcome.storage_form import StorageForm
from picup_desktop.words import Role


class PlacesStep(Step):
    """Ready when both were tried and answered."""

    def __init__(self, link: EngineLink, practice: Practice) -> None:
        super().__init__(
            translate("Welcome", "Two places for your photos"),
            translate(
                "Welcome",
                "Every photo rests on both, sealed, so that whoever holds a box can't look into it."
                " Best in two different houses.",
            ),
        )
        self.forms = {role: StorageForm(role, link, practice) for role in Role}
        side = QHBoxLayout()
        side.setSpacing(16)
        for form in self.forms.values():
            form.tested.connect(self.ready_changed)
            side.addWidget(form, 1)
        self.body.addLayout(side)
        self.body.addStretch(1)

    @property
    def ready(self) -> bool:
        """Both answered as they stand there."""
        return all(form.good for form in self.forms.values())

    @property
    def places(self) -> dict[str, dict[str, str]]:
        """Both, in the engine's words."""
        return {role.value: form.place for role, form in self.forms.items()}
