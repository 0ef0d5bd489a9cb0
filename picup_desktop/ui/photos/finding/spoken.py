"""The words that the search knows, in the window's language."""

from PySide6.QtCore import QLocale

from picup_desktop.ledger.gallery.kinds import ShotKind
from picup_desktop.ui.photos.finding.search import SpokenWords
from picup_desktop.ui.text import translate

MONTHS = range(1, 13)
DAYS = range(1, 8)


def spoken_words() -> SpokenWords:
    """Return the months, days and kinds of the language that the window speaks now."""
    locale = QLocale()
    forms = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat
    named = locale.monthName, locale.standaloneMonthName
    days = locale.dayName, locale.standaloneDayName
    return SpokenWords(
        months=[[name(month, form) for name in named for form in forms] for month in MONTHS],
        weekdays=[name(day, form) for day in DAYS for name in days for form in forms],
        kinds={kind: [each.strip() for each in words.split(",")] for kind, words in _kinds()},
    )


def _kinds() -> list[tuple[ShotKind, str]]:
    return [
        (
            ShotKind.VIDEO,
            translate("Search", "video, film, movie", "words of a search, separated by commas"),
        ),
        (
            ShotKind.LIVE,
            translate(
                "Search", "live, live photo, motion photo", "words of a search, separated by commas"
            ),
        ),
        (ShotKind.RAW, translate("Search", "RAW", "words of a search, separated by commas")),
        (
            ShotKind.SCREENSHOT,
            translate(
                "Search", "screenshot, screen shot", "words of a search, separated by commas"
            ),
        ),
        (
            ShotKind.UNDATED,
            translate("Search", "without date, undated", "words of a search, separated by commas"),
        ),
    ]
