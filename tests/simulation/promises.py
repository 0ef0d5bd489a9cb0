"""What must hold after every step of every life (DESIGN: promises 1 and 2)."""

import hashlib
import os
from dataclasses import dataclass, field

from picup_desktop.ledger.evidence import all_seen, evidence_of
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.vault.objects import object_name
from picup_desktop.words import CopyState, MessageState, PhotoState, Role
from tests.simulation.past import Past
from tests.simulation.world import SETTINGS, World

KNOWN = """
SELECT name FROM object UNION SELECT object_name FROM attempt WHERE object_name IS NOT NULL
UNION SELECT object_name FROM message_object WHERE gone_at IS NULL
"""

CLAIMED = """
SELECT photo.path, photo.state, object.name, main.state, backup.state FROM photo
JOIN object ON object.id = photo.object_id
LEFT JOIN copy main ON main.object_id = object.id AND main.role = 'main'
LEFT JOIN copy backup ON backup.object_id = object.id AND backup.role = 'backup'
UNION ALL
SELECT path, state, NULL, NULL, NULL FROM photo WHERE object_id IS NULL
"""
DELETED = """
SELECT photo.id, photo.deleted_at, object.name FROM photo
LEFT JOIN object ON object.id = photo.object_id WHERE state = 'deleted'
"""
ONLY_DELETED = "SELECT path FROM photo GROUP BY path HAVING MIN(state = 'deleted')"
IN_DOUBT = """
SELECT message.role, message_object.object_name FROM message_object
JOIN message ON message.id = message_object.message_id
WHERE message_object.gone_at IS NULL
AND (message_object.unsure_since IS NOT NULL OR message.state = 'leased')
"""
PROTECTED_OBJECTS = """
SELECT DISTINCT object.name, object.sealed_bytes FROM photo
JOIN object ON object.id = photo.object_id WHERE photo.state = 'protected'
"""
NEWEST = "SELECT photo.id, object.name FROM photo JOIN object ON object.id = photo.object_id"
SAFE = {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}


