"""A pass over two storages ends, whatever a person chose within the bounds of a setting,
and whatever a ledger holds that was written before there were bounds."""

import shutil
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.settings import DECLARED, Declared
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.words import PhotoState
from tests.picup import age, photo_bytes
from tests.small import Small, photos, small_vault

HOURS_AGO_SECONDS = 3 * 3600.0
NUMBERS = [one for one in DECLARED.values() if one.least is not None]
EDITED, REMOVED, NEW = "edited.jpg", "removed.jpg", "new.jpg"
NO_ROOM = ("disk_reserve_bytes", "most")
"""No photo is sealed where so much is to stay free, and the pass says so."""
STAYS_QUEUED = ("grace_days", "most")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Synced once, and kept beside itself, for a vault knows the paths that it was made with."""
    small = small_vault(tmp_path_factory.mktemp("bounds") / "small", [EDITED, REMOVED])
    small.sync()
    shutil.copytree(small.folder, kept_copy(small))
    return small


def kept_copy(small: Small) -> Path:
    return small.folder.with_name("kept")


@pytest.fixture
def small(made: Small) -> Small:
    shutil.rmtree(made.folder)
    shutil.copytree(kept_copy(made), made.folder)
    return made


def work_through(small: Small, name: str, value: float) -> tuple[dict[str, PhotoState], int]:
    """Edit one photo, delete one, add one, and run a pass; the states, and what is queued."""
    album, clock = small.folder / "Album", SystemClock()
    photos(album, [NEW])
    (album / EDITED).write_bytes(photo_bytes("edited"))
    for photo in album.iterdir():
        age(photo, HOURS_AGO_SECONDS)
    (album / REMOVED).unlink()
    with small.ledger() as ledger:
        ledger.vaults.choose("grace_days", 0)
        ledger.vaults.choose(name, value)
        settings, album_id = ledger.vaults.settings(), ledger.albums.all()[0].id
        removed = ledger.photos.at(album_id, REMOVED)
        assert removed is not None
        with ledger.transaction():
            delete_photos(ledger, settings, [removed.id], clock.now())
    small.sync()
    with small.ledger() as ledger:
        found = {name: ledger.photos.at(album_id, name) for name in (EDITED, REMOVED, NEW)}
        queued, dead = ledger.deletions.counts()
        assert dead == 0
        return {name: photo.state for name, photo in found.items() if photo is not None}, queued


def all_is_done(states: dict[str, PhotoState]) -> bool:
    safe = PhotoState.PROTECTED
    return states == {EDITED: safe, REMOVED: PhotoState.DELETED, NEW: safe}


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.name)
def test_a_pass_ends_at_both_bounds_of_every_setting(small: Small, one: Declared, end: str) -> None:
    bound = one.least if end == "least" else one.most
    assert bound is not None
    states, queued = work_through(small, one.name, round(bound) if one.is_whole else bound)

    assert all_is_done(states) == ((one.name, end) != NO_ROOM)
    assert (queued > 0) == ((one.name, end) == STAYS_QUEUED)


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.name)
def test_a_pass_ends_where_an_earlier_version_kept_a_0(small: Small, one: Declared) -> None:
    states, queued = work_through(small, one.name, 0)

    assert all_is_done(states)
    assert queued == 0
