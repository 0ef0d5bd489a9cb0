"""What is asked before an answer that takes something away."""

from picup_desktop.attention.item import AttentionRecord
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.attention.words import choice_words, sentence
from picup_desktop.ui.facts.snapshot import Snapshot
from picup_desktop.ui.text import translate

DELETE = "delete"


def question_words(item: AttentionRecord, choice: str, snapshot: Snapshot) -> tuple[str, str]:
    """The question, and what follows from a yes: how much goes, and whether it can come back."""
    days = snapshot.settings.grace_days
    if choice != DELETE:
        heading = translate("Attention", "{choice}?").format(choice=choice_words(item, choice))
        return heading, f"{sentence(item)}\n\n{_kept_words(days)}"
    album = shown(str(item.details.get("album", "")))
    subject = item.subject.split(":")
    known = snapshot.missing.get(int(subject[1])) if len(subject) == 2 else None
    count, size_bytes = known or (int(item.details.get("missing") or 0), 0)
    photos = text.photos(count)
    if size_bytes:
        photos = translate("Attention", "{photos} ({size})").format(
            photos=photos, size=text.size(size_bytes)
        )
    heading = translate("Attention", "Delete {photos} of “{album}” from both NAS?").format(
        photos=photos, album=album
    )
    gone = translate("Attention", "They are gone from this computer already.")
    return heading, f"{gone} {_trash_words(days)}"


def _trash_words(days: int) -> str:
    if days == 0:
        return translate(
            "Attention",
            "They leave both NAS at once, for deleted photos are kept for no day. This can't be"
            " undone.",
        )
    return translate(
        "Attention",
        "They stay for %Ln more days under Recently deleted, and can come back from there.",
        None,
        days,
    )


def _kept_words(days: int) -> str:
    if days == 0:
        return translate("Attention", "This can't be undone.")
    return translate("Attention", "What it replaces stays for %Ln more days.", None, days)
