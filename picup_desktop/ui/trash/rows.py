"""Deleted photos as rows of plain words."""

from picup_desktop.ledger.deletions.trash import TrashedPhoto
from picup_desktop.names import shown
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.ui import text
from picup_desktop.ui.text import translate
from picup_desktop.ui.widgets.photo_list import PhotoLine

SOON_SECONDS = 2 * DAY_SECONDS


def trashed_line(photo: TrashedPhoto, now: float) -> PhotoLine:
    """A deleted photo, and how long it can still come back."""
    folder, _, name = photo.path.rpartition("/")
    place = f"{shown(photo.album)} / {shown(folder)}" if folder else shown(photo.album)
    deleted = translate("Trash", "Deleted {ago}").format(ago=text.ago(photo.deleted_at, now))
    soon = photo.removed_at is not None and photo.removed_at - now < SOON_SECONDS
    return PhotoLine(
        photo.photo_id,
        shown(name),
        f"{place}  ·  {text.size(photo.size_bytes)}  ·  {deleted}",
        time_left(photo.removed_at, now),
        tone="warning" if soon else "quiet",
    )


def time_left(removed_at: float | None, now: float) -> str:
    """How long a deleted photo still stays on the NAS."""
    if removed_at is None:
        return ""
    if removed_at <= now:
        return translate("Trash", "goes now")
    return translate("Trash", "{duration} left").format(duration=text.duration(removed_at - now))
