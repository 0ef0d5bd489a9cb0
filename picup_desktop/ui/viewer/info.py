"""The details of a photo: its file, the camera's data, its copies and its versions."""

import time
from collections.abc import Mapping
from math import floor
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from picup_desktop.ledger.gallery.gallery import ShownCopy, ShownPhoto, ShownShot
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.names import Shown, shown
from picup_desktop.ui.duplicates.also_at import AlsoAt
from picup_desktop.ui.engine.link import EngineLink
from picup_desktop.ui.photos.words import date_words, length_words, state_words
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.ui.text import ago, may_wrap, number, size, translate
from picup_desktop.ui.viewer.loader import ReadBack
from picup_desktop.ui.viewer.versions import VersionList
from picup_desktop.ui.widgets.parts import button, clear, label, row
from picup_desktop.words import CopyState, DateFrom, Role

WIDTH = 320
EDGE = 20
LINE = 18
NAMES_WIDTH = 88
GAP = 12
WIDE = "\N{HANGUL SYLLABLE GA}"
"""No usual character is wider."""


class InfoPanel(QScrollArea):
    """Show a shot with ``show_shot``; the other methods add what arrives later."""

    def __init__(self, link: EngineLink, reader: LedgerReader) -> None:
        super().__init__()
        self.versions = VersionList(link)
        self.also_at = AlsoAt(reader)
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("part", "page")
        body = QVBoxLayout(inner)
        body.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        body.setSpacing(LINE)
        self.change_date = button(translate("Viewer", "Change date…"), "link")
        # A click leaves the arrow keys to the photos.
        self.change_date.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._body = QVBoxLayout()
        self._body.setSpacing(LINE)
        body.addLayout(self._body)
        body.addLayout(row(self.change_date, None))
        body.addWidget(self.also_at)
        body.addWidget(self.versions)
        body.addStretch(1)
        self.setWidget(inner)
        self._shot: ShownShot | None = None
        self._album = ""
        self._file: Path | None = None
        self._pixels = (0, 0)
        self._facts: Mapping[str, str] = {}
        self._copies: tuple[ShownCopy, ...] = ()
        self._back: ReadBack | None = None

    @property
    def lines(self) -> list[Shown]:
        """All lines, for screen readers and tests."""
        return [f"{name}: {value}" for _, lines in self._sections() for name, value in lines]

    def show_shot(self, shot: ShownShot, album: str, file: Path | None) -> None:
        """Show another photo."""
        self._shot, self._album, self._file = shot, album, file
        self._pixels, self._facts, self._copies, self._back = (0, 0), {}, (), None
        self.versions.show_versions(None, ())
        self.also_at.show_photo(shot.lead.photo_id)
        self._fill()

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self._shot, self._album, self._file = None, "", None
        self._pixels, self._facts, self._copies, self._back = (0, 0), {}, (), None
        self.versions.show_versions(None, ())
        self.also_at.forget()
        self._fill()

    def show_date(self, shot: ShownShot) -> None:
        """Show the same photo with another date."""
        self._shot = shot
        self._fill()

    def show_facts(self, pixels: tuple[int, int], facts: Mapping[str, str]) -> None:
        """Add the file's own data: size in pixels, and what the camera wrote."""
        if (pixels, facts) != (self._pixels, self._facts):
            self._pixels, self._facts = pixels, dict(facts)
            self._fill()

    def show_stored(
        self,
        copies: tuple[ShownCopy, ...],
        versions: list[VersionRecord],
        viewed: int | None,
    ) -> None:
        """Add the copies and versions of the ledger; ``viewed`` is the version looked at."""
        if copies != self._copies:
            self._copies = copies
            self._fill()
        if self._shot is not None:
            self.versions.show_versions(self._shot.lead, versions, viewed)

    def show_read_back(self, back: ReadBack) -> None:
        """Add the storage that the photo was read from, and the repairs."""
        self._back = back
        self._fill()

    def _fill(self) -> None:
        clear(self._body)
        for heading, lines in self._sections():
            if lines:
                self._body.addWidget(_section(heading, lines))

    def _sections(self) -> list[tuple[Shown, list[tuple[Shown, Shown]]]]:
        if self._shot is None:
            return []
        return [
            (translate("Viewer", "File"), self._file_lines(self._shot)),
            (translate("Viewer", "Camera"), self._camera_lines()),
            (translate("Viewer", "Where it is stored"), self._stored_lines(self._shot)),
        ]

    def _file_lines(self, shot: ShownShot) -> list[tuple[Shown, Shown]]:
        lines: list[tuple[Shown, Shown]] = [
            (translate("Viewer", "Name"), shown(Path(shot.lead.path).name)),
            (translate("Viewer", "Album"), shown(self._album)),
        ]
        folder = str(Path(shot.lead.path).parent)
        if folder != ".":
            lines.append((translate("Viewer", "Folder"), shown(folder)))
        is_taken = shot.date_from is not DateFrom.FILE
        taken = translate("Viewer", "Taken") if is_taken else translate("Viewer", "File time")
        date = date_words(shot.taken_at)
        if shot.date_from is DateFrom.PERSON:
            date += "\n" + translate("Viewer", "Corrected in PicUp")
        lines.append((taken, date))
        if min(self._pixels) > 0:
            across, down = (number(edge) for edge in self._pixels)
            lines.append((translate("Viewer", "Pixels"), f"{across} \u00d7 {down}"))
        if length := self._facts.get("length"):
            lines.append((translate("Viewer", "Length"), length_words(int(length))))
        lines.append((translate("Viewer", "Size"), size(shot.lead.size_bytes)))
        others = shot.photos[1:]
        if others:
            lines.append((translate("Viewer", "With it"), "\n".join(map(_with_size, others))))
        return lines

    def _camera_lines(self) -> list[tuple[Shown, Shown]]:
        names = {
            "camera": translate("Viewer", "Camera"),
            "lens": translate("Viewer", "Lens"),
            "focal_length": translate("Viewer", "Focal length"),
            "aperture": translate("Viewer", "Aperture"),
            "exposure": translate("Viewer", "Exposure"),
            "iso": translate("Viewer", "ISO"),
            "place": translate("Viewer", "Place"),
        }
        facts = self._facts
        return [(name, shown(facts[fact])) for fact, name in names.items() if fact in facts]

    def _stored_lines(self, shot: ShownShot) -> list[tuple[Shown, Shown]]:
        lines = [(translate("Viewer", "State"), state_words(shot))]
        here = (
            translate("Viewer", "Not on this computer")
            if self._file is None
            else shown(str(self._file.parent))
        )
        lines.append((translate("Viewer", "This computer"), here))
        lines += [(_role_words(copy.role), _copy_words(copy)) for copy in self._copies]
        if self._back is not None:
            lines.append((translate("Viewer", "Shown from"), back_words(self._back)))
        return lines


