"""The findings of the verifier as JSON and as attention items."""

from collections.abc import Sequence
from typing import Any

from picup_desktop.attention import items, subjects
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.journal.round import finding_document
from picup_desktop.sync.verify.repair import RepairReport
from picup_desktop.sync.verify.verify import BadCopy, UnknownObject, VerifyReport
from picup_desktop.vault.journal import Finding
from picup_desktop.words import AttentionKind, CopyState, Role


def verify_document(
    ledger: Ledger,
    report: VerifyReport,
    repair: RepairReport,
    findings: Sequence[Finding],
    *,
    removed: Sequence[UnknownObject],
) -> dict[str, Any]:
    """Return the findings for JSON and for the socket."""
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
    """Offer old unknown objects for removal; nothing is ever removed automatically."""
    with ledger.transaction():
        for role in roles:
            old = [one for one in report.unknown if one.role is role and one.old]
            if old:
                ledger.attention.open(items.unknown_objects(role, [one.name for one in old]), now)
            elif role not in report.out:
                ledger.attention.close(AttentionKind.JOURNAL, subjects.unknown_objects(role))


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
