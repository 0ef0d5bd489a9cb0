"""The verdict: are my photos safe? One state and one sentence, from plain facts."""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.errors import PicupError
from picup_desktop.ui import text
from picup_desktop.ui.engine.live import Live, Pause, PauseReason
from picup_desktop.ui.engine.starter import Presence
from picup_desktop.ui.engine_words import in_words
from picup_desktop.ui.facts.snapshot import Snapshot, StorageFacts
from picup_desktop.ui.text import translate
from picup_desktop.words import PhotoState, Role, StorageState

ENDINGS = ("?", "…", ".")


class Mood(Enum):
    """What the mark on the overview and the tray icon show."""

    SAFE = "safe"
    WORKING = "working"
    PAUSED = "paused"
    ATTENTION = "attention"
    AWAY = "away"
    EMPTY = "empty"
    BROKEN = "broken"
    LOOKING = "looking"


@dataclass(frozen=True)
class Verdict:
    """The answer; ``headline`` alone is what the lock screen says."""

    mood: Mood
    headline: str
    detail: str = ""


@dataclass(frozen=True)
class Known:
    """Everything the verdict is made from."""

    snapshot: Snapshot | None
    live: Live
    presence: Presence
    trouble: PicupError | None = None
    complaint: str = ""


def role_name(role: Role) -> str:
    """Main or backup, as a person reads it."""
    names = {Role.MAIN: translate("Words", "Main"), Role.BACKUP: translate("Words", "Backup")}
    return names[role]


def verdict(known: Known) -> Verdict:
    """What to say now."""
    if known.trouble is not None:
        return Verdict(Mood.BROKEN, in_words(known.trouble.title), in_words(known.trouble.sentence))
    snapshot = known.snapshot
    if snapshot is None:
        return Verdict(Mood.LOOKING, translate("Verdict", "Looking after your photos…"))
    headline = _headline(snapshot)
    if snapshot.photos == 0:
        return _empty(snapshot, known)
    mood, detail = _mood(snapshot, known)
    return Verdict(mood, headline, detail)


def needs_you(snapshot: Snapshot) -> str:
    """How many things need a person; empty if nothing does."""
    count = snapshot.attention_count
    return translate("Verdict", "%Ln things need you.", None, count) if count else ""


def one_line(verdict: Verdict) -> str:
    """The whole verdict as a line of sentences."""
    end = "" if verdict.headline.endswith(ENDINGS) else "."
    return f"{verdict.headline}{end} {verdict.detail}".strip()


def everything(known: Known) -> str:
    """All that is known in one line, for where nothing else can be seen: the tray's tool tip.

    The verdict names the worst alone; what else is so follows it.
    """
    told = verdict(known)
    sentences = [one_line(told), *_besides(known)]
    if known.live.rate > 0:
        rate = text.rate(known.live.rate)
        sentences.append(translate("Verdict", "Sending {rate}.").format(rate=rate))
    kept = [one for one in sentences[1:] if one and one not in sentences[0]]
    return " ".join([sentences[0], *kept])


def _besides(known: Known) -> list[str]:
    snapshot = known.snapshot
    if snapshot is None or known.trouble is not None:
        return []
    out = _out(snapshot)
    unsafe = snapshot.photos - snapshot.protected
    return [
        needs_you(snapshot),
        _out_sentence(out, unsafe, snapshot.taken_at) if out else "",
        paused_sentence(known.live.paused) if known.live.paused is not None else "",
    ]


def _headline(snapshot: Snapshot) -> str:
    photos, protected = snapshot.photos, snapshot.protected
    if protected == photos:
        return translate("Verdict", "All %Ln photos are on both NAS", None, photos)
    return translate("Verdict", "{safe} of {all} are on both NAS").format(
        safe=text.number(protected), all=text.photos(photos)
    )


