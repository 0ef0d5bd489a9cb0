"""The model over a window of the ledger, with answers that come when the test says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from picup_desktop.ledger.gallery.gallery import Month, ShownPhoto, ShownShot
from picup_desktop.thumbnails.strip import Strip
from picup_desktop.ui.photos.model import ShotModel
from picup_desktop.ui.photos.sketches import Sketches
from picup_desktop.ui.snapshots.reader import LedgerReader
from picup_desktop.words import PhotoState

MAY = 2019 * 12 + 4


class _SlowReader:
    """Keeps the questions, for a real thread answers when it likes."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Any], None]] = []

    def ask(self, _question: object, done: Callable[[Any], None]) -> None:
        self.waiting.append(done)

    def answer(self, *answers: object) -> None:
        asked, self.waiting = self.waiting, []
        for done, answer in zip(asked, answers, strict=True):
            done(answer)


def shot(number: int, state: PhotoState = PhotoState.PROTECTED) -> ShownShot:
    photo = ShownPhoto(number, f"{number}.jpg", "photo", state, 1, 0, None, True)
    return ShownShot(number, 1, 0, (photo,))


def model(reader: _SlowReader) -> ShotModel:
    sketches = Sketches(cast(LedgerReader, _SlowReader()), Strip(Path("nowhere")))
    made = ShotModel(cast(LedgerReader, reader), sketches)
    made.refresh()
    reader.answer([Month(MAY, 2)])
    return made


def test_an_answer_from_before_a_change_is_asked_again(qapp: object) -> None:
    reader = _SlowReader()
    made = model(reader)
    made.want([0, 1])
    made.refresh()
    # The page that was asked before, then the months, which are as they were.
    reader.answer([shot(1), shot(2)], [Month(MAY, 2)])
    assert made.shot(0) is None

    reader.answer([shot(1), shot(2, PhotoState.WAITING)])
    found = made.shot(1)
    assert found is not None
    assert found.state is PhotoState.WAITING


def test_a_page_of_former_months_is_not_shown_among_the_months_that_came(qapp: object) -> None:
    reader = _SlowReader()
    made = model(reader)
    made.refresh()
    made.want([0, 1])
    # The months that were asked for first have one more by now; then the page of before.
    reader.answer([Month(MAY + 1, 2), Month(MAY, 2)], [shot(1), shot(2)])
    assert made.shot(0) is None
    made.want([2, 3])
    reader.answer([shot(1), shot(2)])
    assert (made.shot(0), made.shot(2)) == (None, shot(1))


def test_a_page_of_a_month_that_is_gone_is_no_error(qapp: object) -> None:
    reader = _SlowReader()
    made = model(reader)
    made.refresh()
    made.want([0])
    reader.answer([], [shot(1), shot(2)])
    assert made.rowCount() == 0


def test_other_months_are_taken_in_when_nobody_has_rows_in_hand(qapp: object) -> None:
    reader = _SlowReader()
    made = model(reader)
    made.hold("somebody", held=True)
    made.refresh()
    assert (reader.waiting, made.stale) == ([], True)
    made.hold("somebody", held=False)
    reader.answer([Month(MAY + 1, 5), Month(MAY, 2)])
    assert made.rowCount() == 7


def test_chosen_rows_that_are_others_by_now_are_not_resolved(qapp: object) -> None:
    reader = _SlowReader()
    made = model(reader)
    told: list[object] = []
    made.resolve([0], told.append)
    reader.answer(None)
    assert told == [None]
