"""Journal, reading: what the other computers of the vault wrote, kept as sealed files.

Each storage has a shelf of its own, for the two may differ, and which of them is
right is told by hashes and signatures alone. A segment that was good once stays
here though a storage loses it.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.sync.journal.write import Signer
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.journal import (
    JOURNAL_FOLDER,
    SEALED_LIMIT_BYTES,
    ChainHead,
    Check,
    Finding,
    Refused,
    Report,
    Segment,
    check_journal,
    parse_name,
)
from picup_desktop.vault.keys import (
    KEYS_FOLDER,
    MOST_KEYS_BYTES,
    KeyRing,
    device_public_key,
    join_key_rings,
    open_key_ring,
)
from picup_desktop.words import Role

FOLDERS = (KEYS_FOLDER, JOURNAL_FOLDER)
AGE_BEGINS = b"age-"
"""The first bytes of every age file."""
MOST_FILES = 100_000
MOST_TOLD = 1000
MOST_KEYS_TOGETHER_BYTES = 64 * 1024 * 1024
MOST_JOURNAL_TOGETHER_BYTES = 2 * 1024 * 1024 * 1024
"""Of all other computers on one storage: some times what ten million photos have."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JournalReading:
    """What the shelves hold."""

    ring: KeyRing
    report: Report
    files: Mapping[str, Path] = field(default_factory=dict)
    """A good file of each segment that is trusted, by its name."""


class JournalShelves:
    """Sealed keys files and segments of other computers, as each storage has them."""

    def __init__(
        self, ledger: Ledger, folder: Path, signer: Signer, *, with_own: bool = False
    ) -> None:
        """``folder`` is for nothing else; ``with_own``: this computer's journal is read too."""
        self._with_own = with_own
        self._ledger = ledger
        self._folder = folder
        self._signer = signer
        self._listed: dict[Role, dict[str, int]] = {}

    @property
    def listed(self) -> Mapping[Role, Mapping[str, int]]:
        """What the storages that were looked at hold, with sizes."""
        return self._listed

    def look(self, role: Role, storage: Storage) -> None:
        """List a storage, and fetch what is new there. Any StorageError: it counts as unseen."""
        self._listed.pop(role, None)
        own = f"{JOURNAL_FOLDER}/{self._signer.author.device_id}/"
        listed = {
            info.name: info.size_bytes
            for folder in FOLDERS
            for info in storage.list(folder)
            if self._with_own or not info.name.startswith(own)
        }
        self._drop_keys_that_are_gone(role, listed)
        chosen = fetchable(listed)
        for name in _ours(listed) - chosen:
            # It can't be what it was when it was fetched.
            self._file(role, name).unlink(missing_ok=True)
        for name in sorted(chosen):
            file = self._file(role, name)
            if not file.exists() or file.stat().st_size != listed[name]:
                _fetch(storage, name, file, listed[name])
        self._listed[role] = listed

    def _drop_keys_that_are_gone(self, role: Role, listed: Mapping[str, int]) -> None:
        """A keys file that left the storage is of no use; a flood of them must not stay here."""
        for file in (self._folder / role.value / KEYS_FOLDER).glob("*"):
            if f"{KEYS_FOLDER}/{file.name}" not in listed:
                file.unlink(missing_ok=True)

    def fingerprint(self) -> str:
        """Changes when anything that was listed changes."""
        plain = json.dumps(
            {role.value: sorted(listed.items()) for role, listed in self._listed.items()},
            sort_keys=True,
        )
        return hashlib.sha256(plain.encode()).hexdigest()

    def read(self) -> JournalReading:
        """Open everything; what fails a check is a finding."""
        damaged: list[Finding] = []
        ring = join_key_rings([r for role in self._listed for r in self.rings(role, damaged)])
        own = self._signer.author
        devices = {d: key for d, key in ring.devices.items() if d != own.device_id}
        known = {one.device_id: one for one in self._ledger.devices.all()}
        # The key that a device was first known by is the one to believe.
        devices |= {one.device_id: one.public_key for one in known.values()}
        remembered = [
            ChainHead(one.device_id, one.head_number, one.head_hash)
            for one in known.values()
            if one.head_number is not None and one.head_hash is not None
        ]
        if self._with_own:
            devices[own.device_id] = device_public_key(own.device_key)
            mine = self._ledger.journal.segments()[-1:]
            remembered += [ChainHead(own.device_id, one.number, one.hash) for one in mine]
        found, files = self._open(devices)
        report = check_journal(found, devices=devices, remembered=remembered)
        report = replace(report, findings=(*damaged, *report.findings))
        trusted = {one.name: one.hash for chain in report.trusted.values() for one in chain}
        good = {name: path for (name, digest), path in files.items() if trusted.get(name) == digest}
        return JournalReading(
            KeyRing(ring.vault_key, ring.albums, devices, ring.storages), report, good
        )

    def heal(self, role: Role, storage: Storage, reading: JournalReading) -> int:
        """Give a storage the trusted segments that it lacks or has damaged; how many.

        Any StorageError. What goes there was signed by its own device.
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
            log.warning("%s is written to %s again", name, role.value)
            storage.put(name, file)
            # What was read before is looked at anew.
            self._file(role, name).unlink(missing_ok=True)
            healed += 1
        return healed

    def rings(self, role: Role, damaged: list[Finding]) -> list[KeyRing]:
        """What the keys files of a storage tell; those that don't open are added to ``damaged``."""
        folder = self._folder / role.value / KEYS_FOLDER
        rings = []
        damaged += [
            Finding(Check.UNREADABLE, role, name)
            for name in sorted(self._listed[role])
            if _is_keys_file(name) and not self._file(role, name).exists()
        ][:MOST_TOLD]
        for file in sorted(folder.glob("*.age"), key=lambda file: (len(file.name), file.name)):
            name = f"{KEYS_FOLDER}/{file.name}"
            if name not in self._listed[role]:
                continue
            try:
                rings.append(open_key_ring(file.read_bytes(), [self._signer.vault_key]))
            except (Damaged, NotForThisKey) as error:
                log.warning("%s of %s: %s", name, role.value, error.sentence)
                damaged.append(Finding(Check.UNREADABLE, role, name))
        return rings

    def _open(
        self, devices: Mapping[str, str]
    ) -> tuple[dict[Role, Sequence[Segment | Refused]], dict[tuple[str, str], Path]]:
        found: dict[Role, Sequence[Segment | Refused]] = {}
        files: dict[tuple[str, str], Path] = {}
        for role, listed in self._listed.items():
            opened: list[Segment | Refused] = []
            for name in sorted(listed):
                if not name.startswith(f"{JOURNAL_FOLDER}/"):
                    continue
                if parse_name(name) is None:
                    opened.append(Refused(name, Check.STRANGE_NAME))
                    continue
                file = self._file(role, name)
                if not file.exists():
                    # Larger than any of ours, or no age file at all: it was not fetched.
                    opened.append(Refused(name, Check.UNREADABLE))
                    continue
                one = self._signer.opened(name, file.read_bytes(), devices)
                opened.append(one)
                if isinstance(one, Segment):
                    files[name, one.hash] = self._file(role, name)
            found[role] = opened
        return found, files

    def _file(self, role: Role, name: str) -> Path:
        return self._folder / role.value / name


