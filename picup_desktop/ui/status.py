"""The answer to "are my photos safe?": one status and one sentence, a pure function."""

from dataclasses import dataclass
from enum import Enum

from picup_desktop.errors import PicupError
from picup_desktop.ledger.evidence import Evidence
from picup_desktop.ledger.photos.versions import KeptVersions
from picup_desktop.left_out import kinds_of
from picup_desktop.messages.message import Message
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.ui import text
from picup_desktop.ui.engine.live import Live, Pause, PauseCause
from picup_desktop.ui.engine.starter import Presence
from picup_desktop.ui.snapshots.snapshot import Snapshot, StorageSummary
from picup_desktop.ui.text import in_words, translate
from picup_desktop.words import PhotoState, Role, StorageState

ENDINGS = ("?", "…", ".")


class Status(Enum):
    """What the mark on the overview and the tray icon show; the worst that applies."""

    SAFE = "safe"
    WORKING = "working"
    PAUSED = "paused"
    ATTENTION = "attention"
    AWAY = "away"
    UNSEEN = "unseen"
    """A storage was not seen whole lately (5-1)."""
    EMPTY = "empty"
    BROKEN = "broken"
    LOOKING = "looking"


PREVENTS = frozenset({Status.ATTENTION, Status.AWAY, Status.PAUSED})
"""What may keep the photos of an album from being taken in."""


@dataclass(frozen=True)
class StatusSummary:
    """The answer; the lock screen shows the headline alone."""

    status: Status
    headline: Shown
    detail: Shown = NO_WORDS


@dataclass(frozen=True)
class StatusInputs:
    """Everything that the answer is worked out from."""

    snapshot: Snapshot | None
    live: Live
    presence: Presence
    trouble: PicupError | None = None
    complaint: Shown = NO_WORDS


def role_name(role: Role) -> Shown:
    """Return the name of main or backup in the window's language."""
    names = {Role.MAIN: translate("Words", "Main"), Role.BACKUP: translate("Words", "Backup")}
    return names[role]


def summary_of(inputs: StatusInputs) -> StatusSummary:
    """Work out the answer."""
    if inputs.trouble is not None:
        return StatusSummary(
            Status.BROKEN, in_words(Message(inputs.trouble.title)), in_words(inputs.trouble.message)
        )
    snapshot = inputs.snapshot
    if snapshot is None:
        return StatusSummary(Status.LOOKING, translate("Verdict", "Looking after your photos…"))
    headline = _headline(snapshot)
    if snapshot.photos == 0:
        return _empty(snapshot, inputs)
    status, detail = _status(snapshot, inputs)
    left_out = left_out_words(snapshot) if claims_all(snapshot) else NO_WORDS
    details = (left_out, detail) if status is Status.SAFE else (detail, left_out)
    return StatusSummary(status, headline, " ".join(part for part in details if part))


def claims_all(snapshot: Snapshot) -> bool:
    """Return whether the headline says that all photos are on both storages."""
    return not snapshot.unseen and snapshot.protected == snapshot.photos


def needs_you(snapshot: Snapshot) -> Shown:
    """Return how many items need a person; empty if none does."""
    count = snapshot.attention_count
    return translate("Verdict", "%Ln things need you.", None, count) if count else NO_WORDS


def one_line(summary: StatusSummary) -> Shown:
    """Return headline and detail as one line."""
    end = NO_WORDS if summary.headline.endswith(ENDINGS) else plain(".")
    return f"{summary.headline}{end} {summary.detail}".strip()


def everything(inputs: StatusInputs) -> Shown:
    """Return everything that applies in one line, for the tray's tool tip.

    The summary comes first; it names only the worst.
    """
    sentences = [one_line(summary_of(inputs)), *_besides(inputs)]
    if inputs.live.rate > 0:
        sentences.append(_sending(inputs.live))
    kept = [one for one in sentences[1:] if one and one not in sentences[0]]
    return " ".join([sentences[0], *kept])


