"""Check each storage before a pass does anything else (DISASTERS 5-1, 5-5, 5-6).

Did this home write last, and is everything that was stored still there? Two reliable
signs cost next to nothing: the own journal and vault.json. If one of them is gone, names
and sizes are listed at once and an item is opened, before anything is written again.
"""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.attention import items, subjects
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import Clock
from picup_desktop.ledger.journal.journal import OwnSegment
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import Note, NoteAbout
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import ObjectInfo, Storage
from picup_desktop.storage.errors import AnotherVault, ObjectNotFound, StorageDenied
from picup_desktop.sync.home.hold import (
    former_ids,
    may_write_journal,
    names_noted,
    note_look,
    note_names,
)
from picup_desktop.sync.home.own_journal import (
    FORKS_FOLDER,
    NEWEST_READ_BYTES,
    OwnLook,
    look_at_own_journal,
    other_halves,
)
from picup_desktop.sync.home.own_view import OwnView
from picup_desktop.sync.join.static_files import put_static, static_files
from picup_desktop.sync.journal.fetch import whole_files
from picup_desktop.sync.journal.findings import attend_findings, own_part
from picup_desktop.sync.journal.keys import KeysPublisher
from picup_desktop.sync.journal.send import last_checkpoint
from picup_desktop.sync.journal.trust import is_signed_vault
from picup_desktop.sync.journal.write import Signer, recipients_of
from picup_desktop.sync.reach.findings import Found, no_listener
from picup_desktop.sync.seen.look import Look
from picup_desktop.sync.seen.losses import is_lost
from picup_desktop.vault.journal import (
    JOURNAL_FOLDER,
    ChainHead,
    Finding,
    Refused,
    Segment,
    SegmentCheck,
    parse_name,
    seal_entries,
    segment_name,
)
from picup_desktop.vault.keys import KEYS_FOLDER, device_public_key
from picup_desktop.vault.layout import (
    MOST_STATIC_BYTES,
    README_NAME,
    VAULT_NAME,
    is_of_another_vault,
    is_vault_json_of,
)
from picup_desktop.words import AttentionKind, Role

TOLD_SECONDS = float(DAY_SECONDS)
"""How long an item about removed files stays after everything was brought back."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Ahead:
    """What was read and listed at once, because each waits for its answer."""

    files: Mapping[str, bytes]
    """As far as they are there, and as large as they should be."""
    listed: Sequence[ObjectInfo]
    """What is in the folders of keys, of this computer's journal, and of marks about it."""

    def below(self, *folders: str) -> Sequence[ObjectInfo]:
        """Return what was listed in some folders."""
        within = tuple(f"{folder}/" for folder in folders)
        return [info for info in self.listed if info.name.startswith(within)]

    def elsewhere(self, *folders: str) -> Sequence[ObjectInfo]:
        """Return what was listed in none of these folders."""
        within = {info.name for info in self.below(*folders)}
        return [info for info in self.listed if info.name not in within]


