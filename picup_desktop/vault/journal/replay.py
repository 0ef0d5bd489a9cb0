"""Compute the state of one device from its entries, and the catalog of all devices.

Replay never fails: an entry about something that the device does not have
changes nothing. A gone object is kept only while a living photo names it, and a
removed photo only while its object is not gone, so the state stays small.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from picup_desktop.vault.journal.entries import (
    AlbumAdded,
    AlbumRemoved,
    AlbumRenamed,
    Entry,
    GraceSet,
    ObjectGone,
    ObjectHeld,
    ObjectReplaced,
    PhotoAdopted,
    PhotoBack,
    PhotoFreed,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PhotoWas,
    UnknownEntry,
)
from picup_desktop.vault.journal.said import DateCorrected, PictureTurned
from picup_desktop.vault.journal.segment import Segment

MILLISECONDS = 1000
"""In a second."""
SECONDS_A_DAY = 86_400
DEFAULT_GRACE_DAYS = 30
"""The grace of a device whose journal does not name one."""


@dataclass(frozen=True, slots=True)
class CatalogAlbum:
    """An album of one device; ``recipient`` names its key. Times are Unix seconds."""

    device_id: str
    album_id: int
    name: str
    recipient: str
    added_at: int
    removed_at: int | None = None


@dataclass(frozen=True, slots=True)
class CatalogPhoto:
    """The newest state of a photo; ``object`` is its newest version.

    It is current since ``stored_at``.
    """

    device_id: str
    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    object: str
    stored_at: int
    removed_at: int | None = None


@dataclass(frozen=True, slots=True)
class CatalogObject:
    """A sealed photo and its contents; ``gone_at`` is set if it is on neither storage."""

    name: str
    sealed_bytes: int
    sha256: str
    size_bytes: int
    gone_at: int | None = None


@dataclass(frozen=True)
class DeviceState:
    """The state of one device according to its journal."""

    device_id: str
    albums: Mapping[int, CatalogAlbum]
    photos: Mapping[int, CatalogPhoto]
    objects: Mapping[str, CatalogObject]
    unknown: tuple[UnknownEntry, ...]
    """Entries of a later version, in their order; checkpoints repeat them."""
    adopted: Mapping[tuple[str, int], PhotoAdopted] = field(default_factory=dict)
    """Photos of other devices, by device and photo id, that its own photos replace."""
    earlier: tuple[PhotoWas, ...] = ()
    """Earlier states of its photos whose objects are not known to be gone, oldest first."""
    grace_days: int | None = None
    """How long earlier versions stay; None if its journal does not say."""
    dates: Mapping[tuple[str, int], DateCorrected] = field(default_factory=dict)
    """What it last said of the dates of photos, by device and photo id."""
    turns: Mapping[tuple[str, int], PictureTurned] = field(default_factory=dict)
    """What it last said of how photos are to be shown, by device and photo id."""


def replay(device_id: str, segments: Iterable[Segment]) -> DeviceState:
    """Return the state after these segments of a trusted chain.

    A checkpoint counts once all its parts follow each other, and then replaces
    everything before it; parts of an incomplete one change nothing.
    """
    replaying = _Replay(device_id)
    for segment in in_force(segments):
        replaying.apply(segment.entries)
    return replaying.state()


def in_force(segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments of a trusted chain whose entries count, in their order."""
    counting: list[Segment] = []
    parts: list[Segment] = []
    for segment in segments:
        if segment.part is None:
            parts = []
            counting.append(segment)
            continue
        parts = [*parts, segment] if segment.part.number > 1 else [segment]
        if is_whole_checkpoint(parts):
            counting, parts = parts, []
    return counting


def still_named(names: Set[str], entries: Iterable[Entry]) -> set[str]:
    """Return those of these objects that a device's entries name as not gone.

    Without the state that a replay keeps of every photo. An object in place of one that nobody
    knows counts as named.
    """
    found: set[str] = set()
    for entry in entries:
        match entry:
            case PhotoStored() | ObjectHeld() | PhotoWas() if entry.object in names:
                found.add(entry.object)
            case ObjectReplaced() if entry.new_object in names:
                found.add(entry.new_object)
            case ObjectGone():
                found.discard(entry.object)
    return found


