"""An album's disk is pulled while its photos wait, and no event tells of it (3-4)."""

import tempfile
from pathlib import Path

from picup_desktop.settings import DAY_SECONDS
from picup_desktop.words import AlbumState, Outcome, PhotoState
from tests.simulation.making import MEMORY, fill, make_world, new_home
from tests.simulation.memory import Weather

PHOTOS = 20
MOST_TRIES = 2
"""Two passes follow at once when storages are back; then the album is looked at."""
MOST_EVENTS = 1_000


def test_3_4_a_disk_that_was_pulled_unnoticed_is_not_tried_again_and_again(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        home, opened = new_home(Path(folder))
        with opened as ledger:
            world = make_world(Path(folder), 1, ledger, home)
            fill(world, PHOTOS)
            for storage in world.storages.values():
                storage.weather = Weather(away=True)
            world.live(60.0, lambda: None)
            assert ledger.photos.counts()[PhotoState.WAITING] == PHOTOS

            world.album.rename(world.album_elsewhere)
            for storage in world.storages.values():
                storage.weather = Weather()
            world.live(DAY_SECONDS / 8, lambda: None)

            events = ledger.uploads.events(MOST_EVENTS)
            assert sum(event.outcome is Outcome.CHANGED for event in events) <= MOST_TRIES * PHOTOS
            (album,) = ledger.albums.all()
            assert album.state is AlbumState.HELD, "a person is asked, long before the next rescan"
