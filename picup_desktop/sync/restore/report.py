"""The result of a restore as JSON."""

from typing import Any

from picup_desktop.sync.restore.restore import RestoreReport


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
