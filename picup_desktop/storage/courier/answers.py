"""What a courier answers, as JSON that is read within bounds.

A courier reads what a server sends, so a server may have taken it over. Nothing that it
says is unpickled: each kind of answer is read here into the types of ``storage.base``,
and anything else is NotStrictJson. The bytes of objects cross as they are.
"""

import json
import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import TypeAlias, TypeVar

from picup_desktop.messages.message import from_plain, is_plain_message, to_plain
from picup_desktop.storage import errors
from picup_desktop.storage.base import ObjectInfo, Probe
from picup_desktop.storage.errors import StorageError, StrangeEntry
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.sums import StoredSum
from picup_desktop.strict_json import NotStrictJson, parse_json, text_of, whole_number

LONGEST_MESSAGE_BYTES = 16 * 1024 * 1024
"""The largest piece of an object is 1 MiB, and the longest list of answers far below this."""
MOST_UINT64 = 2**64 - 1
"""The largest size that SFTP can name."""
MOST_STRANGE = 1000
LONGEST_HOST_KEY = 64 * 1024
MOST_LOCKED_DAYS = 100 * 366
"""The longest retention that S3 knows is 100 years."""
LONGEST_FOLDER = 100
"""Two numbers of 64 bits."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HOST_KEY = re.compile(r"[A-Za-z0-9@._-]{1,100} [A-Za-z0-9+/]+={0,2}")

_ERRORS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, StorageError)
}

T = TypeVar("T")
Heard: TypeAlias = Callable[[object], T]
"""Reads a parsed answer; NotStrictJson for anything else."""


def parsed(payload: bytes | memoryview) -> object:
    """Return the JSON of a message. NotStrictJson."""
    return parse_json(payload, most_bytes=LONGEST_MESSAGE_BYTES)


def say(value: object) -> bytes:
    """Return an answer as JSON: a plain value, or one of the types below."""
    return json.dumps(_said(value), separators=(",", ":")).encode("ascii")


def _said(value: object) -> object:
    match value:
        case StorageError():
            return [type(value).__name__, to_plain(value.message)]
        case ObjectInfo():
            return [value.name, value.size_bytes, value.modified_at]
        case Probe():
            return [
                value.round_trip_seconds,
                value.free_bytes,
                value.host_key,
                list(value.strange),
                value.folder,
                None if value.keeps is None else list(vars(value.keeps).values()),
                value.overwrites,
                value.sums,
            ]
        case StoredSum():
            return {"sha256": value.sha256, "part_bytes": value.part_bytes}
        case list() | tuple():
            return [_said(one) for one in value]
        case _:
            return value


def say_items(items: Sequence[ObjectInfo]) -> bytes:
    """Return a part of a list, a column for each field, which is parsed fastest."""
    columns = (
        [item.name for item in items],
        [item.size_bytes for item in items],
        [item.modified_at for item in items],
    )
    return json.dumps(columns, separators=(",", ":")).encode("ascii")


def items(told: object) -> list[ObjectInfo]:
    """Return a part of a list that ``say_items`` made."""
    columns = _list(told, least=3, most=3)
    names, sizes, times = (_list(column, most=LONGEST_MESSAGE_BYTES) for column in columns)
    if not len(names) == len(sizes) == len(times):
        raise NotStrictJson("its columns differ")
    return [_info(*of_one) for of_one in zip(names, sizes, times, strict=True)]


def info(told: object) -> ObjectInfo:
    """Return one file of a storage."""
    return _info(*_list(told, least=3, most=3))


def _info(name: object, size: object, modified_at: object) -> ObjectInfo:
    if not isinstance(name, str):
        raise NotStrictJson("a name is none")
    return ObjectInfo(name, whole_number(size, most=MOST_UINT64), _seconds(modified_at))


def probe(told: object) -> Probe:
    """Return the result of a check of a storage."""
    round_trip, free, key, strange, folder, keeps, overwrites, sums = _list(told, least=8, most=8)
    if key is not None and not _HOST_KEY.fullmatch(text_of(key, most=LONGEST_HOST_KEY)):
        raise NotStrictJson("a host key is none")
    return Probe(
        _seconds(round_trip),
        free_bytes(free),
        None if key is None else str(key),
        tuple(
            text_of(one, most=LONGEST_MESSAGE_BYTES) for one in _list(strange, most=MOST_STRANGE)
        ),
        None if folder is None else text_of(folder, most=LONGEST_FOLDER),
        None if keeps is None else _keeping(keeps),
        truth(overwrites),
        None if sums is None else truth(sums),
    )


def _keeping(told: object) -> Keeping:
    versions, *numbers = _list(told, least=6, most=6)
    days, strict, ends, archives, known = numbers
    if not isinstance(versions, str) or versions not in list(Versions):
        raise NotStrictJson("what is kept is not known")
    locked, ends_days, archives_days = (
        None if one is None else whole_number(one, most=MOST_LOCKED_DAYS)
        for one in (days, ends, archives)
    )
    return Keeping(
        Versions(versions), locked, truth(strict), ends_days, archives_days, truth(known)
    )


def free_bytes(told: object) -> int | None:
    """Return the room of a storage; None if it says nothing."""
    return None if told is None else whole_number(told, most=MOST_UINT64)


def truth(told: object) -> bool:
    """Return whether something was done."""
    if not isinstance(told, bool):
        raise NotStrictJson("it is neither true nor false")
    return told


def nothing(told: object) -> None:
    """Return None, for a call without an answer."""
    if told is not None:
        raise NotStrictJson("there is an answer")


def moved_bytes(told: object) -> int:
    """Return how far a transfer is."""
    return whole_number(told)


def error(told: object) -> StorageError:
    """Return the error of a call."""
    name, message = _list(told, least=2, most=2)
    kind = _ERRORS.get(name) if isinstance(name, str) else None
    if kind is None or not is_plain_message(message):
        raise NotStrictJson("an error is none")
    made = kind.of(from_plain(message))
    if isinstance(made, StrangeEntry) and not isinstance(made.message.values.get("name"), str):
        raise NotStrictJson("an entry has no name")
    return made


def puts(count: int) -> Heard[list[StorageError | None]]:
    """Return what reads the answer about so many puts."""

    def read(told: object) -> list[StorageError | None]:
        results = _list(told, least=count, most=count)
        return [None if one is None else error(one) for one in results]

    return read


def sums(count: int) -> Heard[list[StoredSum | StorageError | None]]:
    """Return what reads the answer about the sums of so many objects."""

    def read(told: object) -> list[StoredSum | StorageError | None]:
        return [None if one is None else _sum(one) for one in _list(told, least=count, most=count)]

    return read


def _sum(told: object) -> StoredSum | StorageError:
    if not isinstance(told, dict):
        return error(told)
    sha256 = told.get("sha256")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise NotStrictJson("a sum is none")
    return StoredSum(sha256, whole_number(told.get("part_bytes"), most=MOST_UINT64))


def removals(count: int) -> Heard[list[bool | StorageError]]:
    """Return what reads the answer about at most so many removals."""

    def read(told: object) -> list[bool | StorageError]:
        results = _list(told, most=count)
        return [one if isinstance(one, bool) else error(one) for one in results]

    return read


def _list(told: object, *, most: int, least: int = 0) -> list[object]:
    if not isinstance(told, list) or not least <= len(told) <= most:
        raise NotStrictJson("a list is none, or of another length")
    return told


def _seconds(told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise NotStrictJson("a time is none")
    try:
        seconds = float(told)
    except OverflowError as error:
        raise NotStrictJson("a time is too large") from error
    if not isfinite(seconds):
        raise NotStrictJson("a time is too large")
    return seconds
