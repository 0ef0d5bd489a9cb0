"""The report of a restore in words."""

from collections.abc import Mapping
from typing import Any

from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import role_name
from picup_desktop.ui.widgets.photo_list import PhotoLine
from picup_desktop.words import Role


def headline(document: Mapping[str, Any]) -> str:
    """Is everything there?"""
    failed = int(document["failed_photos"])
    if document["nobody_reached"]:
        return translate("Restore", "Neither NAS could be reached")
    if failed:
        return translate("Restore", "%Ln photos could not be had", None, failed)
    if document["stopped"]:
        return translate("Restore", "It was cancelled")
    return translate("Restore", "All %Ln photos are there", None, _there(document))


def told_words(document: Mapping[str, Any], folder: str) -> str:
    """How many came, from where, and where to."""
    restored, already = int(document["restored"]), int(document["there_already"])
    sentences = []
    if restored:
        told = translate("Restore", "{photos} restored to {folder}, {size}.")
        size = text.size(int(document["bytes"]))
        sentences.append(told.format(photos=text.photos(restored), folder=shown(folder), size=size))
    if already:
        sentences.append(translate("Restore", "%Ln photos stood there already.", None, already))
    if document["beside"]:
        sentences.append(
            translate(
                "Restore",
                "%Ln photos stand beside different files of their name; nothing was overwritten.",
                None,
                len(document["beside"]),
            )
        )
    if document["stopped"]:
        sentences.append(translate("Restore", "Restore again, and it goes on where it was."))
    return " ".join(sentences)


def report_lines(document: Mapping[str, Any]) -> list[PhotoLine]:
    """What could not be had and why, then what stands under another name."""
    failed = [
        PhotoLine(number, shown(one["photo"]), reason_of(one), icon="mark", tone="warning")
        for number, one in enumerate(document["failed"])
    ]
    beside = [
        PhotoLine(-1 - number, shown(one["photo"]), shown(one["written_to"]), icon="picture")
        for number, one in enumerate(document["beside"])
    ]
    return failed + beside


def reason_of(failed: Mapping[str, Any]) -> str:
    """What each storage said, or why neither was asked."""
    told = [
        f"{role_name(role)}: {in_words(failed[role.value])}"
        for role in Role
        if failed.get(role.value)
    ]
    return "\n".join(told) or in_words(str(failed["reason"]))


def report_text(document: Mapping[str, Any], folder: str) -> str:
    """All of it as a text to keep."""
    lines = [headline(document), told_words(document, folder), ""]
    for line in report_lines(document):
        lines += [line.name, *(f"    {told}" for told in line.told.split("\n"))]
    return "\n".join(lines) + "\n"


def _there(document: Mapping[str, Any]) -> int:
    return int(document["restored"]) + int(document["there_already"])
