"""``kill -9`` between every two steps of the deletion worker: nothing is lost, nothing too much.

The worker runs in a process of its own, with a clock and storages that count its
steps and kill the process at the one they are told. It asks the clock inside each
of its transactions, so these too are cut off, before they are recorded.
"""

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.settings import Settings
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.delete.worker import DeletionWorker
from picup_desktop.words import CopyState, MessageState, PhotoState, Role

REPOSITORY = Path(__file__).parents[3]
THIS_MODULE = "tests.unit.deletions.test_deletion_crash"
SETTINGS = Settings(grace_days=0, objects_per_message=2, deletion_retries=100)
DELETED, ALL = 3, 4
MOST_STEPS = 200


class Steps:
    """Kills its own process at one step."""

    def __init__(self, last: int) -> None:
        self._left = last
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class CountingClock(SystemClock):
    def __init__(self, step: Callable[[], None]) -> None:
        self._step = step

    def now(self) -> float:
        self._step()
        return super().now()


class CountingStorage(FolderStorage):
    """A step before each removal, and one between it and its record."""

    step: Callable[[], None]

    def remove(self, name: str) -> bool:
        self.step()
        removed = super().remove(name)
        self.step()
        return removed


@dataclass(frozen=True)
class Scene:
    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.sqlite"

    def storage(self, role: Role) -> Path:
        return self.folder / role.value

    def objects(self, role: Role) -> set[str]:
        root = self.storage(role)
        return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


def work(scene: Scene, last_step: int) -> None:
    """What the child does: one run of the worker over everything due."""
    step = Steps(last_step)
    storages = {}
    for role in Role:
        storages[role] = CountingStorage(scene.storage(role))
        storages[role].step = step
    ledger = open_ledger(scene.ledger)
    DeletionWorker(ledger, storages, CountingClock(step), SETTINGS).run()
    ledger.close()


def made(folder: Path) -> tuple[Scene, list[str]]:
    """Four photos on both storages, of which three are deleted; the objects' names."""
    scene, now = Scene(folder), SystemClock().now()
    names = [f"objects/{number}" for number in range(ALL)]
    for role in Role:
        (scene.storage(role) / "objects").mkdir(parents=True)
        for name in names:
            (scene.storage(role) / name).write_bytes(name.encode())
    ledger = open_ledger(scene.ledger)
    with ledger.transaction():
        album = ledger.albums.add("a", "/nowhere", recipient="", sealed_identity=b"", at=now)
        ledger.photos.add(album, [SeenFile(f"{n}.jpg", 1, 1, n + 1) for n in range(ALL)], now)
        photos = sorted(ledger.photos.living(album))
        stored = [_stored(photo, album, name) for photo, name in zip(photos, names, strict=True)]
        ledger.uploads.finish_stored(stored, now)
        delete_photos(ledger, SETTINGS, photos[:DELETED], now)
    ledger.close()
    return scene, names


def _stored(photo_id: int, album_id: int, name: str) -> StoredRecord:
    return StoredRecord(
        photo_id=photo_id,
        album_id=album_id,
        size_bytes=1,
        mtime_ns=1,
        object_name=name,
        sealed_bytes=len(name),
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        stored_on=tuple(Role),
        attempts=1,
    )


def run_child(scene: Scene, last_step: int) -> int:
    """The exit code of the child; the kill at its step is -SIGKILL."""
    done = subprocess.run(
        [sys.executable, "-m", THIS_MODULE, scene.folder, str(last_step)],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return done.returncode


def check_nothing_is_believed_that_is_not(scene: Scene, kept: str) -> None:
    ledger = open_ledger(scene.ledger)
    waiting = {
        (message.role, name)
        for message in ledger.deletions.all()
        if message.state in {MessageState.QUEUED, MessageState.LEASED}
        for name in message.objects
    }
    for role in Role:
        there = scene.objects(role)
        assert kept in there, "what a living photo needs"
        for name in there - {kept}:
            assert (role, name) in waiting, "a request was lost"
    ledger.close()


def check_it_is_done(ledger: Ledger, scene: Scene, kept: str) -> None:
    assert {message.state for message in ledger.deletions.all()} == {MessageState.DONE}
    assert ledger.deletions.counts() == (0, 0)
    assert ledger.attention.all() == []
    counts = ledger.photos.counts()
    assert (counts[PhotoState.PROTECTED], counts[PhotoState.DELETED]) == (1, DELETED)
    record = ledger.objects.named(kept)
    assert record is not None
    assert set(ledger.objects.copies(record.id).values()) == {CopyState.STORED}
    assert ledger.objects.totals() == {role: (1, len(kept)) for role in Role}
    for role in Role:
        assert scene.objects(role) == {kept}


def test_3_2_killed_at_every_step_and_run_again(tmp_path: Path) -> None:
    killed = 0
    for step in range(1, MOST_STEPS):
        scene, names = made(tmp_path / str(step))
        code = run_child(scene, step)
        check_nothing_is_believed_that_is_not(scene, names[-1])
        work(scene, last_step=-1)
        ledger = open_ledger(scene.ledger)
        check_it_is_done(ledger, scene, names[-1])
        ledger.close()
        if code == 0:
            break
        killed += 1
    # Each of six removals has two steps; the rest are the transactions around them.
    assert killed > 2 * len(Role) * DELETED
    assert killed < MOST_STEPS - 1


def test_3_2_killed_again_and_again_it_still_ends(tmp_path: Path) -> None:
    scene, names = made(tmp_path / "again")
    for step in (3, 5, 7, 9, 11):
        if run_child(scene, step) == 0:
            break
        check_nothing_is_believed_that_is_not(scene, names[-1])
    work(scene, last_step=-1)
    ledger = open_ledger(scene.ledger)
    check_it_is_done(ledger, scene, names[-1])
    ledger.close()


if __name__ == "__main__":
    work(Scene(Path(sys.argv[1])), int(sys.argv[2]))