def _empty(snapshot: Snapshot, known: Known) -> Verdict:
    if known.live.run is not None and snapshot.album_count:
        return Verdict(Mood.WORKING, translate("Verdict", "Looking through your albums…"))
    if snapshot.album_count:
        return Verdict(
            Mood.EMPTY,
            translate("Verdict", "No photos yet"),
            translate("Verdict", "Photos that appear in your albums are kept safe by themselves."),
        )
    return Verdict(
        Mood.EMPTY,
        translate("Verdict", "Which photos shall be kept safe?"),
        translate("Verdict", "Add the folder where your photos are. Everything else is automatic."),
    )


def _mood(snapshot: Snapshot, known: Known) -> tuple[Mood, str]:
    """The worst of what is so decides; each says what follows from it."""
    unsafe = snapshot.photos - snapshot.protected
    out = _out(snapshot)
    if known.presence is Presence.FAILED:
        return Mood.BROKEN, _no_engine(known.complaint)
    if snapshot.attention_count:
        return Mood.ATTENTION, needs_you(snapshot)
    if out:
        return Mood.AWAY, _out_sentence(out, unsafe, snapshot.taken_at)
    if known.live.paused is not None:
        return Mood.PAUSED, paused_sentence(known.live.paused)
    return _running(snapshot, unsafe, moving=known.live.run is not None)


def _running(snapshot: Snapshot, unsafe: int, *, moving: bool) -> tuple[Mood, str]:
    """Nothing stands in the way."""
    if not unsafe:
        return Mood.SAFE, _last_contact(snapshot)
    if moving:
        return Mood.WORKING, translate("Verdict", "The others are on their way.")
    mood = Mood.ATTENTION if snapshot.counts[PhotoState.FAILED] else Mood.WORKING
    return mood, _why(snapshot)


def _no_engine(complaint: str) -> str:
    told = complaint or translate("Verdict", "It gave no reason.")
    return translate("Verdict", "The program in the background does not start. {reason}").format(
        reason=told
    )


def _out(snapshot: Snapshot) -> list[StorageFacts]:
    return [s for s in snapshot.storages if s.record.state is not StorageState.ONLINE]


def _out_sentence(out: list[StorageFacts], unsafe: int, now: float) -> str:
    record = out[0].record
    duration = text.duration(now - record.state_since)
    if len(out) == len(Role) and all(s.record.state is StorageState.AWAY for s in out):
        both = translate("Verdict", "Neither NAS has answered for {duration}.")
        return both.format(duration=duration)
    states = {
        StorageState.AWAY: translate("Verdict", "{role} has not answered for {duration}."),
        StorageState.REFUSED: translate("Verdict", "{role} has refused us for {duration}."),
        StorageState.FULL: translate("Verdict", "{role} has been full for {duration}."),
    }
    told = states[record.state].format(role=role_name(record.role), duration=duration)
    if not unsafe:
        return told
    waiting = translate("Verdict", "%Ln photos wait for it.", None, unsafe)
    return f"{told} {waiting}"


def paused_sentence(paused: Pause) -> str:
    """Why nothing moves, and until when."""
    reasons = {
        PauseReason.PERSON: translate("Verdict", "Paused by you."),
        PauseReason.QUIET_HOURS: translate("Verdict", "Paused for the quiet hours."),
        PauseReason.BATTERY: translate("Verdict", "Paused while the battery is in use."),
        PauseReason.METERED: translate("Verdict", "Paused on a metered connection."),
        PauseReason.LOCKED: translate("Verdict", "Paused until it is unlocked."),
    }
    told = reasons[paused.reason]
    if paused.until is None:
        return told
    goes_on = translate("Verdict", "It goes on at {time}.").format(
        time=text.clock_time(paused.until)
    )
    return f"{told} {goes_on}"


def _why(snapshot: Snapshot) -> str:
    reasons = [reason.reason for reason in snapshot.reasons if reason.reason]
    if reasons:
        return in_words(reasons[0])
    return translate("Verdict", "The others wait for their turn.")


def _last_contact(snapshot: Snapshot) -> str:
    if snapshot.checked_at is None:
        return ""
    return translate("Verdict", "Last contact with both {ago}.").format(
        ago=text.ago(snapshot.checked_at, snapshot.taken_at)
    )
