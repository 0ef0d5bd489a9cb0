"""The entries of a journal, each one line of JSON.

Album and photo ids are those of the writing device and never change. ``at`` is the
Unix time in whole seconds by that device's clock. The fields of a kind never change:
another field needs a new kind, and a kind of a later version is kept unchanged and
ignored.

A name that is valid Unicode is a plain JSON string. A path may be any bytes, which Python
represents by surrogate escapes; JSON readers disagree about those, so such a name is
written as the base64 of its bytes (docs/format-journal.md).
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from picup_desktop.files.status import MOST_INT64
from picup_desktop.strict_json import parse_object
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.journal.said import (
    DateCorrected,
    PictureTurned,
    read_content,
    read_date,
    read_hash,
    turn_number,
    write_content,
    write_date,
)
from picup_desktop.vault.objects import object_name

POSIX_BYTES = "bytes"
GENERALIZED_UTF8 = "wtf8"

EncodedText = str | dict[str, str]


def encode_text(text: str) -> EncodedText:
    """Return the JSON value of a name."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _encode_undecodable(text)
    return text


def decode_text(value: object) -> str:
    """Return the name of a JSON value; ValueError if it is none."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError("a name is text, or its bytes in base64")
    form, encoded = next(iter(value.items()))
    if form not in _DECODERS or not isinstance(encoded, str):
        raise ValueError("a name is written in a way nobody knows")
    return _DECODERS[form](base64.b64decode(encoded, validate=True))


def _decode_whole_text(value: object) -> str:
    """As ``decode_text``, of no name: ValueError for half a letter, which no ledger takes."""
    text = decode_text(value)
    text.encode()
    return text


def _encode_undecodable(text: str) -> dict[str, str]:
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = b""
    if raw and _from_posix(raw) == text:
        return {POSIX_BYTES: base64.b64encode(raw).decode()}
    # Windows allows names with half a surrogate pair; only this form is unambiguous.
    return {GENERALIZED_UTF8: base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}


def _from_posix(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _from_generalized(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


_DECODERS: dict[str, Callable[[bytes], str]] = {
    POSIX_BYTES: _from_posix,
    GENERALIZED_UTF8: _from_generalized,
}


BIGGEST_NUMBER = MOST_INT64
_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,18}")
LONGEST_LINE_BYTES = 1024 * 1024
"""Longest line of one entry: a path has at most 4096 bytes, a name far fewer."""


@dataclass(frozen=True, slots=True)
class AlbumAdded:
    """A folder is watched, for the first time or again; ``recipient`` names the album's key."""

    at: int
    album_id: int
    name: str
    recipient: str


@dataclass(frozen=True, slots=True)
class AlbumRenamed:
    """An album has a new name."""

    at: int
    album_id: int
    name: str


@dataclass(frozen=True, slots=True)
class AlbumRemoved:
    """A folder is no longer watched; its photos stay until each is removed."""

    at: int
    album_id: int


@dataclass(frozen=True, slots=True)
class PhotoStored:
    """A photo, or a new version of it, is on the storages as ``object``."""

    at: int
    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    size_bytes: int
    sha256: str
    """SHA-256 of the plain photo, hexadecimal."""
    object: str
    """``objects/ab/<sha256 of the sealed bytes>``."""
    sealed_bytes: int


@dataclass(frozen=True, slots=True)
class PhotoMoved:
    """A photo is in another album or at another path, with the same content (3-5)."""

    at: int
    photo_id: int
    album_id: int
    path: str


@dataclass(frozen=True, slots=True)
class PhotoRemoved:
    """A photo was deleted logically (3-1)."""

    at: int
    photo_id: int


@dataclass(frozen=True, slots=True)
class PhotoBack:
    """A deletion is withdrawn (3-1b, 3-5)."""

    at: int
    photo_id: int


@dataclass(frozen=True, slots=True)
class PhotoFreed:
    """A photo is on the storages and not on its computer, on purpose (5-5)."""

    at: int
    photo_id: int


