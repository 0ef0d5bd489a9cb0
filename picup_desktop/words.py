"""The words of the product as plain data: roles, states and outcomes.

The ledger, JSON and the window use them, so their values are part of the public
contract (docs/cli.md) and never change.
"""

from enum import StrEnum


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802, ARG001 - Qt's tools look for it
    """Return ``text``, and mark it for translation in the window."""
    return text


class Role(StrEnum):
    """One of the two storages of a vault."""

    MAIN = "main"
    BACKUP = "backup"

    @property
    def other(self) -> "Role":
        """The other one of the two."""
        return Role.BACKUP if self is Role.MAIN else Role.MAIN


class SshSpeaker(StrEnum):
    """Who speaks SSH to a storage."""

    BUILTIN = "builtin"
    """This program itself."""
    OPENSSH = "openssh"
    """The computer's own ``ssh``."""


class PhotoState(StrEnum):
    """How safe a photo is."""

    WAITING = "waiting"
    FAILED = "failed"
    HALF_PROTECTED = "half_protected"
    PROTECTED = "protected"
    DELETED = "deleted"


class CopyState(StrEnum):
    """The recorded state of an object on one storage."""

    NONE = "none"
    STORED = "stored"
    MISSING = "missing"
    DAMAGED = "damaged"


class StorageState(StrEnum):
    """The recorded state of a storage since the last contact with it."""

    ONLINE = "online"
    AWAY = "away"
    REFUSED = "refused"
    FULL = "full"


class AlbumState(StrEnum):
    """Whether an album's folder is watched, paused, held or removed."""

    WATCHED = "watched"
    PAUSED = "paused"
    HELD = "held"
    REMOVED = "removed"


class Outcome(StrEnum):
    """How one upload of one photo ended (DISASTERS 1-1 to 1-5)."""

    STORED = "stored"
    MAIN_FAILED = "main_failed"
    BACKUP_FAILED = "backup_failed"
    WORKER_FAILED = "worker_failed"
    CHANGED = "changed"


class MessageState(StrEnum):
    """The state of a message of the deletion queue (DISASTERS 3-1, 3-2)."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class AttentionKind(StrEnum):
    """Why something waits for a person."""

    DEAD_LETTER = "dead_letter"
    UPLOAD_FAILED = "upload_failed"
    ALBUM_VANISHED = "album_vanished"
    HOST_KEY_CHANGED = "host_key_changed"
    STORAGE_FULL = "storage_full"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    BACKUP_AWAY = "backup_away"
    KEYRING = "keyring"
    JOURNAL = "journal"
    CHANGED_MANY = "changed_many"
    SPOILED = "spoiled"
    STORAGE_CHANGED = "storage_changed"
    LOGIN = "login"
    CLOCK = "clock"
    HOME = "home"
    FAULT = "fault"


class Policy(StrEnum):
    """What a photo needs before it counts as protected (DISASTERS 1-3, 1-3b)."""

    PAIR = "pair"
    KEEP_ONE = "keep-one"


class DateFrom(StrEnum):
    """Where the date of a photo is from."""

    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    SIDECAR = "sidecar"
    """A file beside it: XMP, or the JSON of Google Takeout."""
    CONTAINER = "container"
    """What a film's container says."""
    NAME = "name"
    """The file's name, as cameras and phones choose it."""
    FILE = "file"
    """The file's own time, which may be that of a copy."""
    PERSON = "person"


class EndedBy(StrEnum):
    """How an earlier state ended."""

    REPLACED = "replaced"
    MOVED = "moved"
    DELETED = "deleted"


class Why(StrEnum):
    """The reason why a file of an album's folder is not kept."""

    LINK = "link"
    """A symbolic link: it is not followed."""
    HIDDEN = "hidden"
    """Hidden, or in a hidden folder."""
    KIND = "kind"
    """No picture, film, or file that belongs to one."""
    NAME = "name"
    """Named as a half-written file, or as a file of the system."""
    SPECIAL = "special"
    """A pipe, a socket or a device."""
    NOT_HERE = "not_here"
    """A placeholder: the file is in a cloud only, not on this computer."""
