"""Photos that a person turned: what each computer said, and what counts of it (``said.py``).

A turn belongs to the content that the person saw: a file with other content is shown as it says
itself, because whoever edited it saw it so, and turned it in its own program if it lay on its side.
If that content is put back, so is its turn. A photo that is turned before it was stored has no
content with a name yet; a trigger fills it in then.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from picup_desktop.ledger.photos.said import THIS, Said, SaidTables
from picup_desktop.ledger.schema.database import Database, Row, json_keys
from picup_desktop.ledger.turned import turn_of
from picup_desktop.words import PhotoState, Turn

_SETTLED = (PhotoState.PROTECTED, PhotoState.HALF_PROTECTED)
_PRESENT = (
    f"SELECT p.id, p.path, p.deleted_at IS NULL, {turn_of('p')},"  # noqa: S608 - of constant parts
    " (SELECT sha256 FROM object WHERE id = p.object_id AND size_bytes = p.size_bytes"
    "  AND p.state IN (?, ?)),"
    " o.device_id, o.remote_id, t.at, t.by_device, t.turn, t.before_turn, t.content"
    " FROM json_each(?) wanted JOIN photo p ON p.id = wanted.value"
    " LEFT JOIN photo_origin o ON o.photo_id = p.id AND NOT o.adopted"
    " LEFT JOIN photo_turn t ON t.photo_id = p.id ORDER BY wanted.key"
)
_TABLES = SaidTables("turn_said", "photo_turn", ("turn", "before_turn", "content"))


@dataclass(frozen=True, slots=True)
class TurnWord:
    """What one computer said of how a photo is to be shown."""

    device_id: str
    """The computer of the photo."""
    remote_id: int
    by_device: str
    at: int
    """Unix seconds by that computer's clock, but later than the word that it replaced."""
    turn: int
    """The number of a ``Turn``."""
    before: int
    """The turn that the photo had until then."""
    content: str
    """SHA-256 of the content that is turned; empty: whatever is stored first."""

    @property
    def values(self) -> tuple[object, ...]:
        """What is said, in the order of the columns."""
        return self.turn, self.before, self.content


@dataclass(frozen=True, slots=True)
class TurnedPhoto:
    """A photo, how it is shown, and the last word about that."""

    photo_id: int
    path: str
    is_living: bool
    turn: Turn
    """How it is shown now; upright if the last word is about other content."""
    content: str
    """SHA-256 of its content; empty if that is not known."""
    device_id: str
    remote_id: int
    word: TurnWord | None


class Turns(Said[TurnWord]):
    """Queries about turned photos."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, _TABLES, TurnWord)

    def present(self, photo_ids: Sequence[int]) -> list[TurnedPhoto]:
        """Return these photos in this order; one that is not in the answer is gone."""
        rows = self._database.query(_PRESENT, (*_SETTLED, json_keys(photo_ids)))
        return [_turned(row) for row in rows]

    def turned(self, photo_ids: Sequence[int]) -> dict[int, Turn]:
        """Return the turns of those of these photos that are not shown as their files say."""
        shown = ((photo.photo_id, photo.turn) for photo in self.present(photo_ids))
        return {photo_id: turn for photo_id, turn in shown if turn is not Turn.UPRIGHT}


def _turned(row: Row) -> TurnedPhoto:
    photo_id, path, is_living, turn, content, device, remote, *word = row
    device_id, remote_id = (THIS, photo_id) if device is None else (device, remote)
    at, by, *said = word
    return TurnedPhoto(
        *(photo_id, os.fsdecode(path), bool(is_living), Turn(turn), content or ""),
        *(device_id, remote_id),
        None if at is None else TurnWord(device_id, remote_id, by, at, *said),
    )
