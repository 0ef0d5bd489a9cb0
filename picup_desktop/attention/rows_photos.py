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
from picup_desktop.words import AttentionKind

PHOTO_ROWS: Mapping[str, CauseRow] = {
    "dead_letter": CauseRow(
        AttentionKind.DEAD_LETTER,
        "cause-dead-letter-title",
        "cause-dead-letter-nameless",
        "cause-dead-letter",
        scenario="3-2",
    ),
    "upload_failed": CauseRow(
        AttentionKind.UPLOAD_FAILED,
        "cause-upload-failed-title",
        "cause-upload-failed-nameless",
        "cause-upload-failed",
        scenario="1-4",
    ),
    "photo_unreadable": CauseRow(
        AttentionKind.UPLOAD_FAILED,
        "cause-photo-unreadable-title",
        "cause-photo-unreadable-nameless",
        "cause-photo-unreadable",
    ),
    "album_vanished": CauseRow(
        AttentionKind.ALBUM_VANISHED,
        "cause-album-vanished-title",
        "cause-album-vanished-nameless",
        "cause-album-vanished",
        choices=(KEEP, DELETE, RETRY, IGNORE),
        scenario="3-4",
        asks={DELETE: DELETE_ALBUM},
    ),
    "subfolder_vanished": CauseRow(
        AttentionKind.ALBUM_VANISHED,
        "cause-subfolder-vanished-title",
        "cause-subfolder-vanished-nameless",
        "cause-subfolder-vanished",
        choices=(KEEP, DELETE, RETRY, IGNORE),
        scenario="4-6",
        section="subfolder_vanished",
        asks={DELETE: DELETE_SUBFOLDER},
    ),
    "lost": CauseRow(
        AttentionKind.DAMAGED,
        "cause-lost-title",
        "cause-lost-nameless",
        "cause-lost",
        scenario="2-3",
    ),
    "unreadable_files": CauseRow(
        AttentionKind.UNREADABLE,
        "cause-unreadable-files-title",
        "cause-unreadable-files-nameless",
        "cause-unreadable-files",
    ),
    "spoiled": CauseRow(
        AttentionKind.SPOILED,
        "cause-spoiled-title",
        "cause-spoiled-nameless",
        "cause-spoiled",
        choices=(KEEP, ACCEPT, RETRY, IGNORE),
        scenario="4-2",
        words={
            KEEP: "choice-put-good-one-back-here",
            ACCEPT: "choice-take-file-as",
        },
        asks={ACCEPT: TAKE_SPOILED},
    ),
    "album_spoiled": CauseRow(
        AttentionKind.SPOILED,
        "cause-album-spoiled-title",
        "cause-album-spoiled-nameless",
        "cause-album-spoiled",
        choices=(KEEP, ACCEPT, RETRY, IGNORE),
        scenario="4-3",
        section="album_spoiled",
        words={
            KEEP: "choice-put-good-ones-back-here",
            ACCEPT: "choice-take-files-as-they",
        },
        asks={ACCEPT: TAKE_ALBUM},
    ),
    "changed_many": CauseRow(
        AttentionKind.CHANGED_MANY,
        "cause-changed-many-title",
        "cause-changed-many-nameless",
        "cause-changed-many",
        choices=(ACCEPT, RETRY, IGNORE),
        scenario="4-3",
        words={ACCEPT: "choice-changes-right"},
        asks={ACCEPT: CHANGES_RIGHT},
    ),
    "file_broken": CauseRow(
        AttentionKind.FAULT,
        "cause-file-broken-title",
        "cause-file-broken-nameless",
        "cause-file-broken",
        scenario="5-7",
        section="file_broken",
    ),
}
"""Rows by the value of the cause."""
