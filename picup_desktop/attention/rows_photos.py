"""The rows of the causes about albums, photos and their files."""

from collections.abc import Mapping

from picup_desktop.attention.asked import (
    CHANGES_RIGHT,
    DELETE_ALBUM,
    DELETE_SUBFOLDER,
    TAKE_ALBUM,
    TAKE_SPOILED,
)
from picup_desktop.attention.cause_row import (
    ACCEPT,
    DELETE,
    IGNORE,
    KEEP,
    RETRY,
    CauseRow,
)
from picup_desktop.words import QT_TRANSLATE_NOOP, AttentionKind

PHOTO_ROWS: Mapping[str, CauseRow] = {
    "dead_letter": CauseRow(
        AttentionKind.DEAD_LETTER,
        QT_TRANSLATE_NOOP("Attention", "Could not be deleted on a NAS"),
        "{files} could not be removed from the {storage} storage, in all its tries.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{files} could not be removed from {storage} in {attempts} attempts. {reason}",
        ),
        scenario="3-2",
    ),
    "upload_failed": CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "A photo could not be uploaded"),
        "It is tried again, and is not protected until then.",
        QT_TRANSLATE_NOOP("Attention", "{path} could not be uploaded. {reason}"),
        scenario="1-4",
    ),
    "photo_unreadable": CauseRow(
        AttentionKind.UPLOAD_FAILED,
        QT_TRANSLATE_NOOP("Attention", "A photo can't be read"),
        "It is tried again, and is not protected until it can be read.",
        QT_TRANSLATE_NOOP("Attention", "{path} is not protected. {reason}"),
    ),
    "album_vanished": CauseRow(
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
    "subfolder_vanished": CauseRow(
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
    "lost": CauseRow(
        AttentionKind.DAMAGED,
        QT_TRANSLATE_NOOP("Attention", "A photo is damaged or lost"),
        "Neither storage nor this computer has it whole.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "{reason} If you have the file {path} anywhere else, put it back into its album.",
        ),
        scenario="2-3",
    ),
    "unreadable_files": CauseRow(
        AttentionKind.UNREADABLE,
        QT_TRANSLATE_NOOP("Attention", "Files can't be read"),
        "{files} of an album can't be read and are not protected. The rest goes on.",
        QT_TRANSLATE_NOOP(
            "Attention",
            "In the album {album}, these can't be read: {files}. Check permissions and the disk;"
            " the rest goes on.",
        ),
    ),
    "spoiled": CauseRow(
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
    "album_spoiled": CauseRow(
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
    "changed_many": CauseRow(
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
    "file_broken": CauseRow(
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
"""Rows by the value of the cause."""