def replay_entries(device_id: str, entries: Iterable[Entry]) -> DeviceState:
    """Return the state after these entries."""
    replaying = _Replay(device_id)
    replaying.apply(entries)
    return replaying.state()


def is_whole_checkpoint(parts: Sequence[Segment]) -> bool:
    """Return whether these are all parts of one checkpoint, in their order."""
    numbers = [(part.part.number, part.part.count) for part in parts if part.part]
    return numbers == [(n, len(parts)) for n in range(1, len(parts) + 1)]


class _Replay:
    def __init__(self, device_id: str) -> None:
        self._device_id = device_id
        self._albums: dict[int, CatalogAlbum] = {}
        self._photos: dict[int, CatalogPhoto] = {}
        self._objects: dict[str, CatalogObject] = {}
        self._users: dict[str, set[int]] = {}
        self._unknown: list[UnknownEntry] = []
        self._adopted: dict[tuple[str, int], PhotoAdopted] = {}
        self._earlier: dict[tuple[int, int, str], PhotoWas] = {}
        self._ended_at: dict[int, int] = {}
        self._grace_days: int | None = None
        self._dates: dict[tuple[str, int], DateCorrected] = {}
        self._turns: dict[tuple[str, int], PictureTurned] = {}
        self._steps: dict[type[Any], Callable[[Any], None]] = {
            AlbumAdded: self._album_added,
            AlbumRenamed: self._album_renamed,
            AlbumRemoved: self._album_removed,
            PhotoStored: self._photo_stored,
            PhotoMoved: self._photo_moved,
            PhotoRemoved: self._photo_removed,
            PhotoBack: self._photo_back,
            PhotoFreed: self._photo_freed,
            PhotoAdopted: self._photo_adopted,
            ObjectReplaced: self._object_replaced,
            ObjectGone: self._object_gone,
            ObjectHeld: self._object_held,
            PhotoWas: self._photo_was,
            GraceSet: self._grace_set,
            DateCorrected: self._date_corrected,
            PictureTurned: self._picture_turned,
            UnknownEntry: self._unknown.append,
        }

    def apply(self, entries: Iterable[Entry]) -> None:
        steps = self._steps
        for entry in entries:
            steps[type(entry)](entry)

    def state(self) -> DeviceState:
        return DeviceState(
            self._device_id,
            self._albums,
            self._photos,
            self._objects,
            tuple(self._unknown),
            self._adopted,
            tuple(self._earlier_states()),
            self._grace_days,
            self._dates,
            self._turns,
        )

    def _earlier_states(self) -> Iterator[PhotoWas]:
        """Yield the earlier states that can still be restored: their objects are not gone."""
        for was in sorted(self._earlier.values(), key=lambda one: (one.until_ms, one.photo_id)):
            known = self._objects.get(was.object)
            if known is not None and known.gone_at is None:
                yield was

    def _album_added(self, entry: AlbumAdded) -> None:
        self._albums[entry.album_id] = CatalogAlbum(
            self._device_id, entry.album_id, entry.name, entry.recipient, entry.at
        )

    def _album_renamed(self, entry: AlbumRenamed) -> None:
        if album := self._albums.get(entry.album_id):
            self._albums[entry.album_id] = replace(album, name=entry.name)

    def _album_removed(self, entry: AlbumRemoved) -> None:
        if album := self._albums.get(entry.album_id):
            self._albums[entry.album_id] = replace(album, removed_at=entry.at)

    def _photo_stored(self, entry: PhotoStored) -> None:
        self._rests(CatalogObject(entry.object, entry.sealed_bytes, entry.sha256, entry.size_bytes))
        self._set_photo(
            CatalogPhoto(
                self._device_id,
                entry.photo_id,
                entry.album_id,
                entry.path,
                entry.mtime_ns,
                entry.object,
                entry.at,
            )
        )

    def _photo_moved(self, entry: PhotoMoved) -> None:
        if photo := self._photos.get(entry.photo_id):
            since = self._since(photo, entry.at)
            self._set_photo(
                replace(photo, album_id=entry.album_id, path=entry.path, stored_at=since)
            )

    def _photo_removed(self, entry: PhotoRemoved) -> None:
        if photo := self._photos.get(entry.photo_id):
            self._set_photo(replace(photo, removed_at=entry.at))
            self._forget_if_gone(photo.object)

    def _photo_back(self, entry: PhotoBack) -> None:
        if photo := self._photos.get(entry.photo_id):
            since = self._since(photo, entry.at)
            self._set_photo(replace(photo, removed_at=None, stored_at=since))

    def _photo_freed(self, entry: PhotoFreed) -> None:
        """Change nothing: a missing file concerns its own computer only."""

    def _photo_adopted(self, entry: PhotoAdopted) -> None:
        # Kept when the replacing photo is long gone: the replaced one is gone as well.
        self._adopted[entry.device_id, entry.other_id] = entry

    def _object_replaced(self, entry: ObjectReplaced) -> None:
        old = self._objects.get(entry.object)
        if old is None or entry.object == entry.new_object:
            return
        self._rests(replace(old, name=entry.new_object, sealed_bytes=entry.sealed_bytes))
        for photo_id in sorted(self._users.get(entry.object, ())):
            self._set_photo(replace(self._photos[photo_id], object=entry.new_object))

    def _object_gone(self, entry: ObjectGone) -> None:
        if known := self._objects.get(entry.object):
            self._objects[entry.object] = replace(known, gone_at=entry.at)
            self._forget_if_gone(entry.object)

    def _object_held(self, entry: ObjectHeld) -> None:
        self._rests(CatalogObject(entry.object, entry.sealed_bytes, entry.sha256, entry.size_bytes))

    def _photo_was(self, entry: PhotoWas) -> None:
        self._rests(CatalogObject(entry.object, entry.sealed_bytes, entry.sha256, entry.size_bytes))
        self._earlier[entry.photo_id, entry.until_ms, entry.path] = entry
        self._ended_at[entry.photo_id] = entry.until_ms // MILLISECONDS

    def _since(self, photo: CatalogPhoto, at: int) -> int:
        """Return when a photo's new state began.

        An older journal has no earlier states: its photo counts since it was stored.
        """
        ended = self._ended_at.get(photo.photo_id)
        return photo.stored_at if ended is None or ended < photo.stored_at else at

    def _grace_set(self, entry: GraceSet) -> None:
        self._grace_days = entry.days

    def _date_corrected(self, entry: DateCorrected) -> None:
        # Of one device the later entry counts, whatever its clock said.
        self._dates[entry.device_id, entry.photo_id] = entry

    def _picture_turned(self, entry: PictureTurned) -> None:
        self._turns[entry.device_id, entry.photo_id] = entry

    def _rests(self, found: CatalogObject) -> None:
        # Objects are immutable: the first description counts.
        known = self._objects.get(found.name, found)
        self._objects[found.name] = known if known.gone_at is None else replace(known, gone_at=None)

    def _set_photo(self, photo: CatalogPhoto) -> None:
        before = self._photos.get(photo.photo_id)
        self._photos[photo.photo_id] = photo
        if before is not None and before.object != photo.object:
            self._users[before.object].discard(photo.photo_id)
            self._forget_if_gone(before.object)
        self._users.setdefault(photo.object, set()).add(photo.photo_id)

    def _forget_if_gone(self, name: str) -> None:
        if self._objects[name].gone_at is None:
            return
        users = self._users.get(name, set())
        for photo_id in [user for user in users if self._photos[user].removed_at is not None]:
            users.discard(photo_id)
            del self._photos[photo_id]
        if not users:
            self._users.pop(name, None)
            del self._objects[name]


