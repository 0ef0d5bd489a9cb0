"""The table of causes: one row for each reason to ask a person, and the guide's page about it.

A row holds every word about its cause. The command line, the window, alerts, the
digest and the guide read them here, so no two of them can say different things.
The nameless sentence is sent to other services: it holds counts and the storage's
role only. A cause's value and its kind are part of the public contract (docs/cli.md).

Pages are in ``docs/``, and ``make docs`` builds a site with the same tree. Those about
attention items are also packed with the program, in every language of the window.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from picup_desktop.attention.cause_row import CauseRow
from picup_desktop.attention.rows_photos import PHOTO_ROWS
from picup_desktop.attention.rows_storages import STORAGE_ROWS
from picup_desktop.names import Shown, plain_lines
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
    CERTIFICATE_UNUSABLE = "certificate_unusable"
    STORAGE_FULL = "storage_full"
    STORAGE_DENIED = "storage_denied"
    STORAGE_REFUSED = "storage_refused"
    LOGIN_REFUSED = "login_refused"
    SSH_OUTDATED = "ssh_outdated"
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
    JOURNAL_NEW_KIT = "journal_new_kit"
    VAULT_CHANGED = "vault_changed"
    UNKNOWN_OBJECTS = "unknown_objects"
    HOME_COPIED = "home_copied"
    HOME_MOVED = "home_moved"
    HOME_OLD = "home_old"
    HOME_REMOVED = "home_removed"
    STORAGE_LOST_OBJECTS = "storage_lost_objects"
    STORAGE_LINKS = "storage_links"
    STORAGE_FINDINGS = "storage_findings"
    STORAGE_UNREAD = "storage_unread"
    BUCKET_RULE = "bucket_rule"
    SPOILED = "spoiled"
    ALBUM_SPOILED = "album_spoiled"
    CHANGED_MANY = "changed_many"
    CLOCK_WRONG = "clock_wrong"
    CLOCK_REFUSED = "clock_refused"
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


ATTENTION_PAGES = "guide/attention"
BROUGHT = "guide_pages"
"""Their folder in a built package (pyproject.toml); from source they are in ``docs/``."""

LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
ANCHOR = re.compile(r'^<a id="([a-z_]+)"></a>\n', re.MULTILINE)
FOR_REFERENCE = re.compile(r"^(?:Kind|종류) `.*\n", re.MULTILINE)


def page_about(cause: Cause) -> str:
    """Return the page below ``docs/`` that explains the cause and what to do."""
    row = cause.row
    section = f"#{row.section}" if row.section else ""
    return f"{ATTENTION_PAGES}/{row.kind.value}.md{section}"


def text_about(cause: Cause, language: str) -> Shown:
    """Return its page or section as Markdown for the window, with links turned into plain words.

    ``language`` is a code like "ko"; the page is English where there is no translation.
    """
    name = f"{cause.kind.value}.md"
    folder = _pages()
    page = folder / language / name
    if not page.is_file():
        page = folder / name
    text = section_of(page.read_text("utf-8"), cause.row.section)
    return plain_lines(FOR_REFERENCE.sub("", LINK.sub(r"\1", text)))


def section_of(page: str, section: str) -> str:
    """Return the part of a page from an anchor to the next one, without the anchors.

    An empty ``section`` means the part before the first anchor; a page without the
    anchor is returned as a whole.
    """
    parts = ANCHOR.split(page)
    anchors = dict(zip(parts[1::2], parts[2::2], strict=True))
    return (anchors.get(section) or ANCHOR.sub("", page) if section else parts[0]).strip() + "\n"


def _pages() -> Traversable:
    brought = files("picup_desktop") / BROUGHT
    return brought if brought.is_dir() else Path(__file__).parents[2] / "docs" / ATTENTION_PAGES
