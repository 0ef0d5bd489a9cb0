"""Dates that a person corrects: what becomes of each photo's date, and which word counts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from picup_desktop.clock import (
    FIRST_WALL_CLOCK,
    LAST_WALL_CLOCK,
    read_wall_clock,
    wall_clock_text,
)
from picup_desktop.errors import UsageError
from picup_desktop.gallery import corrections
from picup_desktop.gallery.corrections import (
    AT_ONCE,
    FileDates,
    MoveDates,
    SetDate,
    SetFirstDate,
    UndoCorrection,
    Wish,
    correct_dates,
    file_date,
    shown_date,
    words_of,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.corrections import DatedPhoto, Word
from picup_desktop.ledger.photos.said import THIS
from tests.unit.ledger.filled import NOW, HandClock, add_photos, filled

OTHER = "f" * 16


def at(text: str) -> int:
    """Seconds of the wall clock."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


NOON = at("2008-05-30 12:00")


def photo(
    number: int = 1,
    file: int | None = NOON,
    word: tuple[int, int | None, int | None] | None = None,
    *,
    by: str = THIS,
    unread: bool = False,
) -> DatedPhoto:
    """A photo whose file says a date; ``word``: when it was corrected, to what, and from what."""
    said = None if word is None else Word(THIS, number, by, *word)
    return DatedPhoto(
        photo_id=number,
        path=f"{number}.jpg",
        mtime_ns=int(NOW) * 10**9,
        is_living=True,
        file_date=file,
        is_unread=unread,
        device_id=THIS,
        remote_id=number,
        word=said,
    )


def dates(photos: list[DatedPhoto], wish: Wish) -> dict[int, int | None]:
    return {one: word.taken_at for one, word in words_of(photos, wish, NOW).items()}


def test_every_way_to_correct_dates() -> None:
    three = [photo(1, NOON), photo(2, NOON + 60), photo(3, NOON - 60)]
    assert dates(three, SetDate(5)) == {1: 5, 2: 5, 3: 5}
    assert dates(three, SetFirstDate(0)) == {1: 60, 2: 120, 3: 0}
    assert dates(three, MoveDates(-7)) == {1: NOON - 7, 2: NOON + 53, 3: NOON - 67}
    assert dates(three, FileDates()) == {}
    assert dates(three, UndoCorrection()) == {}
    assert dates([], SetFirstDate(0)) == {}


def test_a_corrected_date_is_what_moves() -> None:
    corrected = [photo(1, NOON, (9, 100, None)), photo(2, NOON, (9, 200, 50))]
    assert dates(corrected, MoveDates(1)) == {1: 101, 2: 201}
    assert dates(corrected, SetFirstDate(0)) == {1: 0, 2: 100}
    assert dates(corrected, SetDate(100)) == {2: 100}
    assert dates(corrected, FileDates()) == {1: None, 2: None}
    assert dates(corrected, UndoCorrection()) == {1: None, 2: 50}


def test_undoing_keeps_what_it_undoes() -> None:
    word = words_of([photo(1, NOON, (9, 100, 50))], UndoCorrection(), NOW)[1]
    assert (word.taken_at, word.before) == (50, 100)
    again = photo(1, NOON, (word.at, word.taken_at, word.before))
    assert dates([again], UndoCorrection()) == {1: 100}


def test_what_another_computer_corrected_meanwhile_is_undone_only_by_name() -> None:
    theirs = [photo(1, NOON, (9, 100, None), by=OTHER)]
    assert dates(theirs, UndoCorrection(made_here=True)) == {}
    assert dates(theirs, UndoCorrection()) == {1: None}
    ours = [photo(1, NOON, (9, 100, None))]
    assert dates(ours, UndoCorrection(made_here=True)) == {1: None}