def _sending(live: Live) -> Shown:
    """Return how fast photos are sent, and how long still where that is known."""
    rate = text.rate(live.rate)
    if live.seconds_left is None:
        return translate("Verdict", "Sending {rate}.").format(rate=rate)
    words = translate("Verdict", "Sending {rate}, {duration} left.")
    return words.format(rate=rate, duration=text.duration(live.seconds_left))


def _besides(inputs: StatusInputs) -> list[Shown]:
    snapshot = inputs.snapshot
    if snapshot is None or inputs.trouble is not None:
        return []
    out = _out(snapshot)
    unsafe = snapshot.photos - snapshot.protected
    return [
        needs_you(snapshot),
        _out_sentence(out, unsafe, snapshot.taken_at) if out else NO_WORDS,
        paused_sentence(inputs.live.paused) if inputs.live.paused is not None else NO_WORDS,
    ]


def _headline(snapshot: Snapshot) -> Shown:
    photos, protected = snapshot.photos, snapshot.protected
    if snapshot.unseen:
        return translate("Verdict", "{safe} of {all} were brought to both storages").format(
            safe=text.number(protected), all=text.photos(photos)
        )
    if claims_all(snapshot):
        return translate("Verdict", "All %Ln photos are on both storages", None, photos)
    return translate("Verdict", "{safe} of {all} are on both storages").format(
        safe=text.number(protected), all=text.photos(photos)
    )


def _empty(snapshot: Snapshot, inputs: StatusInputs) -> StatusSummary:
    """Return the answer while there are no photos.

    Nothing is said to be kept safe by itself while something prevents that.
    """
    status, detail = _status(snapshot, inputs)
    if status is Status.BROKEN or (status in PREVENTS and snapshot.album_count):
        return StatusSummary(status, translate("Verdict", "No photos yet"), detail)
    if inputs.live.run is not None and snapshot.album_count:
        return StatusSummary(Status.WORKING, translate("Verdict", "Looking through your albums…"))
    if snapshot.album_count:
        detail = translate(
            "Verdict", "Photos that appear in your albums are kept safe by themselves."
        )
        return StatusSummary(
            Status.EMPTY,
            translate("Verdict", "No photos yet"),
            f"{left_out_words(snapshot)} {detail}".strip(),
        )
    return StatusSummary(
        Status.EMPTY,
        translate("Verdict", "Which photos should be kept safe?"),
        translate("Verdict", "Add the folder where your photos are. Everything else is automatic."),
    )


def _status(snapshot: Snapshot, inputs: StatusInputs) -> tuple[Status, Shown]:
    """Return the worst status that applies, and its sentence."""
    unsafe = snapshot.photos - snapshot.protected
    out = _out(snapshot)
    if inputs.presence is Presence.FAILED:
        return Status.BROKEN, _no_engine(inputs.complaint)
    if snapshot.no_room is not None:
        return Status.BROKEN, in_words(snapshot.no_room)
    if snapshot.attention_count:
        return Status.ATTENTION, needs_you(snapshot)
    if out:
        return Status.AWAY, _out_sentence(out, unsafe, snapshot.taken_at)
    if inputs.live.paused is not None:
        return Status.PAUSED, paused_sentence(inputs.live.paused)
    return _running(snapshot, unsafe, moving=inputs.live.run is not None)


def _running(snapshot: Snapshot, unsafe: int, *, moving: bool) -> tuple[Status, Shown]:
    """Return the status when nothing prevents a pass."""
    if snapshot.unseen:
        return Status.UNSEEN, unseen_sentence(snapshot, snapshot.unseen[0])
    if not unsafe:
        return Status.SAFE, _last_contact(snapshot)
    if moving:
        return Status.WORKING, translate("Verdict", "The others are on their way.")
    status = Status.ATTENTION if snapshot.counts[PhotoState.FAILED] else Status.WORKING
    return status, _why(snapshot)


def _no_engine(complaint: Shown) -> Shown:
    reason = complaint or translate("Verdict", "It gave no reason.")
    return translate("Verdict", "The program in the background does not start. {reason}").format(
        reason=reason
    )


def _out(snapshot: Snapshot) -> list[StorageSummary]:
    return [s for s in snapshot.storages if s.record.state is not StorageState.ONLINE]


