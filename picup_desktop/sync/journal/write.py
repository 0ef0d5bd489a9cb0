"""Seal the outbox into journal segments, and checkpoints when they are due.

One transaction takes lines out of the outbox and puts their segments into the
ledger, where the bytes stay until a checkpoint replaces them: sealing the same
entries again would give other bytes, and count as a fork.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from picup_desktop.clock import Clock
from picup_desktop.ledger.history import EndedState
from picup_desktop.ledger.journal.journal import RESTATED, Happened, JournalPhoto
from picup_desktop.ledger.journal.others import SALVAGED
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.schema.database import in_parts
from picup_desktop.sync.clock.watch import history_begins
from picup_desktop.sync.journal.said import own_dates, own_turns, said_of_photos
from picup_desktop.vault.age import Identity, Recipient, parse_identity, parse_recipient
from picup_desktop.vault.journal import (
    AlbumAdded,
    AlbumRemoved,
    AlbumRenamed,
    Author,
    CatalogAlbum,
    CatalogObject,
    CatalogPhoto,
    ChainHead,
    DeviceState,
    Entry,
    GraceSet,
    ObjectGone,
    PhotoAdopted,
    PhotoBack,
    PhotoFreed,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PhotoWas,
    Refused,
    SealedSegment,
    Segment,
    is_due,
    seal_checkpoint,
    seal_entries,
    segment_name,
    try_segment,
)
from picup_desktop.vault.journal.replay import MILLISECONDS
from picup_desktop.vault.keys import (
    derive_device_key,
    device_identity,
    device_public_key,
    home_identity,
    open_bytes,
)
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.vault.trust import SigningKey


@dataclass(frozen=True)
class Signer:
    """The keys to write a journal with; the device's key is never in the ledger."""

    author: Author
    vault_keys: Sequence[Identity] = field(repr=False)
    """The one that counts, then the former ones, which open what was sealed to them."""
    home_key: Identity = field(repr=False)
    """Opens the vault keys that the ledger keeps."""
    own_key: Identity = field(repr=False)
    """The device's own key, to which others seal a new vault key for it."""

    @property
    def vault_key(self) -> Identity:
        """The vault key that counts."""
        return self.vault_keys[0]

    @property
    def reading_keys(self) -> list[Identity]:
        """Every key that may open a keys file."""
        return [*self.vault_keys, self.own_key]

    @property
    def known_recipients(self) -> frozenset[str]:
        """The recipients of the vault keys."""
        return frozenset(str(key.recipient()) for key in self.vault_keys)

    @property
    def signing_key(self) -> SigningKey:
        """What signs in this computer's name."""
        return SigningKey(self.author.device_id, self.author.device_key)

    def opened(self, name: str, data: bytes, devices: Mapping[str, str]) -> Segment | Refused:
        """Open a segment of any of the devices, or return the check that it failed."""
        vault_id = self.author.vault_id
        return try_segment(name, data, self.vault_keys, vault_id=vault_id, devices=devices)


def signer_of(ledger: Ledger, secrets: Secrets) -> Signer:
    """Return the signer of this home's vault. ValueError without a vault."""
    vault = ledger.vaults.get()
    if vault is None:
        raise ValueError("a home without a vault writes no journal")
    key = bytes.fromhex(secrets.device_key)
    home_key = home_identity(key, post_quantum=vault.post_quantum)
    if device_public_key(key) != vault.device_key:
        # This home became a computer of its own (5-6).
        key = derive_device_key(key, vault.device_id)
    return Signer(
        Author(vault.vault_id, vault.device_id, key),
        vault_keys_of(ledger, secrets),
        home_key,
        device_identity(key, post_quantum=vault.post_quantum),
    )