@dataclass(frozen=True)
class Catalog:
    """The states of all devices; each device describes its own photos only.

    A device may say that its photo takes the place of another device's one. That counts only
    where facts bear it out, so that no journal can hide the photos of another (6-4, S3).
    """

    devices: Mapping[str, DeviceState]
    gone: frozenset[str] = frozenset()
    """Objects that were looked for and are on no storage any more."""
    now: float | None = None
    """Unix time, for the grace of removed photos; None: every removal is within it."""

    def albums(self) -> Iterator[CatalogAlbum]:
        """Yield every album of every device, removed ones too."""
        for state in self.devices.values():
            yield from state.albums.values()

    @cached_property
    def adopted(self) -> frozenset[tuple[str, int]]:
        """Photos, by device and photo id, that a photo of another device replaces."""
        return frozenset(
            pair
            for state in self.devices.values()
            for pair, claim in state.adopted.items()
            if pair[0] != state.device_id
            and (self._is_borne_out(state, claim) or self._object_of(pair) in self.gone)
        )

    @cached_property
    def _successors(self) -> Mapping[tuple[str, int], tuple[str, int]]:
        """The photo that takes the place of each adopted one."""
        return {
            pair: (state.device_id, claim.photo_id)
            for state in self.devices.values()
            for pair, claim in state.adopted.items()
            if pair in self.adopted and pair[0] != state.device_id
        }

    def in_place_of(self, device_id: str, photo_id: int) -> tuple[str, int]:
        """Return the photo that stands for a photo of a device now: itself, if none was adopted."""
        photo, seen = (device_id, photo_id), {(device_id, photo_id)}
        while (successor := self._successors.get(photo)) is not None and successor not in seen:
            seen.add(successor)
            photo = successor
        return photo

    @cached_property
    def unproven(self) -> frozenset[str]:
        """Objects of photos that a device says to have adopted, which its state does not show.

        Usually it deleted or edited them since, and their objects are gone. Photos whose
        objects are still there stay in the list.
        """
        found = {
            self._object_of(pair)
            for state in self.devices.values()
            for pair, claim in state.adopted.items()
            if pair[0] != state.device_id and not self._is_borne_out(state, claim)
        }
        return frozenset(name for name in found if name is not None)

    def _object_of(self, pair: tuple[str, int]) -> str | None:
        device = self.devices.get(pair[0])
        photo = None if device is None else device.photos.get(pair[1])
        return None if photo is None else photo.object

    def _is_borne_out(self, state: DeviceState, claim: PhotoAdopted) -> bool:
        """Return whether the adopting photo has, or had within the grace, the same content."""
        theirs = self.devices.get(claim.device_id)
        photo = None if theirs is None else theirs.photos.get(claim.other_id)
        if theirs is None or photo is None:
            return True
        known = theirs.objects[photo.object]

        def is_same(name: str, sha256: str) -> bool:
            return name == known.name or (bool(sha256) and sha256 == known.sha256)

        ours = state.photos.get(claim.photo_id)
        if ours is not None and is_same(ours.object, state.objects[ours.object].sha256):
            return ours.removed_at is None or self._is_within_grace(state, ours.removed_at)
        return any(
            was.photo_id == claim.photo_id
            and is_same(was.object, was.sha256)
            and self._is_within_grace(state, was.until_ms / MILLISECONDS)
            for was in state.earlier
        )

    def _is_within_grace(self, state: DeviceState, ended_at: float) -> bool:
        days = DEFAULT_GRACE_DAYS if state.grace_days is None else state.grace_days
        return self.now is None or ended_at >= self.now - (days + 1) * SECONDS_A_DAY

    @cached_property
    def objects(self) -> Mapping[str, CatalogObject]:
        """The objects that should be on the storages, by name."""
        return {
            known.name: known
            for state in self.devices.values()
            for known in state.objects.values()
            if known.gone_at is None
        }


def build_catalog(trusted: Mapping[str, Sequence[Segment]]) -> Catalog:
    """Replay the trusted chain of each device (``Report.trusted``)."""
    return Catalog({device_id: replay(device_id, chain) for device_id, chain in trusted.items()})
