"""What must hold after every step of every life (DESIGN: promises 1 and 2)."""

import hashlib
from dataclasses import dataclass

import peewee

from picup_desktop.ledger.photos import PhotoRecord
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, PhotoState, Role
from tests.simulation.world import World

KNOWN = """
SELECT name FROM object UNION SELECT object_name FROM attempt WHERE object_name IS NOT NULL
UNION SELECT object_name FROM message_object WHERE gone_at IS NULL
"""


@dataclass
class Promises:
    """Holds a world to them."""

    world: World

    def check(self) -> None:
        assert not self.world.faults, self.world.faults
        self._nothing_is_called_safe_that_is_not()
        self._no_file_of_a_person_is_touched()
        self._every_object_is_known()
        self._nothing_freed_is_deleted()

    def kept(self) -> None:
        """At the end, with every fault over: work ended, and all is as it should be."""
        world = self.world
        counts = world.ledger.photos.counts()
        unsafe = {state: n for state, n in counts.items() if n}
        assert counts[PhotoState.WAITING] == 0, unsafe
        assert counts[PhotoState.FAILED] == 0, unsafe
        assert counts[PhotoState.HALF_PROTECTED] == 0, unsafe
        assert {photo.path for photo in self._living()} == {*world.files, *world.away}
        for photo in self._living():
            assert photo.object_id is not None
            record = world.ledger.objects.get(photo.object_id)
            assert record is not None
            data = world.files.get(photo.path) or world.away[photo.path]
            assert record.sha256 == hashlib.sha256(data).hexdigest()
            assert photo.remote_only == (photo.path in world.away)
        assert world.ledger.uploads.unfinished() == []
        assert not list(world.home.spool.iterdir())
        now = world.clock.now()
        waiting = [m for m in world.ledger.deletions.all() if m.state in {"queued", "leased"}]
        assert all(message.available_at > now for message in waiting), "a message is overdue"

    def _living(self) -> list[PhotoRecord]:
        return [
            entry.photo
            for entry in self.world.ledger.listing.photos()
            if entry.photo.state is not PhotoState.DELETED
        ]

    def all_read_back(self) -> None:
        """After everything was read back: no storage deceives anybody any more."""
        living = [photo.object_id for photo in self._living()]
        needed = {
            record.name
            for i in living
            if i is not None and (record := self.world.ledger.objects.get(i))
        }
        for role, storage in self.world.storages.items():
            harmed = storage.harmed & needed
            assert not harmed, f"{role.value} harmed {harmed}, and nobody noticed"

    def _nothing_is_called_safe_that_is_not(self) -> None:
        """A copy that was harmed behind everybody's back is the storage's lie, not ours; then the
        other one must be whole."""
        for entry in self.world.ledger.listing.photos():
            whole = 0
            for role, copy in entry.copies.items():
                if copy.state is CopyState.STORED and copy.object is not None:
                    whole += self._is_whole(role, copy.object)
            if entry.photo.state is PhotoState.PROTECTED:
                states = {copy.state for copy in entry.copies.values()}
                assert states == {CopyState.STORED}, (entry.photo, states)
                assert whole, f"nobody has {entry.photo.path}, which the ledger calls protected"

    def _is_whole(self, role: Role, name: str) -> bool:
        storage = self.world.storages[role]
        data = storage.files.get(name)
        if data is not None and object_name(hashlib.sha256(data).hexdigest()) == name:
            return True
        assert name in storage.harmed, f"{role.value} has no whole {name}, which is called stored"
        return False

    def _no_file_of_a_person_is_touched(self) -> None:
        there = {path.name: path.stat().st_size for path in self.world.album.iterdir()}
        assert there == {name: len(data) for name, data in self.world.files.items()}

    def _nothing_freed_is_deleted(self) -> None:
        if not self.world.away:
            return
        safe = {
            entry.photo.path
            for entry in self.world.ledger.listing.photos()
            if entry.photo.state in {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}
            and any(
                copy.object is not None and self._is_whole(role, copy.object)
                for role, copy in entry.copies.items()
                if copy.state is CopyState.STORED
            )
        }
        assert set(self.world.away) <= safe, "a freed photo can be read back, and is not deleted"

    def _every_object_is_known(self) -> None:
        found = self.world.ledger.database.tuples(peewee.RawQuery(KNOWN))
        known = {name for (name,) in found}
        for role, storage in self.world.storages.items():
            objects = {name for name in storage.files if name.startswith("objects/")}
            assert objects <= known, f"{role.value} holds objects that nobody knows of"
