"""One computer's album, its ledger and its journal, and what the album was at each moment.

A computer's clock may go wrong. What is lived by a wrong clock is not remembered: which moment
it was, nobody can know. Everything of the right ones must stay as it was.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from picup_desktop.ledger.journal.journal import RESTATED
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import PhotoRecord, SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.messages.message import Message
from picup_desktop.settings import DAY_SECONDS, Settings
from picup_desktop.sync.clock.check import SETTLED_SECONDS, Doubt
from picup_desktop.sync.clock.watch import ClockWatch, trust_the_clock
from picup_desktop.sync.delete.worker import keep_house
from picup_desktop.sync.journal.catalog import import_catalog
from picup_desktop.sync.journal.write import entries_of, own_state
from picup_desktop.vault.journal import Catalog, DeviceState, Entry
from picup_desktop.vault.journal.checkpoint import state_entries
from picup_desktop.vault.journal.replay import replay_entries
from picup_desktop.words import PhotoState, Role

ALBUM = 1
NAMES = ("a", "b", "c")
CONTENTS = ("one", "two", "three")
NOISE = "noise"
STEP_SECONDS = 10
BEGAN = 1_800_000_000.0
MADE_AT = BEGAN - 365 * DAY_SECONDS
"""When the vault was made."""
SETTINGS = Settings()
KEY = b"sealed"
EMPTY = Message("file-empty-now-0-bytes")


def digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


BY_DIGEST = {digest(content): content for content in (*CONTENTS, NOISE)}


@dataclass
class SetClock:
    """Shows the time of the world, and how far it is from it."""

    real: float = BEGAN
    wrong_by: float = 0.0

    def now(self) -> float:
        return self.real + self.wrong_by

    def monotonic(self) -> float:
        return self.real

    def sleep(self, seconds: float) -> None:
        self.real += seconds


@dataclass
class Life:
    """An album of one computer, of which every state is remembered."""

    ledger: Ledger
    device: str
    scratch: Path
    clock: SetClock = field(default_factory=SetClock)
    album: dict[str, str] = field(default_factory=dict)
    past: dict[float, dict[str, str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        vault = VaultRecord("v" * 16, True, "recovery", "vault", self.device, "key", MADE_AT)
        self.ledger.vaults.record(vault)
        self.ledger.albums.add(
            "Album", "/Album", recipient=self.device, sealed_identity=KEY, at=BEGAN
        )
        self.past[BEGAN] = {}

    def live(self, what: str, name: str, other: str) -> None:
        """A pass begins after something happened; what there is now is remembered."""
        self._look_at_the_clock()
        at = self.clock.now()
        steps: dict[str, Callable[[], None]] = {
            "write": lambda: self.write(name, other, at),
            "delete": lambda: self.delete(name, at),
            "restore": lambda: self._restore(name, at),
            "rename": lambda: self.rename(name, other, at),
            "touch": lambda: self._touch(name),
            "empty": lambda: self._spoil([name], at),
            "scramble": lambda: self._spoil(list(self.album), at),
            "keep the good ones": self._keep_good,
            "take them as they are": lambda: self._take_spoiled(at),
            "journal": self.journal,
            "checkpoint": self.checkpoint,
        }
        steps[what]()
        keep_house(self.ledger, SETTINGS, at)
        if not self.clock.wrong_by:
            self.past[at] = dict(self.album)

    def set_wrong(self, wrong_by: float) -> None:
        """The clock goes wrong; a time that it shows a second time names two moments."""
        self.clock.wrong_by = wrong_by
        if self.clock.now() > MADE_AT:
            self.past = {at: was for at, was in self.past.items() if at < self.clock.now()}

    def set_right(self) -> None:
        """The clock is right again, and a person says so; then it runs on for a while."""
        self.clock.wrong_by = 0.0
        if self._look_at_the_clock() is not Doubt.NONE:
            trust_the_clock(self.ledger)
        self.past[self.clock.now()] = dict(self.album)
        self.clock.sleep(SETTLED_SECONDS)
        self._look_at_the_clock()

    def _look_at_the_clock(self) -> Doubt:
        return ClockWatch(self.ledger, self.clock, SETTINGS, self.scratch).look({}).doubt

    def journal(self) -> None:
        happened = self.ledger.journal.outbox()
        if not happened:
            return
        self.entries += entries_of(self.ledger, happened, int(self.clock.now()))
        self.ledger.journal.forget(up_to=happened[-1].id)
        if any(line.kind == RESTATED for line in happened):
            self.checkpoint()

    def checkpoint(self) -> None:
        self.journal()
        state = own_state(self.ledger, self.device, int(self.clock.now()))
        self.entries = list(state_entries(state))

    def told(self) -> DeviceState:
        """What other computers know of this one."""
        return replay_entries(self.device, self.entries)

    def write(self, name: str, content: str, at: float) -> None:
        if self.album.get(name) == content:
            return
        photos = self.ledger.photos
        seen = SeenFile(name, len(content), int(at), 1)
        photo = photos.at(ALBUM, name)
        if photo is None or photo.state is PhotoState.DELETED:
            photos.add(ALBUM, [seen], at)
        else:
            self.ledger.spoiled.clear([photo.id])
            photos.note_changed([(photo.id, seen)])
        self._store(name, content, at)

    def _store(self, name: str, content: str, at: float) -> None:
        self.album[name] = content
        photo, uploads = self._photo(name), self.ledger.uploads
        known = self.ledger.objects.with_content(digest(content))
        if known is not None:
            uploads.finish_linked(photo.id, known.id, at)
        else:
            stored = StoredRecord(
                *(photo.id, ALBUM, len(content), int(at)),
                *(f"objects/{digest(self.device + content)}", 100, digest(content)),
                stored_on=tuple(Role),
                attempts=1,
            )
            uploads.finish_stored([stored], at)
        self.ledger.withdrawals.forget_undone()

    def delete(self, name: str, at: float) -> None:
        photo = self.ledger.photos.at(ALBUM, name)
        if self.album.pop(name, None) is not None and photo is not None:
            self.ledger.photos.set_deleted([photo.id], at)

    def _restore(self, name: str, at: float) -> None:
        photo = self.ledger.photos.at(ALBUM, name)
        if name in self.album or photo is None or photo.object_id is None:
            return
        record = self.ledger.objects.get(photo.object_id)
        assert record is not None
        self.album[name] = BY_DIGEST[record.sha256]
        self.ledger.history.note_restored(photo.id, at)
        self.ledger.photos.set_state(photo.id, PhotoState.PROTECTED)

    def rename(self, name: str, to: str, at: float) -> None:
        if name not in self.album or to in self.album:
            return
        photo = self._photo(name)
        self.album[to] = self.album.pop(name)
        seen = SeenFile(to, photo.size_bytes, photo.mtime_ns, 1)
        self.ledger.photos.note_moved([(photo.id, ALBUM, seen)], at)

    def _touch(self, name: str) -> None:
        if name in self.album:
            photo = self._photo(name)
            seen = SeenFile(name, photo.size_bytes, photo.mtime_ns + 1, 2)
            self.ledger.photos.note_touched([(photo.id, seen)])

    def _spoil(self, names: list[str], at: float) -> None:
        """No edit: the good version stays the album's, until a person says otherwise (4-2)."""
        ids = [self._photo(name).id for name in names if name in self.album]
        self.ledger.spoiled.note(dict.fromkeys(ids, EMPTY), at)

    def _keep_good(self) -> None:
        for photo_id, one in self.ledger.spoiled.of_album(ALBUM).items():
            size = len(self.album[one.path])
            self.ledger.photos.note_standing(photo_id, SeenFile(one.path, size, 1, 3))
            self.ledger.spoiled.clear([photo_id])

    def _take_spoiled(self, at: float) -> None:
        for photo_id, one in self.ledger.spoiled.of_album(ALBUM).items():
            self.ledger.spoiled.clear([photo_id])
            seen = SeenFile(one.path, len(NOISE), int(at), 1)
            self.ledger.photos.note_changed([(photo_id, seen)])
            if self.album[one.path] != NOISE:
                self._store(one.path, NOISE, at)

    def _photo(self, name: str) -> PhotoRecord:
        photo = self.ledger.photos.at(ALBUM, name)
        assert photo is not None
        return photo

    def moments(self) -> dict[float, dict[str, str]]:
        """The moments within the grace, up to the one before each next step, and the album."""
        earliest = self.clock.now() - SETTINGS.grace_days * DAY_SECONDS
        found = {}
        for began, album in self.past.items():
            for moment in (began, began + STEP_SECONDS - 1):
                if earliest <= moment <= self.clock.now():
                    found[moment] = album
        return found


def read(ledger: Ledger, lives: list[Life], at: float) -> None:
    """A computer reads the journals of others."""
    told = {life.device: life.told() for life in lives}
    import_catalog(ledger, Catalog(told), {life.device: KEY for life in lives}, at)


def as_of(ledger: Ledger, moment: float, device: str | None = None) -> dict[str, str]:
    """The album of a device as a restore gives it; None for the ledger's own."""
    owner = {album.album_id: album.device_id for album in ledger.others.albums()}
    found = [
        (past.path, BY_DIGEST[past.sha256])
        for past in ledger.history.as_of(moment)
        if owner.get(past.album_id) == device
    ]
    assert len(dict(found)) == len(found), "two photos at one path"
    return dict(found)
