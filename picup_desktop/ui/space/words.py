"""The words of the page that frees up space."""

from collections.abc import Mapping, Sequence

from picup_desktop.engine.ipc.answers import Away, BroughtBack, Freed, SpaceLook
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui import text
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.photo_list import PhotoLine
from picup_desktop.words import Role


def look_words(look: SpaceLook) -> tuple[Shown, Shown]:
    """Return what could leave this computer, and what happens before."""
    photos = look["photos"]
    if not photos:
        return translate("Space", "Nothing can leave this computer now"), NO_WORDS
    headline = translate("Space", "{photos}, {size}, can leave this computer").format(
        photos=text.photos(photos), size=text.size(look["bytes"])
    )
    to_verify = look["to_verify"]
    if not to_verify:
        return headline, translate(
            "Space", "All of them were read back whole from both storages recently."
        )
    return headline, translate(
        "Space",
        "%Ln of them are read back from both storages first, because that was not done recently.",
        None,
        to_verify,
    )


def question_words(look: SpaceLook, albums: Sequence[str]) -> tuple[Shown, Shown]:
    """Return the question before files leave: how many of which albums, where to, the way back."""
    heading = translate("Space", "Move {photos}, {size}, to this computer's trash?").format(
        photos=text.photos(look["photos"]), size=text.size(look["bytes"])
    )
    of_which = translate("Space", "Albums: {names}").format(names=text.names(albums))
    what_happens = translate(
        "Space",
        "The photos stay on both storages and in PicUp. Until the trash is emptied their files can"
        " be put back from it; after that, “Bring back to this computer” in Photos reads them"
        " back.",
    )
    return heading, f"{of_which}\n\n{what_happens}"


def kept_words(kept: Mapping[str, int], *, shown_away: int) -> list[Shown]:
    """Return what stays, and why, less the ``shown_away`` photos shown in another place."""
    kept = {**kept, "not_here": max(0, kept.get("not_here", 0) - shown_away)}
    reasons = ("not_protected", "album", "newer", "not_here")
    return [_counted(why, kept[why]) for why in reasons if kept.get(why)]


def _counted(why: str, count: int) -> Shown:
    match why:
        case "not_protected":
            return translate("Space", "%Ln photos are not whole on both storages yet.", None, count)
        case "album":
            return translate(
                "Space", "%Ln photos are in albums that are not watched now.", None, count
            )
        case "newer":
            return translate("Space", "%Ln photos are newer than you chose.", None, count)
        case _:
            return translate("Space", "%Ln photos are on the storages only already.", None, count)


def result_words(answer: Freed) -> tuple[Shown, Shown]:
    """Return the result, and what is left to do."""
    freed = answer["freed"]
    if not freed:
        return translate("Space", "Nothing left this computer"), NO_WORDS
    headline = translate("Space", "{photos}, {size}, are in this computer's trash").format(
        photos=text.photos(freed), size=text.size(answer["bytes"])
    )
    return headline, translate(
        "Space",
        "Empty the trash to free the space. The photos stay on both storages and in PicUp; a file"
        " that you put back from the trash is here again.",
    )


def away_words(away: Away) -> Shown:
    """Return how much of the chosen albums is only on the storages; empty if nothing is."""
    photos = away["photos"]
    if not photos:
        return NO_WORDS
    return translate("Space", "{photos}, {size}, of these albums are on the storages only.").format(
        photos=text.photos(photos), size=text.size(away["bytes"])
    )


def back_words(answer: BroughtBack) -> tuple[Shown, Shown]:
    """Return the result of bringing files back."""
    back = answer["brought_back"]
    if not back:
        return translate("Space", "No file came back"), NO_WORDS
    return translate("Photos", "%Ln files are back in their place.", None, back), NO_WORDS


def stayed_words(failed: int) -> Shown:
    """Return the files that did not come back, in the form of files that stayed."""
    return translate("Space", "%Ln files stayed", None, failed)


def not_back_words(failed: int) -> Shown:
    """Return the heading over the files that failed."""
    return translate("Space", "%Ln files did not come back", None, failed)


def stayed_lines(answer: Freed) -> list[PhotoLine]:
    """Return a line for each file that failed."""
    return [
        _line(number, one["photo"], one["reason"], one["storage"])
        for number, one in enumerate(answer["failed"])
    ]


def not_back_lines(answer: BroughtBack) -> list[PhotoLine]:
    """Files that did not come back."""
    return [
        _line(number, one["path"], one["reason"])
        for number, one in enumerate(answer["photos"])
        if one["reason"] is not None
    ]


def _line(number: int, name: str, reason: str, storage: str | None = None) -> PhotoLine:
    detail: Shown = shown(reason)
    if storage is not None:
        detail = f"{role_name(Role(storage))}: {detail}"
    return PhotoLine(number, shown(name), detail, icon="mark", tone="warning")