@dataclass(frozen=True, slots=True)
class PhotoAdopted:
    """A photo of this device replaces one of another device, which no longer counts."""

    at: int
    photo_id: int
    device_id: str
    other_id: int


@dataclass(frozen=True, slots=True)
class ObjectReplaced:
    """A photo was sealed anew; every photo of ``object`` is now ``new_object``."""

    at: int
    object: str
    new_object: str
    sealed_bytes: int


@dataclass(frozen=True, slots=True)
class ObjectGone:
    """An object is on neither storage any more."""

    at: int
    object: str


@dataclass(frozen=True, slots=True)
class ObjectHeld:
    """Only in checkpoints: an object that is there, but is no photo's newest version."""

    at: int
    object: str
    sealed_bytes: int
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class PhotoWas:
    """An earlier state of a photo, from ``since_ms`` to ``until_ms`` (DISASTERS 4-4).

    Milliseconds since 1970, by the device's clock.
    """

    at: int
    photo_id: int
    album_id: int
    path: str
    mtime_ns: int
    size_bytes: int
    sha256: str
    object: str
    sealed_bytes: int
    since_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class GraceSet:
    """How many days earlier versions and deleted photos of this device stay (4-1)."""

    at: int
    days: int


@dataclass(frozen=True, slots=True)
class UnknownEntry:
    """An entry of a later version, kept unchanged."""

    kind: str
    line: str


Entry = (
    AlbumAdded
    | AlbumRenamed
    | AlbumRemoved
    | PhotoStored
    | PhotoMoved
    | PhotoRemoved
    | PhotoBack
    | PhotoFreed
    | PhotoAdopted
    | ObjectReplaced
    | ObjectGone
    | ObjectHeld
    | PhotoWas
    | GraceSet
    | DateCorrected
    | PictureTurned
    | UnknownEntry
)


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= BIGGEST_NUMBER:
        raise ValueError("a number is not one")
    return value


def _write_nanoseconds(value: object) -> str:
    # As text, because many JSON readers round numbers above 2**53.
    if type(value) is not int or abs(value) > BIGGEST_NUMBER:
        raise ValueError("a time is not one")
    return str(value)


def _read_nanoseconds(value: object) -> int:
    if not isinstance(value, str) or not _WHOLE_NUMBER.fullmatch(value):
        raise ValueError("a time is not one")
    time_ns = int(value)
    if abs(time_ns) > BIGGEST_NUMBER:
        raise ValueError("a time is not one")
    return time_ns