@dataclass
class Promises:
    """Holds a world to them."""

    world: World
    _proved: dict[int, tuple[bytes, str]] = field(default_factory=dict)
    """By the identity of bytes, which are held so that it stays theirs."""
    _graced: dict[int, str] = field(default_factory=dict)
    """The objects of photos that were deleted a short while ago, by photo."""
    _newest: dict[int, str] = field(default_factory=dict)
    _looked_at: float = 0.0
    _lacking: dict[tuple[Role, str], float] = field(default_factory=dict)
    """Since when a face says that a copy is there and it is not, in monotonic seconds."""
    _replaced: dict[str, float] = field(default_factory=dict)
    """The objects that photos had before their newest one, and until when they stay."""

    def __post_init__(self) -> None:
        self._past = Past(self.world)

    def check(self) -> None:
        assert not self.world.faults, self.world.faults
        self._nothing_is_called_safe_that_is_not()
        self._no_face_says_protected_for_long()
        self._no_file_of_a_person_is_touched()
        self._nothing_is_deleted_that_a_person_has()
        self._nothing_leaves_within_its_grace()
        self._every_object_is_known()
        self._past.check()

    def kept(self) -> None:
        """At the end, with every fault over: work ended, and all is as it should be."""
        world = self.world
        counts = world.ledger.photos.counts()
        unsafe = {state: n for state, n in counts.items() if n}
        assert counts[PhotoState.WAITING] == 0, unsafe
        assert counts[PhotoState.FAILED] == 0, unsafe
        assert counts[PhotoState.HALF_PROTECTED] == 0, unsafe
        known, theirs = {photo.path for photo in self._living()}, {*world.files, *world.away}
        assert theirs <= known, f"{theirs - known} are not known"
        for photo in self._living():
            assert photo.object_id is not None
            record = world.ledger.objects.get(photo.object_id)
            assert record is not None
            data = world.files.get(photo.path) or world.away.get(photo.path)
            if data is None:
                # Changed before anybody saw that it was not freed after all: kept for safety.
                assert photo.remote_only, f"{photo.path} is not there"
                assert record.sha256 in world.stood_at(photo.path)
                continue
            assert record.sha256 == hashlib.sha256(data).hexdigest()
            assert photo.remote_only == (photo.path in world.away)
        assert world.ledger.uploads.unfinished() == [], "an upload was never ended"
        assert not list(world.home.spool.iterdir()), "sealed files were left behind"
        now = world.clock.now()
        waiting = [m for m in world.ledger.deletions.all() if m.state in {"queued", "leased"}]
        assert all(message.available_at > now for message in waiting), "a message is overdue"
        self._past.check_all()
        assert self._faces_say_protected(), "a storage that is well was not seen whole lately"
        dead = [m for m in world.ledger.deletions.all() if m.state is MessageState.DEAD]
        assert not dead, f"{dead} are dead, though the person had them tried again"

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
        other one must be whole. Of a deleted photo's the ledger knows when it can't tell."""
        safe, ledger = set(), self.world.ledger.database
        in_doubt = set(ledger.query(IN_DOUBT))
        for path, state, name, *copies in ledger.query(CLAIMED):
            stored = [r for r, copy in zip(Role, copies, strict=True) if copy == CopyState.STORED]
            if state == PhotoState.DELETED:
                stored = [role for role in stored if (role.value, name) not in in_doubt]
            whole = sum([self._is_whole(role, name) for role in stored])
            if state == PhotoState.PROTECTED:
                assert len(stored) == len(Role), f"{path} is protected, with copies on {stored}"
                assert whole, f"nobody has {path}, which the ledger calls protected"
            if whole and state in SAFE:
                safe.add(os.fsdecode(path))
        assert self.world.away.keys() <= safe, "a freed photo can be read back, and is not deleted"

    def _no_face_says_protected_for_long(self) -> None:
        """Where a copy is gone or cut, a face says otherwise no longer than a look counts (5-1)."""
        world, at = self.world, self.world.clock.monotonic()
        lacking = self._lacked_unsaid() if self._faces_say_protected() else set()
        self._lacking = {one: self._lacking.get(one, at) for one in lacking}
        longest = SETTINGS.seen_whole_seconds + world.clock.set_back_seconds
        for (role, name), since in self._lacking.items():
            assert at - since <= longest, (
                f"{role.value} lacks {name} for {at - since:.0f} s, and a face says protected"
            )

    def _faces_say_protected(self) -> bool:
        """Whether the window and ``picup status`` call anything protected now."""
        now, counts_seconds = self.world.clock.now(), SETTINGS.seen_whole_seconds
        records = self.world.ledger.storages.all()
        return all_seen(evidence_of(one.last_seen, now, counts_seconds) for one in records)

    def _lacked_unsaid(self) -> set[tuple[Role, str]]:
        """The copies of protected photos that are gone, or have another size than the ledger's."""
        return {
            (role, name)
            for name, sealed_bytes in self.world.ledger.database.query(PROTECTED_OBJECTS)
            for role, storage in self.world.storages.items()
            if len(storage.files.get(name, b"")) != sealed_bytes
        }

    def _is_whole(self, role: Role, name: str) -> bool:
        storage = self.world.storages[role]
        data = storage.files.get(name)
        if data is not None and self._proves(name, data):
            return True
        assert name in storage.harmed, f"{role.value} has no whole {name}, which is called stored"
        return False

    def _proves(self, name: str, data: bytes) -> bool:
        """Whether these bytes have that name; the very same bytes are hashed only once."""
        proved = self._proved.get(id(data))
        if proved is None or proved[0] is not data:
            proved = data, object_name(hashlib.sha256(data).hexdigest())
            self._proved[id(data)] = proved
        return proved[1] == name

    def _no_file_of_a_person_is_touched(self) -> None:
        world = self.world
        with os.scandir(world.album_elsewhere if world.is_album_gone else world.album) as found:
            there = {entry.name: entry.stat().st_size for entry in found}
        assert there == {name: len(data) for name, data in self.world.files.items()}

    def _nothing_is_deleted_that_a_person_has(self) -> None:
        """Neither because its disk is away, nor because its file left to free space."""
        deleted = {os.fsdecode(p) for (p,) in self.world.ledger.database.query(ONLY_DELETED)}
        theirs = {*self.world.files, *self.world.away}
        assert not deleted & theirs, f"{deleted & theirs} are deleted, and nobody deleted them"

    def _nothing_leaves_within_its_grace(self) -> None:
        """A deleted photo can be restored for some days (3-1b), for its object stays."""
        now, graced = self.world.clock.now(), {}
        for photo_id, deleted_at, now_named in self.world.ledger.database.query(DELETED):
            name = self._graced.get(photo_id, now_named)
            if name is not None and deleted_at + SETTINGS.grace_days * DAY_SECONDS > now:
                graced[photo_id] = name
                where = [s for s in self.world.storages.values() if name in {*s.files, *s.harmed}]
                assert where, f"{name} of the deleted photo {photo_id} left within its grace"
        self._graced = graced
        self._nothing_replaced_leaves_within_its_grace(now)

    def _nothing_replaced_leaves_within_its_grace(self, now: float) -> None:
        """What a photo was before an edit stays as long as what was deleted (4-1)."""
        newest: dict[int, str] = dict(self.world.ledger.database.query(NEWEST))
        for photo_id, name in newest.items():
            before = self._newest.get(photo_id)
            if before not in {None, name}:
                # Somewhen since the last look.
                until = self._looked_at + SETTINGS.grace_days * DAY_SECONDS
                self._replaced[str(before)] = until
        self._newest, self._looked_at = newest, now
        self._replaced = {name: until for name, until in self._replaced.items() if until > now}
        for name in self._replaced:
            where = [s for s in self.world.storages.values() if name in {*s.files, *s.harmed}]
            assert where, f"{name}, which was replaced, left within its grace"

    def _every_object_is_known(self) -> None:
        known = {name for (name,) in self.world.ledger.database.query(KNOWN)}
        for role, storage in self.world.storages.items():
            objects = {name for name in storage.files if name.startswith("objects/")}
            assert objects <= known, f"{role.value} holds objects that nobody knows of"
