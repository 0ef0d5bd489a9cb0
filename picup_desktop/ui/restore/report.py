"""The report of a restore: in words, as a text to keep, and as the card that shows it."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from picup_desktop.engine.ipc.answers import NotRestored, Restored
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.ui import text
from picup_desktop.ui.changes.pictures import PictureOf, VersionPictures
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.status import Status, role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.theme.theme import Theme
from picup_desktop.ui.widgets.mark import Mark
from picup_desktop.ui.widgets.open_folder import open_folder
from picup_desktop.ui.widgets.parts import button, card, label, row
from picup_desktop.ui.widgets.photo_list import PICTURE_EDGE, PhotoLine, PhotoList
from picup_desktop.words import Role

MARK = 40


def headline(document: Restored) -> Shown:
    """Return the result in one line."""
    failed = document["failed_photos"]
    if document["nobody_reached"]:
        return translate("Restore", "Neither storage could be reached")
    if failed:
        return translate("Restore", "%Ln photos could not be restored", None, failed)
    if document["stopped"]:
        return translate("Restore", "It was cancelled")
    return translate("Restore", "All %Ln photos are there", None, _there(document))


def detail_words(document: Restored, folder: str) -> Shown:
    """Return how many photos were restored, to where, and what else happened."""
    restored, already = document["restored"], document["there_already"]
    sentences = []
    if restored:
        restored_words = translate("Restore", "{photos} restored to {folder}, {size}.")
        size = text.size(document["bytes"])
        sentences.append(
            restored_words.format(photos=text.photos(restored), folder=shown(folder), size=size)
        )
    if already:
        sentences.append(translate("Restore", "%Ln photos were there already.", None, already))
    if document["beside"]:
        sentences.append(
            translate(
                "Restore",
                "%Ln photos were written beside different files of the same name; nothing was"
                " overwritten.",
                None,
                len(document["beside"]),
            )
        )
    if document["renamed"]:
        sentences.append(
            translate(
                "Restore",
                "%Ln photos got a name that this computer can have.",
                None,
                len(document["renamed"]),
            )
        )
    if document["stopped"]:
        sentences.append(translate("Restore", "Restore again to continue where it stopped."))
    return " ".join(sentences)


def report_lines(document: Restored) -> list[PhotoLine]:
    """Return a line for each photo that failed, then for each one with another name."""
    failed = [
        PhotoLine(
            number,
            shown(one["photo"]),
            reason_of(one),
            icon="mark",
            tone="warning",
            picture=PictureOf(one["photo"]),
        )
        for number, one in enumerate(document["failed"])
    ]
    beside = [
        PhotoLine(
            -1 - number,
            shown(one["photo"]),
            shown(one["written_to"]),
            picture=PictureOf(one["photo"]),
        )
        for number, one in enumerate(document["beside"] + document["renamed"])
    ]
    return failed + beside


def reason_of(failed: NotRestored) -> Shown:
    """Return each storage's reason, or why neither was asked."""
    of_each = {Role.MAIN: failed.get("main"), Role.BACKUP: failed.get("backup")}
    reasons = [f"{role_name(role)}: {plain(why)}" for role, why in of_each.items() if why]
    return "\n".join(reasons) or plain(failed["reason"])


def report_text(document: Restored, told: Sequence[Shown]) -> Shown:
    """Return the whole report as a text to keep, under the lines that tell it in short."""
    lines = [*told, NO_WORDS]
    for line in report_lines(document):
        lines += [line.name, *(f"    {plain(detail)}" for detail in line.detail.split("\n"))]
    return "\n".join(lines) + "\n"


def _there(document: Restored) -> int:
    return document["restored"] + document["there_already"]


class ReportCard(QFrame):
    """Shows a report; emits ``finished`` when the person is done with it."""

    finished = Signal()

    def __init__(self, theme: Theme, link: EngineLink) -> None:
        super().__init__()
        self.pictures = VersionPictures(link, PICTURE_EDGE)
        self._document: Restored | None = None
        self._told: tuple[Shown, Shown] = (NO_WORDS, NO_WORDS)
        self._folder = ""
        self._mark = Mark(theme, MARK)
        self._headline = label(part="section", wrap=True)
        self._detail = label(part="quiet", wrap=True)
        self.list = PhotoList(
            theme,
            translate("Restore", "Photos to look at"),
            detail_lines=len(Role),
            pictures=self.pictures,
        )
        self._more = label(part="quiet", wrap=True)
        self.open = button(translate("Restore", "Open the folder"), "primary")
        self.save = button(translate("Restore", "Save this report…"))
        self.done = button(translate("Restore", "Done"))
        self.open.clicked.connect(self._open_folder)
        self.save.clicked.connect(self._choose_file)
        self.done.clicked.connect(self.finished)
        frame, inside = card(spacing=12)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        top = row(self._mark, spacing=16)
        top.addLayout(words, 1)
        inside.addLayout(top)
        inside.addWidget(self.list)
        inside.addWidget(self._more)
        inside.addLayout(row(self.open, self.save, None, self.done))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    @property
    def headline(self) -> str:
        """The result in one line."""
        return self._headline.text()

    def show_report(
        self, document: Restored, folder: str, told: tuple[Shown, Shown] | None = None
    ) -> None:
        """Show the engine's report; ``told`` are headline and detail of another than a restore."""
        self._told = told or (headline(document), detail_words(document, folder))
        self._document, self._folder = document, folder
        failed = document["failed_photos"]
        self._mark.show_status(Status.ATTENTION if failed or document["stopped"] else Status.SAFE)
        self._headline.setText(self._told[0])
        self._detail.setText(self._told[1])
        lines = report_lines(document)
        self.list.lines.show_lines(lines)
        self.list.setVisible(bool(lines))
        left = failed - len(document["failed"])
        self._more.setVisible(left > 0)
        self._more.setText(translate("Restore", "and %Ln more", None, left) if left > 0 else "")
        self.save.setVisible(bool(lines))

    def forget(self) -> None:
        """Drop the report and its names."""
        self._document = None
        self.list.lines.show_lines([])
        self.pictures.forget()

    def save_to(self, path: str) -> None:
        """Write the report as a text file; show the reason if that fails."""
        if self._document is None:
            return
        try:
            Path(path).write_text(report_text(self._document, self._told), encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            self._more.setText(f"{shown(path)}: {plain(reason)}")
            self._more.show()

    @Slot()
    def _open_folder(self) -> None:
        problem = open_folder(self._folder)
        if problem:
            self._more.setText(problem)
            self._more.show()

    @Slot()
    def _choose_file(self) -> None:
        dialog = QFileDialog(self, translate("Restore", "Save this report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"PicUp {text.day_for_file_name(time.time())}.txt")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()
