"""Causes: each reason to ask a person, as an attention item in plain words.

Every item has a way out: what can be tried again offers ``retry``, and all of
them offer ``ignore``.
"""

from collections.abc import Sequence

from picup_desktop.clock import iso
from picup_desktop.errors import PicupError
from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.ledger.messages import MessageRecord
from picup_desktop.ledger.photos import PhotoRecord
from picup_desktop.names import shown
from picup_desktop.storage.errors import StorageError
from picup_desktop.sync.deletion_journal import JournalEntry
from picup_desktop.sync.scan import Unreadable
from picup_desktop.words import AttentionKind, Role

RETRY, IGNORE = "retry", "ignore"
KEEP, DELETE = "keep", "delete"
KEEP_ONE = "keep-on-main"
ONLY_ONE = "only-one"
JOURNAL_SUBJECT = "journal:deletions"


def upload_subject(photo_id: int) -> tuple[AttentionKind, str]:
    """The item about uploads of one photo."""
    return AttentionKind.UPLOAD_FAILED, f"photo:{photo_id}"


def upload_failed(photo: PhotoRecord, reason: str | None) -> AttentionRecord:
    """A storage's worker failed again and again with one photo (1-4)."""
    kind, subject = upload_subject(photo.id)
    return AttentionRecord(
        kind,
        subject,
        f"{shown(photo.path)} could not be uploaded. {reason or ''}".strip(),
        (RETRY, IGNORE),
        {"photo": photo.id, "path": photo.path, "reason": reason},
    )


def not_sealed(photo: PhotoRecord, error: PicupError) -> AttentionRecord:
    """A photo could not be read, or there was no room to seal it."""
    kind, subject = upload_subject(photo.id)
    return AttentionRecord(
        kind,
        subject,
        error.sentence,
        (RETRY, IGNORE),
        {"photo": photo.id, "path": photo.path, "reason": error.sentence},
    )


def unreadable(album_id: int, album: str, items: tuple[Unreadable, ...]) -> AttentionRecord:
    """Files of an album that look like photos and can't be read."""
    first = items[0]
    others = f" and {len(items) - 1} more" if len(items) > 1 else ""
    return AttentionRecord(
        AttentionKind.UNREADABLE,
        f"album:{album_id}",
        f"In the album {shown(album)}, {shown(first.path)}{others} can't be read"
        f" ({first.reason}). Check permissions and the disk; the rest goes on.",
        (RETRY, IGNORE),
        {"album": album, "files": [{"path": i.path, "reason": i.reason} for i in items[:100]]},
    )


def album_vanished(album_id: int, album: str, reason: str, missing: int) -> AttentionRecord:
    """An album's folder is gone, empty, or lost many photos at once (3-4)."""
    return AttentionRecord(
        AttentionKind.ALBUM_VANISHED,
        f"album:{album_id}",
        f"The photos of {shown(album)} are gone from this computer. {reason} Keep them on the NAS,"
        " or delete them there too?",
        (KEEP, DELETE, RETRY, IGNORE),
        {"album": album, "missing": missing, "reason": reason},
    )


def storage_trouble(role: Role, kind: AttentionKind, error: StorageError) -> AttentionRecord:
    """A storage is full, or shows another host key."""
    return AttentionRecord(
        kind,
        f"storage:{role.value}",
        error.sentence,
        (RETRY, IGNORE),
        {"storage": role.value, "reason": error.sentence},
    )


def links_subject(role: Role) -> str:
    """The subject of the item about links on a storage."""
    return f"storage-links:{role.value}"


def storage_links(role: Role, names: Sequence[str]) -> AttentionRecord:
    """Links or special files lie on a storage (6-1)."""
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return AttentionRecord(
        AttentionKind.JOURNAL,
        links_subject(role),
        f"{shown(names[0])}{others} on {role.value}: a link or a special file stands there, which"
        " PicUp never makes. It is not followed, and nothing is written or removed through it."
        " If you did not put it there, somebody else did: look at who can write to that storage,"
        " and take it away.",
        (RETRY, IGNORE),
        {"storage": role.value, "files": list(names)},
    )


def lost(photo: PhotoRecord, reason: str) -> AttentionRecord:
    """No storage and no file of this computer has the photo whole (2-3)."""
    return AttentionRecord(
        AttentionKind.DAMAGED,
        f"photo:{photo.id}",
        f"{reason} If you have the file {shown(photo.path)} anywhere else, put it back into its"
        " album.",
        (RETRY, IGNORE),
        {"photo": photo.id, "path": photo.path, "reason": reason},
    )


