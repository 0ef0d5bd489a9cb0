"""What is asked before an answer that takes something away."""

from picup_desktop.attention.asked import Follows
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.attention.subjects import album_of
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.attention.words import choice_words, sentence
from picup_desktop.ui.facts.snapshot import Snapshot
from picup_desktop.ui.text import translate

SIZED = frozenset({Cause.ALBUM_VANISHED})
"""Causes whose size is known: every missing photo of the album is meant."""


def question_words(item: AttentionRecord, choice: str, snapshot: Snapshot) -> tuple[str, str]:
    """The question, and what follows from a yes: how much goes, and whether it can come back."""
    asked = item.cause.row.asks.get(choice)
    days = snapshot.settings.grace_days
    if asked is None:
        heading = translate("Attention", "{choice}?").format(choice=choice_words(item, choice))
        return heading, f"{sentence(item)}\n\n{_days_words(Follows.REPLACED, days)}"
    words = {name: shown(str(value)) for name, value in item.details.items()}
    heading = translate("Attention", asked.heading).format(
        **{**words, "photos": _photos_words(item, snapshot)}
    )
    below = f"{translate('Attention', asked.below)} {_days_words(asked.follows, days)}"
    return heading, below.strip()


def _photos_words(item: AttentionRecord, snapshot: Snapshot) -> str:
    """Count, and size where it is known."""
    count, size_bytes = int(item.details.get("missing") or item.details.get("changed") or 0), 0
    if item.cause in SIZED:
        count, size_bytes = snapshot.missing.get(album_of(item.subject), (count, 0))
    photos = text.photos(count)
    if not size_bytes:
        return photos
    return translate("Attention", "{photos} ({size})").format(
        photos=photos, size=text.size(size_bytes)
    )


def _days_words(follows: Follows, days: int) -> str:
    match follows:
        case Follows.DELETED:
            return _trash_words(days)
        case Follows.REPLACED:
            return _kept_words(days)
        case Follows.NOTHING:
            return ""


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
        return translate("Attention", "What it replaces leaves at once. This can't be undone.")
    return translate("Attention", "What it replaces stays there for %Ln more days.", None, days)
