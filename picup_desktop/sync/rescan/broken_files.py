"""Find the files of a scan that can't be recorded, so that the others can (DISASTERS 5-7).

A scan is recorded in one transaction. If that fails with an unexpected error, the files
at fault are found by bisection; they are reported as unreadable, the others recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from picup_desktop.errors import PicupError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.messages.message import Message
from picup_desktop.sync.scan.scan import FolderScan, Unreadable

REASON = Message("list-photos-does-not-take")

T = TypeVar("T")


class _Undone(Exception):
    """Raised to roll a trial back."""


def broken_among(items: Sequence[T], breaks: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return the items that fail alone, by bisection; ``breaks`` tries several at once."""
    if not items or not breaks(items):
        return []
    if len(items) == 1:
        return list(items)
    half = len(items) // 2
    return [*broken_among(items[:half], breaks), *broken_among(items[half:], breaks)]


def without_broken(
    ledger: Ledger, album_id: int, known: Mapping[str, KnownFile], scan: FolderScan
) -> FolderScan:
    """Return the scan with unrecordable files moved to the unreadable. LedgerUnusable."""
    new = [file for file in scan.quiet if file.path not in known]
    old = [file for file in scan.quiet if file.path in known]

    def new_ones_break(files: Sequence[SeenFile]) -> bool:
        return _breaks(ledger, lambda: ledger.photos.add(album_id, files, 0.0))

    def old_ones_break(files: Sequence[SeenFile]) -> bool:
        changed = [(known[file.path].photo_id, file) for file in files]
        return _breaks(ledger, lambda: ledger.photos.note_changed(changed))

    broken = {*broken_among(new, new_ones_break), *broken_among(old, old_ones_break)}
    return replace(
        scan,
        quiet=tuple(file for file in scan.quiet if file not in broken),
        unreadable=(
            *scan.unreadable,
            *(
                Unreadable(file.path, REASON, is_fault=True)
                for file in scan.quiet
                if file in broken
            ),
        ),
    )


def _breaks(ledger: Ledger, act: Callable[[], None]) -> bool:
    def try_and_undo() -> None:
        with ledger.transaction():
            act()
            raise _Undone

    try:
        try_and_undo()
    except _Undone:
        return False
    except PicupError:
        raise
    except Exception:  # noqa: BLE001 - any error is the one that is looked for
        return True
    return False
