"""Attention items and the questions about them in the window's language.

The words are made from an item's cause and details. The ledger's own English sentence is
among the details that can be copied.
"""

import re
from typing import Any

from picup_desktop.attention.asked import Follows
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, file_words, named_words
from picup_desktop.attention.subjects import album_of
from picup_desktop.clock import iso
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.messages.message import Message, from_plain
from picup_desktop.names import NO_WORDS, Shown, plain, plain_lines, shown
from picup_desktop.ui import text
from picup_desktop.ui.engine.live import unix
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.status import kept_words, role_name
from picup_desktop.ui.text import in_words, moment, translate
from picup_desktop.words import Role

SHOWN_FILES = 8
TIMES = frozenset({"since", "until"})
"""Details that are ISO 8601 times."""

MOMENTS = TIMES | {"changed_since"}

_COMMAND = re.compile(r"\s*\(`picup (?:album|attention) [^`]*`\)")
"""What a guide says of the command line after a button's name."""

SIZED = frozenset({Cause.ALBUM_VANISHED})
"""Causes that mean every missing photo of an album, so that the size is known."""


def without_commands(guide: Shown) -> Shown:
    """Return a guide without the commands that do the same as a button of the window."""
    return plain_lines(_COMMAND.sub("", guide))


def title(item: AttentionRecord) -> Shown:
    """Return the title of an item's cause."""
    return in_words(Message(item.cause.row.title))


def sentence(item: AttentionRecord) -> Shown:
    """Return what happened and what can be done."""
    words = named_words(item.details, storage=role_name, sentence=in_words, more=_more)
    for name in TIMES & words.keys():
        words[name] = moment_words(words[name])
    if "reason" in words:
        words["reason"] = _reason(item)
    code = item.cause.row.sentence
    # An item of an older ledger may have fewer details.
    known = catalogue_of(ENGLISH).names(code) <= words.keys()
    return plain(" ".join(in_words(Message(code, **words) if known else item.message).split()))


def choice_words(item: AttentionRecord, choice: str) -> Shown:
    """Return the label of a choice's button."""
    return in_words(Message(item.cause.row.choice_words(choice)))


def _reason(item: AttentionRecord) -> Shown:
    """Return the reason; one that only names a time has that time on this computer's clock."""
    since = item.details.get("changed_since")
    if item.cause is Cause.ALBUM_SPOILED and since is not None:
        return in_words(Message("since-time", since=moment_words(since)))
    return in_words(from_plain(item.details["reason"] or ""))


def moment_words(iso_time: str) -> Shown:
    """Return an ISO 8601 time on this computer's clock; what is no time is returned as it is."""
    try:
        return moment(unix(iso_time) or 0.0)
    except ValueError:
        return plain(iso_time)


def _more(count: int) -> Shown:
    return " " + translate("Attention", "and %Ln more", None, count)


def detail_rows(item: AttentionRecord) -> list[tuple[Shown, Shown]]:
    """Return the most important details as name and value."""
    names = {
        "files": translate("Attention", "Files"),
        "path": translate("Attention", "File"),
        "album": translate("Attention", "Album"),
        "storage": translate("Attention", "Storage"),
        "reason": translate("Attention", "Reason"),
        "attempts": translate("Attention", "Tries"),
        "missing": translate("Attention", "Photos gone"),
        "waiting": translate("Attention", "Photos waiting"),
        "changed": translate("Attention", "Photos changed"),
        "changed_since": translate("Attention", "Changed since"),
        "until": translate("Attention", "Kept until"),
    }
    rows = []
    for name, label in names.items():
        value = item.details.get(name)
        if value is not None and value != "":
            rows.append((label, _reason(item) if name == "reason" else _value(name, value)))
    rows.append((translate("Attention", "Since"), moment(item.since)))
    return rows


def details_to_copy(item: AttentionRecord) -> Shown:
    """Return everything about an item as plain text, for a message to somebody who helps."""
    names = {"kind": item.kind.value, "cause": item.cause.value, "since": iso(item.since)}
    lines = [item.text]
    for name, value in (names | item.details).items():
        lines.append(plain(f"{name}: {value}"))
    return shown_lines(lines)


def shown_lines(lines: list[Shown]) -> Shown:
    """Return lines as one text."""
    return "\n".join(lines)


def _value(name: str, value: Any) -> Shown:
    if name == "storage":
        return role_name(Role(value))
    if name in MOMENTS:
        return moment_words(str(value))
    if isinstance(value, list):
        files = [shown(file_words(file)) for file in value]
        more = len(files) - SHOWN_FILES
        names = "\n".join(files[:SHOWN_FILES])
        return (
            names
            if more <= 0
            else names + "\n" + translate("Attention", "and %Ln more", None, more)
        )
    return shown(str(value))


def question_words(item: AttentionRecord, choice: str, snapshot: Snapshot) -> tuple[Shown, Shown]:
    """Return the question and what a yes does: how much goes, and whether it can come back."""
    asked = item.cause.row.asks.get(choice)
    days = snapshot.settings.grace_days
    if asked is None:
        heading = translate("Attention", "{choice}?").format(choice=choice_words(item, choice))
        return heading, f"{sentence(item)}\n\n{_days_words(Follows.REPLACED, days)}"
    words: dict[str, str] = {name: shown(str(value)) for name, value in item.details.items()}
    words["photos"] = _photos_words(item, snapshot)
    heading = in_words(Message(asked.heading, **words))
    below = f"{in_words(Message(asked.below))} {_days_words(asked.follows, days)}"
    return heading, below.strip()


def _photos_words(item: AttentionRecord, snapshot: Snapshot) -> Shown:
    """Return the count, and the size where it is known."""
    count, size_bytes = int(item.details.get("missing") or item.details.get("changed") or 0), 0
    if item.cause in SIZED:
        count, size_bytes = snapshot.missing.get(album_of(item.subject), (count, 0))
    photos = text.photos(count)
    if not size_bytes:
        return photos
    return translate("Attention", "{photos} ({size})").format(
        photos=photos, size=text.size(size_bytes)
    )


def room_words(item: AttentionRecord, kept: KeptVersions) -> Shown:
    """Return what earlier versions take up on a storage that is full; empty elsewhere (4-1)."""
    words = kept_words(kept) if item.cause is Cause.STORAGE_FULL else NO_WORDS
    if not words:
        return NO_WORDS
    return f"{words} " + translate(
        "Attention", "That room is not free: it is given back when their days are over."
    )


def _days_words(follows: Follows, days: int) -> Shown:
    match follows:
        case Follows.DELETED:
            return _trash_words(days)
        case Follows.REPLACED:
            return _kept_words(days)
        case Follows.NOTHING:
            return NO_WORDS


def _trash_words(days: int) -> Shown:
    if days == 0:
        return translate(
            "Attention",
            "They are removed from both storages at once, because deleted photos are kept for 0"
            " days. This can't be undone.",
        )
    return translate(
        "Attention",
        "They stay for %Ln more days under Recently deleted, and can be restored from there.",
        None,
        days,
    )


def _kept_words(days: int) -> Shown:
    if days == 0:
        return translate(
            "Attention", "The replaced version is removed at once. This can't be undone."
        )
    return translate("Attention", "The replaced version stays there for %Ln more days.", None, days)