class FirstLook:
    """Checks storages, each in a thread of its own or one after the other."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        signer: Signer,
        scratch: Path,
        *,
        writes: bool = True,
        found: Found = no_listener,
        seen: Look | None = None,
    ) -> None:
        """``writes``: also leave marks and restore small files; else only read.

        ``seen`` lists names and sizes after a sign.

        ``found`` receives facts on a storage that can't be true (6-2).
        """
        self._found = found
        self._writes = writes
        self._ledger = ledger
        self._clock = clock
        self._signer = signer
        self._scratch = scratch
        self._seen = seen or Look(ledger, clock, ledger.vaults.settings())
        self.listed: set[Role] = set()
        """The storages whose names and sizes were listed."""

    def run(self, role: Role, storage: Storage) -> None:
        """Record what the storage shows about this home and itself.

        AnotherVault if nothing may be written there; any StorageError.
        """
        kept = self._ledger.journal.segments()
        ahead = self._read_ahead(role, storage, kept)
        while (now := self._ledger.journal.segments()) != kept:
            # A command wrote one meanwhile, which would read as another home's.
            kept = now
            ahead = self._read_ahead(role, storage, kept)
        missing = self._missing_static(role, storage, ahead)
        refused: dict[str, SegmentCheck] = {}
        look = self._look(role, storage, kept, refused, ahead)
        note_look(self._ledger, role, look, self._clock.now())
        if look.view is not OwnView.AGREED:
            if self._writes:
                self._leave_mark(role, storage)
            return
        findings = [
            Finding(refused.get(n, SegmentCheck.STRANGE_NAME), role, n) for n in look.strays
        ]
        attend_findings(self._ledger, {own_part(role): findings}, self._clock.now())
        signs = (*missing, *look.lost)
        # A home that was old knows nothing of what was removed meanwhile.
        if signs or former_ids(self._ledger):
            self._seen.compare(self._seen.list(role, storage), signs)
            self.listed.add(role)
        # The item is open by now, so nothing is rewritten in silence.
        for name in missing if self._writes else ():
            self._bring_back(role, storage, name)
        with self._ledger.transaction():
            for number in (_number_of(name) for name in look.lost):
                self._ledger.journal.note_on(number, role, there=False)

    def _read_ahead(self, role: Role, storage: Storage, kept: Sequence[OwnSegment]) -> _Ahead:
        """Return what is asked about first; a file that is not among it is looked at by itself."""
        vault_id = self._signer.author.vault_id
        files = static_files(vault_id, signed=is_signed_vault(self._ledger))
        sizes = {name: len(content) for name, content in files.items()}
        device_id = self._signer.author.device_id
        for newest in kept[-1:]:
            if role in newest.on and newest.size_bytes <= NEWEST_READ_BYTES:
                sizes[segment_name(device_id, newest.number)] = newest.size_bytes
        folders = (KEYS_FOLDER, f"{JOURNAL_FOLDER}/{device_id}", f"{FORKS_FOLDER}/{device_id}")
        return _Ahead(whole_files(storage, sizes), [*storage.list(*folders)])

    def _look(
        self,
        role: Role,
        storage: Storage,
        kept: Sequence[OwnSegment],
        refused: dict[str, SegmentCheck],
        ahead: _Ahead,
    ) -> OwnLook:
        """``refused`` gets the checks that files failed, by name."""

        def opened(name: str, data: bytes) -> Segment | None:
            found = self._opened(name, data)
            if isinstance(found, Segment):
                return found
            refused[name] = found.check
            return None

        parts = last_checkpoint(kept)
        first = parts[0].number if parts else 0
        device_id = self._signer.author.device_id
        look = look_at_own_journal(
            role,
            storage,
            device_id,
            kept=kept,
            first=first,
            open_segment=opened,
            # What a storage lists that it was not asked for is told as strange.
            files=ahead.elsewhere(KEYS_FOLDER, FORKS_FOLDER),
            ahead=ahead.files,
        )
        if look.view is not OwnView.AGREED:
            return look
        known = names_noted(self._ledger, Note.HOME_MARKS) | names_noted(
            self._ledger, Note.HOME_ANSWERED
        )
        files = ahead.below(f"{FORKS_FOLDER}/{device_id}")
        marks = other_halves(storage, device_id, known, opened, kept, files=files)
        return OwnLook(OwnView.FORKED, marks[0]) if marks else look

    def _opened(self, name: str, data: bytes) -> Segment | Refused:
        author = self._signer.author
        devices = {author.device_id: device_public_key(author.device_key)}
        return self._signer.opened(name, data, devices)

    def _missing_static(self, role: Role, storage: Storage, ahead: _Ahead) -> tuple[str, ...]:
        """Return vault.json and the keys folder if gone although the vault is there."""
        gone = []
        try:
            held = ahead.files.get(VAULT_NAME) or b"".join(
                storage.get(VAULT_NAME, 0, MOST_STATIC_BYTES + 1)
            )
            vault_id = self._signer.author.vault_id
            if is_of_another_vault(held, vault_id) and not self._has_own_journal(storage):
                raise AnotherVault("another-vault-at-place")
            if not is_vault_json_of(held, vault_id):
                self._found(role, Message("not-what-vaults-computers-wrote", vault_name=VAULT_NAME))
        except ObjectNotFound:
            # Raises if nothing of the vault is there: the volume is not mounted (5-2).
            storage.probe()
            gone.append(VAULT_NAME)
        try:
            if README_NAME not in ahead.files:
                storage.stat(README_NAME)
        except ObjectNotFound:
            gone.append(README_NAME)
        except StorageDenied:
            # Something that is no file stands there; ``verify --repair`` replaces it.
            self._found(role, Message("not-what-vaults-computers-wrote", vault_name=README_NAME))
        published = self._ledger.vaults.noted(NoteAbout.KEYS_PUBLISHED.of(role))
        if published and not ahead.below(KEYS_FOLDER):
            gone.append(KEYS_FOLDER)
        return tuple(gone)

    def _has_own_journal(self, storage: Storage) -> bool:
        """Return whether this computer's journal is there: then vault.json was changed (6-4)."""
        folder = f"{JOURNAL_FOLDER}/{self._signer.author.device_id}"
        return any(True for _ in storage.list(folder))

    def _bring_back(self, role: Role, storage: Storage, name: str) -> None:
        if name == KEYS_FOLDER:
            KeysPublisher(self._ledger, self._scratch, self._signer).publish_again(role)
            return
        signed = is_signed_vault(self._ledger)
        files = static_files(self._signer.author.vault_id, signed=signed)
        put_static(storage, name, files[name], self._scratch)
        log.warning("%s was gone from %s and is there again", plain(name), role.value)

    def _leave_mark(self, role: Role, storage: Storage) -> None:
        """Leave a mark for the other copy, which otherwise sees only its own journal (5-6)."""
        author = self._signer.author
        folder = f"{FORKS_FOLDER}/{author.device_id}"
        there = {info.name for info in storage.list(folder)}
        if there & names_noted(self._ledger, Note.HOME_MARKS):
            return
        last = self._ledger.journal.last()
        head = None if last is None else ChainHead(author.device_id, *last)
        (sealed,) = seal_entries((), author, recipients_of(self._ledger), after=head)
        name = self._name_mark(f"{folder}/{sealed.head.number:08d}-{secrets.token_hex(8)}.age")
        file = self._scratch / f"mark-{role.value}.part"
        try:
            file.write_bytes(sealed.data)
            storage.put(name, file)
        finally:
            file.unlink(missing_ok=True)

    def _name_mark(self, new: str) -> str:
        """Note and return the name of the mark, which is another one than ``new`` if it has one.

        One name on both storages, because an answer is about one other copy.
        """
        with self._ledger.transaction():
            left = names_noted(self._ledger, Note.HOME_MARKS)
            name = min(left, default=new)
            note_names(self._ledger, Note.HOME_MARKS, left | {name})
        return name

    def take_back_marks(self, role: Role, storage: Storage) -> None:
        """Remove the marks once this home's journal is stored there. Any StorageError."""
        left = names_noted(self._ledger, Note.HOME_MARKS)
        if not left or not may_write_journal(self._ledger):
            return
        first = _first_needed(self._ledger)
        if any(
            one.number >= first and role not in one.on for one in self._ledger.journal.segments()
        ):
            return
        # Marks left under a former identity of this home are removed too.
        for folder in sorted({name.rpartition("/")[0] for name in left}):
            for info in list(storage.list(folder)):
                if info.name in left:
                    storage.remove(info.name)