def told_to_people(reading: JournalReading) -> tuple[Finding, ...]:
    """The findings but for what a storage lacks and its twin has: it was away, and is given it."""
    return tuple(
        finding
        for finding in reading.report.findings
        if finding.check not in LATE or finding.place.split(" ")[0] not in reading.files
    )


LATE = (Check.ROLLED_BACK, Check.MISSING_SEGMENT)
DAMAGE = (Check.UNREADABLE, Check.BAD_CONTENT, Check.BAD_SIGNATURE, Check.WRONG_PLACE)
"""Findings about bytes that a good copy takes the place of."""


def _is_keys_file(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == KEYS_FOLDER and file.removesuffix(".age").isdecimal()


def _ours(names: Iterable[str]) -> set[str]:
    """The names that a keys file or a segment can have: nothing else is a path on this computer."""
    return {name for name in names if _is_keys_file(name) or parse_name(name) is not None}


def fetchable(listed: Mapping[str, int]) -> set[str]:
    """Which files are fetched, so that no flood of them fills this computer (DISASTERS 6-2).

    None that is larger than any of ours can be, and the smallest first until there are as many
    bytes as a vault can have; the others count as unreadable.
    """
    chosen = set()
    for is_keys, most_each, most_together in (
        (True, MOST_KEYS_BYTES, MOST_KEYS_TOGETHER_BYTES),
        (False, SEALED_LIMIT_BYTES, MOST_JOURNAL_TOGETHER_BYTES),
    ):
        names = [
            name
            for name, size in listed.items()
            if 0 <= size <= most_each
            and (_is_keys_file(name) if is_keys else parse_name(name) is not None)
        ]
        left = most_together
        for name in sorted(names, key=lambda name: (listed[name], name))[:MOST_FILES]:
            left -= listed[name]
            if left < 0:
                break
            chosen.add(name)
    return chosen


def beyond_bounds(listed: Mapping[str, int]) -> str | None:
    """Return a sentence about files that are larger or more than a vault can have; None: all fit.

    Their names are a storage's own words, so the sentence has a count and the first place.
    """
    over = sorted(_ours(listed) - fetchable(listed))
    if not over:
        return None
    return f"{len(over):,} files of keys/ and journal/ are larger, or more, than can be: {over[0]}."


def _fetch(storage: Storage, name: str, file: Path, size_bytes: int) -> None:
    """A sealed file; nothing is kept of what does not even begin as one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("wb") as target:
            for piece in storage.get(name, 0, size_bytes):
                if target.tell() == 0 and bytes(piece[: len(AGE_BEGINS)]) != AGE_BEGINS:
                    file.unlink(missing_ok=True)
                    return
                target.write(piece)
        part.replace(file)
    except ObjectNotFound:
        # Its device tidied up since it was listed.
        file.unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)
