"""The snapshots: everything that the screens need, read at once and immutable."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from picup_desktop.attention.item import AttentionRecord
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.evidence import Evidence, evidence_of
from picup_desktop.ledger.gallery.duplicates import Duplicates, DuplicateSums
from picup_desktop.ledger.gallery.glance import (
    Glance,
    HalfThere,
    NamedPhoto,
    OpenMessage,
    ShownEvent,
    Unprotected,
    WaitingPhoto,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.left_out import left_out_counts
from picup_desktop.ledger.notes import WHAT_BUCKETS_DO, Note, NoteAbout
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.left_out import LeftOutCounts, added
from picup_desktop.messages.message import Message, from_column
from picup_desktop.new_version import VersionAnswer
from picup_desktop.settings import Settings
from picup_desktop.words import AlbumState, AttentionKind, PhotoState, Role

MOST_REASONS = 20
MOST_ROWS = 300
MOST_RECENT = 5
NO_VERSIONS = KeptVersions(0, 0, None)
NO_DUPLICATES = DuplicateSums()
NOTHING_LACKS = HalfThere()
SHOWN_WEEKS = 13
"""A quarter of a year, in which every byte is read at least once."""


@dataclass(frozen=True)
class AlbumSummary:
    """An album with its counts."""

    record: AlbumRecord
    counts: Mapping[PhotoState, int]
    size_bytes: int
    left_out: LeftOutCounts = field(default_factory=dict)
    """How many files of its folder are not kept, by reason and kind."""

    @property
    def photos(self) -> int:
        """The number of photos that are not deleted."""
        return living(self.counts)

    @property
    def protected(self) -> int:
        """The number of photos on both storages."""
        return self.counts[PhotoState.PROTECTED]


@dataclass(frozen=True)
class StorageSummary:
    """A storage and how much it holds."""

    record: StorageRecord
    objects: int
    size_bytes: int
    photos: int = 0
    """Photos that are not deleted and whose newest version is there."""
    versions: int = 0
    """Earlier versions there."""
    lacks: HalfThere = NOTHING_LACKS
    """What the other storage has and this one does not have yet."""
    keeps: Message | None = None
    """What it keeps of what is removed; None where removed photos are gone."""
    compares_sums: bool = False
    """Whether it can be asked for the checksums of what is there."""

    @property
    def filled(self) -> float:
        """The part of the photos of both that is here, 0 to 1."""
        whole = self.photos + self.lacks.photos
        return self.photos / whole if whole else 1.0


@dataclass(frozen=True)
class Snapshot:
    """What all screens but Activity show."""

    taken_at: float
    settings: Settings
    kit_confirmed: bool
    counts: Mapping[PhotoState, int]
    storages: tuple[StorageSummary, ...]
    albums: tuple[AlbumSummary, ...]
    reasons: tuple[Unprotected, ...]
    attention: tuple[AttentionRecord, ...]
    queued_objects: int
    dead_letters: int
    version_asked: VersionAnswer | None = None
    """The last version check, where it is turned on."""
    kept_versions: KeptVersions = NO_VERSIONS
    """The earlier versions on the storages (4-1)."""
    missing: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Photos gone from this computer and their bytes, by album, where an item asks about them."""
    left_out: int = 0
    """The number of files in the albums' folders that are not kept."""
    left_out_kinds: LeftOutCounts = field(default_factory=dict)
    """The same by reason and kind; empty while nothing may be named."""
    duplicates: DuplicateSums = NO_DUPLICATES
    """How many contents stand in several places."""
    recent: tuple[NamedPhoto, ...] = ()
    """The photos that became safe last, newest first; empty while nothing may be named."""
    no_room: Message | None = None
    """That the ledger's disk is full: what came since is not noted."""
    one_box: Message | None = None
    """What says that main and backup are most likely one box (5-8)."""
    named: bool = True
    """False while nothing may be named: albums, reasons and items are then left out."""
    hidden_albums: int = 0
    hidden_attention: int = 0
    """How many are left out; counts may be shown while locked (2-1)."""

    @property
    def album_count(self) -> int:
        """The number of albums, named or not."""
        return len(self.albums) + self.hidden_albums

    @property
    def attention_count(self) -> int:
        """The number of attention items, named or not."""
        return len(self.attention) + self.hidden_attention

    @property
    def photos(self) -> int:
        """The number of photos that are not deleted."""
        return living(self.counts)

    @property
    def protected(self) -> int:
        """The number of photos on both storages."""
        return self.counts[PhotoState.PROTECTED]

    def storage(self, role: Role) -> StorageSummary | None:
        """Return a storage by its role; None if it is not known."""
        return next((s for s in self.storages if s.record.role is role), None)

    @property
    def unseen(self) -> tuple[StorageSummary, ...]:
        """The storages about which nothing may be called protected now (5-1)."""
        return tuple(s for s in self.storages if self.evidence(s) is not Evidence.SEEN)

    def evidence(self, storage: StorageSummary) -> Evidence:
        """Return whether what the ledger says about a storage was seen."""
        counts_seconds = self.settings.seen_whole_seconds
        return evidence_of(storage.record.last_seen, self.taken_at, counts_seconds)

    @property
    def checked_at(self) -> float | None:
        """When both storages were last contacted, in Unix seconds; None before that."""
        times = [s.record.checked_at for s in self.storages]
        known = [at for at in times if at is not None]
        return min(known) if known and len(known) == len(times) else None


