"""``picup doctor``: checks everything, and says what to do about each fault.

With ``--drill`` a sample of photos is restored with the recovery kit alone.
"""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli import asking
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, number, print_json, say
from picup_desktop.cli.vault.open import kit_in, open_request
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.answers import HealthCheck
from picup_desktop.engine.ipc.commands.vault import Check, ConfirmKit
from picup_desktop.errors import ExitCode, PicupError, UsageError
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.system import reason_of
from picup_desktop.names import Shown, plain
from picup_desktop.reading import reading
from picup_desktop.sync.health.diagnostics import write_bundle
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.join.from_storage import OpenRequest, opened_from, scratch_folders
from picup_desktop.sync.journal.write import vault_keys_of
from picup_desktop.sync.reach.restoring import AbsentStorage
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.alone import DrillReport, compare, drill_sample, same_photos
from picup_desktop.sync.restore.chosen import ChosenPhotos
from picup_desktop.sync.restore.places import check_output_file
from picup_desktop.sync.restore.restore import Restore
from picup_desktop.vault.kit import RecoveryKit, recovery_identity


def doctor(
    context: typer.Context,
    *,
    kit: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also make sure that this recovery kit opens the vault."),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write a zip for whoever helps you: no secrets, no names."
        ),
    ] = None,
    drill: Annotated[
        bool,
        typer.Option("--drill", help="Restore a random sample with --kit FILE alone, and compare."),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Check secrets, storages and their keys, clocks, free space, albums and watch limits."""
    at = chosen_home(context, home)
    if bundle is not None:
        # First, because it needs neither secrets nor storages.
        with reading(at) as ledger:
            check_output_file(ledger, at.folder, bundle.expanduser().absolute())
            write_bundle(bundle.expanduser(), ledger, at, SystemClock())
        say(f"The diagnostics are in {plain(str(bundle))}. They hold no secrets and no file names.")
    if kit is not None:
        _confirm_kit(at, kit)
    if drill and kit is None:
        raise UsageError("drill-restores-with-recovery-kit")
    checks, reached = _examine(at)
    if drill and kit is not None:
        checks += run_drill(at, kit)
    if wants_json(context, json):
        print_json(
            [
                {"check": c["name"], "ok": c["ok"], "advice": c["advice"], "text": c["text"]}
                for c in checks
            ]
        )
    else:
        for check in checks:
            answer(f"{_mark(check)} {plain(check['name'])}: {plain(check['text'])}", _style(check))
    if not reached:
        raise typer.Exit(int(ExitCode.NO_STORAGE))
    if not all(check["ok"] for check in checks):
        raise typer.Exit(int(ExitCode.FAILED))


def _examine(home: Home) -> tuple[list[HealthCheck], bool]:
    answered = carry_out(home, passphrase, Check())
    return answered["checks"], answered["reached"]


def _confirm_kit(home: Home, file: Path) -> None:
    try:
        given = file.expanduser().read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise UsageError("kit-cant-read", file=str(file), why=reason_of(error)) from error
    carry_out(home, passphrase, ConfirmKit(given))


def _mark(check: HealthCheck) -> Shown:
    if not check["ok"]:
        return plain("✗")
    return plain("!" if check["advice"] else "✓")


def _style(check: HealthCheck) -> str:
    if not check["ok"]:
        return "red"
    return "yellow" if check["advice"] else "green"


PROBLEMS_TOLD = 5


def run_drill(home: Home, kit_file: Path) -> list[HealthCheck]:
    """Return one check for each storage. UsageError or NotAKit for an invalid kit."""
    kit = kit_in(kit_file)
    with reading(home) as ledger:
        sample, storages = drill_sample(ledger), ledger.storages.all()
    if not sample:
        text = "There is no protected photo yet that could be restored."
        return [_drilled("kit drill", text, advice=True)]
    return [_of_storage(kit, record, sample) for record in storages]


def _of_storage(kit: RecoveryKit, record: StorageRecord, sample: list[ListedPhoto]) -> HealthCheck:
    name = f"kit drill {record.role.value}"
    with tempfile.TemporaryDirectory(prefix="picup-drill-") as folder:
        key_file = None if record.key_file is None else Path(record.key_file)
        known_hosts = Path(folder) / "known_hosts"
        request = open_request(kit, record.url, known_hosts, key_file, trust=False, ssh=record.ssh)
        try:
            report = _restore_sample(request, Path(folder), sample)
        except PicupError as error:
            return _drilled(name, error.sentence, ok=False)
    if report.problems:
        problems = map(in_english, report.problems[:PROBLEMS_TOLD])
        return _drilled(name, " ".join(problems), ok=False)
    text = f"{number(report.photos, 'photo')} came back with the kit alone, as they should be."
    return _drilled(name, text)


def _drilled(name: str, text: str, *, ok: bool = True, advice: bool = False) -> HealthCheck:
    return {"name": name, "ok": ok, "text": text, "advice": advice}


def _restore_sample(request: OpenRequest, folder: Path, sample: list[ListedPhoto]) -> DrillReport:
    clock, folders = SystemClock(), scratch_folders(folder)
    ledger = open_ledger(folder / "ledger.sqlite")
    try:
        with opened_from(
            request, ledger=ledger, clock=clock, folders=folders, ask=asking.password_after
        ) as vault:
            reader = Reader(
                ledger=ledger,
                storages={
                    vault.address.role: vault.storage,
                    vault.other.role: AbsentStorage(vault.other.role),
                },
                vault_keys=vault_keys_of(ledger, vault.secrets),
                clock=clock,
                scratch=folders.scratch,
                recovery_key=recovery_identity(request.kit),
            )
            found = same_photos(ledger, sample)
            target = folder / "restored"
            done = Restore(ledger, reader, target, NoProgress()).run(ChosenPhotos.of(found))
            return compare(target, sample, found, done)
    finally:
        ledger.close()