def vault_keys_of(ledger: Ledger, secrets: Secrets) -> tuple[Identity, ...]:
    """Return the vault key that counts, then the others. ValueError without a vault."""
    vault = ledger.vaults.get()
    if vault is None:
        raise ValueError("a home without a vault has no vault key")
    known = [parse_identity(secrets.vault_key)]
    sealed = ledger.trust.vault_keys()
    if sealed:
        home_key = home_identity(bytes.fromhex(secrets.device_key), post_quantum=vault.post_quantum)
        known += [parse_identity(open_bytes(one, [home_key]).decode()) for one in sealed.values()]
    known.sort(key=lambda key: str(key.recipient()) != vault.vault_recipient)
    return tuple(known)


def with_learned_keys(ledger: Ledger, signer: Signer) -> Sequence[Identity]:
    """Return the vault keys as the ledger has them now: one may have come since ``signer_of``."""
    vault = ledger.vaults.get()
    known = {str(key.recipient()): key for key in signer.vault_keys}
    for recipient, sealed in ledger.trust.vault_keys().items():
        if recipient not in known:
            known[recipient] = parse_identity(open_bytes(sealed, [signer.home_key]).decode())
    counts = None if vault is None else vault.vault_recipient
    return sorted(known.values(), key=lambda key: str(key.recipient()) != counts)


def recipients_of(ledger: Ledger) -> list[Recipient]:
    """Return the recovery key's and the vault key's recipients, as they are now."""
    vault = ledger.vaults.get()
    if vault is None:
        raise ValueError("a home without a vault seals nothing")
    return [parse_recipient(vault.recovery_recipient), parse_recipient(vault.vault_recipient)]


