"""5-1: one storage is verified, and what is known to be bad is repaired without the rest."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from picup_desktop.cli.work.verify import tell
from picup_desktop.engine.ipc.setup_answers import Verified
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.words import PhotoState, Role
from tests.picup import age, photo_bytes
from tests.small import Small, photos, small_vault

NAMES = ["0.jpg", "1.jpg", "2.jpg"]
TWO_DAYS_AGO = time.time() - 2 * 86_400


class Counted(NoProgress):
    """Counts what a job reports; ``stop_after`` cancels it after that many items."""

    def __init__(self, stop_after: int = 1_000) -> None:
        self.read = self.repaired = self.done = 0
        self._stop_after = stop_after

    def begin(self, items: int, size_bytes: int, role: Role | None = None) -> None:
        self.read += items

    def begin_asking(self, items: int, role: Role) -> None:
        """Nothing."""

    def begin_repair(self, items: int, size_bytes: int) -> None:
        self.repaired += items

    def item_done(self, size_bytes: int) -> None:
        self.done += 1

    def cancelled(self) -> bool:
        return self.done >= self._stop_after


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "vault", NAMES)
    made.sync()
    return made


def spoil(small: Small, role: Role, number: int) -> bytes:
    """Change a byte of an object, so that its size stays; return what it was."""
    name = sorted(small.files(role))[-1 - number]
    assert name.startswith("objects/")
    file = small.root(role) / name
    before = file.read_bytes()
    file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    return before


def test_5_1_one_storage_is_verified_without_the_other(small: Small) -> None:
    spoil(small, Role.MAIN, 0)
    spoil(small, Role.BACKUP, 1)

    found = small.verify(repair=False, roles=frozenset({Role.BACKUP}))

    assert [one["storage"] for one in found["damaged"]] == ["backup"]
    assert found["checked"] == len(NAMES)


def test_5_1_a_repair_of_what_is_known_reads_only_that_and_takes_it_from_the_other(
    small: Small,
) -> None:
    before = small.files(Role.BACKUP)
    spoil(small, Role.BACKUP, 0)
    (small.root(Role.BACKUP) / sorted(before)[-2]).unlink()
    small.verify(repair=False, roles=frozenset({Role.BACKUP}))
    counted = Counted()

    found = small.verify(
        repair=True,
        everything=False,
        only_doubtful=True,
        roles=frozenset({Role.BACKUP}),
        progress=counted,
    )

    assert len(found["repaired"]) == 2
    assert found["checked"] == 1
    assert (counted.read, counted.repaired, counted.done) == (1, 2, 3)
    assert {n: b for n, b in small.files(Role.BACKUP).items() if n in before} == before


def test_5_1_a_cancelled_repair_leaves_the_rest_for_another_time(small: Small) -> None:
    for name in sorted(small.files(Role.BACKUP))[-2:]:
        (small.root(Role.BACKUP) / name).unlink()

    first = small.verify(repair=True, only_doubtful=True, progress=Counted(stop_after=1))
    second = small.verify(repair=True, only_doubtful=True)

    assert len(first["repaired"]) == 1
    assert len(second["repaired"]) == 1
    assert small.verify(repair=False)["missing"] == []


def test_5_1_nothing_unknown_is_removed_while_a_journal_is_out_of_reach(small: Small) -> None:
    stranger = small.root(Role.BACKUP) / "objects" / "ab" / f"{'ab' * 32}.age"
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"of another computer, as far as anybody knows")
    os.utime(stranger, (TWO_DAYS_AGO, TWO_DAYS_AGO))
    only_backup: dict[str, Any] = {"everything": False, "roles": frozenset({Role.BACKUP})}
    away = small.root(Role.MAIN).rename(small.folder / "away")

    found = small.verify(repair=False, remove_unknown=True, **only_backup)
    assert stranger.exists()
    assert [one["removed"] for one in found["unknown"]] == [False]
    assert list(found["not_reached"]) == [Role.MAIN]

    away.rename(small.root(Role.MAIN))
    found = small.verify(repair=False, remove_unknown=True, **only_backup)
    assert [one["removed"] for one in found["unknown"]] == [True]
    assert not stranger.exists()


class Slow(FolderStorage):
    """A storage whose clock is ten days behind, as after its battery died."""

    def stat(self, name: str) -> ObjectInfo:
        return self.told(super().stat(name))

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        yield from map(self.told, super().list(*folders))

    def told(self, info: ObjectInfo) -> ObjectInfo:
        return replace(info, modified_at=info.modified_at - 10 * 86_400)


class Timeless(Slow):
    """A storage that tells no times."""

    def told(self, info: ObjectInfo) -> ObjectInfo:
        return replace(info, modified_at=0)


@pytest.mark.parametrize("kind", [Slow, Timeless])
def test_5_1_an_upload_under_way_to_a_box_with_a_slow_clock_is_not_removed(
    small: Small, monkeypatch: pytest.MonkeyPatch, kind: type[Slow]
) -> None:
    coming = small.root(Role.MAIN) / "objects" / "ab" / ("ab" * 32)
    coming.parent.mkdir(exist_ok=True)
    coming.write_bytes(b"of another computer, whose journal names it in half a minute")
    storages = {role: kind(small.root(role)) for role in Role}
    monkeypatch.setattr(small, "storages", lambda: storages)

    found = small.verify(repair=False, remove_unknown=True)

    assert coming.exists()
    assert [one["removed"] for one in found["unknown"]] == [False]
    assert list(found["not_reached"]) == [Role.MAIN]


def test_5_2_what_main_lacks_is_told_while_another_vault_is_at_the_place_of_backup(
    small: Small, tmp_path: Path
) -> None:
    other = small_vault(tmp_path / "other", ["9.jpg"])
    shutil.rmtree(small.root(Role.BACKUP))
    shutil.copytree(other.root(Role.BACKUP), small.root(Role.BACKUP))
    spoil(small, Role.MAIN, 0)

    found = small.verify(repair=True)

    (failed,) = found["not_repaired"]
    assert failed["reason"].code == "another-vault-at-place"
    assert len(found["damaged"]) == 1
    assert list(found["not_reached"]) == [Role.BACKUP]


@pytest.fixture
def no_room(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder can be made in the scratch folder, as on a full disk."""
    make = tempfile.TemporaryDirectory

    def full(prefix: str, dir: Path) -> Any:  # noqa: A002 - the name in the standard library
        if prefix == "object-":
            raise OSError(errno.ENOSPC, "No space left on device")
        return make(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)


