"""The versions of a photo in the viewer: to look at, and to put back into the album (4-1)."""

import base64
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.answers import Thumbnail
from picup_desktop.engine.ipc.commands.photos import GetThumbnail
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import ShownPhoto
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.pictures import scaled
from picup_desktop.ui.text import day, moment, size, translate
from picup_desktop.ui.widgets.parts import button, clear, label, row, set_part
from picup_desktop.words import CopyState, PhotoState, Role

MOST_VERSIONS = 20
"""More than a person compares; the number of the others is shown."""
MOST_PICTURES = 6
"""A small picture that is in no cache needs the whole photo from a storage."""
PICTURE_EDGE = 48
LONGEST_NAME = 50
"""The characters of a name that fit into the question; the middle of a longer one is left out."""
SETTLED = frozenset({PhotoState.PROTECTED, PhotoState.HALF_PROTECTED})
"""States in which the newest stored version is what the album has."""


@dataclass(frozen=True)
class VersionLine:
    """A version in words; ``number`` is None for the photo as it is in the album."""

    number: int | None
    title: Shown
    details: tuple[Shown, ...]
    can_restore: bool = False
    pictured: bool = False


def version_lines(
    photo: ShownPhoto, versions: Sequence[VersionRecord], now: float
) -> list[VersionLine]:
    """Describe the versions, newest first; none if there is no other than the present one.

    A file that is not stored yet comes before the versions.
    """
    settled = photo.state in SETTLED
    if not versions or (settled and len(versions) == 1):
        return []
    lines = []
    if not settled:
        title = translate("Viewer", "The file in the album")
        lines.append(VersionLine(None, title, (translate("Viewer", "Not stored yet"),)))
    newest = versions[0].number
    for version in versions:
        present = version.number == newest
        title = (
            translate("Viewer", "Current version")
            if present and settled
            else translate("Viewer", "Version {number}").format(number=version.number)
        )
        lines.append(
            VersionLine(
                None if present and settled else version.number,
                title,
                _details(version, now),
                can_restore=not present and _is_stored(version),
                pictured=not (present and settled) and _is_stored(version),
            )
        )
    return lines


def time_words(version: VersionRecord) -> Shown:
    """Return from when to when a version was the newest."""
    if version.until is None:
        return translate("Viewer", "Since {time}").format(time=moment(version.since))
    words = translate("Viewer", "{since} to {until}")
    return words.format(since=moment(version.since), until=moment(version.until))


def place_words(version: VersionRecord) -> Shown:
    """Return which storages have a version."""
    stored = {role for role, state in version.copies.items() if state is CopyState.STORED}
    if stored == set(Role):
        return translate("Viewer", "On both storages")
    if stored == {Role.MAIN}:
        return translate("Viewer", "On main only")
    if stored == {Role.BACKUP}:
        return translate("Viewer", "On backup only")
    return translate("Viewer", "On neither storage")


def stay_words(version: VersionRecord, now: float) -> Shown:
    """Return until when an earlier version stays; empty for one that stays."""
    if version.removed_at is None:
        return NO_WORDS
    if version.removed_at <= now:
        return translate("Viewer", "Leaves the storages now")
    return translate("Viewer", "Stays until {day}").format(day=day(version.removed_at))


def restored_words(number: int) -> Shown:
    """Return the result of a restore."""
    return translate("Viewer", "Version {number} is back in its album.").format(number=number)


