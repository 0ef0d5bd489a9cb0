"""The words of the product as plain data: roles, states and outcomes.

The ledger, JSON and the window use them, so their values are part of the public
contract (docs/cli.md) and never change.
"""

from enum import IntEnum, StrEnum


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


QUARTERS = 4
"""Quarter turns of a whole one."""


class Turn(IntEnum):
    """How a picture is turned and mirrored against the way its file says to show it.

    There are eight ways to lay a square onto itself (the dihedral group D4). The value is the
    orientation of EXIF that shows a picture so.
    """

    UPRIGHT = 1
    """As the file says."""
    MIRRORED = 2
    """Left and right are swapped."""
    AROUND = 3
    FLIPPED = 4
    """Top and bottom are swapped."""
    TRANSPOSED = 5
    RIGHT = 6
    """A quarter clockwise."""
    TRANSVERSED = 7
    LEFT = 8
    """A quarter counter-clockwise."""

    @property
    def is_mirrored(self) -> bool:
        """Whether text in the picture runs backwards."""
        return _PARTS[self][0]

    @property
    def quarters(self) -> int:
        """Quarter turns clockwise that follow the swap of left and right, from 0 to 3."""
        return _PARTS[self][1]

    @property
    def swaps_sides(self) -> bool:
        """Whether width and height change places."""
        return self.quarters % 2 == 1

    def then(self, after: "Turn") -> "Turn":
        """Return the one turn that does as much as this one and then ``after``."""
        # A mirror turns the direction of what was done before it.
        before = -self.quarters if after.is_mirrored else self.quarters
        mirrored = self.is_mirrored != after.is_mirrored
        return _OF_PARTS[mirrored, (before + after.quarters) % QUARTERS]

    @property
    def back(self) -> "Turn":
        """The turn that undoes this one."""
        quarters = self.quarters if self.is_mirrored else -self.quarters % QUARTERS
        return _OF_PARTS[self.is_mirrored, quarters]


_PARTS = {
    Turn.UPRIGHT: (False, 0),
    Turn.RIGHT: (False, 1),
    Turn.AROUND: (False, 2),
    Turn.LEFT: (False, 3),
    Turn.MIRRORED: (True, 0),
    Turn.TRANSVERSED: (True, 1),
    Turn.FLIPPED: (True, 2),
    Turn.TRANSPOSED: (True, 3),
}
_OF_PARTS = {parts: turn for turn, parts in _PARTS.items()}
