"""The sentences of an export: what will be, and what became of it."""

from picup_desktop.engine.ipc.picture_answers import Exported
from picup_desktop.names import Shown, plain, shown
from picup_desktop.ui import text
from picup_desktop.ui.export.choice import ExportSpan
from picup_desktop.ui.text import number, translate


def heading(span: ExportSpan) -> Shown:
    """Return the dialog's title."""
    if span.pictures == 1:
        return translate("Export", "Export the photo")
    return translate("Export", "Export %Ln photos", None, span.pictures)


def as_they_are_words(span: ExportSpan) -> Shown:
    """Return what the original files are, and what they are not."""
    words = translate("Export", "{files}, {size}: every byte as it was taken.").format(
        files=translate("Export", "%Ln files", None, span.files), size=text.size(span.size_bytes)
    )
    if not span.turned:
        return words
    turned = translate(
        "Export",
        "%Ln of them you turned; the files lie as before. JPEG is turned as you see it.",
        None,
        span.turned,
    )
    return f"{words} {turned}"


def jpeg_words(span: ExportSpan) -> Shown:
    """Return what the new files are, and which photos stay as they are."""
    words = translate(
        "Export", "Turned as you see them, with the dates that you corrected. Opens everywhere."
    )
    if not span.films:
        return words
    films = translate(
        "Export",
        "%Ln films go as they are; they may say their place, and are left out without it.",
        None,
        span.films,
    )
    return f"{words} {films}"


def edge_words(edge: int) -> Shown:
    """Return a size to choose."""
    if not edge:
        return translate("Export", "As large as they are")
    return translate("Export", "Longest side {pixels} pixels").format(pixels=number(edge))


def quality_words(quality: int) -> Shown:
    """Return a quality to choose."""
    return {
        95: translate("Export", "Best quality"),
        90: translate("Export", "Good quality"),
        80: translate("Export", "Small files"),
    }.get(quality, plain(str(quality)))


def headline(document: Exported) -> Shown:
    """Return the result in one line."""
    failed = document["failed_photos"] + document["gone"]
    if document["nobody_reached"]:
        return translate("Restore", "Neither storage could be reached")
    if failed:
        return translate("Export", "%Ln photos could not be exported", None, failed)
    if document["stopped"]:
        return translate("Restore", "It was cancelled")
    there = document["restored"] + document["there_already"]
    return translate("Export", "%Ln files are exported", None, there)


def detail_words(document: Exported, folder: str) -> Shown:
    """Return how many files were written, to where, and what else happened."""
    restored, already = document["restored"], document["there_already"]
    sentences = []
    if restored:
        words = translate("Export", "{files} in {folder}.")
        files = translate("Export", "%Ln new files", None, restored)
        sentences.append(words.format(files=files, folder=shown(folder)))
    if already:
        sentences.append(translate("Export", "%Ln files were there already.", None, already))
    beside = len(document["beside"])
    if beside:
        sentences.append(
            translate(
                "Export", "%Ln files got another name; nothing was overwritten.", None, beside
            )
        )
    if count := document["as_they_are"]:
        sentences.append(translate("Export", "%Ln files went as they are.", None, count))
    if count := document["turned"]:
        sentences.append(translate("Export", "%Ln photos lie as their files say.", None, count))
    if count := document["gone"]:
        sentences.append(translate("Export", "%Ln photos were deleted meanwhile.", None, count))
    return " ".join(sentences)