def question_words(name: Shown, line: VersionLine, grace_days: int) -> tuple[Shown, Shown]:
    """Return heading and text of the question before a restore."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 20]}…{name[-19:]}"
    heading = translate("Viewer", "Restore this version of “{name}”?").format(name=short)
    below = translate("Viewer", "It takes the place of the photo in the album: {version}.").format(
        version=", ".join((line.title, *line.details[:1]))
    )
    kept = (
        translate(
            "Viewer",
            "What is there now is kept as an earlier version for %Ln days.",
            None,
            grace_days,
        )
        if grace_days
        else translate(
            "Viewer",
            "What is there now leaves both storages, because your setting is to keep replaced"
            " photos for 0 days.",
        )
    )
    return heading, f"{below} {kept}"


def _is_stored(version: VersionRecord) -> bool:
    return CopyState.STORED in version.copies.values()


def _details(version: VersionRecord, now: float) -> tuple[Shown, ...]:
    parts = (
        time_words(version),
        f"{size(version.size_bytes)}  ·  {place_words(version)}",
        stay_words(version, now),
    )
    return tuple(words for words in parts if words)


class VersionList(QWidget):
    """Emit ``chosen(number or None)`` to look at a version, and ``restore_asked(VersionLine)``."""

    chosen = Signal(object)
    restore_asked = Signal(object)

    def __init__(self, link: EngineLink) -> None:
        super().__init__()
        self._link = link
        self._photo_id = 0
        self._lines: list[VersionLine] = []
        self._rows: dict[int | None, _VersionRow] = {}
        self._pictures: dict[int, QImage] = {}
        self._wanted: deque[int] = deque()
        self._asked: tuple[int, int] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.hide()

    @property
    def lines(self) -> list[VersionLine]:
        """The lines that are shown."""
        return self._lines

    @property
    def earlier(self) -> int | None:
        """The newest version that is not in the album; None if there is none."""
        return next((line.number for line in self._lines if line.number is not None), None)

    def row_of(self, number: int | None) -> "_VersionRow":
        """Return the row of a version that is shown."""
        return self._rows[number]

    def show_versions(
        self,
        photo: ShownPhoto | None,
        versions: Sequence[VersionRecord],
        viewed: int | None = None,
    ) -> None:
        """Show the versions of a photo; ``viewed`` is marked. None: of no photo."""
        photo_id = 0 if photo is None else photo.photo_id
        if photo_id != self._photo_id:
            self._photo_id, self._pictures = photo_id, {}
        lines = [] if photo is None else version_lines(photo, versions, time.time())
        if lines != self._lines:
            self._lines = lines
            self._fill()
        self.setVisible(bool(lines))
        self.mark(viewed)
        wanted = [line.number for line in lines[:MOST_VERSIONS] if line.pictured]
        self._wanted = deque(number for number in wanted[:MOST_PICTURES] if number is not None)
        self._ask_picture()

    def mark(self, viewed: int | None) -> None:
        """Mark the version that is looked at."""
        for number, one in self._rows.items():
            one.mark(viewed=number == viewed)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the small pictures, which are wanted only while they are visible."""
        super().showEvent(event)
        self._ask_picture()

    def _fill(self) -> None:
        clear(self._layout)
        self._rows = {}
        if not self._lines:
            return
        self._layout.addWidget(label(translate("Viewer", "Versions"), "strong"))
        for line in self._lines[:MOST_VERSIONS]:
            made = _VersionRow(line)
            made.look.clicked.connect(lambda *_, number=line.number: self.chosen.emit(number))
            made.restore.clicked.connect(lambda *_, one=line: self.restore_asked.emit(one))
            self._rows[line.number] = made
            self._layout.addWidget(made)
            if line.number in self._pictures:
                made.show_picture(self._pictures[line.number])
        left = len(self._lines) - MOST_VERSIONS
        if left > 0:
            self._layout.addWidget(label(translate("Viewer", "and %Ln more", None, left), "quiet"))

    @Slot()
    def _ask_picture(self) -> None:
        """Ask the engine for the next small picture, one at a time."""
        while self._asked is None and self._wanted and self.isVisible():
            number = self._wanted.popleft()
            if number in self._pictures:
                continue
            asked = self._asked = (self._photo_id, number)

            def done(answer: Thumbnail, asked: tuple[int, int] = asked) -> None:
                self._take_picture(asked, answer)

            def refused(_failure: Failure) -> None:
                # The row stays without a picture; looking at the version says why.
                self._asked = None
                self._wanted.clear()

            self._link.ask(GetThumbnail(str(self._photo_id), number), done=done, refused=refused)

    def _take_picture(self, asked: tuple[int, int], answer: Thumbnail) -> None:
        self._asked = None
        photo_id, number = asked
        jpeg = answer["jpeg"]
        if photo_id == self._photo_id:
            edge = round(PICTURE_EDGE * self.devicePixelRatioF())
            # One that can't be made is not asked for again.
            image = QImage() if jpeg is None else scaled(base64.b64decode(jpeg), edge)
            self._pictures[number] = image
            if number in self._rows:
                self._rows[number].show_picture(image)
        self._ask_picture()


class _VersionRow(QFrame):
    def __init__(self, line: VersionLine) -> None:
        super().__init__()
        self.setProperty("part", "version")
        self.setAccessibleName(line.title)
        self._picture = label()
        self._picture.setFixedSize(PICTURE_EDGE, PICTURE_EDGE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.hide()
        self.look: QPushButton = button(translate("Viewer", "View"), "link")
        self.restore: QPushButton = button(translate("Viewer", "Restore…"), "link")
        self.restore.setVisible(line.can_restore)
        # The rows keep their height, so that nothing moves while two are compared.
        keeps = self.look.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.look.setSizePolicy(keeps)
        for each in (self.look, self.restore):
            each.setAccessibleName(f"{plain(each.text())} {line.title}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.title))
        for detail in line.details:
            words.addWidget(label(detail, "caption", wrap=True))
        words.addLayout(row(self.look, self.restore, None, spacing=0))
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 8, 8, 4)
        across.setSpacing(10)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)

    def mark(self, *, viewed: bool) -> None:
        set_part(self, "version-viewed" if viewed else "version")
        self.look.setVisible(not viewed)

    def show_picture(self, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        edge = round(PICTURE_EDGE * ratio)
        left, top = (image.width() - edge) // 2, (image.height() - edge) // 2
        pixmap = QPixmap.fromImage(image.copy(left, top, edge, edge))
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self._picture.setVisible(not image.isNull())
