"""Which folders can be albums, and under which names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.ledger.albums import LONGEST_ALBUM_NAME
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.sync.albums.albums import add_album, check_overlap, resume_album
from picup_desktop.sync.albums.named import find_album
from picup_desktop.words import AlbumState, Role, StorageState


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """One album stands in it, and one storage that is a folder."""
    opened = open_ledger(tmp_path / "ledger.sqlite")
    for name in ("photos/2024", "disk/vault"):
        (tmp_path / name).mkdir(parents=True)
    opened.albums.add(
        "2024", str(tmp_path / "photos/2024"), recipient="", sealed_identity=b"", at=0
    )
    opened.storages.record(
        StorageRecord(
            role=Role.MAIN,
            url=(tmp_path / "disk/vault").as_uri(),
            key_file=None,
            host_key=None,
            state=StorageState.ONLINE,
            reason=None,
            state_since=0,
            checked_at=None,
            free_bytes=None,
            round_trip_seconds=None,
        )
    )
    yield opened
    opened.close()


def refusal(ledger: Ledger, folder: Path, name: str | None = None) -> str:
    with pytest.raises(UsageError) as refused:
        add_album(ledger, folder, name, SystemClock())
    assert [album.name for album in ledger.albums.all()] == ["2024"]
    return refused.value.sentence


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("photos", "remove that album first"),
        ("photos/2024", "is the folder of the album 2024 already"),
        ("photos/2024/sub", "lies in the folder of the album 2024"),
    ],
)
def test_no_photo_is_in_two_albums(ledger: Ledger, tmp_path: Path, folder: str, told: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    assert told in refusal(ledger, tmp_path / folder, "other")


@pytest.mark.parametrize("folder", ["photos", "photos/2024", "photos/2024/sub"])
def test_nor_by_the_other_spelling_that_windows_has_of_a_folder(
    ledger: Ledger, tmp_path: Path, folder: str
) -> None:
    r"""``\\?\C:\photos`` was an album beside ``C:\photos``, with the same photos once more."""
    with pytest.raises(UsageError):
        check_overlap(ledger, Path(f"\\\\?\\{tmp_path / folder}"))
    check_overlap(ledger, Path(f"\\\\?\\{tmp_path / 'photos/2025'}"))


def test_an_album_that_stands_there_by_that_spelling_is_known_too(
    ledger: Ledger, tmp_path: Path
) -> None:
    place = tmp_path / "photos/2025"
    ledger.albums.add("2025", f"\\\\?\\{place}", recipient="", sealed_identity=b"", at=0)
    with pytest.raises(UsageError):
        check_overlap(ledger, place)


@pytest.mark.parametrize("folder", ["disk", "disk/vault", "disk/vault/objects"])
def test_a_storages_own_files_are_no_photos(ledger: Ledger, tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    assert "the main storage lie in one another" in refusal(ledger, tmp_path / folder)
    with pytest.raises(UsageError):
        check_overlap(ledger, Path(f"\\\\?\\{tmp_path / folder}"))


def test_a_way_in_by_a_link_is_the_same_folder(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "photos/2024")
    assert "is the folder of the album" in refusal(ledger, tmp_path / "link", "other")


def test_an_album_is_a_folder_that_is_there(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    assert "is not a folder" in refusal(ledger, tmp_path / "a.jpg")
    assert "There is no folder" in refusal(ledger, tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a/b", "a\\b", "nul\0"])
def test_a_name_can_become_a_folder(ledger: Ledger, tmp_path: Path, name: str) -> None:
    (tmp_path / "new").mkdir()
    assert "becomes a folder" in refusal(ledger, tmp_path / "new", name)


@pytest.mark.parametrize("name", ["two\nlines", "\x1b[31mred", "n" * (LONGEST_ALBUM_NAME + 1)])
def test_a_name_can_stand_in_a_list(ledger: Ledger, tmp_path: Path, name: str) -> None:
    (tmp_path / "new").mkdir()
    assert "one line of at most" in refusal(ledger, tmp_path / "new", name)


def test_a_held_album_stays_held_though_it_is_resumed(ledger: Ledger) -> None:
    """Its question is answered by answering it (3-4)."""
    (album,) = ledger.albums.all()
    ledger.albums.set_state(album.id, AlbumState.HELD)
    resume_album(ledger, "2024")
    assert find_album(ledger, "2024").state is AlbumState.HELD
