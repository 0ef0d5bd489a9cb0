"""A setup that was killed leaves no place at which nobody can make a vault any more.

What it wrote to the storages is noted before. The next setup of the same home takes that away
where nothing else is: no photo, and no file of another computer. No kit of it counts.
"""

import json
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.sync.journal.keys import TIMES_WRITTEN
from picup_desktop.vault.journal import segment_name
from picup_desktop.vault.layout import (
    MOST_STATIC_BYTES,
    README,
    README_NAME,
    VAULT_NAME,
    vault_json,
)

NOTE_NAME = "setup-begun.json"
FOLDERS = ("objects", "journal", "keys")


@dataclass(frozen=True)
class HalfMade:
    """A vault that was begun: its id, and that of the computer that made it."""

    vault_id: str
    device_id: str

    def names(self) -> tuple[str, ...]:
        """Return the files that its setup may have written, those first that hang on others."""
        keys = (f"keys/{number}.age" for number in range(1, TIMES_WRITTEN + 1))
        return (segment_name(self.device_id, 1), *keys, README_NAME, VAULT_NAME)


def note_begun(scratch: Path, begun: HalfMade) -> None:
    """Note that from now on a vault is being made."""
    (scratch / NOTE_NAME).write_text(json.dumps(asdict(begun)), encoding="utf-8")


def forget_begun(scratch: Path) -> None:
    """A vault was made to its end."""
    (scratch / NOTE_NAME).unlink(missing_ok=True)


def begun_before(scratch: Path) -> HalfMade | None:
    """Return the vault whose setup did not end; None if there is none, or nobody can know."""
    try:
        noted = json.loads((scratch / NOTE_NAME).read_text(encoding="utf-8"))
        return HalfMade(str(noted["vault_id"]), str(noted["device_id"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        # A power cut emptied it.
        return None


def take_away(storage: Storage, begun: HalfMade) -> bool:
    """Take away what was begun, and say whether there was anything. Any StorageError.

    Nothing is touched where another vault is, a photo, or a file of another computer.
    """
    of_vault, of_readme = _content(storage, VAULT_NAME), _content(storage, README_NAME)
    if of_vault not in {None, vault_json(begun.vault_id)}:
        return False
    if of_readme not in {None, README.encode()} or (of_vault, of_readme) == (None, None):
        return False
    names = begun.names()
    there = chain.from_iterable(storage.list(folder) for folder in FOLDERS)
    if any(one.name not in names for one in there):
        return False
    for name in names:
        storage.remove(name)
    return True


def _content(storage: Storage, name: str) -> bytes | None:
    try:
        return b"".join(storage.get(name, 0, MOST_STATIC_BYTES + 1))
    except ObjectNotFound:
        return None
