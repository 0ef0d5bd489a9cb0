"""Attention items in the window's language, made from their kind and details.

The ledger's own sentence is English; it stands in the details that can be copied.
"""

from collections.abc import Mapping
from typing import Any

from picup_desktop.clock import iso
from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.names import shown
from picup_desktop.ui.engine.live import unix
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.text import moment, translate
from picup_desktop.ui.verdict import role_name
from picup_desktop.words import AttentionKind, Role

SHOWN_FILES = 8


def title(item: AttentionRecord) -> str:
    """What kind of thing it is."""
    titles = {
        AttentionKind.DEAD_LETTER: translate("Attention", "Could not be deleted on a NAS"),
        AttentionKind.UPLOAD_FAILED: translate("Attention", "A photo could not be uploaded"),
        AttentionKind.ALBUM_VANISHED: translate("Attention", "The photos of an album are gone"),
        AttentionKind.HOST_KEY_CHANGED: translate("Attention", "A NAS shows another identity"),
        AttentionKind.STORAGE_FULL: translate("Attention", "A NAS takes nothing more"),
        AttentionKind.DAMAGED: translate("Attention", "A photo is damaged or lost"),
        AttentionKind.UNREADABLE: translate("Attention", "Files can't be read"),
        AttentionKind.BACKUP_AWAY: translate("Attention", "Backup has been away for a while"),
        AttentionKind.KEYRING: translate("Attention", "The keys can't be read"),
        AttentionKind.JOURNAL: translate("Attention", "Deletions wait in the journal"),
    }
    return titles[item.kind]


def sentence(item: AttentionRecord) -> str:
    """What happened and what can be done."""
    templates = {
        AttentionKind.DEAD_LETTER: translate(
            "Attention",
            "{files} could not be removed from {storage} in {attempts} attempts. {reason}",
        ),
        AttentionKind.UPLOAD_FAILED: translate("Attention", "{path}: {reason}"),
        AttentionKind.ALBUM_VANISHED: translate(
            "Attention",
            "The photos of {album} are gone from this computer. {reason} Keep them on the NAS, or"
            " delete them there too?",
        ),
        AttentionKind.BACKUP_AWAY: translate(
            "Attention",
            "Backup has been away since {since}, and {waiting} photos wait for it. They can be"
            " kept on main alone until it is back.",
        ),
        AttentionKind.HOST_KEY_CHANGED: translate("Attention", "{storage}: {reason}"),
        AttentionKind.STORAGE_FULL: translate("Attention", "{storage}: {reason}"),
    }
    template = templates.get(item.kind)
    if template is None:
        return in_words(item.text)
    try:
        return template.format(**_values(item.details))
    except KeyError:
        # An older ledger may know less about it.
        return in_words(item.text)


def _values(details: Mapping[str, Any]) -> dict[str, str]:
    values = {name: shown(str(value)) for name, value in details.items() if name != "reason"}
    values["reason"] = in_words(str(details.get("reason") or ""))
    if "storage" in details:
        values["storage"] = role_name(Role(details["storage"]))
    if "since" in details:
        values["since"] = moment(unix(str(details["since"])) or 0.0)
    if isinstance(details.get("files"), list):
        files = [_file(file) for file in details["files"]]
        values["files"] = ", ".join(files[:3]) + (" …" if len(files) > 3 else "")
    return values


def choice_words(choice: str) -> str:
    """What stands on the button of a choice."""
    words = {
        "retry": translate("Attention", "Try again"),
        "ignore": translate("Attention", "Ignore"),
        "keep": translate("Attention", "Keep them on the NAS"),
        "delete": translate("Attention", "Delete them there too"),
        "keep-on-main": translate("Attention", "Keep them on main"),
    }
    return words.get(choice, choice)


def detail_rows(item: AttentionRecord) -> list[tuple[str, str]]:
    """The details as name and value, those that a person asks for first."""
    names = {
        "files": translate("Attention", "Files"),
        "path": translate("Attention", "File"),
        "album": translate("Attention", "Album"),
        "storage": translate("Attention", "Storage"),
        "reason": translate("Attention", "Reason"),
        "attempts": translate("Attention", "Tries"),
        "missing": translate("Attention", "Photos gone"),
        "waiting": translate("Attention", "Photos waiting"),
    }
    rows = []
    for name, told in names.items():
        value = item.details.get(name)
        if value is not None and value != "":
            rows.append((told, _value(name, value)))
    rows.append((translate("Attention", "Since"), moment(item.since)))
    return rows


def details_to_copy(item: AttentionRecord) -> str:
    """Everything about an item as plain text, for a message to somebody who helps."""
    lines = [item.text, f"kind: {item.kind.value}", f"since: {iso(item.since)}"]
    for name, value in item.details.items():
        lines.append(f"{name}: {value}")
    return shown_lines(lines)


def shown_lines(lines: list[str]) -> str:
    """Lines that hold any file name and can still be copied."""
    return "\n".join(line.encode("utf-8", "backslashreplace").decode() for line in lines)


def _value(name: str, value: Any) -> str:
    if name == "storage":
        return role_name(Role(value))
    if isinstance(value, list):
        files = [_file(file) for file in value]
        more = len(files) - SHOWN_FILES
        told = "\n".join(files[:SHOWN_FILES])
        return (
            told if more <= 0 else told + "\n" + translate("Attention", "and %Ln more", None, more)
        )
    return in_words(str(value)) if name == "reason" else shown(str(value))


def _file(file: Any) -> str:
    if isinstance(file, dict):
        return f"{shown(str(file.get('path', '')))} ({file.get('reason', '')})"
    return shown(str(file))
