"""A message to a person: a code and the values for its text.

``catalogue.py`` has the texts. A message travels, and is kept in the ledger, as JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

Value: TypeAlias = Union[str, int, float, "Message"]

CODE, VALUES = "code", "values"
FIELDS = frozenset({CODE, VALUES})


@dataclass(frozen=True, init=False)
class Message:
    """A code of the catalogues, and a value for each name in its text.

    A code that no catalogue has is itself the text: one of an earlier version, or of
    another program.
    """

    code: str
    values: Mapping[str, Value]

    def __init__(self, code: str, /, **values: Value) -> None:
        object.__setattr__(self, CODE, code)
        object.__setattr__(self, VALUES, values)

    def __format__(self, form: str, /) -> str:
        raise TypeError("a message is rendered by a face, never put into a text")

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.values))))


def to_plain(message: Message) -> dict[str, Any]:
    """Return a message as plain JSON values."""
    values = {
        name: to_plain(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return {CODE: message.code, VALUES: values}


def is_plain_message(document: object) -> bool:
    """Return whether ``document`` is a message as ``to_plain`` returns it."""
    return (
        isinstance(document, dict)
        and document.keys() == FIELDS
        and isinstance(document[CODE], str)
        and isinstance(document[VALUES], dict)
        and all(
            isinstance(name, str)
            and (isinstance(value, str | int | float) or is_plain_message(value))
            for name, value in document[VALUES].items()
        )
    )


def from_plain(document: object) -> Message:
    """Return the message of plain JSON values; any other value is text, shown as it is."""
    if not isinstance(document, dict) or not is_plain_message(document):
        return Message(str(document))
    values = {
        name: from_plain(value) if isinstance(value, dict) else value
        for name, value in document[VALUES].items()
    }
    return Message(document[CODE], **values)


def to_json(message: Message) -> str:
    """Return a message as one line of ASCII text, for a column of the ledger."""
    return json.dumps(to_plain(message), separators=(",", ":"))


def from_json(text: str) -> Message:
    """Return the message that ``to_json`` wrote; other text is shown as it is."""
    if not text.startswith("{"):
        return Message(text)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Message(text)
    return from_plain(document) if is_plain_message(document) else Message(text)


def from_column(text: str | None) -> Message | None:
    """As ``from_json``, for a column that may be NULL."""
    return None if text is None else from_json(text)


def to_column(message: Message | None) -> str | None:
    """As ``to_json``, for a column that may be NULL."""
    return None if message is None else to_json(message)


def joined(messages: list[Message]) -> Message:
    """Return one message that says several after one another."""
    if not messages:
        return Message("")
    whole = messages[0]
    for one in messages[1:]:
        whole = Message("one-after-another", first=whole, second=one)
    return whole
