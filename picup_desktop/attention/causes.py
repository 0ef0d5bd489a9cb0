"""The table of causes: one row for each reason to ask a person.

A row holds every word about its cause. The command line, the window, alerts, the
digest and the guide read them here, so no two of them can say different things.
The nameless sentence is sent to other services: it holds counts and the storage's
role only. A cause's value and its kind are part of the public contract (docs/cli.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from picup_desktop.attention.asked import (
    CHANGES_RIGHT,
    DELETE_ALBUM,
    DELETE_SUBFOLDER,
    ONLY_HOME,
    QT_TRANSLATE_NOOP,
    TAKE_ALBUM,
    TAKE_SPOILED,
    Asked,
)
from picup_desktop.words import AttentionKind


class Cause(StrEnum):
    """Why something waits for a person, one word finer than the kind."""

    DEAD_LETTER = "dead_letter"
    UPLOAD_FAILED = "upload_failed"
    NO_ROOM_HERE = "no_room_here"
    PHOTO_UNREADABLE = "photo_unreadable"
    ALBUM_VANISHED = "album_vanished"
    SUBFOLDER_VANISHED = "subfolder_vanished"
    HOST_KEY_CHANGED = "host_key_changed"
    HOST_KEY_UNKNOWN = "host_key_unknown"
    STORAGE_FULL = "storage_full"
    STORAGE_DENIED = "storage_denied"
    STORAGE_REFUSED = "storage_refused"
    LOGIN_REFUSED = "login_refused"
    LOST = "lost"
    UNREADABLE_FILES = "unreadable_files"
    FOLDER_UNWATCHED = "folder_unwatched"
    TOO_FEW_WATCHES = "too_few_watches"
    BACKUP_AWAY = "backup_away"
    KEYRING = "keyring"
    DELETIONS_WAITING = "deletions_waiting"
    JOURNAL_FORGED = "journal_forged"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_ROLLED_BACK = "journal_rolled_back"
    JOURNAL_FORKED = "journal_forked"
    JOURNAL_STRAY = "journal_stray"
    JOURNAL_NEWER = "journal_newer"
    UNKNOWN_OBJECTS = "unknown_objects"
    HOME_COPIED = "home_copied"
    HOME_MOVED = "home_moved"
    HOME_OLD = "home_old"
    STORAGE_LOST_OBJECTS = "storage_lost_objects"
    STORAGE_LINKS = "storage_links"
    STORAGE_FINDINGS = "storage_findings"
    SPOILED = "spoiled"
    ALBUM_SPOILED = "album_spoiled"
    CHANGED_MANY = "changed_many"
    CLOCK_WRONG = "clock_wrong"
    PASS_BROKEN = "pass_broken"  # noqa: S105 - a pass over the albums, no password
    FILE_BROKEN = "file_broken"

    @property
    def row(self) -> "CauseRow":
        """Everything that is said about it."""
        return ROWS[self]

    @property
    def kind(self) -> AttentionKind:
        """The coarser word of the public contract."""
        return ROWS[self].kind


RETRY, IGNORE = "retry", "ignore"
KEEP, DELETE = "keep", "delete"
KEEP_ONE = "keep-on-main"
ONLY_ONE = "only-one"
NEW_COMPUTER = "new-computer"
ACCEPT = "accept"


CHOICES: Mapping[str, str] = {
    RETRY: QT_TRANSLATE_NOOP("Attention", "Try again"),
    IGNORE: QT_TRANSLATE_NOOP("Attention", "Ignore"),
    KEEP: QT_TRANSLATE_NOOP("Attention", "Keep them on the NAS"),
    DELETE: QT_TRANSLATE_NOOP("Attention", "Delete them there too"),
    KEEP_ONE: QT_TRANSLATE_NOOP("Attention", "Keep them on main"),
    ACCEPT: QT_TRANSLATE_NOOP("Attention", "Take it as it is"),
    ONLY_ONE: QT_TRANSLATE_NOOP("Attention", "This is the only one now"),
    NEW_COMPUTER: QT_TRANSLATE_NOOP("Attention", "Make it a computer of its own"),
}
"""What stands on the button of a choice, unless the cause has words of its own."""


HARMLESS = frozenset({RETRY, IGNORE, KEEP, KEEP_ONE, NEW_COMPUTER})
"""Choices that take nothing away from a storage. Every other one asks first."""


@dataclass(frozen=True)
class CauseRow:
    """What is said about one cause.

    ``nameless`` and ``sentence`` are templates; ``item.py`` fills them from the details.
    """

    kind: AttentionKind
    title: str
    nameless: str
    """Made of counts and of the storage's role only."""
    sentence: str
    """May name files, albums and addresses."""
    choices: tuple[str, ...] = (RETRY, IGNORE)
    scenario: str | None = None
    """The number in docs/disasters.md, where it has one."""
    section: str = ""
    """The anchor on the kind's page of the guide; empty: the whole page is about it."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words of its own on the button of a choice."""
    asks: Mapping[str, Asked] = field(default_factory=dict)
    """The question before each choice that is not harmless."""

    def asks_first(self, choice: str) -> bool:
        """Return whether a person is asked before ``choice``, which may take something away.

        A choice that nobody knows, from another version's ledger, is asked about.
        """
        return choice in self.asks or choice not in HARMLESS

    def choice_words(self, choice: str) -> str:
        """Return what stands on the button of ``choice``."""
        return self.words.get(choice) or CHOICES.get(choice, choice)