class JournalWriter:
    """Writes this computer's journal into the ledger; ``JournalSender`` sends it."""

    def __init__(self, ledger: Ledger, clock: Clock, signer: Signer) -> None:
        self._ledger = ledger
        self._clock = clock
        self._signer = signer

    @property
    def device_id(self) -> str:
        """The id of the device that the journal belongs to."""
        return self._signer.author.device_id

    def begin(self) -> None:
        """Write segment 1 even without entries, so that the device is known.

        A home that became a computer of its own already has albums, and lists all of them.
        """
        with self._ledger.transaction():
            if self.head() is not None:
                return
            if self._ledger.journal.albums():
                self._seal_checkpoint()
            else:
                self._seal_outbox()

    def write(self) -> bool:
        """Seal the outbox, and a checkpoint if one is due; return whether any was written."""
        if not self._ledger.journal.anything_to_tell():
            return False
        with self._ledger.transaction():
            restated = any(line.kind == RESTATED for line in self._seal_outbox())
            if restated or self._is_checkpoint_due():
                self._seal_checkpoint()
        return True

    def head(self) -> ChainHead | None:
        """Return the last segment that was sealed; None before the first."""
        last = self._ledger.journal.last()
        return None if last is None else ChainHead(self.device_id, *last)

    def is_genuine(self, name: str, data: bytes) -> bool:
        """Return whether these are the bytes of a segment that this device signed."""
        author = self._signer.author
        devices = {author.device_id: device_public_key(author.device_key)}
        return isinstance(self._signer.opened(name, data, devices), Segment)

    def name(self, number: int) -> str:
        """Return the name of a segment of this device on a storage."""
        return segment_name(self.device_id, number)

    def _seal_outbox(self) -> Sequence[Happened]:
        """Seal what happened, which is forgotten then; return it."""
        happened = self._ledger.journal.outbox()
        self._seal(self._entries(happened))
        if happened:
            self._ledger.journal.forget(up_to=happened[-1].id)
        return happened

    def _entries(self, happened: Sequence[Happened]) -> Iterator[Entry]:
        yield from entries_of(self._ledger, happened, int(self._clock.now()))
        yield from said_of_photos(self._ledger, happened, self.device_id)

    def _seal(self, entries: Iterator[Entry]) -> None:
        """Seal entries as they come: a long outbox tells of very many photos."""
        head, first = self.head(), list(islice(entries, 1))
        if not first and head is not None:
            return
        counted = _Counted(chain(first, entries))
        to = recipients_of(self._ledger)
        sealed = seal_entries(counted, self._signer.author, to, after=head)
        for one in sealed:
            self._keep(one, counted.count // len(sealed))
        wrote_at = str(int(self._clock.now()))
        self._ledger.vaults.note(NoteAbout.DEVICE_WROTE.of(self.device_id), wrote_at)

    def _seal_checkpoint(self) -> None:
        state = own_state(self._ledger, self.device_id, int(self._clock.now()))
        to = recipients_of(self._ledger)
        parts = seal_checkpoint(state, self._signer.author, to, after=self.head())
        for number, one in enumerate(parts, start=1):
            self._keep(one, 0, (number, len(parts)))

    def _keep(self, one: SealedSegment, entries: int, part: tuple[int, int] | None = None) -> None:
        self._ledger.journal.keep(one.head.number, one.hash, one.data, entries=entries, part=part)

    def _is_checkpoint_due(self) -> bool:
        since = []
        for segment in reversed(self._ledger.journal.segments()):
            if segment.part is not None:
                break
            since.append(segment)
        return is_due(
            segments=len(since),
            entries=sum(segment.entries for segment in since),
            photos=sum(self._ledger.photos.counts().values()),
        )


class _Counted:
    """Entries that are gone through once, with their number so far."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self.count = 0
        self._entries = entries

    def __iter__(self) -> Iterator[Entry]:
        for entry in self._entries:
            self.count += 1
            yield entry


def entries_of(ledger: Ledger, happened: Sequence[Happened], now: int) -> Iterator[Entry]:
    """Yield the entries for the lines of the outbox, from the present state.

    Only the newest state of a photo is written; states in between are skipped.
    """
    kinds: dict[int, set[str]] = {}
    for line in happened:
        # The subject of "photo-was" is a state, not a photo.
        about_photo = line.kind.startswith("photo-") and line.kind != "photo-was"
        if about_photo and line.subject is not None:
            kinds.setdefault(line.subject, set()).add(line.kind)
    yield from _albums(ledger, happened, now)
    ended = [line.subject for line in happened if line.kind == "photo-was" and line.subject]
    yield from (_was(state, state.until) for state in ledger.history.ended(ended))
    for some in in_parts(list(kinds)):
        yield from _photos(ledger, {photo_id: kinds[photo_id] for photo_id in some}, now)
    if any(line.kind == "grace-set" for line in happened):
        yield GraceSet(now, ledger.vaults.settings().grace_days)
    gone = [line.name for line in happened if line.kind == "object-gone" and line.name]
    there = ledger.journal.known_objects(gone)
    yield from (ObjectGone(now, name) for name in dict.fromkeys(gone) if name not in there)


def _photos(ledger: Ledger, kinds: Mapping[int, set[str]], now: int) -> Iterator[Entry]:
    photos = {photo.photo_id: photo for photo in ledger.journal.photos(list(kinds))}
    foreign = ledger.journal.foreign(list(kinds))
    origins = [one for one in ledger.journal.adoptions(list(kinds)) if one[1] != SALVAGED]
    for photo_id, what in kinds.items():
        if photo_id in foreign:
            continue
        photo = photos.get(photo_id)
        if photo is None or not photo.sha256:
            # Never stored, gone, or only its head was read: listed once it is identified.
            if what & {"photo-removed"}:
                yield PhotoRemoved(now, photo_id)
        else:
            yield from _photo(photo, what, now)
        if "photo-adopted" in what:
            for _, device_id, other_id in (one for one in origins if one[0] == photo_id):
                yield PhotoAdopted(now, photo_id, device_id, other_id)


def _albums(ledger: Ledger, happened: Sequence[Happened], now: int) -> Iterator[Entry]:
    albums = {album.album_id: album for album in ledger.journal.albums()}
    kinds: dict[int, set[str]] = {}
    for line in happened:
        if line.kind.startswith("album-") and line.subject in albums:
            kinds.setdefault(line.subject, set()).add(line.kind)
    for album_id, what in kinds.items():
        album = albums[album_id]
        if "album-added" in what:
            yield AlbumAdded(int(album.added_at), album_id, album.name, album.recipient)
        elif "album-renamed" in what:
            yield AlbumRenamed(now, album_id, album.name)
        if album.removed:
            yield AlbumRemoved(now, album_id)


def _photo(photo: JournalPhoto, what: set[str], now: int) -> Iterator[Entry]:
    if what & {"photo-stored", "photo-adopted"}:
        yield _stored(photo)
    elif "photo-moved" in what:
        yield PhotoMoved(int(photo.since), photo.photo_id, photo.album_id, photo.path)
    if "photo-freed" in what:
        yield PhotoFreed(now, photo.photo_id)
    if photo.deleted_at is not None:
        # The entry of the removal knows whole seconds only.
        yield _was(photo, photo.deleted_at)
        yield PhotoRemoved(int(photo.deleted_at), photo.photo_id)
    elif "photo-back" in what and "photo-stored" not in what:
        yield PhotoBack(int(photo.since), photo.photo_id)


def _was(state: EndedState | JournalPhoto, until: float) -> PhotoWas:
    """Return the entry of a state that ended, a deleted photo's last one too."""
    return PhotoWas(
        at=int(until),
        photo_id=state.photo_id,
        album_id=state.album_id,
        path=state.path,
        mtime_ns=state.mtime_ns,
        size_bytes=state.size_bytes,
        sha256=state.sha256,
        object=state.object,
        sealed_bytes=state.sealed_bytes,
        since_ms=int(min(state.since, until) * MILLISECONDS),
        until_ms=int(until * MILLISECONDS),
    )


def _stored(photo: JournalPhoto) -> PhotoStored:
    return PhotoStored(
        at=int(photo.since),
        photo_id=photo.photo_id,
        album_id=photo.album_id,
        path=photo.path,
        mtime_ns=photo.mtime_ns,
        size_bytes=photo.size_bytes,
        sha256=photo.sha256,
        object=photo.object,
        sealed_bytes=photo.sealed_bytes,
    )


def own_state(ledger: Ledger, device_id: str, now: int) -> DeviceState:
    """Return the state for a checkpoint of this computer's journal, from the ledger."""
    photos = [photo for photo in ledger.journal.photos() if photo.sha256]
    objects = {
        p.object: CatalogObject(p.object, p.sealed_bytes, p.sha256, p.size_bytes) for p in photos
    }
    held = (CatalogObject(*row) for row in ledger.journal.held())
    grace_days = ledger.vaults.settings().grace_days
    history_began = history_begins(ledger, now, grace_days)
    return DeviceState(
        device_id=device_id,
        albums=_catalog_albums(ledger, device_id, now),
        photos={p.photo_id: _catalog_photo(device_id, p) for p in photos},
        objects={**{one.name: one for one in held}, **objects},
        unknown=(),
        earlier=(
            *(_was(state, state.until) for state in ledger.history.ended_after(history_began)),
            *(_was(p, p.deleted_at) for p in photos if p.deleted_at is not None),
        ),
        grace_days=grace_days,
        adopted={
            (device, remote): PhotoAdopted(now, photo_id, device, remote)
            for photo_id, device, remote in ledger.journal.adoptions()
            if device != SALVAGED
        },
        dates={(one.device_id, one.photo_id): one for one in own_dates(ledger, device_id)},
        turns={(one.device_id, one.photo_id): one for one in own_turns(ledger, device_id)},
    )


def _catalog_albums(ledger: Ledger, device_id: str, now: int) -> Mapping[int, CatalogAlbum]:
    return {
        a.album_id: CatalogAlbum(
            device_id, a.album_id, a.name, a.recipient, int(a.added_at), now if a.removed else None
        )
        for a in ledger.journal.albums()
    }


def _catalog_photo(device_id: str, photo: JournalPhoto) -> CatalogPhoto:
    return CatalogPhoto(
        device_id=device_id,
        photo_id=photo.photo_id,
        album_id=photo.album_id,
        path=photo.path,
        mtime_ns=photo.mtime_ns,
        object=photo.object,
        stored_at=int(photo.since),
        removed_at=None if photo.deleted_at is None else int(photo.deleted_at),
    )
