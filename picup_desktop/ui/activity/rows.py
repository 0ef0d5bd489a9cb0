"""The lists of Activity as rows of plain words."""

from dataclasses import dataclass

from picup_desktop.ledger.gallery.glance import OpenMessage, ShownEvent, WaitingPhoto
from picup_desktop.names import shown
from picup_desktop.ui import text
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.text import translate
from picup_desktop.ui.verdict import role_name
from picup_desktop.words import MessageState, Outcome, PhotoState


@dataclass(frozen=True)
class Line:
    """One entry of a list: an icon, a name, a sentence, and a time."""

    icon: str
    tone: str
    """``accent``, ``quiet``, ``warning`` or ``danger``."""
    name: str
    told: str
    when: str

    @property
    def spoken(self) -> str:
        """All that is read of it; when, is seen beside it."""
        return f"{self.name}\n{self.told}"


def waiting_line(photo: WaitingPhoto, now: float) -> Line:
    """A photo that is not protected, and why."""
    usual = {
        PhotoState.WAITING: translate("Activity", "Waits for its turn"),
        PhotoState.FAILED: translate("Activity", "Could not be brought anywhere"),
        PhotoState.HALF_PROTECTED: translate("Activity", "Is on one NAS only"),
    }
    failed = photo.state is PhotoState.FAILED
    when = text.until(photo.due_at, now) if photo.due_at > now else ""
    return Line(
        "mark" if failed else "clock",
        "warning" if failed else "quiet",
        f"{shown(photo.album)} / {shown(photo.path)}",
        in_words(photo.reason) if photo.reason else usual[photo.state],
        when,
    )


def event_line(event: ShownEvent, now: float) -> Line:
    """How an upload ended."""
    outcomes = {
        Outcome.STORED: translate("Activity", "Is on both NAS"),
        Outcome.MAIN_FAILED: translate("Activity", "Main failed"),
        Outcome.BACKUP_FAILED: translate("Activity", "Backup failed, main was undone"),
        Outcome.WORKER_FAILED: translate("Activity", "The upload failed"),
        Outcome.CHANGED: translate("Activity", "Changed meanwhile, is taken again"),
    }
    stored = event.outcome is Outcome.STORED
    told = outcomes[event.outcome]
    return Line(
        "check" if stored else "mark",
        "accent" if stored else "warning",
        f"{shown(event.album)} / {shown(event.path)}",
        f"{told}. {in_words(event.reason)}" if event.reason else told,
        text.ago(event.at, now),
    )


def message_line(message: OpenMessage, now: float) -> Line:
    """A message of the deletion queue that is not done."""
    dead = message.state is MessageState.DEAD
    from_where = translate("Activity", "%Ln photos leave {role}", None, message.objects).format(
        role=role_name(message.role)
    )
    told = from_where
    if message.attempts:
        tries = translate("Activity", "%Ln tries", None, message.attempts)
        told = f"{from_where}  ·  {tries}"
    if message.last_error:
        told = f"{told}. {in_words(message.last_error)}"
    waits = {
        MessageState.LEASED: translate("Activity", "now"),
        MessageState.DEAD: translate("Activity", "given up"),
    }
    return Line(
        "trash",
        "danger" if dead else "quiet",
        from_where if message.path is None else shown(message.path),
        told,
        waits.get(message.state, text.until(message.available_at, now)),
    )