def _out_sentence(out: list[StorageSummary], unsafe: int, now: float) -> Shown:
    record = out[0].record
    duration = text.duration(now - record.state_since)
    if len(out) == len(Role) and all(s.record.state is StorageState.AWAY for s in out):
        both = translate("Verdict", "Neither storage has answered for {duration}.")
        return both.format(duration=duration)
    states = {
        StorageState.AWAY: translate("Verdict", "{role} has not answered for {duration}."),
        StorageState.REFUSED: translate(
            "Verdict", "{role} has refused the connection for {duration}."
        ),
        StorageState.FULL: translate("Verdict", "{role} has been full for {duration}."),
    }
    sentence = states[record.state].format(role=role_name(record.role), duration=duration)
    if not unsafe:
        return sentence
    waiting = translate("Verdict", "%Ln photos wait for it.", None, unsafe)
    return f"{sentence} {waiting}"


def paused_sentence(paused: Pause) -> Shown:
    """Return why the engine is paused, and until when."""
    reasons = {
        PauseCause.PERSON: translate("Verdict", "Paused by you."),
        PauseCause.QUIET_HOURS: translate("Verdict", "Paused for the quiet hours."),
        PauseCause.BATTERY: translate("Verdict", "Paused while the battery is in use."),
        PauseCause.METERED: translate("Verdict", "Paused on a metered connection."),
        PauseCause.LOCKED: translate("Verdict", "Paused until it is unlocked."),
    }
    sentence = reasons[paused.reason]
    if paused.until is None:
        return sentence
    goes_on = translate("Verdict", "It continues at {time}.").format(
        time=text.clock_time(paused.until)
    )
    return f"{sentence} {goes_on}"


def unseen_sentence(snapshot: Snapshot, storage: StorageSummary) -> Shown:
    """Return why nothing on a storage is called protected now (5-1)."""
    role, seen_at = role_name(storage.record.role), storage.record.seen_at
    if seen_at is None:
        never = translate("Verdict", "{role} has not been looked at as a whole yet.")
        return never.format(role=role)
    if snapshot.evidence(storage) is Evidence.DOUBTED:
        doubted = translate("Verdict", "Something was gone from {role}; it is looked at again.")
        return doubted.format(role=role)
    old = translate("Verdict", "{role} was last seen whole {ago}, which is too long ago.")
    return old.format(role=role, ago=text.ago(seen_at, snapshot.taken_at))


def _why(snapshot: Snapshot) -> Shown:
    reasons = [reason.reason for reason in snapshot.reasons if reason.reason]
    if reasons:
        return in_words(reasons[0])
    return translate("Verdict", "The others wait for their turn.")


def _last_contact(snapshot: Snapshot) -> Shown:
    if snapshot.checked_at is None:
        return NO_WORDS
    return translate("Verdict", "Last contact with both {ago}.").format(
        ago=text.ago(snapshot.checked_at, snapshot.taken_at)
    )


def left_out_words(snapshot: Snapshot) -> Shown:
    """Return how many files of the albums' folders are not kept, by kind; empty if none."""
    if not snapshot.left_out:
        return NO_WORDS
    if not snapshot.left_out_kinds:
        # The window is locked, and an ending may be part of a name.
        return translate(
            "Verdict", "%Ln other files in your albums are not kept.", None, snapshot.left_out
        )
    words = translate(
        "Verdict", "%Ln other files in your albums are not kept: {kinds}.", None, snapshot.left_out
    )
    return words.format(kinds=in_words(kinds_of(snapshot.left_out_kinds)))


def kept_words(kept: KeptVersions) -> Shown:
    """Return how many earlier versions are kept, and until when; empty if none."""
    if not kept.objects:
        return NO_WORDS
    room = text.size(kept.sealed_bytes)
    if kept.until is None:
        words = translate(
            "Overview",
            "%Ln earlier versions of edited photos are kept, {size}.",
            None,
            kept.objects,
        )
        return words.format(size=room)
    words = translate(
        "Overview",
        "%Ln earlier versions of edited photos are kept, {size}, the last until {day}.",
        None,
        kept.objects,
    )
    return words.format(size=room, day=text.day(kept.until))
