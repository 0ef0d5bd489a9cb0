"""What the first look asks a storage: small files at once, and by themselves what is not whole."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.storage.base import Get, ObjectInfo, Piece
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.first_look.first_look import FirstLook
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.words import Role
from tests.small import Small, photos, small_vault


class Asked(FolderStorage):
    """Notes what it is asked to read."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        # Its batches are reads one by one, which are not to be counted.
        self._batches = FolderStorage(root)
        self.asked: list[str] = []

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        self.asked.append(f"get {name}")
        return super().get(name, offset, length)

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        self.asked.append(f"get_many {' '.join(get.name for get in gets)}")
        yield from self._batches.get_many(gets)

    def stat(self, name: str) -> ObjectInfo:
        self.asked.append(f"stat {name}")
        return super().stat(name)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return small_vault(tmp_path / "vault", [])


def _look(small: Small) -> list[str]:
    """What was asked by name; the own folder as ``OWN``."""
    storage = Asked(small.root(Role.MAIN))
    with small.ledger() as ledger:
        signer = signer_of(ledger, small.secrets)
        FirstLook(ledger, SystemClock(), signer, small.home.scratch).run(Role.MAIN, storage)
        view = ledger.vaults.noted(NoteAbout.HOME_OWN_JOURNAL.of(Role.MAIN))
        assert view == OwnView.AGREED.value
    own = f"journal/{signer.author.device_id}"
    return [one.replace(own, "OWN") for one in storage.asked]


def test_what_is_whole_is_read_at_once(small: Small) -> None:
    assert _look(small) == ["get_many README.txt vault.json OWN/00000001.age"]


def test_what_is_not_as_large_as_ours_is_looked_at_by_itself(small: Small) -> None:
    with (small.root(Role.MAIN) / "vault.json").open("ab") as file:
        file.write(b" ")
    (small.root(Role.MAIN) / "README.txt").unlink()
    asked = _look(small)
    assert asked[1:] == ["get vault.json", "stat README.txt"]
    # What was gone is there again.
    assert _look(small)[1:] == ["get vault.json"]


def test_a_segment_that_was_cut_is_read_by_itself_and_lost(small: Small) -> None:
    (segment,) = (small.root(Role.MAIN) / "journal").glob("*/00000001.age")
    segment.write_bytes(segment.read_bytes()[:-1])
    assert _look(small)[1:] == ["get OWN/00000001.age"]
    with small.ledger() as ledger:
        (kept,) = ledger.journal.segments()
        assert Role.MAIN not in kept.on


class Busy(FolderStorage):
    """Lists its files only after this home wrote to its journal once more."""

    def __init__(self, small: Small) -> None:
        super().__init__(small.root(Role.MAIN))
        self._small = small
        self.listings = 0

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        self.listings += 1
        if self.listings == 1:
            photos(self._small.folder / "Album", ["new.jpg"])
            self._small.sync()
        return super().list(*folders)


def test_5_5_what_a_command_writes_meanwhile_is_no_other_homes(small: Small) -> None:
    """The engine told now and then that its home was put back from a backup, and held removals."""
    storage = Busy(small)
    with small.ledger() as ledger:
        signer = signer_of(ledger, small.secrets)
        FirstLook(ledger, SystemClock(), signer, small.home.scratch).run(Role.MAIN, storage)
        view = ledger.vaults.noted(NoteAbout.HOME_OWN_JOURNAL.of(Role.MAIN))
    assert view == OwnView.AGREED.value
    assert storage.listings == 2
