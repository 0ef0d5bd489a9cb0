"""The viewer's window: a photo, the bar above it, and its details at the side."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from picup_desktop.engine.ipc.answers import VersionRestored
from picup_desktop.engine.ipc.commands.photos import RestoreVersion
from picup_desktop.engine.ipc.protocol import Failure
from picup_desktop.ledger.gallery.gallery import Gallery, ShownCopy, ShownShot
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.context import Context
from picup_desktop.ui.dates.viewed import ViewedDate
from picup_desktop.ui.frame.window import app_icon
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.photos.shot_pictures import kind_of
from picup_desktop.ui.photos.words import cut_words, shot_date_words
from picup_desktop.ui.text import in_words, translate
from picup_desktop.ui.viewer.info import InfoPanel
from picup_desktop.ui.viewer.loader import (
    WHOLE_EDGE,
    Loader,
    ReadBack,
    ViewRequest,
    ViewResult,
)
from picup_desktop.ui.viewer.player import Player, playable
from picup_desktop.ui.viewer.stage.canvas import STEP, Canvas
from picup_desktop.ui.viewer.stage.head import Head
from picup_desktop.ui.viewer.versions import VersionLine, question_words, restored_words
from picup_desktop.ui.widgets.parts import label
from picup_desktop.ui.widgets.question import Question
from picup_desktop.ui.widgets.toast import Toast

SIZE = (1180, 780)
HOLDER = "viewer"


class Viewer(QWidget):
    """Show the rows of the photos page one by one; emit ``left_at(row)`` when closed."""

    left_at = Signal(int)

    def __init__(self, context: Context, page: PhotosPage) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._context = context
        self._page = page
        self._model = page.model
        self._row = -1
        self._shot: ShownShot | None = None
        self._back_file: Path | None = None
        self._asked_whole: tuple[int, int | None] = (-1, None)
        self._version: int | None = None
        """The version that is viewed; None: the photo as it is in the album."""
        self._compared: int | None = None
        """The last earlier version that was viewed of this photo."""
        self._same_place = False
        """Whether the next picture is a version of the same photo."""
        self._has_film_inside = False
        self.loader = Loader(context.home, context.link)
        self.canvas = Canvas()
        self.info = InfoPanel(context.link, page.reader)
        self.head = Head(context.theme)
        self.player = Player(self.canvas, self.loader, self.head.play_button)
        self._bar = QProgressBar()
        self._problem = label(wrap=True)
        self._note = label(part="viewer-note", wrap=True)
        self.toast = Toast(self)
        self.dates = ViewedDate(context.link, page.reader, self, lambda: self._shot)
        self.dates.told.connect(self.toast.show_done)
        self.dates.read.connect(self._show_date)
        self.info.change_date.clicked.connect(self.dates.ask_viewed)
        self.setProperty("part", "page")
        self.setWindowIcon(app_icon())
        self.resize(*SIZE)
        self._lay_out()
        self.loader.loaded.connect(self._show_loaded)
        self.player.said.connect(self._say)
        self.loader.read_back.connect(self._show_read_back)
        self.loader.progressed.connect(self._show_progress)
        self.canvas.zoomed.connect(self._zoomed)
        self._model.dataChanged.connect(self._take_rows)
        self.info.versions.chosen.connect(self.view_version)
        self.info.versions.restore_asked.connect(self.ask_restore)
        for pressed, act in (
            (self.head.back, self.back),
            (self.head.forward, self.forward),
            (self.head.play, self.player.play),
            (self.head.fit, self.canvas.fit),
            (self.head.full_screen, self.turn_full_screen),
            (self.head.info, self.turn_info),
        ):
            pressed.connect(act)

    @property
    def row(self) -> int:
        """The row that is shown."""
        return self._row

    @property
    def problem(self) -> str:
        """The reason why the photo can't be shown."""
        return self._problem.text() if self._problem.isVisibleTo(self) else ""

    def begin(self) -> None:
        """Start the loader's thread."""
        self.loader.begin()

    def end(self) -> None:
        """End the loader's thread."""
        self.loader.end()

    @Slot(int, bool)
    def view(self, row: int, details: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Open the window at a row, with or without details."""
        self._model.hold(HOLDER, held=True)
        if details:
            self.info.show()
        self._go(row)
        self.show()
        self.raise_()
        self.activateWindow()
        # Otherwise the arrow keys would move between the buttons.
        self.canvas.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that docs/ui.md lists."""
        act = {
            Qt.Key.Key_Right: self.forward,
            Qt.Key.Key_Space: self.forward,
            Qt.Key.Key_PageDown: self.forward,
            Qt.Key.Key_Left: self.back,
            Qt.Key.Key_Backspace: self.back,
            Qt.Key.Key_PageUp: self.back,
            Qt.Key.Key_Home: lambda: self._go(0),
            Qt.Key.Key_End: lambda: self._go(self._model.rowCount() - 1),
            Qt.Key.Key_Plus: lambda: self.canvas.zoom_by(STEP),
            Qt.Key.Key_Equal: lambda: self.canvas.zoom_by(STEP),
            Qt.Key.Key_Minus: lambda: self.canvas.zoom_by(1 / STEP),
            Qt.Key.Key_0: self.canvas.fit,
            Qt.Key.Key_1: lambda: self.canvas.zoom_to(1 / self.devicePixelRatioF()),
            Qt.Key.Key_F: self.turn_full_screen,
            Qt.Key.Key_F11: self.turn_full_screen,
            Qt.Key.Key_I: self.turn_info,
            Qt.Key.Key_V: self.switch_version,
            Qt.Key.Key_Return: self.player.play,
            Qt.Key.Key_Escape: self._leave,
        }.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Delete the files, and release the rows."""
        self._leave_motion()
        self.loader.give_up()
        self._model.hold(HOLDER, held=False)
        self.left_at.emit(self._row)
        super().closeEvent(event)

    @Slot()
    def forward(self) -> None:
        """Show the next photo."""
        self._go(self._row + 1)

    @Slot()
    def back(self) -> None:
        """Show the previous photo."""
        self._go(self._row - 1)

    @Slot()
    def turn_full_screen(self) -> None:
        """Switch to full screen or back."""
        full = not self.isFullScreen()
        self.head.setVisible(not full)
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    @Slot()
    def turn_info(self) -> None:
        """Show or hide the details."""
        self.info.setVisible(not self.info.isVisibleTo(self))

    @Slot()
    def _offer_play(self) -> None:
        """Offer to play what is viewed, if there is something to play."""
        if self._shot is not None:
            file = self._file(self._shot) or self._back_file
            inside = file if self._has_film_inside else None
            found = playable(self._shot, self._version, file, inside, self._page.shot_pictures)
            self.player.offer(found)

    def _leave_motion(self) -> None:
        """Stop what is played; what is shown next has not said yet that it has a film."""
        self._has_film_inside = False
        self.player.stop()
        self._offer_play()

    @property
    def version(self) -> int | None:
        """The version that is viewed; None: the photo as it is in the album."""
        return self._version

    @property
    def note(self) -> str:
        """The sentence that says which version is viewed."""
        return self._note.text() if self._note.isVisibleTo(self) else ""

    @Slot()
    def switch_version(self) -> None:
        """Switch between the photo and the earlier version last viewed, to compare them."""
        if self._version is not None:
            self.view_version(None)
        elif (other := self._compared or self.info.versions.earlier) is not None:
            self.view_version(other)

    @Slot(object)
    def view_version(self, number: int | None) -> None:
        """Show a version of the photo, at the same place and scale; None: the photo as it is."""
        shot = self._shot
        if shot is None or number == self._version:
            return
        self._version = number
        self._compared = self._compared if number is None else number
        self._back_file = None
        self._same_place = True
        self.info.versions.mark(number)
        self._say(NO_WORDS)
        self._bar.hide()
        self._note.hide()
        self._leave_motion()
        self.loader.load(self._request(shot, self._screen_edge()))

    @Slot(object)
    def ask_restore(self, line: VersionLine) -> None:
        """Ask whether to put a version back into the album."""
        shot, snapshot = self._shot, self._context.app_state.snapshot
        if shot is None or snapshot is None or line.number is None:
            return
        name = shown(Path(shot.lead.path).name)
        words = question_words(name, line, snapshot.settings.grace_days)
        question = Question(words, translate("Viewer", "Restore this version"), self)
        question.agreed.connect(partial(self._restore, shot, line.number))
        question.open()

    @Slot(object)
    def _show_date(self, shot: ShownShot) -> None:
        """Show the photo with the date that it has now."""
        if self._shot is not None:
            self._shot = replace(self._shot, taken_at=shot.taken_at, date_from=shot.date_from)
            self.head.show_photo(shown(Path(shot.lead.path).name), shot_date_words(shot))
            self.info.show_date(self._shot)

    def _restore(self, shot: ShownShot, number: int) -> None:
        self.info.versions.setDisabled(True)
        self._context.link.ask(
            RestoreVersion(str(shot.lead.photo_id), number),
            done=partial(self._restored, shot),
            refused=self._not_restored,
        )

    def _restored(self, before: ShownShot, answer: VersionRestored) -> None:
        """Show the photo as it is now."""
        self.info.versions.setEnabled(True)
        self.toast.show_words(restored_words(answer["version"]))
        if self._shot is not None and self._shot.id == before.id:
            photos = (replace(before.lead, here=True), *before.photos[1:])
            self._shot = replace(before, photos=photos)
            self._version = self._compared = None
            self._show_shot(self._shot)

    def _not_restored(self, failure: Failure) -> None:
        self.info.versions.setEnabled(True)
        self._say(in_words(failure.message))

    def _file(self, shot: ShownShot) -> Path | None:
        """Return the file of what is viewed; None if that is on the NAS."""
        return None if self._version is not None else self._page.shot_pictures.file(shot)

    def _go(self, row: int) -> None:
        if not 0 <= row < self._model.rowCount():
            return
        self._row, self._shot = row, None
        self._version = self._compared = None
        self._model.want(range(max(0, row - 1), min(row + 2, self._model.rowCount())))
        self._show_row()

    def _show_row(self) -> None:
        shot = self._model.shot(self._row)
        count = self._model.rowCount()
        self.head.show_place(self._row, count)
        if shot is not None:
            self._show_shot(shot)

    def _show_shot(self, shot: ShownShot) -> None:
        self._shot = shot
        self._back_file = None
        self._same_place = False
        self._note.hide()
        name = shown(Path(shot.lead.path).name)
        self.setWindowTitle(f"{name} — PicUp")
        self.head.show_photo(name, shot_date_words(shot))
        self._leave_motion()
        self._say(NO_WORDS)
        self._bar.hide()
        small = self._page.shot_pictures.image(shot)
        self.canvas.show_preview(QImage() if small is None else small)
        self.info.show_shot(
            shot,
            self._page.shot_pictures.album_name(shot.album_id),
            self._page.shot_pictures.file(shot),
        )
        self._ask_stored(shot)
        self.loader.load(self._request(shot, self._screen_edge()))

    def _request(self, shot: ShownShot, edge: int) -> ViewRequest:
        lead, name = shot.lead, Path(shot.lead.path).name
        file, version = self._file(shot), self._version
        return ViewRequest(lead.photo_id, name, kind_of(lead), file, edge, version)

    def _screen_edge(self) -> int:
        size = self.screen().size()
        return round(max(size.width(), size.height()) * self.devicePixelRatioF())

    def _ask_stored(self, shot: ShownShot) -> None:
        photo_id = shot.lead.photo_id

        def question(ledger: Ledger) -> tuple[tuple[ShownCopy, ...], list[VersionRecord]]:
            return Gallery(ledger.database).copies(photo_id), ledger.history.versions(photo_id)

        def take(stored: tuple[tuple[ShownCopy, ...], list[VersionRecord]] | None) -> None:
            if stored is not None and self._shot is not None and self._shot.id == shot.id:
                self.info.show_stored(*stored, self._version)

        self._page.reader.ask(question, take)

    @Slot(object)
    def _show_loaded(self, result: ViewResult) -> None:
        shot = self._shot
        if shot is None or (shot.lead.photo_id, self._version) != result.request.viewed:
            return
        self._bar.hide()
        self._show_note()
        if result.problem or result.image.isNull():
            if self._same_place:
                # The picture of another version is not this one's.
                self.canvas.show_preview(QImage())
            self._say(result.problem)
            return
        sharper = result.request.edge >= WHOLE_EDGE
        same = result.full == self.canvas.full if self._same_place else sharper
        self._same_place = False
        self._say(cut_words() if result.is_cut else NO_WORDS)
        self._has_film_inside = result.plays
        self._offer_play()
        self.canvas.show_image(result.image, result.full, same=same)
        if self._version is None:
            self.info.show_facts(result.full, result.facts)

    def _show_note(self) -> None:
        """Say which version is viewed, if it is not what the album has."""
        lines = self.info.versions.lines
        line = next((one for one in lines if one.number == self._version), None)
        if self._version is not None and line is not None:
            words = translate("Viewer", "{version}. Press V to compare it with the current one.")
            self._note.setText(words.format(version=", ".join((line.title, *line.details[:1]))))
        self._note.setVisible(self._version is not None and line is not None)

    @Slot(object)
    def _show_read_back(self, back: ReadBack) -> None:
        shot, viewed = self._shot, (back.photo_id, back.version)
        if shot is not None and (shot.lead.photo_id, self._version) == viewed:
            self._back_file = back.file
            self._offer_play()
            self.info.show_read_back(back)
            self._ask_stored(shot)

    @Slot(int, float)
    def _show_progress(self, photo_id: int, fraction: float) -> None:
        if self._shot is not None and self._shot.lead.photo_id == photo_id:
            self._bar.setValue(round(fraction * 100))
            self._bar.show()

    @Slot()
    def _zoomed(self) -> None:
        shot = self._shot
        self.head.show_percent(round(self.canvas.scale * self.devicePixelRatioF() * 100))
        if shot is not None and self.canvas.wants_more and not self._whole_asked(shot):
            self._asked_whole = (shot.lead.photo_id, self._version)
            self.loader.load(self._request(shot, WHOLE_EDGE))

    def _whole_asked(self, shot: ShownShot) -> bool:
        return self._asked_whole == (shot.lead.photo_id, self._version)

    @Slot(QModelIndex, QModelIndex)
    def _take_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        if self.isVisible() and self._shot is None and first.row() <= self._row <= last.row():
            self._show_row()

    def _say(self, problem: Shown) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self.canvas.update()

    @Slot()
    def _leave(self) -> None:
        if self.isFullScreen():
            self.turn_full_screen()
        else:
            self.close()

    def _lay_out(self) -> None:
        self._bar.setFormat(translate("Viewer", "Reading from the NAS: %p %"))
        self._bar.hide()
        self._problem.setProperty("part", "viewer-problem")
        for below in (self._note, self._problem):
            below.setAlignment(Qt.AlignmentFlag.AlignCenter)
            below.hide()
        picture = QVBoxLayout()
        picture.setSpacing(0)
        picture.addWidget(self.canvas, 1)
        picture.addWidget(self._note)
        picture.addWidget(self._problem)
        picture.addWidget(self._bar)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(picture, 1)
        across.addWidget(self.info)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(across, 1)
        self.info.hide()
