"""Searches that a person named and kept, as a text for the window's preferences.

They name albums and what was looked for, so they stay in the home, which nobody but its owner may
read, and the window forgets them while it is locked (2-1). Pure.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from picup_desktop.words import PhotoState

MOST_VIEWS = 50
LONGEST_NAME = 80
"""In characters."""


@dataclass(frozen=True)
class SavedView:
    """A search: its words as they were typed, an album of this ledger, and states."""

    name: str
    text: str = ""
    album_id: int | None = None
    states: tuple[PhotoState, ...] = ()

    @property
    def wanted(self) -> tuple[str, int | None, tuple[PhotoState, ...]]:
        """What it finds, whatever its name is."""
        return " ".join(self.text.split()), self.album_id, self.states


def kept_text(views: Iterable[SavedView]) -> str:
    """Return views as a text that ``views_of`` reads."""
    return json.dumps([asdict(view) for view in views])


def views_of(kept: str) -> tuple[SavedView, ...]:
    """Return the views of a text; what is none, as after a crash, is left out."""
    try:
        entries = json.loads(kept) if kept else []
    except ValueError:
        return ()
    found = [_view_of(entry) for entry in entries] if isinstance(entries, list) else []
    return tuple(view for view in found if view is not None)[:MOST_VIEWS]


def with_view(views: Sequence[SavedView], view: SavedView) -> tuple[SavedView, ...]:
    """Return the views with one more, in the order of their names; it replaces one of its name.

    With ``MOST_VIEWS`` others there it is not added, because none of them may be lost for it.
    """
    others = [each for each in views if each.name != view.name]
    if len(others) >= MOST_VIEWS:
        return tuple(views)
    return tuple(sorted((*others, view), key=lambda each: each.name.casefold()))


def without_view(views: Iterable[SavedView], name: str) -> tuple[SavedView, ...]:
    """Return the views without the one of a name."""
    return tuple(view for view in views if view.name != name)


def _view_of(entry: Any) -> SavedView | None:
    if not isinstance(entry, dict):
        return None
    name, text, album_id = entry.get("name"), entry.get("text"), entry.get("album_id")
    if not isinstance(name, str) or not name.strip() or not isinstance(text, str):
        return None
    if album_id is not None and type(album_id) is not int:
        return None
    try:
        states = tuple(PhotoState(state) for state in entry.get("states", ()))
    except (ValueError, TypeError):
        return None
    return SavedView(name[:LONGEST_NAME], text, album_id, states)