def _number_of(name: str) -> int:
    """Return the number of a segment from its name."""
    place = parse_name(name)
    return 0 if place is None else place[1]


def note_whole(ledger: Ledger, now: float) -> frozenset[Role]:
    """Close the item of each storage on which everything is stored again; return these storages.

    If files of PicUp's own were gone, somebody removed them: the item stays for
    ``TOLD_SECONDS`` so that a person sees it, though everything was brought back.
    """
    whole = set()
    for role in Role:
        if not is_lost(ledger, role):
            _close_if_told(ledger, role, now)
            continue
        bad = ledger.checks.count_bad(role, now)
        first = _first_needed(ledger)
        unsent = [
            one for one in ledger.journal.segments() if one.number >= first and role not in one.on
        ]
        if not bad and not unsent:
            with ledger.transaction():
                ledger.vaults.note(NoteAbout.STORAGE_LOST.of(role), "")
                if not ledger.vaults.noted(NoteAbout.STORAGE_TOLD.of(role)):
                    _close(ledger, role)
                _say_whole(ledger, role, now)
            whole.add(role)
    return frozenset(whole)


def _say_whole(ledger: Ledger, role: Role, now: float) -> None:
    """Let the item that stays say that all is back; nothing where it was closed."""
    subject = subjects.about_storage(Cause.STORAGE_LOST_OBJECTS, role)
    for item in ledger.attention.of_cause(Cause.STORAGE_LOST_OBJECTS):
        if item.subject == subject:
            ledger.attention.open(items.storage_whole_again(item), now)


def _close_if_told(ledger: Ledger, role: Role, now: float) -> None:
    """Close the item about own files that were gone, once it was open for long enough."""
    since = ledger.vaults.noted(NoteAbout.STORAGE_TOLD.of(role))
    # A time in the future is from a wrong clock.
    if since and not 0 <= now - float(since) < TOLD_SECONDS:
        with ledger.transaction():
            ledger.vaults.note(NoteAbout.STORAGE_TOLD.of(role), "")
            _close(ledger, role)


def _close(ledger: Ledger, role: Role) -> None:
    ledger.attention.close(
        AttentionKind.STORAGE_CHANGED, subjects.about_storage(Cause.STORAGE_LOST_OBJECTS, role)
    )


def _first_needed(ledger: Ledger) -> int:
    parts = last_checkpoint(ledger.journal.segments())
    return parts[0].number if parts else 0
