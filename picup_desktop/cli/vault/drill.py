"""The kit drill of ``picup doctor --drill``: a sample comes back through the kit alone."""

import tempfile
from pathlib import Path

from picup_desktop.app import reading
from picup_desktop.cli.output import number
from picup_desktop.cli.vault.open import ask_password, kit_in, open_request
from picup_desktop.clock import SystemClock
from picup_desktop.errors import PicupError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.sync.health.checkup import Check
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.join.from_storage import OpenRequest, opened_from, scratch_folders
from picup_desktop.sync.reach.restoring import AbsentStorage
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.drill import DrillReport, compare, drill_sample, same_photos
from picup_desktop.sync.restore.restore import Restore
from picup_desktop.vault.age import parse_identity
from picup_desktop.vault.kit import RecoveryKit, recovery_identity

PROBLEMS_TOLD = 5


def run_drill(home: Home, kit_file: Path) -> list[Check]:
    """Return one check for each storage. UsageError or NotAKit for an invalid kit."""
    kit = kit_in(kit_file)
    with reading(home) as ledger:
        sample, storages = drill_sample(ledger), ledger.storages.all()
    if not sample:
        text = "There is no protected photo yet that could be restored."
        return [Check("kit drill", ok=True, text=text, advice=True)]
    return [_of_storage(kit, record, sample) for record in storages]


def _of_storage(kit: RecoveryKit, record: StorageRecord, sample: list[ListedPhoto]) -> Check:
    name = f"kit drill {record.role.value}"
    with tempfile.TemporaryDirectory(prefix="picup-drill-") as folder:
        key_file = None if record.key_file is None else Path(record.key_file)
        known_hosts = Path(folder) / "known_hosts"
        request = open_request(kit, record.url, known_hosts, key_file, trust=False)
        try:
            report = _restore_sample(request, Path(folder), sample)
        except PicupError as error:
            return Check(name, ok=False, text=error.sentence)
    if report.problems:
        return Check(name, ok=False, text=" ".join(report.problems[:PROBLEMS_TOLD]))
    text = f"{number(report.photos, 'photo')} came back with the kit alone, as they should be."
    return Check(name, ok=True, text=text)


def _restore_sample(request: OpenRequest, folder: Path, sample: list[ListedPhoto]) -> DrillReport:
    clock, folders = SystemClock(), scratch_folders(folder)
    ledger = open_ledger(folder / "ledger.sqlite")
    try:
        with opened_from(
            request, ledger=ledger, clock=clock, folders=folders, ask=ask_password
        ) as vault:
            reader = Reader(
                ledger=ledger,
                storages={
                    vault.address.role: vault.storage,
                    vault.other.role: AbsentStorage(vault.other.role),
                },
                vault_key=parse_identity(vault.secrets.vault_key),
                clock=clock,
                scratch=folders.scratch,
                recovery_key=recovery_identity(request.kit),
            )
            found = same_photos(ledger, sample)
            target = folder / "restored"
            done = Restore(ledger, reader, target, NoProgress()).run(found)
            return compare(target, sample, found, done)
    finally:
        ledger.close()
