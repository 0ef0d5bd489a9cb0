"""What is said of a photo in the grid, and of the part that it is in."""

from collections.abc import Callable

from PySide6.QtGui import QAccessible

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.photos.words import month_words, shot_date_words, state_words
from picup_desktop.ui.speech.parts import Part
from picup_desktop.ui.text import number, translate
from picup_desktop.words import PhotoState


def photo_words(shot: ShownShot | None) -> Shown:
    """Return name, date and how safe a photo is; the last also says where it is missing here."""
    if shot is None:
        return translate("Speech", "Not read yet")
    said = [shown(shot.lead.path), shot_date_words(shot), state_words(shot)]
    # Of a safe photo, its state says that already.
    safe = shot.state is PhotoState.PROTECTED
    if not safe and not any(photo.here for photo in shot.photos):
        said.append(translate("Speech", "Only on the storages, not on this computer"))
    if shot.lead.kind == "video":
        said.insert(1, translate("Speech", "Film"))
    return ", ".join(words for words in said if words)


def place_words(part: Part, row: int) -> Shown:
    """Return a photo's place in its month: ``3 of 218 in May 2024``."""
    return translate("Speech", "{place} of {count} in {month}").format(
        place=number(part.before + row - part.first + 1),
        count=number(part.whole),
        month=month_words(part.month),
    )


def part_words(part: Part) -> Shown:
    """Return the name of a part: its month, and which of its photos where it is a piece."""
    month = month_words(part.month)
    if part.count == part.whole:
        return month
    return translate("Speech", "{month}, photos {first} to {last} of {count}").format(
        month=month,
        first=number(part.before + 1),
        last=number(part.before + part.count),
        count=number(part.whole),
    )


def name_or_description(
    kind: QAccessible.Text, name: Callable[[], Shown], description: Callable[[], Shown]
) -> Shown:
    """Return the one that is asked for; nothing for other texts."""
    if kind == QAccessible.Text.Name:
        return name()
    return description() if kind == QAccessible.Text.Description else NO_WORDS
