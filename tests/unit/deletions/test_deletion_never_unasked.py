"""No sequence of mounts, unmounts and scans deletes what no person deleted (DISASTERS 3-4).

Real folders are renamed away, back, and over one another; every photo is stored
as soon as a scan has taken it, so an old version that is given up is seen too.
"""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.settings import Settings
from picup_desktop.sync.rescan.rescan import Rescan
from picup_desktop.words import PhotoState, Role

HOUR = 3600.0
DISKS = ("first", "second", "third")


class TestClock:
    """Time as the test says; a scan never waits, for every file is old."""

    __test__ = False

    def __init__(self) -> None:
        self.at = 1_000_000_000.0

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


class Mounts(RuleBasedStateMachine):
    """Disks with photos of the same names come and go at the places of two albums."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        top = Path(self._folder.name)
        self.ledger = open_ledger(top / "ledger.sqlite")
        self.clock = TestClock()
        self.shelf = top / "shelf"
        self.shelf.mkdir()
        self.places = [top / "one", top / "two"]
        self.mounted: dict[Path, str | None] = dict.fromkeys(self.places)
        self.made = 0

    def teardown(self) -> None:
        self.ledger.close()
        self._folder.cleanup()

    @initialize(counts=st.tuples(*[st.sampled_from([1, 3, 24])] * 3))
    def disks_and_albums(self, counts: tuple[int, ...]) -> None:
        self.ledger.database._sqlite.execute_sql("PRAGMA synchronous = off")  # type: ignore[no-untyped-call]
        for disk, count in zip(DISKS, counts, strict=True):
            (self.shelf / disk).mkdir()
            for number in range(count):
                self._write(self.shelf / disk / f"{number:03}.jpg", disk)
        for place in self.places:
            self.ledger.albums.add(
                place.name, str(place), recipient="", sealed_identity=b"", at=self.clock.now()
            )

    def _write(self, path: Path, seed: str) -> None:
        self.made += 1
        path.write_bytes(b"\xff\xd8\xff\xe0" + f"{seed} {self.made}".encode())
        then = self.clock.now() - 1000 - self.made
        os.utime(path, (then, then))

    @rule(place=st.integers(0, 1), disk=st.sampled_from(DISKS))
    def mount(self, place: int, disk: str) -> None:
        if disk not in self.mounted.values():
            self.unmount(place, leave_folder=False)
            (self.shelf / disk).rename(self.places[place])
            self.mounted[self.places[place]] = disk

    @rule(place=st.integers(0, 1), leave_folder=st.booleans())
    def unmount(self, place: int, leave_folder: bool) -> None:
        at = self.places[place]
        disk, self.mounted[at] = self.mounted[at], None
        if disk is not None:
            at.rename(self.shelf / disk)
        elif at.exists():
            shutil.rmtree(at)
        if leave_folder:
            at.mkdir()

    @rule(place=st.integers(0, 1), number=st.integers(0, 40))
    def a_person_adds_a_photo(self, place: int, number: int) -> None:
        at = self.places[place]
        if self.mounted[at] is not None and not (at / f"{number:03}.jpg").exists():
            self._write(at / f"{number:03}.jpg", "added")

    @rule(hours=st.sampled_from([0.01, 2.0]))
    def time_passes(self, hours: float) -> None:
        self.clock.at += hours * HOUR

    @rule()
    def scan(self) -> None:
        Rescan(self.ledger, self.clock, Settings(grace_days=0)).run()
        for photo in self.ledger.photos.due(self.clock.now()):
            self.made += 1
            stored = StoredRecord(
                photo_id=photo.id,
                album_id=photo.album_id,
                size_bytes=photo.size_bytes,
                mtime_ns=photo.mtime_ns,
                object_name=f"objects/{self.made}",
                sealed_bytes=1,
                sha256=str(self.made),
                stored_on=tuple(Role),
                attempts=1,
            )
            with self.ledger.transaction():
                given_up = self.ledger.uploads.finish_stored([stored], self.clock.now())
            assert given_up == [], f"{photo.path} was replaced by another picture"

    @invariant()
    def nothing_is_deleted(self) -> None:
        assert self.ledger.deletions.all() == []
        assert self.ledger.photos.counts()[PhotoState.DELETED] == 0


TestMounts = Mounts.TestCase
TestMounts.settings = settings(
    max_examples=int(os.environ.get("PICUP_EXAMPLES", "40")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
