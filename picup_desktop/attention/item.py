"""An attention item, and the sentences made from its cause and its details."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from picup_desktop.attention.causes import Cause
from picup_desktop.messages.catalogue import catalogue_of, in_english
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.messages.message import Message, from_plain, to_plain
from picup_desktop.names import Shown, plain, shown
from picup_desktop.words import AttentionKind, Role

NAMED_FILES = 3
SENTENCES = ("reason", "log")
"""Details that are text of this program and are not escaped."""
ROLES = {Role.MAIN: Message("role-main"), Role.BACKUP: Message("role-backup")}
"""How a storage is called within a sentence."""


@dataclass(frozen=True)
class AttentionRecord:
    """One item: its cause, its subject, its details and its choices."""

    cause: Cause
    subject: str
    """The subject, made by ``subjects.py``."""
    message: Message
    choices: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    since: float = 0.0

    @property
    def text(self) -> Shown:
        """Its message in English; two spaces stand where a value is empty."""
        return plain(" ".join(in_english(self.message).split()))

    @property
    def kind(self) -> AttentionKind:
        """The kind of its cause."""
        return self.cause.kind


def item_of(cause: Cause, subject: str, **details: Any) -> AttentionRecord:
    """Return an item with the words of its row; KeyError if a detail is missing.

    ``details`` are messages and plain JSON values: the names in the sentence, and values
    that a person may want to copy.
    """
    row = cause.row
    details = {
        name: to_plain(value) if isinstance(value, Message) else value
        for name, value in details.items()
    }
    words = named_words(details)
    values = {name: words[name] for name in sorted(catalogue_of(ENGLISH).names(row.sentence))}
    return AttentionRecord(cause, subject, Message(row.sentence, **values), row.choices, details)


def named_words(
    details: Mapping[str, Any],
    *,
    storage: Callable[[Role], str] = lambda role: role.value,
    sentence: Callable[[Message], str] = in_english,
    more: Callable[[int], str] = lambda count: f" and {count} more",
) -> dict[str, str]:
    """Return the values for a sentence with names; the window passes in translated ones."""
    words = {
        name: str(value) if name in SENTENCES else shown(str(value))
        for name, value in details.items()
    }
    if "reason" in details:
        words["reason"] = sentence(from_plain(details["reason"] or ""))
    if details.get("storage") in tuple(Role):
        words["storage"] = storage(Role(details["storage"]))
    if isinstance(details.get("objects"), (list, tuple)):
        words["objects"] = _list(details["objects"], sentence, more, _number(details, "count"))
    if isinstance(details.get("files"), (list, tuple)):
        # A message whose photos are unknown by now is named by its objects.
        words["files"] = _list(details["files"] or details.get("objects") or (), sentence, more)
    return words


def named_sentence(item: AttentionRecord, language: str) -> Shown:
    """Return the sentence with every name, in one language."""
    if language == ENGLISH:
        return item.text
    render = catalogue_of(language).render
    words = named_words(
        item.details,
        storage=lambda role: render(ROLES[role]),
        sentence=render,
        more=lambda count: render(Message("and-count-more", count=count)),
    )
    names = catalogue_of(ENGLISH).names(item.cause.row.sentence)
    # An item of an older ledger may have fewer details.
    known = names <= words.keys()
    sentence = Message(item.cause.row.sentence, **words) if known else item.message
    return plain(" ".join(render(sentence).split()))


def nameless_sentence(item: AttentionRecord) -> Message:
    """Return the sentence of numbers and of the product's own words only."""
    details = item.details
    return Message(
        item.cause.row.nameless,
        storage=_role(details),
        files=_photos(_length(details, "files") or _length(details, "objects")),
        objects=_files(
            _number(details, "count") or _length(details, "objects") or _number(details, "objects")
        ),
        missing=_photos(_number(details, "missing")),
        waiting=_photos(_number(details, "waiting")),
        changed=_photos(_number(details, "changed")),
    )


def file_words(file: Any, sentence: Callable[[Message], str] = in_english) -> str:
    """Return one entry of the detail ``files``: a path, or a path with its reason."""
    if isinstance(file, dict):
        named = shown(str(file.get("path") or file.get("file") or ""))
        reason = file.get("reason")
        return f"{named} ({sentence(from_plain(reason))})" if reason else named
    return shown(str(file))


def _list(
    files: Any, sentence: Callable[[Message], str], more: Callable[[int], str], count: int = 0
) -> str:
    """Name the first of the files; ``count`` is their number if not all of them are given."""
    words = ", ".join(file_words(file, sentence) for file in files[:NAMED_FILES])
    left = max(len(files), count) - NAMED_FILES
    return words + more(left) if left > 0 else words


def _role(details: Mapping[str, Any]) -> Message:
    named = details.get("storage")
    return ROLES[Role(named)] if named in tuple(Role) else Message("role-other")


def _number(details: Mapping[str, Any], name: str) -> int:
    value = details.get(name)
    return value if isinstance(value, int) else 0


def _length(details: Mapping[str, Any], name: str) -> int:
    value = details.get(name)
    return len(value) if isinstance(value, (list, tuple)) else 0


def _photos(count: int) -> Message:
    if count <= 0:
        return Message("some-photos")
    return Message("one-photo") if count == 1 else Message("count-photos", count=count)


def _files(count: int) -> Message:
    if count <= 0:
        return Message("some-files")
    return Message("one-file") if count == 1 else Message("count-files", count=count)
