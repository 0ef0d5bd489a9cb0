"""Turn photos by a person's word; the files and what is stored of them are never touched.

``words_of`` decides, and is pure. A turn is kept as the one way in which the photo is shown from
now on, so that the newest word of several computers is the whole one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from picup_desktop.clock import Clock
from picup_desktop.files.status import MOST_INT64
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.said import THIS
from picup_desktop.ledger.photos.turns import TurnedPhoto, TurnWord
from picup_desktop.words import Turn

AT_ONCE = 500
"""Photos per transaction; few, so that no other writer waits long."""


@dataclass(frozen=True)
class TurnBy:
    """Turn every photo by so much more."""

    turn: Turn


@dataclass(frozen=True)
class AsFiles:
    """Show every photo as its file says again."""


@dataclass(frozen=True)
class UndoTurn:
    """Go back to how it was shown before the last turn; done twice, the turn is back.

    ``made_here``: leave out photos that another computer turned meanwhile.
    """

    made_here: bool = False


TurnWish = TurnBy | AsFiles | UndoTurn


@dataclass(frozen=True)
class TurnedNow:
    """How a photo was shown, and how it is shown now."""

    photo: TurnedPhoto
    before: Turn
    after: Turn


@dataclass(frozen=True)
class TurnReport:
    """What turning did."""

    changed: tuple[TurnedNow, ...]
    unchanged: int
    deleted: tuple[TurnedPhoto, ...]
    """Photos that were deleted meanwhile stay as they are."""
    gone: tuple[int, ...]
    """Ids of photos that do not exist any more."""


def turn_photos(
    ledger: Ledger, clock: Clock, photo_ids: Sequence[int], wish: TurnWish
) -> TurnReport:
    """Carry a person's wish out, some photos a transaction."""
    wanted = list(dict.fromkeys(photo_ids))
    seen = {photo.photo_id: photo for photo in ledger.turns.present(wanted)}
    living = [photo for photo in seen.values() if photo.is_living]
    words = words_of(living, wish, clock.now())
    left = iter(words.items())
    said: list[int] = []
    while part := dict(islice(left, AT_ONCE)):
        said += _say(ledger, part, seen)
    return TurnReport(
        tuple(TurnedNow(seen[one], seen[one].turn, Turn(words[one].turn)) for one in said),
        len(living) - len(said),
        tuple(photo for photo in seen.values() if not photo.is_living),
        tuple(photo_id for photo_id in wanted if photo_id not in seen),
    )


def _say(
    ledger: Ledger, words: Mapping[int, TurnWord], seen: Mapping[int, TurnedPhoto]
) -> list[int]:
    """Record words about photos that are as they were seen; return their ids."""
    with ledger.transaction():
        now = ledger.turns.present(list(words))
        same = [one.photo_id for one in now if one == seen[one.photo_id]]
        ledger.turns.say({photo_id: words[photo_id] for photo_id in same})
    return same


def words_of(photos: Sequence[TurnedPhoto], wish: TurnWish, now: float) -> Mapping[int, TurnWord]:
    """Return the new word about each photo that is shown in another way now, by its id."""
    turns = ((photo, _new_turn(photo, wish)) for photo in photos)
    return {
        photo.photo_id: _word(photo, turn, now) for photo, turn in turns if turn is not photo.turn
    }


def _new_turn(photo: TurnedPhoto, wish: TurnWish) -> Turn:
    match wish:
        case TurnBy(turn):
            return photo.turn.then(turn)
        case AsFiles():
            return Turn.UPRIGHT
        case UndoTurn(made_here):
            return _before(photo, made_here=made_here)


def _before(photo: TurnedPhoto, *, made_here: bool) -> Turn:
    word = photo.word
    if word is None or (made_here and word.by_device != THIS):
        return photo.turn
    # A word about other content says nothing of how this one was shown before.
    is_of_this = word.content in {"", photo.content} or not photo.content
    return Turn(word.before) if is_of_this else photo.turn


def _word(photo: TurnedPhoto, turn: Turn, now: float) -> TurnWord:
    """Return the word of this computer; later than the one that it replaces, whatever the clock."""
    after = 0 if photo.word is None else photo.word.at + 1
    at = min(max(int(now), after), MOST_INT64)
    return TurnWord(
        *(photo.device_id, photo.remote_id, THIS, at),
        *(turn.value, photo.turn.value, photo.content),
    )