@dataclass(frozen=True)
class ActivityLists:
    """The lists of Activity."""

    waiting: tuple[WaitingPhoto, ...] = ()
    events: tuple[ShownEvent, ...] = ()
    messages: tuple[OpenMessage, ...] = ()
    verified_weeks: Mapping[Role, tuple[int, ...]] = field(default_factory=dict)


def living(counts: Mapping[PhotoState, int]) -> int:
    """Return the number of photos that are not deleted."""
    return sum(counts.values()) - counts[PhotoState.DELETED]


def take_snapshot(ledger: Ledger) -> Snapshot:
    """Read a snapshot. LedgerUnusable."""
    glance = Glance(ledger.database)
    vault, counts = ledger.vaults.get(), ledger.photos.counts()
    queued, dead = ledger.deletions.counts()
    settings = ledger.vaults.settings()
    attention, albums = tuple(ledger.attention.all()), _albums(ledger, glance)
    return Snapshot(
        taken_at=time.time(),
        settings=settings,
        kit_confirmed=vault is not None and vault.kit_confirmed_at is not None,
        counts=counts,
        storages=_storages(ledger, glance, counts[PhotoState.PROTECTED]),
        albums=albums,
        reasons=tuple(glance.reasons(MOST_REASONS)),
        attention=attention,
        queued_objects=queued,
        dead_letters=dead,
        kept_versions=ledger.versions.kept(),
        missing=_missing(glance, attention),
        left_out=sum(album.record.skipped_files for album in albums),
        left_out_kinds=added(album.left_out for album in albums),
        version_asked=_version_asked(ledger, settings),
        duplicates=Duplicates(ledger.database).sums(),
        recent=tuple(glance.last_protected(MOST_RECENT)),
        no_room=ledger.database.lack_of_room(),
        one_box=from_column(ledger.vaults.noted(Note.ONE_BOX) or None),
    )


def without_names(snapshot: Snapshot) -> Snapshot:
    """Return what may be shown while the vault is locked (2-1): counts, but no names."""
    return replace(
        snapshot,
        albums=(),
        reasons=(),
        attention=(),
        missing={},
        left_out_kinds={},
        recent=(),
        one_box=None,
        named=False,
        hidden_albums=snapshot.album_count,
        hidden_attention=snapshot.attention_count,
    )


def take_activity(ledger: Ledger) -> ActivityLists:
    """Read the lists of Activity. LedgerUnusable."""
    glance = Glance(ledger.database)
    return ActivityLists(
        waiting=tuple(glance.waiting(MOST_ROWS)),
        events=tuple(glance.events(MOST_ROWS)),
        messages=tuple(glance.open_messages(MOST_ROWS)),
        verified_weeks=glance.verified_weeks(time.time(), SHOWN_WEEKS),
    )


def _storages(ledger: Ledger, glance: Glance, on_both: int) -> tuple[StorageSummary, ...]:
    totals, half, versions = ledger.objects.totals(), glance.half_there(), ledger.versions.kept_on()
    return tuple(
        StorageSummary(
            record,
            *totals[record.role],
            photos=on_both + half[record.role].photos,
            versions=versions[record.role],
            lacks=half[record.role.other],
            keeps=ledger.vaults.noted_message(*(one.of(record.role) for one in WHAT_BUCKETS_DO)),
            compares_sums=bool(ledger.vaults.noted(NoteAbout.STORAGE_SUMS.of(record.role))),
        )
        for record in ledger.storages.all()
    )


def _missing(glance: Glance, attention: tuple[AttentionRecord, ...]) -> dict[int, tuple[int, int]]:
    albums = {
        int(item.subject.split(":")[1])
        for item in attention
        if item.kind is AttentionKind.ALBUM_VANISHED and item.subject.startswith("album:")
    }
    return {album: glance.missing(album) for album in albums}


def _version_asked(ledger: Ledger, settings: Settings) -> VersionAnswer | None:
    if not settings.updates_check:
        return None
    return VersionAnswer.of(ledger.vaults.noted(Note.VERSION_ASKED), settings.updates_url)


def _albums(ledger: Ledger, glance: Glance) -> tuple[AlbumSummary, ...]:
    counts, sizes = ledger.photos.counts_by_album(), glance.album_bytes()
    nothing = dict.fromkeys(PhotoState, 0)
    return tuple(
        AlbumSummary(
            album,
            counts.get(album.id, nothing),
            sizes.get(album.id, 0),
            left_out_counts(ledger, album.id),
        )
        for album in ledger.albums.all()
        if album.state is not AlbumState.REMOVED
    )