def test_a_word_is_later_than_the_one_it_replaces_whatever_the_clock_says() -> None:
    assert words_of([photo()], SetDate(5), NOW)[1] == Word(THIS, 1, THIS, int(NOW), 5, None)
    wrong_clock = int(NOW) + 10**9
    word = words_of([photo(1, NOON, (wrong_clock, 7, None), by=OTHER)], SetDate(5), NOW)[1]
    assert word == Word(THIS, 1, THIS, wrong_clock + 1, 5, 7)
    assert words_of([photo()], SetDate(5), -1.0)[1].at == 0
    at_the_end = photo(1, NOON, (2**63 - 1, 7, None))
    assert words_of([at_the_end], SetDate(5), NOW)[1].at == 2**63 - 1


def test_dates_that_are_not_read_yet_are_not_moved() -> None:
    unread = photo(2, None, unread=True)
    for wish in (MoveDates(1), SetFirstDate(1)):
        with pytest.raises(UsageError, match="dates of 1 of"):
            words_of([photo(1), unread], wish, NOW)
    assert dates([unread], SetDate(5)) == {2: 5}
    assert dates([photo(2, None, (9, 100, None), unread=True)], MoveDates(1)) == {2: 101}


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (SetDate(FIRST_WALL_CLOCK), True),
        (SetDate(FIRST_WALL_CLOCK - 1), False),
        (SetDate(LAST_WALL_CLOCK), True),
        (SetDate(LAST_WALL_CLOCK + 1), False),
        (MoveDates(10**14), False),
        (MoveDates(-(10**14)), False),
        (SetDate(at("2300-01-01 00:00")), True),
        (SetDate(at("1066-10-14 09:00")), True),
    ],
)
def test_no_date_leaves_the_calendar(wish: Wish, *, fits: bool) -> None:
    if fits:
        assert dates([photo()], wish) != {}
    else:
        with pytest.raises(UsageError, match="No date was changed"):
            words_of([photo()], wish, NOW)


def test_a_photo_without_a_date_has_that_of_its_file() -> None:
    bare = photo(1, None)
    assert shown_date(bare) == file_date(bare)
    assert abs(file_date(bare) - NOW) <= 15 * 60 * 60, "this computer's wall clock"
    assert shown_date(photo(1, 0)) == 0, "the first second of 1970 is a date"
    assert shown_date(photo(1, NOON, (9, 5, None))) == 5
    assert shown_date(photo(1, NOON, (9, None, 5))) == NOON


@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00:00", "1969-12-31T23:59:59", "2008-02-29T12:00:30", "9999-12-31T23:59:59"],
)
def test_a_wall_clock_time_comes_back_from_its_text(text: str) -> None:
    assert wall_clock_text(read_wall_clock(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "2008-05-30", "2008-05-30T12:00", "2007-02-29T12:00:00", "2008-05-30T24:00:00",
     "2008-05-30T12:00:00Z", "2008-05-30T12:00:00.5", "٢٠٠٨-05-30T12:00:00", "0000-01-01T00:00:00"],
)  # fmt: skip
def test_what_is_no_wall_clock_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"wall-clock|day|year|month|hour|isoformat"):
        read_wall_clock(text)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as made:
        yield made


def test_thousands_are_corrected_and_undone(ledger: Ledger) -> None:
    clock, many = HandClock(), 2 * AT_ONCE + 1
    ids = add_photos(ledger, [f"{number}.jpg" for number in range(many)])
    ledger.journal.forget(up_to=10**9)
    done = correct_dates(ledger, clock, [*ids, *ids, 10**9, 10**9], SetDate(NOON))
    assert (len(done.changed), done.unchanged, done.gone) == (many, 0, (10**9,))
    assert len(ledger.journal.outbox()) == many
    again = correct_dates(ledger, clock, ids, SetDate(NOON))
    assert (len(again.changed), again.unchanged) == (0, many)
    undone = correct_dates(ledger, clock, ids, UndoCorrection(made_here=True))
    assert len(undone.changed) == many
    assert {one.corrected for one in ledger.corrections.present(ids)} == {None}


