"""What the tray's menu says: what moves, what waits, and what became safe last."""

from picup_desktop.ledger.gallery.glance import NamedPhoto
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.ui import text
from picup_desktop.ui.engine.live import Live
from picup_desktop.ui.snapshots.snapshot import Snapshot
from picup_desktop.ui.status import paused_sentence, role_name
from picup_desktop.ui.text import translate, tray_words
from picup_desktop.words import Role

MOST_NAME = 40
"""A longer name is shortened in the middle, because a menu grows as wide as its widest line."""


def moves_words(live: Live) -> Shown:
    """Return why nothing moves, or how fast and how long still; empty if nothing is under way."""
    if live.paused is not None:
        return paused_sentence(live.paused)
    if live.rate <= 0:
        return NO_WORDS
    rate = text.rate(live.rate)
    if live.seconds_left is None:
        return translate("Tray", "Sending {rate}").format(rate=rate)
    return translate("Tray", "Sending {rate}, {duration} left").format(
        rate=rate, duration=text.duration(live.seconds_left)
    )


def waits_words(snapshot: Snapshot) -> list[Shown]:
    """Return how many photos each storage does not have yet; empty where it has all."""
    waiting = {
        storage.record.role: snapshot.photos - storage.photos for storage in snapshot.storages
    }
    counts = set(waiting.values())
    if len(waiting) == len(Role) and len(counts) == 1 and min(counts) > 0:
        return [translate("Tray", "%Ln photos wait for both storages", None, counts.pop())]
    return [
        translate("Tray", "{storage}: %Ln photos wait", None, count).format(storage=role_name(role))
        for role, count in waiting.items()
        if count > 0
    ]


def needs_words(snapshot: Snapshot) -> Shown:
    """Return how many things need a person; empty if none does. A count is no name (2-1)."""
    count = snapshot.attention_count
    if not count:
        return NO_WORDS
    return translate("Tray", "Needs attention ({count})").format(count=text.number(count))


def photo_words(photo: NamedPhoto) -> Shown:
    """Return the name of a photo and its album, for a menu, which takes ``&`` for a key."""
    name = tray_words(shown(photo.path.rpartition("/")[2]))
    album = tray_words(shown(photo.album))
    return f"{shortened(name)}  ·  {shortened(album)}"


def shortened(name: Shown) -> Shown:
    """Return a long name without its middle."""
    if len(name) <= MOST_NAME:
        return name
    half = (MOST_NAME - 1) // 2
    return plain(f"{name[:half]}…{name[-half:]}")
