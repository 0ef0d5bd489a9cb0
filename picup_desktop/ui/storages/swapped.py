"""The step for main and backup that change their parts."""

from collections.abc import Mapping

from PySide6.QtCore import Slot

from picup_desktop.engine.ipc.commands.storages import SwapStorages
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.engine.ipc.setup_answers import StoragesSwapped
from picup_desktop.names import Shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.snapshots.snapshot import StorageSummary
from picup_desktop.ui.status import role_name
from picup_desktop.ui.storages.step import AssistantStep
from picup_desktop.ui.storages.words import place_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.widgets.parts import ElidedLabel, button, card, label, row, set_part
from picup_desktop.words import Role


class SwappedStep(AssistantStep):
    """Show which box is what then; nothing is copied."""

    def __init__(
        self, context: Context, role: Role, storages: Mapping[Role, StorageSummary]
    ) -> None:
        super().__init__(
            context,
            role,
            translate("StorageSwap", "Let main and backup change their parts"),
            translate(
                "StorageSwap",
                "Main is asked first when a photo is read, and is written first. What each box"
                " keeps stays where it is, and nothing is copied. Limits of speed go with the box.",
            ),
        )
        frame, inside = card()
        for summary in storages.values():
            place = ElidedLabel()
            place.show_words(place_words(summary.record.url))
            becomes = translate("StorageSwap", "becomes {role}")
            then = becomes.format(role=role_name(summary.record.role.other))
            line = row(place, label(then, "strong"))
            line.setStretch(0, 1)
            inside.addLayout(line)
        self.body.addWidget(frame)
        self._words = label(part="caution", wrap=True)
        self._words.hide()
        self.swap = button(translate("StorageSwap", "Swap"), "primary")
        self.swap.clicked.connect(self._swap)
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.swap, None))

    @Slot()
    def _swap(self) -> None:
        self.wait(busy=True)
        self.swap.setEnabled(False)
        self._say(translate("StorageSwap", "Waiting for the running pass to end…"), "quiet")
        self._link.ask(SwapStorages(), done=self._swapped, refused=self._refused)

    def _swapped(self, answer: StoragesSwapped) -> None:
        self.wait(busy=False)
        words = translate("StorageSwap", "Main is {main}, and backup is {backup}.")
        main, backup = place_words(answer["main"]), place_words(answer["backup"])
        self.done.emit(words.format(main=main, backup=backup))

    def _refused(self, failure: Failure) -> None:
        self.wait(busy=False)
        self.swap.setEnabled(True)
        self._say(in_words(failure.message), "caution")
        self.failed.emit(in_words(failure.message))

    def _say(self, words: Shown, part: str) -> None:
        self._words.setText(words)
        set_part(self._words, part)
        self._words.show()
