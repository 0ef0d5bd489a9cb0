"""What is asked before photos are deleted: every file that goes is named or counted."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from picup_desktop.ledger.gallery.gallery import ShownShot
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.text import number, size, translate

MOST_NAMES = 12
"""So many names are read; of more, the first few and a count say as much."""


def deletion_words(shots: Sequence[ShownShot], grace_days: int) -> tuple[str, str]:
    """The question and what stands below it.

    A shot is one cell in the window and may be several files. Those that nobody sees there are
    named, so that nothing goes that a person did not mean.
    """
    unseen = list(chain.from_iterable(shot.photos[1:] for shot in shots))
    size_bytes = sum(photo.size_bytes for shot in shots for photo in shot.photos)
    parts = [_files(shots, [Path(photo.path).name for photo in unseen])]
    parts.append(translate("Photos", "{size} in all.").format(size=size(size_bytes)))
    parts.append(_where_they_go(grace_days))
    return _heading(len(shots), len(unseen)), "\n\n".join(part for part in parts if part)


def _heading(shots: int, unseen: int) -> str:
    if not unseen:
        return translate("Photos", "Delete %Ln photos?", None, shots)
    if shots == 1:
        files = translate("Photos", "%Ln files with it", None, unseen)
    else:
        files = translate("Photos", "%Ln files with them", None, unseen)
    heading = translate("Photos", "Delete {photos} and {files}?")
    return heading.format(photos=text.photos(shots), files=files)


def _files(shots: Sequence[ShownShot], unseen: Sequence[str]) -> str:
    """The name of a single photo, and of every file that is no cell of its own."""
    lines = [shown(Path(shots[0].lead.path).name)] if len(shots) == 1 else []
    if unseen:
        names = ", ".join(shown(name) for name in unseen[:MOST_NAMES])
        if len(unseen) > MOST_NAMES:
            more = translate("Photos", "{names} and {count} more")
            names = more.format(names=names, count=number(len(unseen) - MOST_NAMES))
        with_it, with_them = (
            translate("Photos", "With it: {names}"),
            translate("Photos", "With them: {names}"),
        )
        lines.append((with_it if len(shots) == 1 else with_them).format(names=names))
    return "\n".join(lines)


def _where_they_go(grace_days: int) -> str:
    if grace_days == 0:
        return translate(
            "Photos",
            "The files go to this computer's trash. On both NAS they are removed at once.",
        )
    return translate(
        "Photos",
        "The files go to this computer's trash. On both NAS they stay for %Ln more days,"
        " under Recently deleted.",
        None,
        grace_days,
    )
