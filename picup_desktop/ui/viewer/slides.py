"""The slideshow of what is viewed: which photo comes next and when, in all of the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.ui.viewer.full_screen import FullScreen
from picup_desktop.ui.viewer.player import Player
from picup_desktop.ui.viewer.rows import ViewedRow
from picup_desktop.ui.viewer.slideshow import Slideshow, next_row, step_for
from picup_desktop.ui.viewer.viewing import Viewing


class ViewedSlides(QObject):
    """Lead the viewer through a slideshow."""

    def __init__(
        self,
        show: Slideshow,
        rows: ViewedRow,
        viewing: Viewing,
        full_screen: FullScreen,
        shot_at: Callable[[int], ShownShot | None],
    ) -> None:
        super().__init__(show)
        self._show, self._rows, self._viewing = show, rows, viewing
        self._full_screen = full_screen
        self._shot_at = shot_at
        self._player: Player = viewing.player
        show.next_wanted.connect(self.go_on)
        show.play_wanted.connect(self._play)
        show.pause_wanted.connect(self._player.pause)
        self._player.ended.connect(show.show_end)

    @Slot()
    def turn(self) -> None:
        """Begin the slideshow, or end it."""
        if self._show.runs:
            self._show.end()
        else:
            self._show.begin()

    def show_there(self) -> None:
        """The photo can be seen: from now on its time counts."""
        films = self._show.runs and self._show.with_films
        plays = films and self._player.offered.is_film and self._player.plays_inside
        self._show.show_there(step_for(plays=plays, with_films=films))

    @Slot()
    def go_on(self) -> None:
        """View the next photo; end where there is none."""
        films = self._show.with_films
        row = next_row(self._rows.row, self._rows.count, self._shot_at, with_films=films)
        if row is None:
            self._show.end()
        else:
            self._rows.go(row)

    def fill_screen(self) -> None:
        """A slideshow has all of the screen, and ends where the window was before."""
        if self._show.runs != self._full_screen.is_on:
            self._full_screen.turn(on=self._show.runs)
        if self._show.runs and self._rows.shot is not None:
            self.show_there()

    @Slot()
    def _play(self) -> None:
        if not self._player.is_playing:
            self._viewing.play()
