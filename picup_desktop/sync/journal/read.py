"""Read the keys files and journal segments of the vault's computers into a local cache.

The files stay sealed. Each storage has a cache of its own, because the two may differ
and only hashes and signatures say which is right. A segment that was good once stays
here even if a storage loses it.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.storage.base import Storage
from picup_desktop.sync.journal.fetch import fetch
from picup_desktop.sync.journal.keys import makes_sense
from picup_desktop.sync.journal.trust import (
    Believed,
    NamedRing,
    anchors_of,
    believe,
    known_statements,
    without_former,
)
from picup_desktop.sync.journal.write import Signer
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.journal import (
    JOURNAL_FOLDER,
    SEALED_LIMIT_BYTES,
    ChainHead,
    Finding,
    PhotoStored,
    Refused,
    Report,
    Segment,
    SegmentCheck,
    check_journal,
    parse_name,
)
from picup_desktop.vault.keys import (
    KEYS_FOLDER,
    MOST_KEYS_BYTES,
    KeyRing,
    StrangeKeys,
    device_public_key,
    join_key_rings,
    open_key_ring,
)
from picup_desktop.vault.trust import Removed
from picup_desktop.words import Role

FOLDERS = (KEYS_FOLDER, JOURNAL_FOLDER)
MOST_FILES = 100_000
MOST_TOLD = 1000
MOST_KEYS_TOGETHER_BYTES = 64 * 1024 * 1024
MOST_JOURNAL_TOGETHER_BYTES = 2 * 1024 * 1024 * 1024
"""Total for all other computers on one storage: several times that of ten million photos."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JournalReading:
    """The content of the caches, checked."""

    ring: KeyRing
    report: Report
    believed: Believed
    """What the keys files say that counts."""
    files: Mapping[str, Path] = field(default_factory=dict)
    """A good file of each trusted segment, by name."""
    passed_over: frozenset[str] = frozenset()
    """Objects that a device stored after it was removed (6-5)."""
    newcomers: frozenset[str] = frozenset()
    """Devices without any journal of which this computer did not know yet."""


