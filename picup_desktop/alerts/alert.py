"""An alert, and its words: with counts and the storage, and no names unless asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.names import without_markup
from picup_desktop.words import AttentionKind, Role

DIGEST, TEST = "digest", "test"
SEE = "What to do: picup attention"

TITLES = {
    AttentionKind.DEAD_LETTER: "Photos could not be removed",
    AttentionKind.UPLOAD_FAILED: "A photo could not be uploaded",
    AttentionKind.ALBUM_VANISHED: "The photos of an album are gone from this computer",
    AttentionKind.HOST_KEY_CHANGED: "A storage shows another host key",
    AttentionKind.STORAGE_FULL: "A storage takes nothing",
    AttentionKind.DAMAGED: "A photo has no whole copy",
    AttentionKind.UNREADABLE: "Photos can't be read",
    AttentionKind.BACKUP_AWAY: "The backup storage is away",
    AttentionKind.KEYRING: "The vault's secrets can't be read",
    AttentionKind.JOURNAL: "The deletion queue could not be reached",
}
SENTENCES = {
    AttentionKind.DEAD_LETTER: (
        "{files} could not be removed from the {storage} storage, in all its tries."
    ),
    AttentionKind.UPLOAD_FAILED: "It is tried again, and is not protected until then.",
    AttentionKind.ALBUM_VANISHED: (
        "{missing} went missing at once. Nothing is deleted until you answer."
    ),
    AttentionKind.HOST_KEY_CHANGED: (
        "It is the {storage} storage. Nothing is sent to it until you look at it."
    ),
    AttentionKind.STORAGE_FULL: (
        "It is the {storage} storage. Photos wait until it takes them again."
    ),
    AttentionKind.DAMAGED: "Neither storage nor this computer has it whole.",
    AttentionKind.UNREADABLE: "{files} of an album. The rest goes on.",
    AttentionKind.BACKUP_AWAY: "{waiting} wait for it.",
    AttentionKind.KEYRING: "The vault stays locked until you look at it.",
    AttentionKind.JOURNAL: (
        "Deletions are kept beside the ledger, and follow as soon as it answers."
    ),
}
"""Without any name: with counts, and which storage."""

SCENARIOS = {
    AttentionKind.DEAD_LETTER: "3-2",
    AttentionKind.UPLOAD_FAILED: "1-4",
    AttentionKind.ALBUM_VANISHED: "3-4",
    AttentionKind.STORAGE_FULL: "1-7",
    AttentionKind.DAMAGED: "2-3",
    AttentionKind.BACKUP_AWAY: "1-3c",
    AttentionKind.JOURNAL: "3-3",
}


@dataclass(frozen=True)
class Alert:
    """One thing that somebody is told; ``at`` in Unix seconds."""

    kind: str
    """An attention kind, ``digest`` or ``test``."""
    subject: str
    title: str
    text: str
    at: float

    @property
    def scenario(self) -> str | None:
        """The number in the disaster table, where the cause has one."""
        return SCENARIOS.get(AttentionKind(self.kind)) if self.kind in TITLES else None


def alert_of(item: AttentionRecord, at: float, *, file_names: bool) -> Alert:
    """The alert about one item; without ``file_names``, none of its free text is in it."""
    told = without_markup(item.text) if file_names else _nameless(item)
    return Alert(item.kind.value, item.subject, TITLES[item.kind], f"{told}\n{SEE}", at)


def journal_alert(subject: str, at: float) -> Alert:
    """Deletions wait beside the ledger, which can't be written: so no item can tell of it (3-3)."""
    kind = AttentionKind.JOURNAL
    return Alert(kind.value, subject, TITLES[kind], f"{SENTENCES[kind]}\n{SEE}", at)


def digest_of(items: Sequence[AttentionRecord], at: float) -> Alert:
    """One alert about many items: how many of each kind, most first."""
    counts = Counter(item.kind for item in items)
    lines = [
        TITLES[kind] if count == 1 else f"{TITLES[kind]}: {count:,} times"
        for kind, count in counts.most_common()
    ]
    title = "One thing needs you" if len(items) == 1 else f"{len(items):,} things need you"
    return Alert(DIGEST, "", title, "\n".join([*lines, SEE]), at)


def trial_alert(at: float) -> Alert:
    """What ``picup alert test`` sends."""
    text = "This is a test: alerts of this vault reach you here. There is nothing to do."
    return Alert(TEST, "", "Test of PicUp's alerts", text, at)


def _nameless(item: AttentionRecord) -> str:
    """A sentence made of numbers and of words of the product only."""
    details = item.details
    return SENTENCES[item.kind].format(
        storage=_storage(details),
        files=_photos(_length(details, "files") or _length(details, "objects")),
        missing=_photos(_number(details, "missing")),
        waiting=_photos(_number(details, "waiting")),
    )


def _storage(details: dict[str, Any]) -> str:
    named = details.get("storage")
    return named if named in tuple(Role) else "other"


def _number(details: dict[str, Any], name: str) -> int:
    value = details.get(name)
    return value if isinstance(value, int) else 0


def _length(details: dict[str, Any], name: str) -> int:
    value = details.get(name)
    return len(value) if isinstance(value, (list, tuple)) else 0


def _photos(count: int) -> str:
    return f"{count:,} photo{'' if count == 1 else 's'}" if count else "Some photos"
