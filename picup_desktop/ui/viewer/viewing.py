"""The photo that is viewed, or a version of it: loaded, shown, and offered to be played."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from picup_desktop.ledger.gallery.gallery import Gallery, ShownCopy, ShownShot
from picup_desktop.ledger.history import VersionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.photos.page import PhotosPage
from picup_desktop.ui.photos.shot_pictures import kind_of
from picup_desktop.ui.photos.words import cut_words, shot_date_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.turning.images import turned_size
from picup_desktop.ui.viewer.info import InfoPanel
from picup_desktop.ui.viewer.loader import WHOLE_EDGE, Loader, ReadBack, ViewRequest, ViewResult
from picup_desktop.ui.viewer.player import Playable, Player, playable
from picup_desktop.ui.viewer.stage.stage import Stage
from picup_desktop.words import Turn

Stored = tuple[tuple[ShownCopy, ...], list[VersionRecord]]


class Viewing(QObject):
    """``show_shot`` another photo; emit ``there`` when it can be seen, or why it can't is said."""

    there = Signal()

    def __init__(
        self, page: PhotosPage, loader: Loader, stage: Stage, info: InfoPanel, player: Player
    ) -> None:
        super().__init__(stage)
        self._page = page
        self._loader = loader
        self._stage = stage
        self._canvas = stage.canvas
        self._info = info
        self.player = player
        self._shot: ShownShot | None = None
        self._back_file: Path | None = None
        self._asked_whole: tuple[int, int | None] = (-1, None)
        self._version: int | None = None
        self._compared: int | None = None
        """The last earlier version that was viewed of this photo."""
        self._same_place = False
        """Whether the next picture is a version of the same photo."""
        self._is_decoded = False
        """Whether what is viewed could be decoded; a film that could not is not played."""
        self._has_film_inside = False
        self._plays_when_there = False
        self._is_loaded = False
        """Whether the photo itself is there, or the reason why it is not."""
        page.shot_pictures.came.connect(self._show_preview)
        loader.loaded.connect(self._show_loaded)
        loader.read_back.connect(self._show_read_back)
        loader.progressed.connect(self._show_progress)
        player.said.connect(self.say)
        self._canvas.zoomed.connect(self._zoomed)

    @property
    def version(self) -> int | None:
        """The version that is viewed; None: the photo as it is in the album."""
        return self._version

    @property
    def other_version(self) -> int | None:
        """The earlier version to compare the photo with, if it has one."""
        return self._compared or self._info.versions.earlier

    @property
    def file(self) -> Path | None:
        """The file of what is viewed; None if that is on the storages."""
        if self._shot is None or self._version is not None:
            return None
        return self._page.shot_pictures.file(self._shot)

    def leave(self) -> None:
        """View nothing; the files that were read back are deleted."""
        self._shot = None
        self._version = self._compared = None
        self._leave_motion()
        self._loader.give_up()
        self._stage.notices.clear()
        self._show_names(NO_WORDS, NO_WORDS)
        self._canvas.show_preview(QImage())
        self._info.forget()

    def show_shot(self, shot: ShownShot) -> None:
        """Show a photo as it is in the album."""
        self._shot = shot
        self._version = self._compared = None
        self._back_file = None
        self._same_place = self._is_loaded = False
        name = shown(Path(shot.lead.path).name)
        self._stage.window().setWindowTitle(f"{name} — PicUp")
        self._show_names(name, shot_date_words(shot))
        self._leave_motion()
        self._stage.notices.clear()
        pictures = self._page.shot_pictures
        small = pictures.image(shot) or pictures.glimpse(shot.lead.photo_id)
        self._canvas.show_preview(QImage() if small is None else small, self._turn)
        self._info.show_shot(shot, pictures.album_name(shot.album_id), pictures.file(shot))
        self._ask_stored(shot)
        self._loader.load(self._request(shot, self._screen_edge()))

    def show_date(self, shot: ShownShot) -> None:
        """Show the same photo with another date."""
        self._shot = shot
        self._show_names(shown(Path(shot.lead.path).name), shot_date_words(shot))
        self._info.show_date(shot)

    def show_turned(self, shot: ShownShot) -> None:
        """Show the same photo as the person wants to see it from now on."""
        self._shot = shot
        self._canvas.turn(self._turn)

    @property
    def _turn(self) -> Turn:
        """How what is viewed is turned; an earlier version is shown as its file says."""
        if self._shot is None or self._version is not None:
            return Turn.UPRIGHT
        return self._shot.lead.turn

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
        self._info.versions.mark(number)
        self._stage.notices.clear()
        self._leave_motion()
        self._loader.load(self._request(shot, self._screen_edge()))

    @Slot()
    def switch_version(self) -> None:
        """Switch between the photo and the earlier version last viewed, to compare them."""
        if self._version is not None:
            self.view_version(None)
        elif (other := self.other_version) is not None:
            self.view_version(other)

    @Slot()
    def play(self) -> None:
        """Play what is viewed; a film that is still being read, as soon as it is there."""
        if self.player.offered.moves:
            self.player.play()
        elif self.player.offered.is_film:
            self._plays_when_there = True

    @Slot(str)
    def say(self, problem: Shown) -> None:
        """Say what is wrong with the photo."""
        self._stage.notices.say(problem)

    def _show_names(self, name: Shown, date: Shown) -> None:
        self._stage.head.show_photo(name, date)
        self._canvas.setAccessibleName(f"{name}\n{date}".strip())

    def _request(self, shot: ShownShot, edge: int) -> ViewRequest:
        lead, name = shot.lead, Path(shot.lead.path).name
        return ViewRequest(lead.photo_id, name, kind_of(lead), self.file, edge, self._version)

    def _screen_edge(self) -> int:
        size = self._stage.screen().size()
        return round(max(size.width(), size.height()) * self._stage.devicePixelRatioF())

    def _ask_stored(self, shot: ShownShot) -> None:
        photo_id = shot.lead.photo_id

        def question(ledger: Ledger) -> Stored:
            return Gallery(ledger.database).copies(photo_id), ledger.history.versions(photo_id)

        def take(stored: Stored | None) -> None:
            if stored is not None and self._shot is not None and self._shot.id == shot.id:
                self._info.show_stored(*stored, self._version)

        self._page.reader.ask(question, take)

    @Slot(object)
    def _show_loaded(self, result: ViewResult) -> None:
        shot = self._shot
        if shot is None or (shot.lead.photo_id, self._version) != result.request.viewed:
            return
        self._is_loaded = True
        self._stage.notices.show_read(None)
        self._show_note()
        if result.problem or result.image.isNull():
            self._show_trouble(result.problem)
        else:
            self._show_picture(result)
        self.there.emit()
        plays, self._plays_when_there = self._plays_when_there, False
        if plays and self.player.offered.moves:
            self.player.play()

    @Slot()
    def _show_preview(self) -> None:
        """Show the thumbnail that came meanwhile, as long as the photo itself is not there."""
        if self._shot is None or self._is_loaded or self._version is not None:
            return
        small = self._page.shot_pictures.image(self._shot)
        if small is not None and small.size() != self._canvas.image.size():
            self._canvas.show_preview(small, self._turn)

    def _show_trouble(self, problem: Shown) -> None:
        if self._same_place:
            # The picture of another version is not this one's.
            self._canvas.show_preview(QImage())
        self.say(problem)

    def _show_picture(self, result: ViewResult) -> None:
        sharper = result.request.edge >= WHOLE_EDGE
        full = turned_size(result.full, self._turn)
        same = full == self._canvas.full if self._same_place else sharper
        self._same_place = False
        self.say(cut_words() if result.is_cut else NO_WORDS)
        self._has_film_inside = result.plays
        self._is_decoded = True
        self._offer_play()
        self._canvas.show_image(result.image, result.full, same=same, turn=self._turn)
        if self._version is None:
            self._info.show_facts(result.full, result.facts)

    def _show_note(self) -> None:
        """Say which version is viewed, if it is not what the album has."""
        lines = self._info.versions.lines
        line = next((one for one in lines if one.number == self._version), None)
        note = NO_WORDS
        if self._version is not None and line is not None:
            words = translate("Viewer", "{version}. Press V to compare it with the current one.")
            note = words.format(version=", ".join((line.title, *line.details[:1])))
        self._stage.notices.show_note(note)

    @Slot(object)
    def _show_read_back(self, back: ReadBack) -> None:
        shot, viewed = self._shot, (back.photo_id, back.version)
        if shot is not None and (shot.lead.photo_id, self._version) == viewed:
            self._back_file = back.file
            self._offer_play()
            self._info.show_read_back(back)
            self._ask_stored(shot)

    @Slot(int, float)
    def _show_progress(self, photo_id: int, fraction: float) -> None:
        if self._shot is not None and self._shot.lead.photo_id == photo_id:
            self._stage.notices.show_read(round(fraction * 100))

    @Slot()
    def _zoomed(self) -> None:
        shot = self._shot
        scale = self._canvas.scale * self._canvas.devicePixelRatioF()
        self._stage.head.show_percent(round(scale * 100))
        if shot is None or not self._canvas.wants_more:
            return
        viewed = (shot.lead.photo_id, self._version)
        if self._asked_whole != viewed:
            self._asked_whole = viewed
            self._loader.load(self._request(shot, WHOLE_EDGE))

    def _offer_play(self) -> None:
        """Offer to play what is viewed, if there is something to play."""
        shot = self._shot
        if shot is None:
            self.player.offer(Playable())
            return
        file = self.file or self._back_file
        inside = file if self._has_film_inside else None
        found = playable(shot, self._version, file, inside, self._page.shot_pictures)
        if found.is_film and not self._is_decoded:
            # Nobody has seen yet that it is a film.
            found = replace(found, film=None)
        self.player.offer(found, shot.lead.length_ms)

    def _leave_motion(self) -> None:
        """Stop what is played; what is shown next has not said yet that it has a film."""
        self._has_film_inside = self._is_decoded = self._plays_when_there = False
        self.player.stop()
        self._offer_play()
