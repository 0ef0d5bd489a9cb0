"""What a person does to an album of photos, by chance; and what becomes of the album's disk."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.attention import cause_row
from picup_desktop.engine.jobs import job_alone
from picup_desktop.engine.work_queue import PassRequest
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.answers import answer
from picup_desktop.sync.delete.delete import TrashFailed
from picup_desktop.sync.delete.undelete import TooLate, withdraw_deletion
from picup_desktop.sync.space.free import Freeing, FreeOrder
from picup_desktop.words import PhotoState
from tests.simulation.memory import Crash
from tests.simulation.world import SETTINGS, World

OLD_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 8 * 60 * 60.0
JPEG = b"\xff\xd8\xff\xe0"


@dataclass
class Person:
    """Makes photos, changes and deletes them, and frees space."""

    world: World
    chance: random.Random
    made: int = 0

    def does(self) -> None:
        """Something; nothing but putting it back while the album's disk is not there."""
        if self.world.is_album_gone:
            self.put_album_back()
            return
        things = (self.makes, self._changes, self._deletes, self._renames, self._frees)
        more = (self._puts_back, self._undeletes, self._takes_album_away, self._pauses)
        self.chance.choices([*things, *more], weights=[6, 2, 3, 1, 2, 1, 3, 1, 1])[0]()

    def changes_something(self) -> None:
        """Photos come, and one changes."""
        if not self.world.is_album_gone:
            self.makes()
            self._changes()

    def answers(self) -> None:
        """The person looks at what waits for an answer, such as an album that was emptied (3-4)."""
        for item in self.world.ledger.attention.all():
            delete = cause_row.DELETE in item.choices
            choice = cause_row.DELETE if delete else cause_row.RETRY
            answer(self.world.ledger, SETTINGS, self.world.clock, item, choice)
            self.world.tell(f"{choice} was answered to: {item.text}")
        self.world.work_queue.request(PassRequest(everything=True))

    def resumes(self) -> None:
        """No pause any more, if there was one."""
        self.world.pause_reasons.resume(self.world.ledger)

    def put_album_back(self) -> None:
        """The disk is there again, if it was away."""
        if self.world.is_album_gone:
            if self.world.album.is_dir():
                self.world.album.rmdir()
            self.world.album_elsewhere.rename(self.world.album)
            self._notice("the album is back")

    def _pauses(self) -> None:
        seconds = self.chance.uniform(0, LONGEST_PAUSE_SECONDS)
        self.world.pause_reasons.pause(self.world.ledger, self.world.clock.now() + seconds)
        self.world.tell(f"a pause of {seconds:.0f} s")

    def _undeletes(self) -> None:
        """A photo comes back out of the trash; within its grace that must always go well (3-1b)."""
        ledger, now = self.world.ledger, self.world.clock.now()
        deleted = [p for p in ledger.photos.in_state(PhotoState.DELETED) if p.object_id]
        if not deleted:
            return
        photo = self.chance.choice(deleted)
        try:
            restored = withdraw_deletion(ledger, photo, self.world.clock)
        except TooLate:
            ends_at = (photo.deleted_at or 0.0) + SETTINGS.grace_days * DAY_SECONDS
            assert ends_at <= now, f"{photo.path} can't be restored, within its grace"
            self.world.tell(f"it is too late to restore {photo.path}")
            return
        self._comes_back(photo.path, restored)

    def _comes_back(self, path: str, restored: PhotoRecord) -> None:
        record = self.world.ledger.objects.get(restored.object_id or 0)
        assert record is not None
        if restored.remote_only:
            self.world.away[restored.path] = self.world.stood_at(path)[record.sha256]
        self.world.tell(f"{path} is restored as {restored.path}")

    def _takes_album_away(self) -> None:
        """As a disk that is pulled: its folder is gone, or empty, and nobody deleted anything."""
        self.world.album.rename(self.world.album_elsewhere)
        if self.chance.random() < 0.5:
            self.world.album.mkdir()
        self._notice("the album is gone")

    def makes(self) -> None:
        """New photos, some with what another one shows."""
        for _ in range(self.chance.randint(1, 4)):
            self.made += 1
            twin = self.world.files and self.chance.random() < 0.2
            data = (
                self.chance.choice(sorted(self.world.files.values()))
                if twin
                else JPEG + self.chance.randbytes(self.chance.randint(10, 3000))
            )
            self._write(f"{self.made}.jpg", data)

    def _changes(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self._write(name, JPEG + self.chance.randbytes(500))

    def _deletes(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self._leaves(name)
            (self.world.album / name).unlink()
            self._notice(f"{name} is deleted")

    def _renames(self) -> None:
        if self.world.files:
            name = self.chance.choice(sorted(self.world.files))
            self.made += 1
            new = f"{self.made}-renamed.jpg"
            self.world.files[new] = self._leaves(name)
            self.world.wrote[new] = {self.world.files[new]}
            (self.world.album / name).rename(self.world.album / new)
            self._notice(f"{name} becomes {new}")

    def _frees(self) -> None:
        """Some files leave for the trash; that may fail, or be the last thing that happens."""
        living = sorted(
            i for a in self.world.ledger.albums.all() for i in self.world.ledger.photos.living(a.id)
        )
        some = tuple(i for i in living if self.chance.random() < 0.5)
        job = job_alone(self.world.clock)
        freeing = Freeing(
            self.world.ledger,
            self.world.storages,
            self.world.clock,
            self._to_trash,
            between=job.run_exclusively,
            announce=self.world.announcement().run,
        )
        try:
            report = freeing.run(FreeOrder(photo_ids=some), job)
        except Crash:
            self.world.tell("the engine was killed while it freed space")
            self.world.begin_engine()
        else:
            self.world.tell(f"{report.freed} files were freed, {len(report.failed)} stayed")

    def _to_trash(self, path: Path) -> None:
        luck = self.chance.random()
        if luck < 0.1:
            raise TrashFailed("The file", "no trash")
        if luck < 0.2:
            raise Crash
        path.rename(self.world.trash / path.name)
        self.world.away[path.name] = self.world.files.pop(path.name)
        self.world.tell(f"{path.name} is freed")
        if luck < 0.3:
            raise Crash

    def _puts_back(self) -> None:
        in_trash = sorted(path.name for path in self.world.trash.iterdir())
        if in_trash:
            name = self.chance.choice(in_trash)
            (self.world.trash / name).rename(self.world.album / name)
            self.world.files[name] = self.world.away.pop(name)
            self._notice(f"{name} is put back from the trash")

    def _leaves(self, name: str) -> bytes:
        """A file leaves its place. If it was put back from the trash and nobody saw it since, then
        the engine must go on taking it for a freed one: it can still be read back."""
        data = self.world.files.pop(name)
        listed = self.world.ledger.listing.photos()
        if any(entry.photo.remote_only for entry in listed if entry.photo.path == name):
            self.world.away[name] = data
        return data

    def _write(self, name: str, data: bytes) -> None:
        path = self.world.album / name
        path.write_bytes(data)
        old = (
            self.world.clock.now() - OLD_SECONDS
            if self.chance.random() < 0.5
            else self.world.clock.now()
        )
        at = int(old * 10**9) + self.chance.randint(0, 10**6)
        os.utime(path, ns=(at, at))
        self.world.files[name] = data
        self.world.wrote.setdefault(name, set()).add(data)
        self._notice(f"{name} is written")

    def _notice(self, what: str) -> None:
        """Sometimes the watcher misses it."""
        self.world.tell(what)
        if self.chance.random() < 0.8:
            self.world.scheduler.hint(
                frozenset(album.id for album in self.world.ledger.albums.all())
            )
