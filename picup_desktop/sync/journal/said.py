"""What persons say of photos, into this computer's journal and from those of the others.

That is: dates that were corrected, and how photos are to be shown (``ledger/photos/said.py``).
"""

from collections.abc import Iterable, Iterator, Sequence

from picup_desktop.ledger.journal.journal import Happened
from picup_desktop.ledger.journal.others import SALVAGED
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.corrections import Word
from picup_desktop.ledger.photos.said import THIS, AnyWord, WordT
from picup_desktop.ledger.photos.turns import TurnWord
from picup_desktop.vault.journal import Catalog, DateCorrected, PictureTurned


def said_of_photos(
    ledger: Ledger, happened: Sequence[Happened], device_id: str
) -> Iterator[DateCorrected | PictureTurned]:
    """Yield the entries of what a person said of photos here; ``device_id`` is this computer's."""
    for dated in ledger.corrections.own_about(_photos_named(happened, "date-corrected")):
        yield _date_corrected(dated, device_id)
    for turned in ledger.turns.own_about(_photos_named(happened, "turned")):
        yield _picture_turned(turned, device_id)


def _photos_named(happened: Sequence[Happened], kind: str) -> Iterable[tuple[str, int]]:
    return dict.fromkeys(
        (line.name, line.subject)
        for line in happened
        if line.kind == kind and line.name and line.subject is not None
    )


def _date_corrected(word: Word, device_id: str) -> DateCorrected:
    whose = _whose(word, device_id)
    return DateCorrected(word.at, whose, word.remote_id, word.taken_at, word.before)


def _picture_turned(word: TurnWord, device_id: str) -> PictureTurned:
    whose, turn = _whose(word, device_id), word.turn
    return PictureTurned(word.at, whose, word.remote_id, turn, word.before, word.content)


def _whose(word: AnyWord, device_id: str) -> str:
    return device_id if word.device_id == THIS else word.device_id


def own_dates(ledger: Ledger, device_id: str) -> Iterator[DateCorrected]:
    """Yield all that this computer says of dates, for a checkpoint."""
    for word in ledger.corrections.own():
        if word.device_id != SALVAGED:
            yield _date_corrected(word, device_id)


def own_turns(ledger: Ledger, device_id: str) -> Iterator[PictureTurned]:
    """Yield all that this computer says of how photos are to be shown, for a checkpoint."""
    for word in ledger.turns.own():
        if word.device_id != SALVAGED:
            yield _picture_turned(word, device_id)


def learn_said(ledger: Ledger, catalog: Catalog) -> None:
    """Take in what the other computers say of photos: dates that a person corrected, turns."""
    for device_id, state in catalog.devices.items():
        place = _Places(ledger, catalog)
        dates = (
            Word(*place.of(said), device_id, said.at, said.taken_at, said.before)
            for said in state.dates.values()
        )
        turns = (
            TurnWord(*place.of(said), device_id, said.at, said.turn, said.before, said.content)
            for said in state.turns.values()
        )
        ledger.corrections.learn(device_id, newest(dates))
        ledger.turns.learn(device_id, newest(turns))
    ledger.corrections.settle()
    ledger.turns.settle()


class _Places:
    """The photos that words are about here."""

    def __init__(self, ledger: Ledger, catalog: Catalog) -> None:
        vault = ledger.vaults.get()
        self._own = None if vault is None else vault.device_id
        self._catalog = catalog

    def of(self, said: DateCorrected | PictureTurned) -> tuple[str, int]:
        """Return a photo's computer and number; one that takes its place is meant instead."""
        whose, number = self._catalog.in_place_of(said.device_id, said.photo_id)
        return (THIS if whose == self._own else whose), number


def newest(words: Iterable[WordT]) -> list[WordT]:
    """Return the newest word about each photo; of equally new ones the first."""
    found: dict[tuple[str, int], WordT] = {}
    for word in words:
        known = found.setdefault((word.device_id, word.remote_id), word)
        if word.at > known.at:
            found[word.device_id, word.remote_id] = word
    return list(found.values())
