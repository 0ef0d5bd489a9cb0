"""The result of a restore as JSON, and the error for an unknown album."""

from typing import Any

from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.sync.restore.restore import RestoreReport


def check_album(ledger: Ledger, album: str | None) -> None:
    """Raise UsageError for an album that does not exist, watched or not."""
    if album is None or ledger.albums.named(album) is not None:
        return
    names = ", ".join(shown(one.name) for one in ledger.albums.all(removed=True))
    raise UsageError(
        f"There is no album named {shown(album)}." + (f" There are: {names}." if names else "")
    )


def restore_document(report: RestoreReport) -> dict[str, Any]:
    """Return the report for JSON and for the socket."""
    return {
        "restored": report.written,
        "there_already": report.there_already,
        "bytes": report.bytes,
        "served_from": dict(sorted(report.served_from.items())),
        "beside": [{"photo": photo, "written_to": place} for photo, place in report.beside],
        "failed": [
            {
                "photo": f"{one.album}/{one.path}",
                "reason": one.reason,
                **{role.value: reason for role, reason in one.reasons.items()},
            }
            for one in report.failed
        ],
        "failed_photos": len(report.failed),
        "stopped": report.stopped,
        "nobody_reached": bool(report.failed)
        and not report.written
        and all(one.no_storage for one in report.failed),
    }
