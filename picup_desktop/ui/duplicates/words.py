"""What is said of identical files and of the places where they stand."""

from pathlib import PurePosixPath

from picup_desktop.ledger.gallery.duplicates import DuplicateSums, Identical, Place
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.photos.words import date_words
from picup_desktop.ui.text import moment, size, translate

NANOSECONDS = 1_000_000_000


def sum_words(sums: DuplicateSums) -> Shown:
    """Return how much stands in several places, and what that takes on this computer."""
    contents = translate("Duplicates", "%Ln photos stand in several places.", None, sums.contents)
    if not sums.spare_bytes:
        return contents
    spare = translate("Duplicates", "{size} on this computer would do without.")
    return f"{contents} {spare.format(size=size(sums.spare_bytes))}"


def name_words(identical: Identical) -> Shown:
    """Return the file's name, as it is in the first place."""
    first = identical.places[0].path if identical.places else NO_WORDS
    return shown(PurePosixPath(first).name)


def much_words(identical: Identical) -> Shown:
    """Return in how many places a content stands, and the bytes that it takes here."""
    places = translate("Duplicates", "%Ln places", None, identical.photos)
    if not identical.here:
        away = translate("Duplicates", "none on this computer")
        return f"{places}  ·  {away}"
    here = translate("Duplicates", "{size} here").format(size=size(identical.bytes_here))
    return f"{places}  ·  {here}"


def place_words(place: Place) -> Shown:
    """Return album and path of a place."""
    return f"{shown(place.album)} / {shown(place.path)}"


def when_words(place: Place) -> Shown:
    """Return when a photo was taken; before that is known, when its file was changed."""
    if place.taken_at is not None:
        return date_words(place.taken_at)
    return moment(place.mtime_ns / NANOSECONDS)


def more_words(count: int) -> Shown:
    """Return how many more places there are."""
    return translate("Duplicates", "and %Ln more places", None, count)


def spoken_words(identical: Identical) -> Shown:
    """Return the whole row for screen readers and tool tips."""
    lines = [name_words(identical), much_words(identical)]
    lines += [place_words(place) for place in identical.places]
    if identical.more:
        lines.append(more_words(identical.more))
    return "\n".join(lines)


def also_words(others: Identical) -> Shown:
    """Return the other places of a photo, one a line."""
    lines = [place_words(place) for place in others.places]
    if others.more:
        lines.append(more_words(others.more))
    return "\n".join(lines)
