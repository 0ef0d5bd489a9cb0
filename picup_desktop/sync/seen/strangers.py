"""Objects on a storage that no computer of the vault names: counted and offered, never removed.

An older or newer home wrote them, or a computer that is lost, or a stranger. They may be the
only copy of a photo, so a person decides (5-1). What is younger than a day may be an upload of
another computer that is under way.
"""

import json
from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass

from picup_desktop.attention import items, subjects
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.sync.scan.media import is_hidden_name, is_system_folder, is_system_name
from picup_desktop.words import AttentionKind, Role

UNKNOWN_AFTER_SECONDS = float(DAY_SECONDS)

NamedByOthers = Callable[[], Set[str] | None]
"""Returns every object in another computer's journal; None while not all of them are known."""


@dataclass(frozen=True)
class Strangers:
    """The objects of one storage that no computer names, as they were last counted."""

    count: int = 0
    more: bool = False
    """Whether there may be more of them."""


def is_old(modified_at: float, now: float) -> bool:
    """Return whether a file is older than a day.

    Both are Unix seconds: the file's by the clock of its storage, which may be slow, or tell
    nothing but 0. So a storage's clock is asked before anything old is removed from it.
    """
    return now - modified_at > UNKNOWN_AFTER_SECONDS


def is_litter(name: str) -> bool:
    """Return whether a system or the box left a file there for itself, as in any folder.

    Explorer, Finder and a NAS's index write into every folder that somebody looks at. A hidden
    file is no object either: NFS keeps removed files so.
    """
    *folders, file = name.split("/")
    return any(map(is_system_folder, folders)) or is_system_name(file) or is_hidden_name(file)


def unknown_of(
    others: Sequence[ObjectInfo], known: Collection[str], now: float
) -> list[ObjectInfo]:
    """Return the old ones of the files whose names are not ``known``, by name; no litter."""
    unknown = (info for info in others if info.name not in known and not is_litter(info.name))
    return sorted(
        (info for info in unknown if is_old(info.modified_at, now)), key=lambda info: info.name
    )


def find_strangers(
    ledger: Ledger,
    others: Sequence[ObjectInfo],
    named_by_others: NamedByOthers,
    now: float,
) -> list[str] | None:
    """Return the names that no computer of the vault knows; None if that can't be told now.

    The journals of other computers are replayed only if a name is left that this ledger does
    not know.
    """
    known = ledger.checks.known([info.name for info in others])
    left = unknown_of(others, known, now)
    if not left:
        return []
    named = named_by_others()
    return None if named is None else [info.name for info in unknown_of(left, named, now)]


def note_strangers(
    ledger: Ledger, role: Role, names: Sequence[str], now: float, *, more: bool
) -> None:
    """Record how many there are, and open or close the item that offers them. One transaction.

    ``more``: there may be more of them than these names.
    """
    noted = json.dumps([len(names), more]) if names else ""
    with ledger.transaction():
        ledger.vaults.note(NoteAbout.STORAGE_UNKNOWN.of(role), noted)
        if names:
            ledger.attention.open(items.unknown_objects(role, names), now)
        else:
            ledger.attention.close(AttentionKind.JOURNAL, subjects.unknown_objects(role))


def strangers_on(ledger: Ledger, role: Role) -> Strangers:
    """Return what the last listing of a storage found."""
    noted = ledger.vaults.noted(NoteAbout.STORAGE_UNKNOWN.of(role))
    return Strangers(*json.loads(noted)) if noted else Strangers()
