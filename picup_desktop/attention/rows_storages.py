"""The rows of the causes about storages, the journal, this home and its clock."""

from collections.abc import Mapping

from picup_desktop.attention.asked import (
    ONLY_HOME,
)
from picup_desktop.attention.cause_row import (
    IGNORE,
    KEEP_ONE,
    NEW_COMPUTER,
    ONLY_ONE,
    RETRY,
    CauseRow,
)
from picup_desktop.words import QT_TRANSLATE_NOOP, AttentionKind

STORAGE_ROWS: Mapping[str, CauseRow] = {
    "no_room_here": CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "No room on this computer to seal a photo"),
        "This computer's disk is too full to seal a photo before it is sent. It is not protected"
        " until there is room.",
        QT_TRANSLATE_NOOP("Attention", "{path} waits. {reason}"),
    ),
    "host_key_changed": CauseRow(
        AttentionKind.HOST_KEY_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "A NAS shows another identity"),
        "It is the {storage} storage. Nothing is sent to it until you look at it.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
    ),
    "host_key_unknown": CauseRow(
        AttentionKind.HOST_KEY_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "Nobody has confirmed the identity of a NAS"),
        "It is the {storage} storage. Nothing is sent to it until its identity is confirmed.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        section="host_key_unknown",
    ),
    "storage_full": CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS has no room left"),
        "It is the {storage} storage. Photos wait until there is room again.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    "storage_denied": CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS does not let PicUp write"),
        "It is the {storage} storage: it is read-only, or the user may not write there. Photos"
        " wait until that is changed.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    "storage_refused": CauseRow(
        AttentionKind.STORAGE_FULL,
        QT_TRANSLATE_NOOP("Attention", "A NAS refuses what it is asked"),
        "It is the {storage} storage. Photos wait until it answers otherwise.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
        scenario="1-7",
    ),
    "login_refused": CauseRow(
        AttentionKind.LOGIN,
        QT_TRANSLATE_NOOP("Attention", "A NAS refuses the login"),
        "It is the {storage} storage: it does not accept the user, the password or the key."
        " Photos wait until it does.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason}"),
    ),
    "folder_unwatched": CauseRow(
        AttentionKind.UNREADABLE,
        QT_TRANSLATE_NOOP("Attention", "An album's folder can't be watched"),
        "New photos of an album are found about a minute later. None is missed.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "The folder of {album} can't be watched ({reason}). New photos are found all the same,"
            " though a minute later.",
        ),
    ),
    "too_few_watches": CauseRow(
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
    "backup_away": CauseRow(
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
    "keyring": CauseRow(
        AttentionKind.KEYRING,
        QT_TRANSLATE_NOOP("Attention", "The keys can't be read"),
        "The vault stays locked until you look at it.",
        QT_TRANSLATE_NOOP("Attention", "The vault's keys can't be read. {reason}"),
    ),
    "deletions_waiting": CauseRow(
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
    "journal_forged": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS was written by somebody else"),
        "It is the {storage} storage: a part of its list of photos is not signed by any computer of"
        " this vault, or was moved there. It is not used. Look at who can write to that storage.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_forged",
    ),
    "journal_damaged": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS is damaged or was changed"),
        "It is the {storage} storage: a part of its list of photos does not open, or does not fit"
        " the rest. It is not used. Look at that storage's disk, and at who can write to it.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_damaged",
    ),
    "journal_rolled_back": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A list on a NAS is older than it was"),
        "The {storage} storage holds an older list of photos than was seen before. If you did not"
        " put an older state of it back, somebody else did.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="6-4",
        section="journal_rolled_back",
    ),
    "journal_forked": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Two computers write in one computer's name"),
        "Two different lists stand in one computer's name. What follows in them is not used. Was a"
        " computer's disk copied, or put back from a backup?",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        scenario="5-6",
        section="journal_forked",
    ),
    "journal_stray": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "A foreign file lies among the lists on a NAS"),
        "It is the {storage} storage. The file is not read. If you did not put it there, look at"
        " who can write to that storage.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        section="journal_stray",
    ),
    "journal_newer": CauseRow(
        AttentionKind.JOURNAL,
        QT_TRANSLATE_NOOP("Attention", "Another computer uses a newer PicUp Desktop"),
        "A list on the {storage} storage can't be read by this version. Install the newest one.",
        QT_TRANSLATE_NOOP("Attention", "{reason}"),
        section="journal_newer",
    ),
    "unknown_objects": CauseRow(
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
    "home_copied": CauseRow(
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
    "home_moved": CauseRow(
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
    "home_old": CauseRow(
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
    "storage_lost_objects": CauseRow(
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
    "storage_links": CauseRow(
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
    "storage_findings": CauseRow(
        AttentionKind.STORAGE_CHANGED,
        QT_TRANSLATE_NOOP("Attention", "A storage says what can't be true"),
        "The {storage} storage holds or answers something that is far too large or makes no sense."
        " It is not used; the rest goes on.",
        QT_TRANSLATE_NOOP("Attention", "{storage}: {reason} It is not used; the rest goes on."),
        scenario="6-2",
        section="storage_findings",
    ),
    "clock_wrong": CauseRow(
        AttentionKind.CLOCK,
        QT_TRANSLATE_NOOP("Attention", "A clock is wrong"),
        "This computer's clock and a storage's differ by more than a day. Nothing is removed by"
        " its date until they agree.",
        QT_TRANSLATE_NOOP(
            "Attention", "{reason} Nothing is removed by its date until the clocks agree."
        ),
        scenario="4-5",
    ),
    "pass_broken": CauseRow(
        AttentionKind.FAULT,
        QT_TRANSLATE_NOOP("Attention", "Work breaks off again and again"),
        "Not every photo is protected while this lasts.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "Work broke off {times} times in a row: {reason} Not every photo is protected while"
            " this lasts. The log says more: {log}",
        ),
        scenario="5-7",
    ),
}
"""Rows by the value of the cause."""