def backup_away(waiting: int, since: str, reason: str) -> AttentionRecord:
    """Backup has been away for a while and photos wait for it (1-3c)."""
    return AttentionRecord(
        AttentionKind.BACKUP_AWAY,
        "storage:backup",
        f"The backup storage has been away since {since}, and {waiting} photos wait for it."
        " They can be kept on main alone until it is back.",
        (KEEP_ONE, RETRY, IGNORE),
        {"storage": Role.BACKUP.value, "waiting": waiting, "since": since, "reason": reason},
    )


def dead_letter(
    message: MessageRecord, paths: Sequence[str], error: str | None, now_iso: str
) -> AttentionRecord:
    """A message that could not be carried out after all its attempts (3-2)."""
    reason = error or message.last_error or ""
    files = ", ".join(shown(path) for path in paths[:3]) or f"{len(message.objects)} objects"
    return AttentionRecord(
        AttentionKind.DEAD_LETTER,
        f"message:{message.id}",
        f"{files} could not be removed from {message.role.value} in {message.attempts} attempts."
        f" {reason}",
        (RETRY, IGNORE),
        {
            "message": message.id,
            "storage": message.role.value,
            "files": list(paths),
            "objects": list(message.objects),
            "reason": reason,
            "attempts": message.attempts,
            "at": now_iso,
        },
    )


def home_subject(hold: str) -> str:
    """The item about a home that is ``old`` or ``copied``."""
    return f"home:{hold}"


HOME_SENTENCES = {
    "old": "This computer's vault data is older than what it once wrote to {storage} ({place}): was"
    " it put back from a backup? Nothing is removed from any storage and no missing file counts as"
    " a deletion meanwhile; new photos go on being brought there. The way out: open the vault in a"
    " new home, picup --home NEW open --from URL --recovery-kit FILE, and add the albums there.",
    "copied": "{place} on {storage} was written in this computer's name, but not by this home:"
    " another copy of its vault data is in use. Neither copy removes anything meanwhile, and what"
    " this one shows may not be what rests there. On one of the two, open the vault in a new home:"
    " picup --home NEW open --from URL --recovery-kit FILE; on the other then choose only-one.",
}


def home_held(hold: str, role: Role, place: str) -> AttentionRecord:
    """This home is older than its own journal (5-5), or writes beside a copy of itself (5-6)."""
    text = HOME_SENTENCES[hold].format(storage=role.value, place=shown(place))
    choices = (RETRY, ONLY_ONE, IGNORE) if hold == "copied" else (RETRY, IGNORE)
    details = {"storage": role.value, "place": place}
    return AttentionRecord(AttentionKind.JOURNAL, home_subject(hold), text, choices, details)


ELSEWHERE = "machine"


def home_elsewhere() -> AttentionRecord:
    """This home was found on another machine than before (5-6)."""
    return AttentionRecord(
        AttentionKind.JOURNAL,
        home_subject("copied"),
        "This computer's vault data came from another computer. If that one still uses PicUp, open"
        " the vault in a new home here: picup --home NEW open --from URL --recovery-kit FILE. If"
        " this is the only one now, choose only-one. Nothing is removed from any storage until"
        " then; new photos go on being brought there.",
        (RETRY, ONLY_ONE, IGNORE),
        {"place": ELSEWHERE},
    )


def storage_lost_subject(role: Role) -> tuple[AttentionKind, str]:
    """The item about what is gone from a storage."""
    return AttentionKind.JOURNAL, f"lost:{role.value}"


def storage_lost(role: Role, objects: int, signs: Sequence[str], now: float) -> AttentionRecord:
    """Objects, or what PicUp itself keeps there, are gone from a storage (5-1)."""
    kind, subject = storage_lost_subject(role)
    own = f" and {shown(signs[0])}" if signs else ""
    more = f" and {len(signs) - 1} more of its own files" if len(signs) > 1 else ""
    return AttentionRecord(
        kind,
        subject,
        f"{objects} objects{own}{more} are gone from {role.value}, seen {iso(now)}: deleted there,"
        " or was an older state of it put back? They are brought back from the other storage or"
        " from this computer, where there is a whole copy; until then these photos don't count as"
        " protected.",
        (RETRY, IGNORE),
        {"storage": role.value, "objects": objects, "signs": list(signs[:20])},
    )


def journal(entries: Sequence[JournalEntry], reason: str | None) -> AttentionRecord:
    """Deletions that could not be put into the queue and wait in the journal (3-3)."""
    first = entries[0]
    others = f" and {len(entries) - 1} more" if len(entries) > 1 else ""
    why = reason or first.reason
    return AttentionRecord(
        AttentionKind.JOURNAL,
        JOURNAL_SUBJECT,
        f"The deletion of {shown(first.named)}{others} waits in the journal beside the ledger."
        f" {why} Nothing is lost; it goes on by itself when that is over.",
        (RETRY, IGNORE),
        {
            "files": [
                {"file": e.named, "reason": e.reason, "at": iso(e.at)} for e in entries[:100]
            ],
            "reason": why,
        },
    )
