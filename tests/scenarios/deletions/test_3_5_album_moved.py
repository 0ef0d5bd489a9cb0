"""DISASTERS 3-5: an album's folder stands elsewhere now, or the album has another name."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.sync.albums.albums import (
    add_album,
    pause_album,
    remove_album,
    rename_album,
    resume_album,
)
from picup_desktop.sync.albums.move import (
    FILES_THAT_TELL,
    MovedAlbum,
    is_another_folder,
    move_album,
    sample,
)
from picup_desktop.words import AlbumState, PhotoState, Role
from tests.picup import age, photo_bytes
from tests.small import Small, joined, small_vault

NAMES = [f"{number}.jpg" for number in range(6)]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "one", NAMES)
    made.sync()
    return made


def move(small: Small, to: Path, *, anyway: bool = False) -> MovedAlbum:
    with small.ledger() as ledger:
        return move_album(ledger, "Album", to, SystemClock(), anyway=anyway)


def states(small: Small) -> dict[str, PhotoState]:
    with small.ledger() as ledger:
        return {one.photo.path: one.photo.state for one in ledger.listing.photos(album="Album")}


def album_state(small: Small) -> AlbumState:
    with small.ledger() as ledger:
        album = ledger.albums.named("Album")
        assert album is not None
        return album.state


def asked(small: Small) -> list[str]:
    with small.ledger() as ledger:
        return [item.cause.value for item in ledger.attention.all()]


def all_protected(small: Small, names: Sequence[str] = NAMES) -> None:
    assert states(small) == dict.fromkeys(names, PhotoState.PROTECTED)
    assert album_state(small) is AlbumState.WATCHED
    assert asked(small) == []


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("by", ["renamed", "copied", "copied with new times"])
def test_3_5_a_moved_album_is_known_again(
    small: Small, tmp_path: Path, by: str, held: bool
) -> None:
    before, to = small.files(Role.MAIN), tmp_path / "elsewhere"
    if by == "renamed":
        (small.folder / "Album").rename(to)
    else:
        copy = shutil.copy2 if by == "copied" else shutil.copy
        shutil.copytree(small.folder / "Album", to, copy_function=copy)
        shutil.rmtree(small.folder / "Album")
        for file in to.iterdir():
            age(file, 30 if by != "copied" else 60)
        if by == "copied":
            times(small, to)
    if held:
        small.sync()
        assert album_state(small) is AlbumState.HELD
    moved = move(small, to)
    assert (moved.known, moved.other, moved.missing) == (6, 0, 0)
    small.sync()
    all_protected(small)
    objects = {name for name in before if name.startswith("objects/")}
    assert {name for name in small.files(Role.MAIN) if name.startswith("objects/")} == objects
    (to / "2.jpg").write_bytes(photo_bytes("an edit"))
    age(to / "2.jpg")
    small.sync()
    all_protected(small)


def times(small: Small, folder: Path) -> None:
    """Give the files the times that the ledger knows, as a copy that keeps them does."""
    with small.ledger() as ledger:
        for listed in ledger.listing.photos(album="Album"):
            mtime = listed.photo.mtime_ns
            os.utime(folder / listed.photo.path, ns=(mtime, mtime))


def test_3_5_the_contents_of_a_moved_album_are_read_by_the_next_scan(
    small: Small, tmp_path: Path
) -> None:
    to = tmp_path / "elsewhere"
    shutil.copytree(small.folder / "Album", to, copy_function=shutil.copy2)
    spoiled = bytearray((to / "3.jpg").read_bytes())
    spoiled[-1] ^= 1
    before = (to / "3.jpg").stat().st_mtime_ns
    (to / "3.jpg").write_bytes(spoiled)
    os.utime(to / "3.jpg", ns=(before, before))
    assert move(small, to).known == 6
    small.sync()
    all_protected(small)
    with small.ledger() as ledger:
        (listed,) = [one for one in ledger.listing.photos() if one.photo.path == "3.jpg"]
        assert len(ledger.history.versions(listed.photo.id)) == 2
        assert small.read(ledger, listed.photo) == spoiled


def test_3_4_what_is_missing_in_the_new_folder_is_asked_about(small: Small, tmp_path: Path) -> None:
    to = tmp_path / "elsewhere"
    (small.folder / "Album").rename(to)
    (to / "1.jpg").unlink()
    moved = move(small, to)
    assert (moved.known, moved.missing, moved.album.state) == (5, 1, AlbumState.HELD)
    for _ in range(2):
        small.sync()
        assert set(states(small).values()) == {PhotoState.PROTECTED}
        assert (album_state(small), asked(small)) == (AlbumState.HELD, ["album_vanished"])
    (to / "1.jpg").write_bytes(photo_bytes("1.jpg", 3000))
    age(to / "1.jpg")
    small.sync()
    all_protected(small)


def test_3_4_another_folder_is_refused_and_loses_nothing_where_a_person_insists(
    small: Small, tmp_path: Path
) -> None:
    to = tmp_path / "camera"
    to.mkdir()
    for name in ("1.jpg", "2.jpg", "9.jpg"):
        (to / name).write_bytes(photo_bytes(f"another {name}"))
        age(to / name)
    with pytest.raises(UsageError, match="0 of the 6 photos"):
        move(small, to)
    moved = move(small, to, anyway=True)
    assert (moved.known, moved.other, moved.missing) == (0, 2, 4)
    small.sync()
    assert set(states(small).values()) == {PhotoState.PROTECTED}
    assert len(states(small)) == 9, "pictures of the same name are others"
    assert (album_state(small), asked(small)) == (AlbumState.HELD, ["album_vanished"])


def test_3_5_a_paused_album_stays_paused_and_asks_when_it_goes_on(
    small: Small, tmp_path: Path
) -> None:
    to = tmp_path / "elsewhere"
    (small.folder / "Album").rename(to)
    (to / "1.jpg").unlink()
    with small.ledger() as ledger:
        pause_album(ledger, "Album")
    assert move(small, to).album.state is AlbumState.PAUSED
    with small.ledger() as ledger:
        resume_album(ledger, "Album")
    assert album_state(small) is AlbumState.HELD


def test_3_5_folders_that_can_be_no_album_are_refused(small: Small, tmp_path: Path) -> None:
    other = tmp_path / "Other"
    (other / "inside").mkdir(parents=True)
    with small.ledger() as ledger:
        add_album(ledger, other, None, SystemClock())
    for to in (tmp_path / "none", other, other / "inside", tmp_path, small.root(Role.MAIN)):
        with pytest.raises(UsageError):
            move(small, to)
    with small.ledger() as ledger, pytest.raises(UsageError):
        move_album(ledger, "Nobody", other, SystemClock(), anyway=True)
    small.sync()
    all_protected(small)


def test_3_5_where_it_stands_already_is_no_fault(small: Small) -> None:
    assert move(small, small.folder / "Album").known == 6
    small.sync()
    all_protected(small)


def test_3_5_an_album_may_move_into_or_around_its_own_folder(small: Small) -> None:
    inside = small.folder / "Album" / "inside"
    inside.mkdir()
    for name in NAMES:
        (small.folder / "Album" / name).rename(inside / name)
    assert move(small, inside).known == 6
    small.sync()
    all_protected(small)


@pytest.mark.parametrize(
    ("expected", "recognised", "another"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (2, 1, False), (3, 1, True), (100, 50, False)],
)
def test_fewer_than_half_is_another_folder(expected: int, recognised: int, another: bool) -> None:
    assert is_another_folder(expected, recognised) is another


def test_a_sample_reaches_from_the_first_to_the_last() -> None:
    files = [(number, str(number)) for number in range(100)]
    taken = sample(files)
    assert taken[0] == files[0]
    assert taken[-1][0] >= 90
    assert len(taken) <= FILES_THAT_TELL
    assert sample(files[:3]) == files[:3]
    assert len(sample(files[:9])) <= FILES_THAT_TELL
    assert sample([]) == []


def test_a_renamed_album_has_its_name_on_every_computer_and_in_what_is_restored(
    small: Small, tmp_path: Path
) -> None:
    second = joined(small, tmp_path / "two")
    with small.ledger() as ledger:
        assert rename_album(ledger, "Album", " 가족 ").name == "가족"
        assert ledger.albums.named("Album") is None
    small.sync()
    second.sync()
    with second.ledger() as ledger:
        names = {one.name for one in ledger.albums.all(removed=True)}
        assert names == {"가족", "Second"}
    (small.folder / "Album" / "new.jpg").write_bytes(photo_bytes("new"))
    age(small.folder / "Album" / "new.jpg")
    small.sync()
    with small.ledger() as ledger:
        assert {one.album for one in ledger.listing.photos()} == {"가족", "Second"}
        assert len(ledger.listing.photos(album="가족")) == 7


def test_a_name_that_is_taken_or_none_is_refused(small: Small, tmp_path: Path) -> None:
    joined(small, tmp_path / "two")
    small.sync()
    gone = tmp_path / "Gone"
    gone.mkdir()
    with small.ledger() as ledger:
        add_album(ledger, gone, None, SystemClock())
        settings = ledger.vaults.settings()
        remove_album(ledger, "Gone", SystemClock(), settings, delete_stored=False)
        for new in ("Second", "Gone", "", " ", "a/b", "..", "a\nb", "x" * 201, "\udc80"):
            with pytest.raises(UsageError):
                rename_album(ledger, "Album", new)
        assert rename_album(ledger, "Album", "Album").name == "Album"
        assert rename_album(ledger, "Album", "album").name == "album"
        with pytest.raises(UsageError):
            rename_album(ledger, "Gone", "Here")