def _device(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{16}", value):
        raise ValueError("a device is not one")
    return value


def _write_object(value: object) -> str:
    sealed_hash = read_hash(str(value).rpartition("/")[2])
    if object_name(sealed_hash) != value:
        raise ValueError("an object's name is not one")
    return sealed_hash


def _read_object(value: object) -> str:
    return object_name(read_hash(value))


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    attribute: str
    write: Callable[[Any], object]
    read: Callable[[Any], object]


_AT = _Field("at", "at", _number, _number)
_ALBUM = _Field("album", "album_id", _number, _number)
_PHOTO = _Field("photo", "photo_id", _number, _number)
_DEVICE = _Field("device", "device_id", _device, _device)
_OTHER = _Field("other", "other_id", _number, _number)
_NAME = _Field("name", "name", encode_text, decode_text)
_RECIPIENT = _Field("recipient", "recipient", encode_text, _decode_whole_text)
_PATH = _Field("path", "path", encode_text, decode_text)
_MTIME = _Field("mtime_ns", "mtime_ns", _write_nanoseconds, _read_nanoseconds)
_SIZE = _Field("size", "size_bytes", _number, _number)
_SHA256 = _Field("sha256", "sha256", read_hash, read_hash)
_OBJECT = _Field("object", "object", _write_object, _read_object)
_NEW_OBJECT = _Field("new_object", "new_object", _write_object, _read_object)
_SEALED = _Field("sealed", "sealed_bytes", _number, _number)
_SINCE = _Field("since_ms", "since_ms", _number, _number)
_UNTIL = _Field("until_ms", "until_ms", _number, _number)
_TAKEN = _Field("taken", "taken_at", write_date, read_date)
_BEFORE = _Field("before", "before", write_date, read_date)
_TURN = _Field("turn", "turn", turn_number, turn_number)
_TURN_BEFORE = _Field("before", "before", turn_number, turn_number)
_CONTENT = _Field("sha256", "content", write_content, read_content)
_DAYS = _Field("days", "days", _number, _number)

_PHOTO_FIELDS = (_PHOTO, _ALBUM, _PATH, _MTIME, _SIZE, _SHA256, _OBJECT, _SEALED)
_FIELDS: dict[str, tuple[type[Any], tuple[_Field, ...]]] = {
    "album-added": (AlbumAdded, (_AT, _ALBUM, _NAME, _RECIPIENT)),
    "album-renamed": (AlbumRenamed, (_AT, _ALBUM, _NAME)),
    "album-removed": (AlbumRemoved, (_AT, _ALBUM)),
    "photo-stored": (PhotoStored, (_AT, *_PHOTO_FIELDS)),
    "photo-moved": (PhotoMoved, (_AT, _PHOTO, _ALBUM, _PATH)),
    "photo-removed": (PhotoRemoved, (_AT, _PHOTO)),
    "photo-back": (PhotoBack, (_AT, _PHOTO)),
    "photo-freed": (PhotoFreed, (_AT, _PHOTO)),
    "photo-adopted": (PhotoAdopted, (_AT, _PHOTO, _DEVICE, _OTHER)),
    "object-replaced": (ObjectReplaced, (_AT, _OBJECT, _NEW_OBJECT, _SEALED)),
    "object-gone": (ObjectGone, (_AT, _OBJECT)),
    "object-held": (ObjectHeld, (_AT, _OBJECT, _SEALED, _SHA256, _SIZE)),
    "photo-was": (PhotoWas, (_AT, *_PHOTO_FIELDS, _SINCE, _UNTIL)),
    "grace-set": (GraceSet, (_AT, _DAYS)),
    "date-corrected": (DateCorrected, (_AT, _DEVICE, _PHOTO, _TAKEN, _BEFORE)),
    "picture-turned": (PictureTurned, (_AT, _DEVICE, _PHOTO, _TURN, _TURN_BEFORE, _CONTENT)),
}
_KINDS: dict[type[Any], str] = {entry_type: kind for kind, (entry_type, _) in _FIELDS.items()}


def encode_entry(entry: Entry) -> bytes:
    """Return one line without its line feed; ValueError for a value that no entry may have."""
    if isinstance(entry, UnknownEntry):
        return entry.line.encode()
    kind = _KINDS[type(entry)]
    plain: dict[str, object] = {"kind": kind}
    for field in _FIELDS[kind][1]:
        plain[field.key] = field.write(getattr(entry, field.attribute))
    return compact_json(plain)


def decode_entry(line: bytes) -> Entry:
    """Parse one line; Damaged if it is no entry of any version."""
    try:
        text = line.decode()
        plain = parse_object(text, most_bytes=LONGEST_LINE_BYTES)
        kind = plain.pop("kind")
        if not isinstance(kind, str):
            raise Damaged("entry-journal-names-no-kind")
        if kind not in _FIELDS:
            return UnknownEntry(kind, text)
        return _read(kind, plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("entry-journal-makes-no-sense") from error


def _read(kind: str, plain: dict[str, object]) -> Entry:
    entry_type, fields = _FIELDS[kind]
    if len(plain) != len(fields):
        raise ValueError("an entry has fields that its kind has not")
    entry: Entry = entry_type(**{field.attribute: field.read(plain[field.key]) for field in fields})
    return entry


def compact_json(plain: object) -> bytes:
    """Return JSON on one line, without blanks, in UTF-8."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
