"""The table of causes: one row for each reason to ask a person.

A row holds every word about its cause. The command line, the window, alerts, the
digest and the guide read them here, so no two of them can say different things.
The nameless sentence is sent to other services: it holds counts and the storage's
role only. A cause's value and its kind are part of the public contract (docs/cli.md).
"""

from collections.abc import Mapping
from enum import StrEnum

from picup_desktop.attention.cause_row import CauseRow
from picup_desktop.attention.rows_photos import PHOTO_ROWS
from picup_desktop.attention.rows_storages import STORAGE_ROWS
from picup_desktop.words import AttentionKind


class Cause(StrEnum):
    """Why something waits for a person; finer than the kind."""

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
        """All words about it."""
        return ROWS[self]

    @property
    def kind(self) -> AttentionKind:
        """The kind in the public contract."""
        return ROWS[self].kind


ROWS: Mapping[Cause, CauseRow] = {
    Cause(value): row for value, row in {**PHOTO_ROWS, **STORAGE_ROWS}.items()
}
