"""The words of the page that frees up space."""

from collections.abc import Mapping
from typing import Any

from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.status import role_name
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.photo_list import PhotoLine
from picup_desktop.words import Role


def look_words(look: Mapping[str, Any]) -> tuple[str, str]:
    """Return what could leave this computer, and what happens before."""
    photos = int(look["photos"])
    if not photos:
        return translate("Space", "Nothing can leave this computer now"), ""
    headline = translate("Space", "{photos}, {size}, can leave this computer").format(
        photos=text.photos(photos), size=text.size(int(look["bytes"]))
    )
    to_verify = int(look["to_verify"])
    if not to_verify:
        return headline, translate("Space", "Both NAS gave all of them back whole lately.")
    return headline, translate(
        "Space",
        "%Ln of them are read back from both NAS first, for nobody did so lately.",
        None,
        to_verify,
    )


def question_words(look: Mapping[str, Any]) -> tuple[str, str]:
    """Return the question before files leave: how many, where to, and how they return."""
    heading = translate("Space", "Move {photos}, {size}, to this computer's trash?").format(
        photos=text.photos(int(look["photos"])), size=text.size(int(look["bytes"]))
    )
    return heading, translate(
        "Space",
        "The photos stay on both NAS and in PicUp. Until the trash is emptied their files can be"
        " put back from it; after that, “Bring back to this computer” in Photos reads them back.",
    )


def kept_words(kept: Mapping[str, int], *, shown_away: int) -> list[str]:
    """Return what stays, and why, less the ``shown_away`` photos shown in another place."""
    kept = {**kept, "not_here": max(0, kept.get("not_here", 0) - shown_away)}
    reasons = ("not_protected", "album", "newer", "not_here")
    return [_counted(why, kept[why]) for why in reasons if kept.get(why)]


def _counted(why: str, count: int) -> str:
    match why:
        case "not_protected":
            return translate("Space", "%Ln photos are not whole on both NAS yet.", None, count)
        case "album":
            return translate(
                "Space", "%Ln photos are in albums that are not watched now.", None, count
            )
        case "newer":
            return translate("Space", "%Ln photos are newer than you chose.", None, count)
        case _:
            return translate("Space", "%Ln photos rest on the NAS only already.", None, count)


def result_words(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the result, and what is left to do."""
    freed = int(document["freed"])
    if not freed:
        return translate("Space", "Nothing left this computer"), ""
    headline = translate("Space", "{photos}, {size}, are in this computer's trash").format(
        photos=text.photos(freed), size=text.size(int(document["bytes"]))
    )
    return headline, translate(
        "Space",
        "Empty the trash, and the room is yours. The photos stay on both NAS and in PicUp; put a"
        " file back from the trash, and it is here again.",
    )


def away_words(away: Mapping[str, Any]) -> str:
    """Return how much of the chosen albums is only on the NAS; empty if nothing is."""
    photos = int(away["photos"])
    if not photos:
        return ""
    return translate("Space", "{photos}, {size}, of these albums are on the NAS only.").format(
        photos=text.photos(photos), size=text.size(int(away["bytes"]))
    )


def back_words(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the result of bringing files back."""
    back = int(document["brought_back"])
    if not back:
        return translate("Space", "No file came back"), ""
    return translate("Photos", "%Ln files are back in their place.", None, back), ""


def back_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files that did not come back, in the form of files that stayed."""
    failed = [
        {"photo": one["path"], "reason": one["reason"], "storage": None}
        for one in document["photos"]
        if one["reason"] is not None
    ]
    return {"failed": failed, "stays_away": True}


def failed_words(document: Mapping[str, Any]) -> str:
    """Return the heading over the files that failed."""
    failed = int(document["failed_photos"])
    if document.get("stays_away"):
        return translate("Space", "%Ln files did not come back", None, failed)
    return translate("Space", "%Ln files stayed", None, failed)


def failed_lines(document: Mapping[str, Any]) -> list[PhotoLine]:
    """Return a line for each file that failed."""
    return [
        PhotoLine(number, shown(one["photo"]), _reason(one), icon="mark", tone="warning")
        for number, one in enumerate(document["failed"])
    ]


def _reason(failed: Mapping[str, Any]) -> str:
    reason, role = in_words(shown(failed["reason"])), failed["storage"]
    return reason if role is None else f"{role_name(Role(role))}: {reason}"
