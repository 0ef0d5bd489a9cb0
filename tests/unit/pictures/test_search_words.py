"""What the words of a search mean: dates as the headings say them, kinds, and names."""

from calendar import timegm
from datetime import date

import pytest

from picup_desktop.ledger.gallery.kinds import KindWord, ShotKind
from picup_desktop.ui.photos.finding.search import Sought, SpokenWords, sought

GERMAN = SpokenWords(
    months=[
        *(["Januar", "Jan."], ["Februar", "Feb."], ["März", "März"], ["April", "Apr."]),
        *(["Mai", "Mai"], ["Juni", "Juni"], ["Juli", "Juli"], ["August", "Aug."]),
        *(["September", "Sept."], ["Oktober", "Okt."], ["November", "Nov."]),
        ["Dezember", "Dez."],
    ],
    weekdays=["Samstag", "Sa."],
    kinds={ShotKind.VIDEO: ["Film", "Videos"], ShotKind.UNDATED: ["ohne Datum"]},
)


def span(since: date, before: date) -> tuple[int, int]:
    return timegm(since.timetuple()), timegm(before.timetuple())


YEAR = span(date(2019, 1, 1), date(2020, 1, 1))
MAY = span(date(2019, 5, 1), date(2019, 6, 1))
DAY = span(date(2019, 5, 4), date(2019, 5, 5))


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        *[(text, YEAR) for text in ("2019", "2019년", "2019.")],
        *[(text, MAY) for text in ("2019-05", "2019.5", "2019/05", "2019년 5월", "2019년5월")],
        *[(text, MAY) for text in ("may 2019", "May 2019", "MAY, 2019", "2019 may", "May of 2019")],
        *[(text, DAY) for text in ("2019-05-04", "2019년 5월 4일", "2019년 5월 4일 토요일")],
        *[(text, DAY) for text in ("Saturday, May 4, 2019", "4 May 2019", "may 4th 2019")],
        ("Sat 4. may 2019", DAY),
        ("Dec 2018", span(date(2018, 12, 1), date(2019, 1, 1))),
        ("31 december 2018", span(date(2018, 12, 31), date(2019, 1, 1))),
        ("feb 29 2020", span(date(2020, 2, 29), date(2020, 3, 1))),
        ("sept 2300", span(date(2300, 9, 1), date(2300, 10, 1))),
    ],
)
def test_dates_are_found_in_every_common_writing(text: str, stretch: tuple[int, int]) -> None:
    assert sought(text) == Sought((), *stretch)
    assert sought(f"  lake {text.swapcase()} ").words == ("lake",)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [("4. Mai 2019", DAY), ("Samstag, 4. Mai 2019", DAY), ("Mai 2019", MAY), ("may 2019", MAY)],
)
def test_dates_in_the_language_of_the_window(text: str, stretch: tuple[int, int]) -> None:
    assert sought(text, GERMAN) == Sought((), *stretch)


@pytest.mark.parametrize(
    "text",
    [
        "may",
        "img_2019",
        "2300",
        "0001",
        "2019-13",
        "may 32",
        "12019년",
        "december 9999",
        "5월",
        "4",
    ],
)
def test_what_is_no_date_is_a_part_of_a_name(text: str) -> None:
    assert sought(text) == Sought(tuple(text.split()))


def test_the_first_date_counts_and_quotes_keep_a_name() -> None:
    assert sought("2019 2020") == Sought(("2020",), *YEAR)
    assert sought('"May 2019" raw') == Sought(("may 2019",), kinds=(KindWord(ShotKind.RAW, "raw"),))
    assert sought('"raw') == Sought(kinds=(KindWord(ShotKind.RAW, "raw"),))


def test_kinds_are_found_with_everything_else() -> None:
    found = sought("canon Videos may 2019 without  date")
    assert found == Sought(
        ("canon",),
        *MAY,
        (KindWord(ShotKind.UNDATED, "without date"), KindWord(ShotKind.VIDEO, "videos")),
    )
    assert sought("ohne datum film", GERMAN).kinds == (
        KindWord(ShotKind.UNDATED, "ohne datum"),
        KindWord(ShotKind.VIDEO, "film"),
    )
    assert sought("live photo live").kinds == (KindWord(ShotKind.LIVE, "live photo"),)
    assert sought("draw screenshots.zip").kinds == ()
