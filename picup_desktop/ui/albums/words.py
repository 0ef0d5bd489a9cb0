"""What is said of an album: how safe it is, how much it holds, and from when its photos are."""

from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale

from picup_desktop.left_out import kinds_of, total
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.ui import text
from picup_desktop.ui.photos.words import month_words
from picup_desktop.ui.snapshots.snapshot import AlbumSummary
from picup_desktop.ui.text import in_words, translate
from picup_desktop.words import AlbumState, PhotoState


@dataclass(frozen=True)
class StateLine:
    """How safe an album is: an icon, the name of its colour, and words."""

    icon: str
    tone: str
    words: Shown


def state_line(album: AlbumSummary, *, seen: bool = True) -> StateLine:
    """Return how safe an album is. Nothing is called safe that was not ``seen`` lately (5-1)."""
    state, left = album.record.state, album.photos - album.protected
    if state is AlbumState.HELD:
        return StateLine("mark", "warning", translate("Album", "Held: see Needs attention"))
    if state is AlbumState.PAUSED:
        words = translate("Album", "Paused")
        return StateLine("pause", "quiet", f"{words}  ·  {_waiting(left)}" if left else words)
    return _watched(album, left, seen=seen)


def _watched(album: AlbumSummary, left: int, *, seen: bool) -> StateLine:
    if not album.photos:
        return StateLine("clock", "quiet", translate("Album", "No photos yet"))
    failed = album.counts[PhotoState.FAILED]
    if failed:
        return StateLine(
            "trouble", "danger", translate("Album", "%Ln photos not stored yet", None, failed)
        )
    if left:
        return StateLine("on-its-way", "second", _waiting(left))
    if not seen:
        return StateLine("eye", "warning", translate("Album", "Brought to both, not seen lately"))
    return StateLine("check", "accent", translate("Album", "All safe"))


def _waiting(left: int) -> Shown:
    return translate("Album", "%Ln photos waiting", None, left)


def much_words(album: AlbumSummary) -> Shown:
    """Return ``8,214 photos  ·  31.2 GB``; empty for an album without photos."""
    if not album.photos:
        return NO_WORDS
    return f"{text.photos(album.photos)}  ·  {text.size(album.size_bytes)}"


def time_words(first: int, last: int) -> Shown:
    """Return from when to when photos are; the months count from the year 0."""
    if first == last:
        return month_words(first)
    return f"{_short(first)} \N{EN DASH} {_short(last)}"


def _short(month: int) -> Shown:
    """Return ``Feb 2019``, in the language's own order."""
    year, number = divmod(month, 12)
    form = translate("Album", "MMM yyyy", "month of an album's photos, as Qt writes dates")
    return plain(QLocale().toString(QDate(year, number + 1, 1), form))


def not_kept_words(album: AlbumSummary) -> Shown:
    """Return which kinds of files of an album are not kept."""
    count = total(album.left_out)
    words = translate("Albums", "%Ln files not kept: {kinds}", None, count)
    return words.format(kinds=in_words(kinds_of(album.left_out)))


def spoken_words(album: AlbumSummary, *, seen: bool = True) -> Shown:
    """Return the whole card for screen readers."""
    parts = [
        shown(album.record.name),
        much_words(album),
        state_line(album, seen=seen).words,
        not_kept_words(album) if album.left_out else NO_WORDS,
    ]
    return ". ".join(part for part in parts if part)
