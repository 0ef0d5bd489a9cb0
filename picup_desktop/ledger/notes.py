"""The small facts that parts of the program keep from one run to the next, by their keys.

They are rows of the table of settings: a key has a colon, so it is never the name of a
setting. Values are text; a key without a value, or with an empty one, counts as not set.
"""

from enum import StrEnum
from typing import NewType

NoteKey = NewType("NoteKey", str)
"""A key of a ``NoteAbout``, with its subject."""


class Note(StrEnum):
    """A fact about the whole home."""

    ALERT_STANDSTILL = "alert:standstill"
    """Since when nothing was protected, as it was last alerted."""
    ALERT_DIGEST = "alert:digest"
    """When the last digest was due."""
    CLOCK_MARK = "clock:mark"
    """The clocks at their last comparison."""
    DELETIONS_APPLIED = "journal:applied"
    """Entries of the file of spilled deletions that are in the ledger already (3-3)."""
    ENGINE_PAUSED = "engine:paused"
    """Until when a person paused the engine."""
    HOME_ALONE = "home:alone"
    """Set when a person said that nobody goes on under the former ids of this home (5-5)."""
    HOME_ANSWERED = "home:answered"
    """Marks of another copy for which a person answered that this home is the only one."""
    HOME_ELSEWHERE = "home:elsewhere"
    """Another machine on which the home was found, while the question about it is open."""
    HOME_FORMER = "home:former"
    """Former ids of this home whose journals are being read; their albums go on here."""
    HOME_JOINING = "home:joining"
    """The storages whose journals must be read before anything is removed."""
    HOME_MACHINE = "home:machine"
    """The last machine on which this home was known to be the only copy."""
    HOME_MARKS = "home:marks"
    """Names of the marks that this home left on the storages."""
    HOME_NEW_COMPUTER = "home:new-computer"
    """Set when a person chose that this home becomes a computer of its own."""
    HOME_REMOVED = "home:removed"
    """Set once another computer removed this one from the vault (6-5)."""
    JOURNAL_SEEN = "journal:seen"
    """A hash of the journals when they were last read completely."""
    KEYS_RENEWED = "trust:renewed"
    """When this home last got new vault and album keys (6-5)."""
    KEYRING_ENTRY = "keyring:entry"
    """The name of the entry of the system's keyring that has the secrets."""
    ONE_BOX = "storages:one-box"
    """What says that main and backup are on one box, as a message; not set for two (5-8)."""
    ORIGINALS_LAST = "originals:last"
    """The progress of the rolling read of the originals, as a time."""
    PASS_FAULT = "pass:fault"  # noqa: S105 - a pass over the photos
    """The fault that broke the last passes, and how many."""
    SPOILED_PUT_BACK = "spoiled:put_back"
    """Spoiled photos that a person wants to have back from the storages (4-2)."""
    TRUST_KIT = "trust:kit"
    """The public key with which the recovery kit signs; not set in a vault of format 1."""
    TRUST_NOTICE = "trust:notice"
    """Former recipients, who are told only that their time has ended (6-5)."""
    UNTIL_BACKUP_IS_BACK = "policy:until-backup-is-back"
    """Set when a person chose to keep photos on main while backup is away (1-3c)."""
    VERSION_ASKED = "version:asked"
    """When the version file was last asked, and its answer."""


class NoteAbout(StrEnum):
    """A fact about one storage, album, device or the like."""

    ALBUM_CHANGES_ACCEPTED = "album:{}:changes_accepted"
    """When a person accepted that many photos of the album changed (4-3)."""
    ALBUM_CHANGES_SINCE = "album:{}:changes_since"
    """From when on many photos of the album changed (4-3)."""
    ALBUM_LEFT_OUT = "album:{}:left_out"
    """How many files of the album's folder are not kept, by reason and ending."""
    ALBUM_LINKS = "album:{}:links"
    """The links that the last scan of the album followed, and where they lead (3-4)."""
    ALBUM_MOUNTS = "album:{}:mounts"
    """The mounts inside the album's folder at its last scan (4-6)."""
    ALBUM_ROOT = "album:{}:root"
    """The folder and disk of the album at its last scan."""
    ALBUM_SPOILED = "album:{}:spoiled"
    """Whether the album is held because many of its photos are spoiled (4-3)."""
    DEVICE_GRACE = "grace:{}"
    """The grace of a device, in days."""
    DEVICE_JOINED = "journal:joined:{}"
    """The last segment of a device when this computer joined."""
    DEVICE_WROTE = "device:{}:wrote_at"
    """When a device last wrote, by its own clock."""
    HOME_OWN_JOURNAL = "home:own-journal:{}"
    """What a storage has of this computer's own journal."""
    JOURNAL_FINDINGS = "journal:findings:{}"
    """What one part of the check found in the journals."""
    KEYS_PUBLISHED = "keys-published:{}"
    """The mark of the keys file that was last written to a storage."""
    KEYS_LEFT = "keys-left:{}"
    """Hashes of the keys files on a storage that no key of ours opens, once they were told."""
    LOGIN_REFUSALS = "storage:refusals:{}"
    """When a storage refused logins lately."""
    NOTICE_SENT = "trust:notice-sent:{}"
    """The notice that was last written to a storage."""
    STORAGE_KEEPS = "storage:keeps:{}"
    """What a storage keeps of what is removed from it, as a message."""
    STORAGE_LOST = "storage:lost:{}"
    """Signs that a storage lost what it kept, while the question about it is open."""
    STORAGE_RULES = "storage:rules:{}"
    """What rules of a storage do to photos that nobody removed, as a message."""
    STORAGE_SUMS = "storage:sums:{}"
    """Set while a storage is known to compare and keep the SHA-256 of what it is sent."""
    STORAGE_TOLD = "storage:told:{}"
    """When the question about it was first asked."""
    STORAGE_UNKNOWN = "storage:unknown:{}"
    """How many objects on a storage no computer names, as last listed."""
    VERIFY_LAST = "verify:last:{}"
    """When a storage was last verified."""

    def of(self, about: str | int) -> NoteKey:
        """Return the key for a storage's role, an album's id or a device's."""
        return NoteKey(self.value.format(about))


ABOUT_CONTENT = (
    *(NoteAbout.KEYS_PUBLISHED, NoteAbout.VERIFY_LAST, NoteAbout.HOME_OWN_JOURNAL),
    *(NoteAbout.NOTICE_SENT, NoteAbout.KEYS_LEFT),
    *(NoteAbout.STORAGE_LOST, NoteAbout.STORAGE_TOLD, NoteAbout.STORAGE_UNKNOWN),
    *(NoteAbout.LOGIN_REFUSALS, NoteAbout.STORAGE_KEEPS, NoteAbout.STORAGE_SUMS),
    NoteAbout.STORAGE_RULES,
)
"""What is noted about a storage's content, and so goes with the box and not with its part."""

WHAT_BUCKETS_DO = (NoteAbout.STORAGE_RULES, NoteAbout.STORAGE_KEEPS)
"""What a card says of a bucket, in this order."""
