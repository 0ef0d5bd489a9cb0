"""The command that checks that all objects are whole on both storages."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from picup_desktop.app import Engine
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import NoStorageReached
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageAway, StorageError
from picup_desktop.sync.home.hold import check_free, standing
from picup_desktop.sync.job_progress import JobProgress, NoProgress
from picup_desktop.sync.journal.write import signer_of
from picup_desktop.sync.reach.contact import probe_all
from picup_desktop.sync.reach.strange import attend_strange
from picup_desktop.sync.verify.journal import JournalVerifier
from picup_desktop.sync.verify.repair import Repair, RepairReport
from picup_desktop.sync.verify.report import attend_unknown, verify_document
from picup_desktop.sync.verify.verify import (
    UnknownObject,
    Verifier,
    VerifyOrder,
    VerifyReport,
)
from picup_desktop.words import Role


def verify(parts: Engine, given: Arguments) -> Json:
    """Verify a day's share, or everything."""
    order = VerifyOrder(everything=given.flag("everything"), repair=given.flag("repair"))
    remove_unknown = given.flag("remove_unknown")
    given.no_more()
    return verify_with(parts, order, NoProgress(), remove_unknown=remove_unknown)


def verify_with(
    parts: Engine,
    order: VerifyOrder,
    progress: JobProgress,
    *,
    remove_unknown: bool,
) -> dict[str, Any]:
    """Do the work of ``picup verify``; return the result as JSON. NoStorageReached."""
    ledger, clock = parts.ledger, parts.clock
    parts.look_first()
    if remove_unknown:
        check_free(ledger)
    repair = order.repair and standing(ledger) is None
    storages: Mapping[Role, Storage] = parts.storages
    signer = signer_of(ledger, parts.secrets)
    with tempfile.TemporaryDirectory(prefix="verify-", dir=parts.home.scratch) as folder:
        journals = JournalVerifier(ledger, storages, signer, Path(folder))
        verdict = journals.run()
        verifier = Verifier(ledger, storages, clock, progress, named_by_others=verdict.named)
        report = verifier.run(order)
        _check_reached(report, storages)
        for role, contact in probe_all(storages).items():
            attend_strange(ledger, role, contact.error or contact.probe, clock.now())
        repaired = RepairReport()
        if repair:
            repaired = Repair(ledger, storages, clock, parts.home.scratch).run(report.bad)
            journals.heal(clock, parts.home.scratch)
    removed = _remove(report, storages) if remove_unknown else []
    if not removed:
        attend_unknown(ledger, report, list(storages), clock.now())
    return verify_document(ledger, report, repaired, verdict.findings, removed=removed)


def _check_reached(report: VerifyReport, storages: Mapping[Role, Storage]) -> None:
    out = report.out
    if len(out) == len(storages) and all(isinstance(e, StorageAway) for e in out.values()):
        raise NoStorageReached(" ".join(f"{r.value}: {e.sentence}" for r, e in out.items()))


def _remove(report: VerifyReport, storages: Mapping[Role, Storage]) -> Sequence[UnknownObject]:
    """Remove the unknown objects that are old enough, after a person saw the list."""
    removed = []
    for one in report.unknown:
        if one.old and one.role not in report.out:
            try:
                storages[one.role].remove(one.name)
            except StorageError as error:
                report.out[one.role] = error
            else:
                removed.append(one)
    return removed
