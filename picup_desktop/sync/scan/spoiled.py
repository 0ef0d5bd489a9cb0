"""Decide whether a known photo's changed file is an edit or spoiled (DISASTERS 4-2).

A pure decision over the first and the last bytes. In doubt it is an edit: the earlier
version stays for the grace then. A file known by its extension only is not judged by its head.
"""

import hashlib
from dataclasses import dataclass
from enum import Enum

from picup_desktop.messages.message import Message
from picup_desktop.sync.scan.file_ends import End, ReadAt, end_of, ends_in_zeros
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import classify

HEAD_BYTES = 4096
TAIL_BYTES = 64 * 1024
_STEPS = (16, 64, 512, HEAD_BYTES)
_STEP_DIGITS = 6
_SEEN = frozenset((MediaKind.PHOTO, MediaKind.RAW, MediaKind.VIDEO))
_NO_NAME = ""


class Spoil(Enum):
    """The kind of damage to a file, with the message about it."""

    EMPTY = Message("file-empty-now-0-bytes")
    ZEROS = Message("file-full-zeros-now")
    HEAD = Message("file-no-picture-film-any")
    CUT = Message("file-cut-end-missing")
    ZERO_END = Message("end-file-full-zeros")


@dataclass(frozen=True)
class Before:
    """The facts about the version before; the size is in bytes."""

    size_bytes: int
    content_kind: str | None
    """As ``kind_of`` returned; None if it was never determined."""
    head_digest: str | None


@dataclass(frozen=True)
class FileEnds:
    """A file's size in bytes, its first ``HEAD_BYTES`` and its last ``TAIL_BYTES``."""

    size_bytes: int
    head: bytes
    tail: bytes


def kind_of(head: bytes) -> str:
    """Return the kind of a file by its first bytes alone; empty for no picture or film."""
    kind = classify(_NO_NAME, head)
    return kind.value if kind in _SEEN else ""


def digest_of(head: bytes) -> str:
    """Return hashes of a file's beginning, one for each length that it reaches."""
    return "".join(
        hashlib.blake2b(head[:step], digest_size=_STEP_DIGITS // 2).hexdigest()
        for step in _STEPS
        if len(head) >= step
    )


def begins_alike(before: str | None, now: str) -> bool:
    """Return whether two files begin alike, over the longest beginning that both have."""
    length = min(len(before or ""), len(now))
    return (
        length > 0
        and (before or "")[length - _STEP_DIGITS : length] == now[length - _STEP_DIGITS : length]
    )


def spoil(before: Before, now: FileEnds, read_at: ReadAt) -> Spoil | None:
    """Return the damage to a file that changed; None for an edit.

    ``read_at`` reads the file itself, if its end is not enough to decide.
    """
    if before.size_bytes == 0:
        return None
    if now.size_bytes == 0:
        return Spoil.EMPTY
    if not any(now.head) and not any(now.tail):
        return Spoil.ZEROS
    if not before.content_kind:
        return None
    if not kind_of(now.head):
        return Spoil.HEAD
    return _end_spoil(before, now, end_of(now.head, now.tail, now.size_bytes, read_at))


def _end_spoil(before: Before, now: FileEnds, end: End) -> Spoil | None:
    alike = begins_alike(before.head_digest, digest_of(now.head))
    if end is End.WHOLE:
        return None
    if ends_in_zeros(now.tail) and (end is End.BROKEN or (alike and not any(now.tail))):
        return Spoil.ZERO_END
    return Spoil.CUT if alike and now.size_bytes < before.size_bytes else None