@pytest.mark.usefixtures("no_room")
def test_2_2a_a_photo_is_read_though_there_is_no_room_here_to_repair_main(small: Small) -> None:
    gone = small.root(Role.MAIN) / sorted(small.files(Role.MAIN))[-1]
    gone.unlink()

    with small.ledger() as ledger:
        for number in range(1, len(NAMES) + 1):
            photo = ledger.photos.get(number)
            assert photo is not None
            assert small.read(ledger, photo) == (small.folder / "Album" / photo.path).read_bytes()

    assert not gone.exists()


@pytest.mark.usefixtures("no_room")
def test_5_1_what_can_not_be_repaired_for_want_of_room_here_is_told(small: Small) -> None:
    (small.root(Role.MAIN) / sorted(small.files(Role.MAIN))[-1]).unlink()

    found = small.verify(repair=True)

    assert [one["reason"].code for one in found["not_repaired"]] == ["cant-be-written"]
    assert len(found["missing"]) == 1


@pytest.mark.usefixtures("no_room")
def test_1_7_a_pass_goes_on_though_there_is_no_room_here_to_copy_what_main_lacks(
    small: Small,
) -> None:
    (small.root(Role.MAIN) / sorted(small.files(Role.MAIN))[-1]).unlink()
    small.verify(repair=False)
    photos(small.folder / "Album", ["new.jpg"])

    small.sync()

    with small.ledger() as ledger:
        counts = ledger.photos.counts()
    assert counts[PhotoState.PROTECTED] == len(NAMES)
    assert counts[PhotoState.HALF_PROTECTED] == 1


def test_2_3_a_freed_photo_is_stored_again_by_another_file_of_its_content(tmp_path: Path) -> None:
    """It waited for ever for a file that nobody has, while its content was safe."""
    small = small_vault(tmp_path / "vault", ["0.jpg"])
    first, copy = small.folder / "Album" / "0.jpg", small.folder / "Album" / "copy.jpg"
    shutil.copy2(first, copy)
    small.sync()
    with small.ledger() as ledger:
        freed = ledger.photos.at(1, copy.name)
        assert freed is not None
        ledger.photos.keep_remote([freed.id], time.time())
    copy.unlink()
    for role in Role:
        for name in small.files(role):
            if name.startswith("objects/"):
                (small.root(role) / name).unlink()

    small.verify(repair=True)
    small.sync()

    with small.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 2
        again = ledger.photos.get(freed.id)
        assert again is not None
        assert small.read(ledger, again) == first.read_bytes()
        assert ledger.objects.lost_contents() == []


def test_4_1_a_lost_earlier_version_is_named_as_such(
    small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    before = small.files(Role.MAIN)
    edited = small.folder / "Album" / NAMES[0]
    edited.write_bytes(photo_bytes("edited", 3500))
    age(edited)
    with small.ledger() as ledger:
        first = ledger.photos.get(1)
        assert first is not None
        assert first.object_id is not None
        (old,) = ledger.objects.with_ids([first.object_id])
    small.sync()
    assert old.name in before
    (small.root(Role.MAIN) / old.name).unlink()

    tell(cast(Verified, small.verify(repair=False)), repair=False)

    said = capsys.readouterr().err
    assert f"{old.name} is missing (an earlier version, or a deleted photo)" in said