def back_words(back: ReadBack) -> Shown:
    """Return where the photo was read from, and which copies were repaired."""
    if back.served_from not in set(Role):
        return translate("Viewer", "This computer")
    words = _role_words(Role(back.served_from))
    for role in back.repaired:
        repaired = translate("Viewer", "{storage} had lost it and has it again.")
        words += "\n" + repaired.format(storage=_role_words(Role(role)))
    return words


def _role_words(role: Role) -> Shown:
    return {
        Role.MAIN: translate("Viewer", "Main"),
        Role.BACKUP: translate("Viewer", "Backup"),
    }[role]


def _copy_words(copy: ShownCopy) -> Shown:
    words = {
        CopyState.NONE: translate("Viewer", "Not there yet"),
        CopyState.STORED: translate("Viewer", "There"),
        CopyState.MISSING: translate("Viewer", "Missing; it is brought there again"),
        CopyState.DAMAGED: translate("Viewer", "Damaged; it is brought there again"),
    }[copy.state]
    if copy.state is not CopyState.STORED or copy.verified_at is None:
        return words
    now = time.time()
    if copy.vouched_at is not None and copy.vouched_at > copy.verified_at:
        both = translate("Viewer", "There; verified {ago}, checksum right {later}")
        return both.format(ago=ago(copy.verified_at, now), later=ago(copy.vouched_at, now))
    verified = translate("Viewer", "There; verified {ago}")
    return verified.format(ago=ago(copy.verified_at, now))


def _with_size(photo: ShownPhoto) -> Shown:
    return f"{shown(Path(photo.path).name)} ({size(photo.size_bytes)})"


def _section(heading: Shown, lines: list[tuple[Shown, Shown]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, NAMES_WIDTH)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(heading, "strong"), 0, 0, 1, 2)
    for line, (name, value) in enumerate(lines, start=1):
        named = label(name, "quiet")
        words = label(value, wrap=True)
        room = WIDTH - 2 * EDGE - GAP - max(NAMES_WIDTH, named.sizeHint().width())
        if words.minimumSizeHint().width() > room:
            # Only then, because the spaces would be copied with the name.
            metrics = QFontMetricsF(words.font())
            # Where no font has a letter, a box stands for it, which may be narrower than others.
            wide = max(map(metrics.horizontalAdvance, {WIDE, *value}))
            words.setText(may_wrap(value, max(1, floor(room / wide))))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(named, line, 0, top)
        grid.addWidget(words, line, 1, top)
    return made
