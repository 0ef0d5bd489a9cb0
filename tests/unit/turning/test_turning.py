"""How a person turns photos: what becomes of each, for which content, and which word counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.gallery import turning
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.gallery.turning import (
    AT_ONCE,
    AsFiles,
    TurnBy,
    TurnWish,
    UndoTurn,
    turn_photos,
    words_of,
)
from picup_desktop.ledger.gallery.gallery import Gallery, PhotoFilter
from picup_desktop.ledger.gallery.sketch import turned_shape
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.said import THIS
from picup_desktop.ledger.photos.turns import TurnedPhoto, TurnWord
from picup_desktop.words import Turn
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled, store

OTHER = "f" * 16
A, B = "a" * 64, "b" * 64


def photo(
    turn: Turn = Turn.UPRIGHT,
    word: TurnWord | None = None,
    *,
    content: str = A,
) -> TurnedPhoto:
    return TurnedPhoto(1, "1.jpg", True, turn, content, THIS, 1, word)


def word(turn: Turn, before: Turn, *, by: str = THIS, at: int = 9, content: str = A) -> TurnWord:
    return TurnWord(THIS, 1, by, at, turn.value, before.value, content)


def said(one: TurnedPhoto, wish: TurnWish) -> TurnWord | None:
    return words_of([one], wish, NOW).get(1)


def test_a_turn_follows_the_one_that_is_there() -> None:
    now = int(NOW)
    assert said(photo(), TurnBy(Turn.LEFT)) == word(Turn.LEFT, Turn.UPRIGHT, at=now)
    turned = photo(Turn.MIRRORED, word(Turn.MIRRORED, Turn.UPRIGHT))
    assert said(turned, TurnBy(Turn.RIGHT)) == word(Turn.TRANSVERSED, Turn.MIRRORED, at=now)
    assert said(turned, TurnBy(Turn.MIRRORED)) == word(Turn.UPRIGHT, Turn.MIRRORED, at=now)
    assert said(turned, AsFiles()) == word(Turn.UPRIGHT, Turn.MIRRORED, at=now)
    assert said(photo(), AsFiles()) is None
    assert said(photo(), UndoTurn()) is None


def test_undoing_twice_is_where_it_was() -> None:
    turned = photo(Turn.LEFT, word(Turn.LEFT, Turn.AROUND))
    undone = said(turned, UndoTurn(made_here=True))
    assert undone == word(Turn.AROUND, Turn.LEFT, at=int(NOW))
    again = said(photo(Turn.AROUND, undone), UndoTurn())
    assert again is not None
    assert again.turn == Turn.LEFT


def test_what_another_computer_turned_meanwhile_is_undone_only_by_name() -> None:
    theirs = photo(Turn.LEFT, word(Turn.LEFT, Turn.UPRIGHT, by=OTHER))
    assert said(theirs, UndoTurn(made_here=True)) is None
    undone = said(theirs, UndoTurn())
    assert undone is not None
    assert (undone.by_device, undone.turn) == (THIS, Turn.UPRIGHT)


def test_a_word_about_other_content_says_nothing_of_this_one() -> None:
    edited = photo(Turn.UPRIGHT, word(Turn.LEFT, Turn.RIGHT, content=B))
    assert said(edited, UndoTurn()) is None
    assert said(edited, TurnBy(Turn.LEFT)) == word(Turn.LEFT, Turn.UPRIGHT, at=int(NOW))
    # Before it is stored nobody knows what its content is called.
    for content, about in (("", B), (A, "")):
        one = photo(Turn.LEFT, word(Turn.LEFT, Turn.RIGHT, content=about), content=content)
        undone = said(one, UndoTurn())
        assert undone is not None
        assert (undone.turn, undone.content) == (Turn.RIGHT, content)


def test_a_word_is_later_than_the_one_it_replaces_whatever_the_clock_says() -> None:
    ahead = photo(Turn.LEFT, word(Turn.LEFT, Turn.UPRIGHT, at=int(NOW) + 10**9, by=OTHER))
    later = said(ahead, TurnBy(Turn.LEFT))
    assert later is not None
    assert later.at == int(NOW) + 10**9 + 1
    at_the_end = photo(Turn.LEFT, word(Turn.LEFT, Turn.UPRIGHT, at=2**63 - 1))
    assert words_of([at_the_end], AsFiles(), NOW)[1].at == 2**63 - 1
    assert words_of([photo()], TurnBy(Turn.LEFT), -1.0)[1].at == 0


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as made:
        yield made


def shown(ledger: Ledger, photo_id: int) -> Turn:
    """How every list has it."""
    (present,) = ledger.turns.present([photo_id])
    (listed,) = ledger.listing.photos(ids=[photo_id])
    assert listed.turn is present.turn
    assert ledger.turns.turned([photo_id]).get(photo_id, Turn.UPRIGHT) is present.turn
    return present.turn


def test_a_turn_is_about_the_content_that_was_seen(ledger: Ledger) -> None:
    clock = HandClock()
    (one,) = add_photos(ledger, ["a.jpg"])
    turn_photos(ledger, clock, [one], TurnBy(Turn.LEFT))
    assert shown(ledger, one) is Turn.LEFT
    store(ledger, one, "first")
    assert shown(ledger, one) is Turn.LEFT
    (said_now,) = ledger.turns.own()
    assert len(said_now.content) == 64, "its content has a name now"
    store(ledger, one, "edited")
    assert shown(ledger, one) is Turn.UPRIGHT
    undone = turn_photos(ledger, clock, [one], UndoTurn())
    assert undone.unchanged == 1
    store(ledger, one, "sealed anew", sha256=said_now.content)
    assert shown(ledger, one) is Turn.LEFT, "the content is back"
    ledger.database.execute("UPDATE photo SET size_bytes = size_bytes + 1 WHERE id = ?", (one,))
    assert shown(ledger, one) is Turn.UPRIGHT, "edited, and not stored yet"


def test_thousands_are_turned_and_undone(ledger: Ledger) -> None:
    clock, many = HandClock(), 2 * AT_ONCE + 1
    ids = add_photos(ledger, [f"{number}.jpg" for number in range(many)])
    ledger.journal.forget(up_to=10**9)
    done = turn_photos(ledger, clock, [*ids, *ids, 10**9], TurnBy(Turn.RIGHT))
    assert (len(done.changed), done.unchanged, done.gone) == (many, 0, (10**9,))
    assert {(one.before, one.after) for one in done.changed} == {(Turn.UPRIGHT, Turn.RIGHT)}
    assert len(ledger.journal.outbox()) == many
    undone = turn_photos(ledger, clock, ids, UndoTurn(made_here=True))
    assert len(undone.changed) == many
    assert ledger.turns.turned(ids) == {}


def test_deleted_photos_and_those_turned_meanwhile_stay(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = add_photos(ledger, ["a.jpg", "b.jpg"])
    ledger.photos.set_deleted([two], NOW)

    def meanwhile(*given: object) -> dict[int, TurnWord]:
        monkeypatch.undo()
        words = dict(words_of(*given))  # type: ignore[arg-type]
        ledger.turns.say({one: word(Turn.AROUND, Turn.UPRIGHT, content="")})
        return words

    monkeypatch.setattr(turning, "words_of", meanwhile)
    done = turn_photos(ledger, HandClock(), [one, two], TurnBy(Turn.LEFT))
    assert [each.path for each in done.deleted] == ["b.jpg"]
    assert (done.changed, done.unchanged) == ((), 1)
    assert shown(ledger, one) is Turn.AROUND


def test_the_newest_word_counts_and_goes_with_its_photo(ledger: Ledger) -> None:
    (one,) = add_photos(ledger, ["a.jpg"])
    turn_photos(ledger, HandClock(), [one], TurnBy(Turn.LEFT))
    later = TurnWord(THIS, one, OTHER, int(NOW) + 1, Turn.AROUND, Turn.LEFT, "")
    ledger.turns.learn(OTHER, [later])
    ledger.turns.settle()
    assert shown(ledger, one) is Turn.AROUND
    ledger.turns.learn(OTHER, [])
    ledger.turns.settle()
    assert shown(ledger, one) is Turn.LEFT
    ledger.database.execute("DELETE FROM photo WHERE id = ?", (one,))
    assert [*ledger.turns.own()] == []


def test_the_gallery_has_it(ledger: Ledger) -> None:
    one, two = add_photos(ledger, ["a.jpg", "b.jpg"])
    while tend_shots(ledger):
        pass
    turn_photos(ledger, HandClock(), [one], TurnBy(Turn.FLIPPED))
    gallery = Gallery(ledger.database)
    found = gallery.named([one, two])
    assert [shot.lead.turn for shot in found] == [Turn.FLIPPED, Turn.UPRIGHT]
    ledger.database.execute("UPDATE shot_photo SET shape = 1500")

    def shapes() -> list[int]:
        (month,) = gallery.months(PhotoFilter())
        sketched = gallery.sketch(PhotoFilter(), month.month)
        by_id = dict(zip(sketched.ids, sketched.shapes, strict=True))
        shown = [shot.lead.shape for shot in gallery.named([one, two])]
        assert [by_id[one], by_id[two]] == shown
        return shown

    assert shapes() == [1500, 1500]
    turn_photos(ledger, HandClock(), [one], TurnBy(Turn.RIGHT))
    assert shapes() == [666, 1500]
    assert turned_shape(60_000, Turn.LEFT) == 16
    assert turned_shape(1, Turn.TRANSPOSED) == 60_000
    assert turned_shape(0, Turn.LEFT) == 0
    assert turned_shape(1500, Turn.FLIPPED) == 1500
