"""Verify, told: what was found as a document, and as attention items."""

from collections.abc import Sequence
from typing import Any

from picup_desktop.ledger.attention import AttentionRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.sync.causes import IGNORE, RETRY
from picup_desktop.sync.journal_round import finding_document
from picup_desktop.sync.verify import BadCopy, UnknownObject, VerifyReport
from picup_desktop.sync.verify_repair import RepairReport
from picup_desktop.vault.journal import Finding
from picup_desktop.words import AttentionKind, CopyState, Role

UNKNOWN_TOLD = 100


def verify_document(
    ledger: Ledger,
    report: VerifyReport,
    repair: RepairReport,
    findings: Sequence[Finding],
    *,
    removed: Sequence[UnknownObject],
) -> dict[str, Any]:
    """For JSON, and for the socket."""
    of_object = ledger.checks.photos([copy.object_id for copy in report.bad])
    told = {
        state: [
            _copy_document(ledger, copy, of_object) for copy in report.bad if copy.state is state
        ]
        for state in (CopyState.MISSING, CopyState.DAMAGED)
    }
    gone = {(one.role, one.name) for one in removed}
    return {
        "checked": report.checked,
        "bytes": report.bytes,
        "missing": told[CopyState.MISSING],
        "damaged": told[CopyState.DAMAGED],
        "repaired": [
            {"storage": one.role.value, "object": one.name, "from": one.source}
            for one in repair.repaired
        ],
        "unknown": [
            {
                "storage": one.role.value,
                "object": one.name,
                "bytes": one.size_bytes,
                "offered": one.old,
                "removed": (one.role, one.name) in gone,
            }
            for one in report.unknown
        ],
        "not_repaired": [
            {"storage": copy.role.value, "object": copy.name, "reason": reason}
            for copy, reason in repair.failed
        ],
        "lost": sorted(repair.lost),
        "journal": [finding_document(finding) for finding in findings],
        "not_reached": {role.value: error.sentence for role, error in report.out.items()},
    }


def attend_unknown(ledger: Ledger, report: VerifyReport, roles: Sequence[Role], now: float) -> None:
    """Offer what is old enough for removal; nothing is ever removed by itself."""
    with ledger.transaction():
        for role in roles:
            old = [one for one in report.unknown if one.role is role and one.old]
            if old:
                ledger.attention.open(_unknown(role, old), now)
            elif role not in report.out:
                ledger.attention.close(AttentionKind.JOURNAL, _subject(role))


def _copy_document(
    ledger: Ledger, copy: BadCopy, of_object: dict[int, list[int]]
) -> dict[str, Any]:
    photos = [ledger.photos.get(photo_id) for photo_id in of_object.get(copy.object_id, [])]
    albums = {album.id: album.name for album in ledger.albums.all(removed=True)}
    return {
        "storage": copy.role.value,
        "object": copy.name,
        "photos": [
            {"id": photo.id, "album": albums.get(photo.album_id), "path": photo.path}
            for photo in photos
            if photo is not None
        ],
    }


def _subject(role: Role) -> str:
    return f"unknown-objects:{role.value}"


def _unknown(role: Role, old: Sequence[UnknownObject]) -> AttentionRecord:
    others = f" and {len(old) - 1} more" if len(old) > 1 else ""
    return AttentionRecord(
        AttentionKind.JOURNAL,
        _subject(role),
        f"{shown(old[0].name)}{others} on {role.value} are named by no computer of this vault."
        " They may be left over from one that is lost, so nothing was removed. To remove them:"
        " picup verify --remove-unknown",
        (RETRY, IGNORE),
        {"storage": role.value, "objects": [one.name for one in old[:UNKNOWN_TOLD]]},
    )