class JournalShelves:
    """A cache of the sealed keys files and segments of other computers, for each storage.

    ``look`` and ``heal`` may be called for both storages at once.
    """

    def __init__(
        self, ledger: Ledger, folder: Path, signer: Signer, *, to_verify: bool = False
    ) -> None:
        """``folder`` has no other use.

        ``to_verify``: read this computer's journal too, and keep no entries in memory.
        """
        self._to_verify = to_verify
        self._ledger = ledger
        self._folder = folder
        self._signer = signer
        self._listed: dict[Role, dict[str, int]] = {}
        self._healed: list[Path] = []

    @property
    def listed(self) -> Mapping[Role, Mapping[str, int]]:
        """The files on each storage that was listed, with sizes in bytes; main's first.

        Both may be looked at at the same time, and where they differ, the order counts.
        """
        return {role: self._listed[role] for role in Role if role in self._listed}

    def use(self, signer: Signer) -> None:
        """Open files with these keys from now on."""
        self._signer = signer

    def look(self, role: Role, storage: Storage) -> None:
        """List a storage and fetch new files. On any StorageError it counts as unseen."""
        self._listed.pop(role, None)
        own = f"{JOURNAL_FOLDER}/{self._signer.author.device_id}/"
        listed = {
            info.name: info.size_bytes
            for info in storage.list(*FOLDERS)
            if self._to_verify or not info.name.startswith(own)
        }
        self._drop_removed_keys(role, listed)
        chosen = fetchable(listed)
        for name in _ours(listed) - chosen:
            # It is not fetched any more at this size, so the cached file is outdated.
            self._file(role, name).unlink(missing_ok=True)
        files = {name: self._file(role, name) for name in sorted(chosen)}
        wanted = {
            name: listed[name]
            for name, file in files.items()
            if not file.exists() or file.stat().st_size != listed[name]
        }
        fetch(storage, wanted, files)
        self._listed[role] = listed

    def _drop_removed_keys(self, role: Role, listed: Mapping[str, int]) -> None:
        """Drop cached keys files that left the storage, so that a flood does not stay here."""
        for file in (self._folder / role.value / KEYS_FOLDER).glob("*"):
            if f"{KEYS_FOLDER}/{file.name}" not in listed:
                file.unlink(missing_ok=True)

    def fingerprint(self) -> str:
        """Return a hash of everything that was listed."""
        plain = json.dumps(
            {role.value: sorted(listed.items()) for role, listed in self.listed.items()},
            sort_keys=True,
        )
        return hashlib.sha256(plain.encode()).hexdigest()

    def read(self) -> JournalReading:
        """Open every file; each failed check becomes a finding."""
        damaged: list[Finding] = []
        named = [one for role in self.listed for one in self._opened_rings(role, damaged)]
        anchors = anchors_of(self._ledger)
        believed = believe(named, known_statements(self._ledger), anchors)
        damaged = [*without_former(damaged, believed.trust), *believed.findings]
        ring = join_key_rings(believed.rings, self._signer.vault_keys)
        trust = believed.trust
        own = self._signer.author
        told = ring.devices if anchors.kit_key is None else trust.ever
        devices = {d: key for d, key in told.items() if d != own.device_id}
        known = {one.device_id: one for one in self._ledger.devices.all()}
        # The first key that a device was known by is trusted.
        devices |= {one.device_id: one.public_key for one in known.values()}
        remembered = [
            ChainHead(one.device_id, one.head_number, one.head_hash)
            for one in known.values()
            if one.head_number is not None and one.head_hash is not None
        ]
        if self._to_verify:
            devices[own.device_id] = device_public_key(own.device_key)
            mine = self._ledger.journal.segments()[-1:]
            remembered += [ChainHead(own.device_id, one.number, one.hash) for one in mine]
        passed_over: set[str] = set()
        found, files = self._open(devices, trust.removed, passed_over)
        report = check_journal(found, devices=devices, remembered=remembered)
        report = replace(report, findings=(*damaged, *report.findings))
        trusted = {one.name: one.hash for chain in report.trusted.values() for one in chain}
        good = {name: path for (name, digest), path in files.items() if trusted.get(name) == digest}
        return JournalReading(
            KeyRing(ring.vault_key, ring.albums, devices, ring.storages),
            report,
            believed,
            good,
            frozenset(passed_over),
            report.silent - known.keys(),
        )

    def heal(self, role: Role, storage: Storage, reading: JournalReading) -> int:
        """Restore trusted segments that a storage lacks or has damaged; return how many.

        Any StorageError. Each restored segment was signed by its own device. Call
        ``forget_healed`` once every storage was healed: one may get what another's cache has.
        """
        if role not in self._listed:
            return 0
        bad = {f.place for f in reading.report.findings if f.role is role and f.check in DAMAGE}
        healed = 0
        for name, file in sorted(reading.files.items()):
            if name in self._listed[role] and name not in bad:
                continue
            if name in bad:
                storage.remove(name)
            log.warning("%s is written to %s again", plain(name), role.value)
            storage.put(name, file)
            self._healed.append(self._file(role, name))
            healed += 1
        return healed

    def forget_healed(self) -> None:
        """Drop the cached files of what was healed, so that the next listing fetches it again."""
        for file in self._healed:
            file.unlink(missing_ok=True)
        self._healed.clear()

    def rings(self, role: Role) -> Sequence[KeyRing]:
        """Return what is believed of the keys files of a storage."""
        named = self._opened_rings(role, [])
        return believe(named, known_statements(self._ledger), anchors_of(self._ledger)).rings

    def _opened_rings(self, role: Role, damaged: list[Finding]) -> list[NamedRing]:
        """Open the keys files of a storage; those that fail are added to ``damaged``."""
        rings, left = [], self._left(role)
        damaged += [
            Finding(SegmentCheck.UNREADABLE, role, name)
            for name in sorted(self._listed[role])
            if _is_keys_file(name) and not self._file(role, name).exists()
        ][:MOST_TOLD]
        for file in self._keys_files(role):
            name = f"{KEYS_FOLDER}/{file.name}"
            sealed = file.read_bytes()
            try:
                ring = open_key_ring(sealed, self._signer.reading_keys)
                rings.append(NamedRing(role, name, ring))
                if not makes_sense(ring):
                    damaged.append(Finding(SegmentCheck.BAD_CONTENT, role, name))
            except (Damaged, NotForThisKey) as error:
                check = check_failed(error)
                if check is SegmentCheck.OTHER_KEY and _digest(sealed) in left:
                    continue
                log.warning("%s of %s: %s", plain(name), role.value, error.sentence)
                damaged.append(Finding(check, role, name))
        return rings

    def leave_other_keys(self, role: Role, reading: JournalReading) -> None:
        """Stop reporting a storage's keys files that no key of ours opens, as long as they stay.

        Call it once a person was told and the keys of this vault stand beside them: whether one
        of them was damaged or put in, it is lost to nobody who has a key for it (S4).
        """
        if role not in self._listed:
            return
        there = {_digest(file.read_bytes()) for file in self._keys_files(role)}
        left = [digest for digest in self._left(role) if digest in there]
        left += [
            _digest(self._file(role, finding.place).read_bytes())
            for finding in reading.report.findings
            if finding.role is role and finding.check is SegmentCheck.OTHER_KEY
        ]
        kept = list(dict.fromkeys(left))[:MOST_TOLD]
        self._ledger.vaults.note(NoteAbout.KEYS_LEFT.of(role), " ".join(kept))

    def _left(self, role: Role) -> list[str]:
        return (self._ledger.vaults.noted(NoteAbout.KEYS_LEFT.of(role)) or "").split()

    def _keys_files(self, role: Role) -> list[Path]:
        """Return the cached keys files that are on a storage, in the order of their numbers."""
        folder = self._folder / role.value / KEYS_FOLDER
        return [
            file
            for file in sorted(folder.glob("*.age"), key=lambda file: (len(file.name), file.name))
            if f"{KEYS_FOLDER}/{file.name}" in self._listed[role]
        ]

    def _open(
        self,
        devices: Mapping[str, str],
        removed: Mapping[str, Removed],
        passed_over: set[str],
    ) -> tuple[dict[Role, Sequence[Segment | Refused]], dict[tuple[str, str], Path]]:
        found: dict[Role, Sequence[Segment | Refused]] = {}
        files: dict[tuple[str, str], Path] = {}
        once: dict[tuple[str, str], Segment | Refused] = {}
        """What was opened: both storages should have the same bytes."""
        for role, listed in self.listed.items():
            opened: list[Segment | Refused] = []
            for name in sorted(listed):
                if not name.startswith(f"{JOURNAL_FOLDER}/"):
                    continue
                if parse_name(name) is None:
                    opened.append(Refused(name, SegmentCheck.STRANGE_NAME))
                    continue
                file = self._file(role, name)
                if not file.exists():
                    # It was not fetched: larger than any of ours, or no age file.
                    opened.append(Refused(name, SegmentCheck.UNREADABLE))
                    continue
                sealed = file.read_bytes()
                key = name, _digest(sealed)
                if key not in once:
                    once[key] = self._opened(name, sealed, devices)
                one = once[key]
                if isinstance(one, Segment) and _is_of_removed(one, removed):
                    stored = (entry for entry in one.entries if isinstance(entry, PhotoStored))
                    passed_over |= {entry.object for entry in stored}
                    one = Refused(name, SegmentCheck.REMOVED_DEVICE)
                opened.append(one)
                if isinstance(one, Segment):
                    files[name, one.hash] = self._file(role, name)
            found[role] = opened
        return found, files

    def _opened(self, name: str, sealed: bytes, devices: Mapping[str, str]) -> Segment | Refused:
        one = self._signer.opened(name, sealed, devices)
        return replace(one, entries=()) if self._to_verify and isinstance(one, Segment) else one

    def _file(self, role: Role, name: str) -> Path:
        return self._folder / role.value / name


