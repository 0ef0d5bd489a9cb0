"""The texts of all messages in one language.

A file for each language of ``languages.py`` maps each code to its text, with ``{name}`` for each
value. An entry with two texts says more to a person at a terminal, such as the command to type;
the window and alerts show the plain one. A test keeps the files equal in codes and
values, and equal to the code.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from picup_desktop.messages.languages import ENGLISH
from picup_desktop.messages.message import Message, Value, from_plain, is_plain_message
from picup_desktop.messages.particles import filled
from picup_desktop.messages.plain import Shown, plain

TEXT, TERMINAL = "text", "terminal"

Entry = str | Mapping[str, str]

CAPITAL = "capital"
"""The format of a message that stands elsewhere in a sentence, and begins one here."""


class _Rendered(str):
    """The text of a message inside another one."""

    __slots__ = ()

    def __format__(self, form: str, /) -> str:
        if form == CAPITAL:
            return f"{self[:1].upper()}{self[1:]}"
        return super().__format__(form)


@dataclass(frozen=True)
class Catalogue:
    """Every code's text in one language."""

    entries: Mapping[str, Entry]

    def render(self, message: Message, *, terminal: bool = False) -> Shown:
        """Return the text of a message; ``terminal`` prefers the text for a terminal.

        A message with an unknown code is its own text. Values may be foreign text, so each is
        made plain here, whoever made the message (6-3).
        """
        text = self._text(message.code, terminal=terminal)
        if text is None:
            return plain(message.code)
        values = {
            name: self._value(value, terminal=terminal) for name, value in message.values.items()
        }
        try:
            return Shown(filled(text, values))
        except (KeyError, ValueError, OverflowError):
            # Another version's message, with other values: shown without words rather than not.
            return Shown(", ".join([message.code, *map(str, values.values())]))

    def names(self, code: str) -> frozenset[str]:
        """Return the names of the values in a code's text."""
        text = self._text(code, terminal=True) or ""
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)

    def _text(self, code: str, *, terminal: bool) -> str | None:
        entry = self.entries.get(code)
        if entry is None or isinstance(entry, str):
            return entry
        return entry.get(TERMINAL, entry[TEXT]) if terminal else entry[TEXT]

    def _value(self, value: Value, *, terminal: bool) -> str | int | float:
        if isinstance(value, Message):
            return _Rendered(self.render(value, terminal=terminal))
        return plain(value) if isinstance(value, str) else value


def rendered(document: Any, render: Callable[[Message], str]) -> Any:
    """Return a JSON document with the text of every message in it, made by ``render``."""
    if isinstance(document, Message):
        return render(document)
    if is_plain_message(document):
        return render(from_plain(document))
    if isinstance(document, dict):
        return {name: rendered(value, render) for name, value in document.items()}
    if isinstance(document, list | tuple):
        return [rendered(value, render) for value in document]
    return document


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language, which is read once."""
    # It unpacks archives, too, and loads what that takes.
    from importlib.resources import files  # noqa: PLC0415 - many a process says nothing

    text = (files("picup_desktop.messages") / f"{language}.json").read_text("utf-8")
    return Catalogue(json.loads(text))


def in_english(message: Message) -> Shown:
    """Return the text for the log and the terminal."""
    return catalogue_of(ENGLISH).render(message, terminal=True)