ROWS: Mapping[Cause, CauseRow] = {
    Cause.DEAD_LETTER: CauseRow(
        AttentionKind.DEAD_LETTER,
        QT_TRANSLATE_NOOP("Attention", "Could not be deleted on a NAS"),
        "{files} could not be removed from the {storage} storage, in all its tries.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{files} could not be removed from {storage} in {attempts} attempts. {reason}",
        ),
        scenario="3-2",
    ),
    Cause.UPLOAD_FAILED: CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "A photo could not be uploaded"),
        "It is tried again, and is not protected until then.",
        QT_TRANSLATE_NOOP("Attention", "{path} could not be uploaded. {reason}"),
        scenario="1-4",
    ),
    Cause.NO_ROOM_HERE: CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "No room on this computer to seal a photo"),
        "This computer's disk is too full to seal a photo before it is sent. It is not protected"
        " until there is room.",
        QT_TRANSLATE_NOOP("Attention", "{path} waits. {reason}"),
    ),
    Cause.PHOTO_UNREADABLE: CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "A photo can't be read"),
        "It is tried again, and is not protected until it can be read.",
        QT_TRANSLATE_NOOP("Attention", "{path} is not protected. {reason}"),
    ),
    Cause.ALBUM_VANISHED: CauseRow(
        AttentionKind.ALBUM_VANISHED,
        QT_TRANSLATE_NOOP("Attention", "The photos of an album are gone from this computer"),
        "{missing} went missing at once. Nothing is deleted until you answer.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The photos of {album} are gone from this computer. {reason} Keep them on the NAS, or"
            " delete them there too?",
        ),
        choices=(KEEP, DELETE, RETRY, IGNORE),
        scenario="3-4",
        asks={DELETE: DELETE_ALBUM},
    ),
    Cause.SUBFOLDER_VANISHED: CauseRow(
        AttentionKind.ALBUM_VANISHED,
        QT_TRANSLATE_NOOP("Attention", "A folder inside an album is gone from this computer"),
        "{missing} in it went missing at once. Nothing of it is deleted until you answer.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The folder {folder} of {album} is gone or empty. {reason} Keep its photos on the NAS,"
            " or delete them there too?",
        ),
        choices=(KEEP, DELETE, RETRY, IGNORE),
        scenario="4-6",
        section="subfolder_vanished",
        asks={DELETE: DELETE_SUBFOLDER},
    ),
    Cause.HOST_KEY_CHANGED: CauseRow(
        AttentionKind.HOST_KEY_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "A NAS shows another identity"),
        "It is the {storage} storage. Nothing is sent to it until you look at it.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
    ),
    Cause.HOST_KEY_UNKNOWN: CauseRow(
        AttentionKind.HOST_KEY_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "Nobody has confirmed the identity of a NAS"),
        "It is the {storage} storage. Nothing is sent to it until its identity is confirmed.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        section="host_key_unknown",
    ),
    Cause.STORAGE_FULL: CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS has no room left"),
        "It is the {storage} storage. Photos wait until there is room again.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    Cause.STORAGE_DENIED: CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS does not let PicUp write"),
        "It is the {storage} storage: it is read-only, or the user may not write there. Photos"
        " wait until that is changed.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    Cause.STORAGE_REFUSED: CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS refuses what it is asked"),
        "It is the {storage} storage. Photos wait until it answers otherwise.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    Cause.LOGIN_REFUSED: CauseRow(
        AttentionKind.LOGIN,
        QT_TRANSLATE_NOOP("Attention", "A NAS refuses the login"),
        "It is the {storage} storage: it does not accept the user, the password or the key."
        " Photos wait until it does.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
    ),
    Cause.LOST: CauseRow(
        AttentionKind.DAMAGED,
        QT_TRANSLATE_NOOP("Attention", "A photo is damaged or lost"),
        "Neither storage nor this computer has it whole.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{reason} If you have the file {path} anywhere else, put it back into its album.",
        ),
        scenario="2-3",
    ),
    Cause.UNREADABLE_FILES: CauseRow(
        AttentionKind.UNREADABLE,
        QT_TRANSLATE_NOOP("Attention", "Files can't be read"),
        "{files} of an album can't be read and are not protected. The rest goes on.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "In the album {album}, these can't be read: {files}. Check permissions and the disk;"
            " the rest goes on.",
        ),
    ),
    Cause.FOLDER_UNWATCHED: CauseRow(
        AttentionKind.UNREADABLE,
        QT_TRANSLATE_NOOP("Attention", "An album's folder can't be watched"),
        "New photos of an album are found about a minute later. None is missed.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The folder of {album} can't be watched ({reason}). New photos are found all the same,"
            " though a minute later.",
        ),
    ),
    Cause.TOO_FEW_WATCHES: CauseRow(
        AttentionKind.UNREADABLE,
        QT_TRANSLATE_NOOP("Attention", "This computer allows too few watched folders"),
        "New photos of an album are found about a minute later. None is missed.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The folder of {album} can't be watched ({reason}): this computer allows too few"
            " watches (fs.inotify.max_user_watches). New photos are found all the same, though a"
            " minute later.",
        ),
    ),
    Cause.BACKUP_AWAY: CauseRow(
        AttentionKind.BACKUP_AWAY,
        QT_TRANSLATE_NOOP("Attention", "Backup has been away for a while"),
        "{waiting} wait for the backup storage.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The backup storage has been away since {since}, and {waiting} photos wait for it."
            " They can be kept on main alone until it is back.",
        ),
        choices=(KEEP_ONE, RETRY, IGNORE),
        scenario="1-3c",
    ),
    Cause.KEYRING: CauseRow(
        AttentionKind.KEYRING,
        QT_TRANSLATE_NOOP("Attention", "The keys can't be read"),
        "The vault stays locked until you look at it.",
        QT_TRANSLATE_NOOP("Attention", "The vault's keys can't be read. {reason}"),
    ),
    Cause.DELETIONS_WAITING: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Deletions wait on this computer"),
        "The list of photos on this computer can't be written. Deletions are kept beside it, and"
        " follow as soon as it can.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The deletion of {files} waits in a file beside the list of photos. {reason} Nothing"
            " is lost; it goes on by itself when that is over.",
        ),
        scenario="3-3",
        section="deletions_waiting",
    ),
    Cause.JOURNAL_FORGED: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS was written by somebody else"),
        "It is the {storage} storage: a part of its list of photos is not signed by any computer of"
        " this vault, or was moved there. It is not used. Look at who can write to that storage.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_forged",
    ),
    Cause.JOURNAL_DAMAGED: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS is damaged or was changed"),
        "It is the {storage} storage: a part of its list of photos does not open, or does not fit"
        " the rest. It is not used. Look at that storage's disk, and at who can write to it.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_damaged",
    ),
    Cause.JOURNAL_ROLLED_BACK: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS is older than it was"),
        "The {storage} storage holds an older list of photos than was seen before. If you did not"
        " put an older state of it back, somebody else did.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_rolled_back",
    ),
    Cause.JOURNAL_FORKED: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Two computers write in one computer's name"),
        "Two different lists stand in one computer's name. What follows in them is not used. Was a"
        " computer's disk copied, or put back from a backup?",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="5-6",
        section="journal_forked",
    ),
    Cause.JOURNAL_STRAY: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A foreign file lies among the lists on a NAS"),
        "It is the {storage} storage. The file is not read. If you did not put it there, look at"
        " who can write to that storage.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        section="journal_stray",
    ),
    Cause.JOURNAL_NEWER: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Another computer uses a newer PicUp Desktop"),
        "A list on the {storage} storage can't be read by this version. Install the newest one.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        section="journal_newer",
    ),
    Cause.UNKNOWN_OBJECTS: CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Files on a NAS belong to no photo"),
        "{objects} on the {storage} storage stand in no computer's list. Nothing was removed.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{objects} on {storage} are named by no computer of this vault. They may be left over"
            " from one that is lost, so nothing was removed.",
        ),
        section="unknown_objects",
    ),
    Cause.HOME_COPIED: CauseRow(
        AttentionKind.HOME,
        QT_TRANSLATE_NOOP("Attention", "This computer's vault data was copied"),
        "Another copy of this computer's vault data is in use. Neither removes anything from a"
        " storage until one of the two has become a computer of its own.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{place} on {storage} was written in this computer's name, but not by this computer:"
            " another copy of its vault data is in use. Neither copy removes anything, and what"
            " this one shows may not be what rests there. Make one of the two a computer of its"
            " own; if the other copy is gone for good, say that this is the only one.",
        ),
        choices=(NEW_COMPUTER, ONLY_ONE, RETRY, IGNORE),
        scenario="5-6",
        section="home_copied",
        asks={ONLY_ONE: ONLY_HOME},
    ),
    Cause.HOME_MOVED: CauseRow(
        AttentionKind.HOME,
        QT_TRANSLATE_NOOP("Attention", "This computer's vault data came from another computer"),
        "Nothing is removed from any storage until somebody has said whether the other computer"
        " still uses it. New photos are still brought there.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "This computer's vault data came from another computer. If that one still uses PicUp,"
            " make this a computer of its own; if not, say that this is the only one now. Nothing"
            " is removed from any storage until then; new photos are still brought there.",
        ),
        choices=(NEW_COMPUTER, ONLY_ONE, RETRY, IGNORE),
        scenario="5-6",
        section="home_copied",
        asks={ONLY_ONE: ONLY_HOME},
    ),
    Cause.HOME_OLD: CauseRow(
        AttentionKind.HOME,
        QT_TRANSLATE_NOOP("Attention", "This computer's vault data is older than its own lists"),
        "It was put back from a backup or a snapshot. Nothing is removed from any storage"
        " meanwhile; new photos are still brought there.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "This computer's vault data is older than what it once wrote to {storage} ({place}):"
            " was it put back from a backup? Nothing is removed from any storage and no missing"
            " file counts as a deletion meanwhile; new photos are still brought there. Make it a"
            " computer of its own: what is missing here then stays on the storages.",
        ),
        choices=(NEW_COMPUTER, RETRY, IGNORE),
        scenario="5-5",
        section="home_old",
    ),
    Cause.STORAGE_LOST_OBJECTS: CauseRow(
        AttentionKind.STORAGE_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "Files of the vault are gone from a NAS"),
        "It is the {storage} storage. They are brought back from the other storage or from this"
        " computer, where there is a whole copy; until then these photos don't count as"
        " protected.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{objects} objects and {own} files of PicUp's own are gone from {storage}, seen"
            " {since}: deleted there, or was an older state of it put back? They are brought back"
            " from the other storage or from this computer, where there is a whole copy; until then"
            " these photos don't count as protected.",
        ),
        scenario="5-1",
        section="storage_lost_objects",
    ),
    Cause.STORAGE_LINKS: CauseRow(
        AttentionKind.STORAGE_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "Links lie on a storage"),
        "The {storage} storage holds links or special files, which PicUp never makes. They are not"
        " followed and not removed. Look at who can write to that storage.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "On {storage} there are links or special files, which PicUp never makes: {files}. They"
            " are not followed and not removed. Look at who can write to that storage.",
        ),
        scenario="6-1",
        section="storage_links",
    ),
    Cause.STORAGE_FINDINGS: CauseRow(
        AttentionKind.STORAGE_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "A storage says what can't be true"),
        "The {storage} storage holds or answers something that is far too large or makes no sense."
        " It is not used; the rest goes on.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason} It is not used; the rest goes on."),
        scenario="6-2",
        section="storage_findings",
    ),
    Cause.SPOILED: CauseRow(
        AttentionKind.SPOILED,
        QT_TRANSLATE_NOOP("Attention", "A photo's file is not a picture any more"),
        "The good version stays on the storages until you answer.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{path} was a picture or a film and is none any more. {reason} The good version stays"
            " on the storages. Put it back here, or take the file as it is?",
        ),
        choices=(KEEP, ACCEPT, RETRY, IGNORE),
        scenario="4-2",
        words={
            KEEP: QT_TRANSLATE_NOOP("Attention", "Put the good one back here"),
            ACCEPT: QT_TRANSLATE_NOOP("Attention", "Take the file as it is"),
        },
        asks={ACCEPT: TAKE_SPOILED},
    ),
    Cause.ALBUM_SPOILED: CauseRow(
        AttentionKind.SPOILED,
        QT_TRANSLATE_NOOP("Attention", "Many files of an album are not pictures any more"),
        "{changed} changed within an hour. The good versions stay on the storages until you"
        " answer.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{changed} photos of {album} are not pictures any more: {files}. {reason} The good"
            " versions stay on the storages. Put them back here, or take the files as they are?",
        ),
        choices=(KEEP, ACCEPT, RETRY, IGNORE),
        scenario="4-3",
        section="album_spoiled",
        words={
            KEEP: QT_TRANSLATE_NOOP("Attention", "Put the good ones back here"),
            ACCEPT: QT_TRANSLATE_NOOP("Attention", "Take the files as they are"),
        },
        asks={ACCEPT: TAKE_ALBUM},
    ),
    Cause.CHANGED_MANY: CauseRow(
        AttentionKind.CHANGED_MANY,
        QT_TRANSLATE_NOOP("Attention", "Many photos of an album changed"),
        "{changed} changed within an hour and are protected as new versions. While this is open,"
        " no earlier version is removed.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{changed} photos of {album} changed within an hour and are protected as new versions."
            " The earlier ones stay on the storages until {until}, and none of them is removed"
            " while this is open.",
        ),
        choices=(ACCEPT, RETRY, IGNORE),
        scenario="4-3",
        words={ACCEPT: QT_TRANSLATE_NOOP("Attention", "The changes are right")},
        asks={ACCEPT: CHANGES_RIGHT},
    ),
    Cause.CLOCK_WRONG: CauseRow(
        AttentionKind.CLOCK,
        QT_TRANSLATE_NOOP("Attention", "A clock is wrong"),
        "This computer's clock and a storage's differ by more than a day. Nothing is removed by"
        " its date until they agree.",
        QT_TRANSLATE_NOOP(
            "Attention", "{reason} Nothing is removed by its date until the clocks agree."
        ),
        scenario="4-5",
    ),
    Cause.PASS_BROKEN: CauseRow(
        AttentionKind.FAULT,
        QT_TRANSLATE_NOOP("Attention", "An error of this program ends its work again and again"),
        "Not every photo is protected while this lasts.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "An error of this program ended its work {times} times: {reason} Not every photo is"
            " protected while this lasts. The log says more: {log}",
        ),
        scenario="5-7",
    ),
    Cause.FILE_BROKEN: CauseRow(
        AttentionKind.FAULT,
        QT_TRANSLATE_NOOP("Attention", "This program can't handle a file"),
        "{files} are left out because of an error of this program, and are not protected. The rest"
        " goes on.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "Left out because of an error of this program, and not protected: {files}. The rest"
            " goes on.",
        ),
        scenario="5-7",
        section="file_broken",
    ),
}