def test_the_list_has_the_persons_date_and_never_one_that_was_withdrawn(ledger: Ledger) -> None:
    (one,) = add_photos(ledger, ["a.jpg"])
    correct_dates(ledger, HandClock(), [one], SetDate(NOON))
    ledger.corrections.learn(OTHER, [Word(THIS, one, OTHER, 2**40, None, NOON)])
    ledger.corrections.settle()
    # No engine has looked at the photo since.
    (listed,) = ledger.listing.photos()
    assert listed.corrected is None
    assert ledger.listing.memberships([one])[one].date_from is None
    ledger.corrections.learn(OTHER, [Word(THIS, one, OTHER, 2**40, 5, NOON)])
    ledger.corrections.settle()
    (listed,) = ledger.listing.photos()
    assert listed.corrected == 5


def test_deleted_photos_keep_their_dates(ledger: Ledger) -> None:
    one, two = add_photos(ledger, ["a.jpg", "b.jpg"])
    ledger.photos.set_deleted([two], NOW)
    done = correct_dates(ledger, HandClock(), [one, two], SetDate(NOON))
    assert [photo.path for photo in done.deleted] == ["b.jpg"]
    assert [change.photo.path for change in done.changed] == ["a.jpg"]


def test_what_this_computer_said_goes_with_the_photo(ledger: Ledger) -> None:
    (one,) = add_photos(ledger, ["a.jpg"])
    correct_dates(ledger, HandClock(), [one], SetDate(NOON))
    assert [word.remote_id for word in ledger.corrections.own()] == [one]
    ledger.database.execute("DELETE FROM photo WHERE id = ?", (one,))
    assert [*ledger.corrections.own()] == []


def test_the_newest_word_counts_and_of_one_second_that_of_the_highest_id(ledger: Ledger) -> None:
    (one,) = add_photos(ledger, ["a.jpg"])

    def said(by: str, moment: int, taken_at: int | None) -> list[Word]:
        return [Word(THIS, one, by, moment, taken_at, None)]

    def counts() -> int | None:
        ledger.corrections.settle()
        (found,) = ledger.corrections.present([one])
        return found.corrected

    ledger.corrections.learn("a" * 16, said("a" * 16, 5, 1))
    ledger.corrections.learn("b" * 16, said("b" * 16, 5, 2))
    assert counts() == 2
    # This computer's id is "d", which is between the two.
    ledger.corrections.say({one: said(THIS, 5, 3)[0]})
    assert counts() == 3
    ledger.corrections.learn("e" * 16, said("e" * 16, 5, 4))
    assert counts() == 4
    ledger.corrections.learn("a" * 16, said("a" * 16, 6, None))
    assert counts() is None
    ledger.corrections.learn("a" * 16, [])
    assert counts() == 4
    ledger.corrections.learn("e" * 16, [])
    ledger.corrections.learn("b" * 16, [])
    assert counts() == 3


def test_what_was_corrected_or_deleted_meanwhile_stays(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the decision and its transaction a pass brings in what another computer said."""
    one, two, three = add_photos(ledger, ["a.jpg", "b.jpg", "c.jpg"])
    decided = corrections.words_of

    def meanwhile(photos: Sequence[DatedPhoto], wish: Wish, now: float) -> Mapping[int, Word]:
        words = decided(photos, wish, now)
        ledger.corrections.learn(OTHER, [Word(THIS, one, OTHER, int(NOW) + 9, 7, None)])
        ledger.corrections.settle()
        ledger.photos.set_deleted([two], NOW)
        return words

    monkeypatch.setattr(corrections, "words_of", meanwhile)
    done = correct_dates(ledger, HandClock(), [one, two, three], SetDate(NOON))
    assert [change.photo.photo_id for change in done.changed] == [three]
    present = ledger.corrections.present([one, two, three])
    assert [photo.corrected for photo in present] == [7, None, NOON]
