"""The texts of all messages in one language.

``en.json`` and ``ko.json`` map each code to its text, with ``{name}`` for each value. An
entry with two texts says more to a person at a terminal, such as the command to type;
the window and alerts show the plain one. A test keeps both files equal in codes and
values, and equal to the code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from picup_desktop.messages.message import Message, Value

ENGLISH, KOREAN = "en", "ko"
LANGUAGES = (ENGLISH, KOREAN)
TEXT, TERMINAL = "text", "terminal"

Entry = str | Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """Every code's text in one language."""

    entries: Mapping[str, Entry]

    def render(self, message: Message, *, terminal: bool = False) -> str:
        """Return the text of a message; ``terminal`` prefers the text for a terminal.

        A message with an unknown code is its own text.
        """
        text = self._text(message.code, terminal=terminal)
        if text is None:
            return message.code
        values = {
            name: self._value(value, terminal=terminal) for name, value in message.values.items()
        }
        try:
            return text.format(**values)
        except (KeyError, ValueError):
            # Another version's message, with other values: shown without words rather than not.
            return ", ".join([message.code, *map(str, values.values())])

    def _text(self, code: str, *, terminal: bool) -> str | None:
        entry = self.entries.get(code)
        if entry is None or isinstance(entry, str):
            return entry
        return entry.get(TERMINAL, entry[TEXT]) if terminal else entry[TEXT]

    def _value(self, value: Value, *, terminal: bool) -> str | int | float:
        return self.render(value, terminal=terminal) if isinstance(value, Message) else value


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language, which is read once."""
    text = (files("picup_desktop.messages") / f"{language}.json").read_text("utf-8")
    return Catalogue(json.loads(text))


def in_english(message: Message) -> str:
    """Return the text for the log and the terminal."""
    return catalogue_of(ENGLISH).render(message, terminal=True)