def _digest(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


def _is_of_removed(segment: Segment, removed: Mapping[str, Removed]) -> bool:
    """Return whether a removed device wrote it after it was removed (6-5)."""
    end = removed.get(segment.device_id)
    return end is not None and segment.number > end.number


def check_failed(error: Damaged | NotForThisKey) -> SegmentCheck:
    """Return the check that a keys file failed; only ``UNREADABLE`` opens to no key at all."""
    if isinstance(error, NotForThisKey):
        return SegmentCheck.OTHER_KEY
    return SegmentCheck.BAD_CONTENT if isinstance(error, StrangeKeys) else SegmentCheck.UNREADABLE


def told_to_people(
    reading: JournalReading, listed: Mapping[Role, Mapping[str, int]]
) -> tuple[Finding, ...]:
    """Return the findings without segments that one storage lacks and the other restores.

    Files beyond the bounds of a vault have an item of their own (``beyond_bounds``), which
    also stands for the unreadable ones of the same folder: a flood is one thing to tell.
    """
    flooded = {
        (role, name.split("/")[0])
        for role, names in listed.items()
        for name in _ours(names) - fetchable(names)
    }
    return tuple(
        finding
        for finding in reading.report.findings
        if not _is_of_flood(finding, flooded)
        and (finding.check not in LATE or finding.place.split(" ")[0] not in reading.files)
    )


def _is_of_flood(finding: Finding, flooded: Set[tuple[Role, str]]) -> bool:
    folder = finding.place.split("/")[0]
    return finding.check is SegmentCheck.UNREADABLE and (finding.role, folder) in flooded


LATE = (SegmentCheck.ROLLED_BACK, SegmentCheck.MISSING_SEGMENT)
DAMAGE = (
    SegmentCheck.UNREADABLE,
    SegmentCheck.BAD_CONTENT,
    SegmentCheck.BAD_SIGNATURE,
    SegmentCheck.WRONG_PLACE,
)
"""Checks whose failure a good copy repairs."""


def _is_keys_file(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == KEYS_FOLDER and file.removesuffix(".age").isdecimal()


def _ours(names: Iterable[str]) -> set[str]:
    """Return valid names of keys files and segments; no other name becomes a local path."""
    return {name for name in names if _is_keys_file(name) or parse_name(name) is not None}


def keys_in_order(listed: Mapping[str, int]) -> list[str]:
    """Return keys files, with their sizes, in the order in which they are read within the bound.

    The newest ones first, for half of the bound: each has the keys of all before it, so a vault
    with very many albums opens by them. Then the smallest first: a flood of large files with
    high numbers hides none of the vault's earlier ones (DISASTERS 6-2).
    """
    newest: list[str] = []
    left = MOST_KEYS_TOGETHER_BYTES // 2
    for name in sorted(filter(_is_keys_file, listed), key=lambda name: (len(name), name))[::-1]:
        left -= listed[name]
        if left < 0:
            break
        newest.append(name)
    rest = listed.keys() - set(newest)
    return [*newest, *sorted(rest, key=lambda name: (listed[name], name))]


def fetchable(listed: Mapping[str, int]) -> set[str]:
    """Return the files to fetch, limited so that a flood can't fill this disk (DISASTERS 6-2).

    Files larger than any of ours are left out; the rest are taken smallest first, and keys files
    as ``keys_in_order`` says, up to the total that a vault can have. The others count as
    unreadable.
    """
    chosen = set()
    for is_keys, most_each, most_together in (
        (True, MOST_KEYS_BYTES, MOST_KEYS_TOGETHER_BYTES),
        (False, SEALED_LIMIT_BYTES, MOST_JOURNAL_TOGETHER_BYTES),
    ):
        sizes = {
            name: size
            for name, size in listed.items()
            if 0 <= size <= most_each
            and (_is_keys_file(name) if is_keys else parse_name(name) is not None)
        }
        by_size = sorted(sizes, key=lambda name: (sizes[name], name))
        left = most_together
        for name in (keys_in_order(sizes) if is_keys else by_size)[:MOST_FILES]:
            left -= listed[name]
            if left < 0:
                break
            chosen.add(name)
    return chosen


def beyond_bounds(listed: Mapping[str, int]) -> Message | None:
    """Return a message about files beyond the bounds of a vault; None if all are within.

    Their names are a storage's own words, so the message has a count and the first place.
    """
    over = sorted(_ours(listed) - fetchable(listed))
    if not over:
        return None
    files = len(over)
    return Message("files-keys-journal-larger-more", files=files, over=over[0])
